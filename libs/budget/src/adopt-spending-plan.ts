import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { changeAppropriation, type AppropriationChange } from './change-appropriation';

type Change = Omit<Extract<AppropriationChange, { type: 'adopt-spending-plan' }>, 'type'>;

/** 编制支出计划. */
export class AdoptSpendingPlan extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(AdoptSpendingPlan)
export class AdoptSpendingPlanHandler implements ICommandHandler<AdoptSpendingPlan> {
  constructor(private readonly store: EventStore) {}

  execute({ context, appropriationId, change }: AdoptSpendingPlan): Promise<DecisionResult> {
    return changeAppropriation(this.store, context, appropriationId, { type: 'adopt-spending-plan', ...change });
  }
}
