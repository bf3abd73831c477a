import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { appropriationAggregate, runOnTheRecord } from '@bofu/budget';
import type { PaymentCommand } from './domain/payment';
import { paymentAggregate } from './payment-aggregate';

export type Disbursement = Omit<Extract<PaymentCommand, { type: 'submit-disbursement' }>, 'type'>;

/** 拨付: commits one amount on one appropriation. */
export class SubmitDisbursement extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly disbursement: Disbursement,
  ) {
    super();
  }
}

@CommandHandler(SubmitDisbursement)
export class SubmitDisbursementHandler implements ICommandHandler<SubmitDisbursement> {
  constructor(private readonly store: EventStore) {}

  execute({ context, paymentId, disbursement }: SubmitDisbursement): Promise<DecisionResult> {
    const { appropriationId, amountFen, submittedOn, period } = disbursement;
    const attempt = {
      attempted: 'submit-disbursement',
      attemptedOn: submittedOn,
      paymentId,
      period,
      headcount: null,
    };
    return runOnTheRecord(this.store, context, { paymentId, disbursement }, attempt, async ({ decide }) => {
      await decide(paymentAggregate(paymentId), { type: 'submit-disbursement', ...disbursement });
      await decide(appropriationAggregate(appropriationId), {
        type: 'commit-funds',
        paymentId,
        amountFen,
        submittedOn,
        period,
        claimsPeriod: false,
      });
    });
  }
}
