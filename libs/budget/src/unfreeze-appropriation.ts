import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { changeAppropriation, type AppropriationChange } from './change-appropriation';

type Change = Omit<Extract<AppropriationChange, { type: 'unfreeze-appropriation' }>, 'type'>;

/** 解冻. */
export class UnfreezeAppropriation extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(UnfreezeAppropriation)
export class UnfreezeAppropriationHandler implements ICommandHandler<UnfreezeAppropriation> {
  constructor(private readonly store: EventStore) {}

  execute({ context, appropriationId, change }: UnfreezeAppropriation): Promise<DecisionResult> {
    return changeAppropriation(this.store, context, appropriationId, { type: 'unfreeze-appropriation', ...change });
  }
}
