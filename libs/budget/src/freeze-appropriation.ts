import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { changeAppropriation, type AppropriationChange } from './change-appropriation';

type Change = Omit<Extract<AppropriationChange, { type: 'freeze-appropriation' }>, 'type'>;

/** 冻结. */
export class FreezeAppropriation extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(FreezeAppropriation)
export class FreezeAppropriationHandler implements ICommandHandler<FreezeAppropriation> {
  constructor(private readonly store: EventStore) {}

  execute({ context, appropriationId, change }: FreezeAppropriation): Promise<DecisionResult> {
    return changeAppropriation(this.store, context, appropriationId, { type: 'freeze-appropriation', ...change });
  }
}
