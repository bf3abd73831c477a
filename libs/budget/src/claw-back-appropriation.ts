import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { changeAppropriation, type AppropriationChange } from './change-appropriation';

type Change = Omit<Extract<AppropriationChange, { type: 'claw-back-appropriation' }>, 'type'>;

/** 收回. */
export class ClawBackAppropriation extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(ClawBackAppropriation)
export class ClawBackAppropriationHandler implements ICommandHandler<ClawBackAppropriation> {
  constructor(private readonly store: EventStore) {}

  execute({ context, appropriationId, change }: ClawBackAppropriation): Promise<DecisionResult> {
    return changeAppropriation(this.store, context, appropriationId, { type: 'claw-back-appropriation', ...change });
  }
}
