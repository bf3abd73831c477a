import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { appropriationAggregate } from './appropriation-aggregate';
import type { AppropriationCommand } from './domain/appropriation';
import { runOnTheRecord } from './refused-attempt';

/** What may be done to one appropriation by itself: everything but a virement, which has two sides, and payments. */
export type AppropriationChange = Extract<
  AppropriationCommand,
  {
    type:
      | 'issue-appropriation'
      | 'supplement-appropriation'
      | 'reduce-appropriation'
      | 'freeze-appropriation'
      | 'unfreeze-appropriation'
      | 'claw-back-appropriation'
      | 'adopt-spending-plan'
      | 'revise-spending-plan'
      | 'set-payment-standard'
      | 'set-performance-targets';
  }
>;

export class ChangeAppropriation extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly change: AppropriationChange,
  ) {
    super();
  }
}

@CommandHandler(ChangeAppropriation)
export class ChangeAppropriationHandler implements ICommandHandler<ChangeAppropriation> {
  constructor(private readonly store: EventStore) {}

  execute({ context, appropriationId, change }: ChangeAppropriation): Promise<DecisionResult> {
    const aggregate = appropriationAggregate(appropriationId);
    const attempt = {
      attempted: change.type,
      attemptedOn: change.effectiveOn,
      paymentId: null,
      period: null,
      headcount: null,
    };
    const intent = { stream: aggregate.stream, command: change };
    return runOnTheRecord(this.store, context, intent, attempt, async ({ decide }) => {
      await decide(aggregate, change);
    });
  }
}
