import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { changeAppropriation, type AppropriationChange } from './change-appropriation';

type Change = Omit<Extract<AppropriationChange, { type: 'revise-spending-plan' }>, 'type'>;

/** 调整支出计划. */
export class ReviseSpendingPlan extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(ReviseSpendingPlan)
export class ReviseSpendingPlanHandler implements ICommandHandler<ReviseSpendingPlan> {
  constructor(private readonly store: EventStore) {}

  execute({ context, appropriationId, change }: ReviseSpendingPlan): Promise<DecisionResult> {
    return changeAppropriation(this.store, context, appropriationId, { type: 'revise-spending-plan', ...change });
  }
}
