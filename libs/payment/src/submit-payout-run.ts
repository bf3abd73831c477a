import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type DecisionResult, type Decisions } from '@bofu/event-store';
import { appropriationAggregate, runOnTheRecord, type BudgetRefusals, type WantOfMoney } from '@bofu/budget';
import { invariant, peoplePaidBy, Refusal, sumFen } from '@bofu/kernel';
import type { PaymentCommand } from './domain/payment';
import { refuse, type PaymentRefusals } from './domain/refusals';
import { paymentAggregate } from './payment-aggregate';

export type PayoutRun = Omit<Extract<PaymentCommand, { type: 'submit-payout-run' }>, 'type'>;

/** 发放: commits what the run needs on every appropriation it draws on, all of them or none. */
export class SubmitPayoutRun extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly run: PayoutRun,
  ) {
    super();
  }
}

type Shortfall = PaymentRefusals['payout-run-short']['shortfalls'][number];

const shortRun: WantOfMoney = ({ code, facts }) =>
  code === 'payout-run-short' ? (facts as unknown as PaymentRefusals['payout-run-short']) : null;

@CommandHandler(SubmitPayoutRun)
export class SubmitPayoutRunHandler implements ICommandHandler<SubmitPayoutRun> {
  constructor(private readonly store: EventStore) {}

  execute({ context, paymentId, run }: SubmitPayoutRun): Promise<DecisionResult> {
    const attempt = {
      attempted: 'submit-payout-run',
      attemptedOn: run.submittedOn,
      paymentId,
      period: run.period,
      headcount: run.headcount,
    };
    return runOnTheRecord(this.store, context, { paymentId, run }, attempt, plan, shortRun);

    async function plan({ decide }: Decisions): Promise<void> {
      const payment = await decide(paymentAggregate(paymentId), { type: 'submit-payout-run', ...run });
      invariant(payment.situation === 'submitted', 'a payment is submitted once it has been decided');
      const { charges, period, claimsPeriod, submittedOn } = payment;
      const shortfalls: Shortfall[] = [];
      for (const { appropriationId, rateFen, amountFen } of charges) {
        try {
          await decide(appropriationAggregate(appropriationId), {
            type: 'commit-funds',
            paymentId,
            amountFen,
            submittedOn,
            period,
            claimsPeriod,
          });
        } catch (error) {
          // A clerk who learns of one shortfall at a time asks four times: every short line is named in one refusal.
          if (!(error instanceof Refusal && error.code === 'insufficient-appropriation')) throw error;
          const facts = error.facts as unknown as BudgetRefusals['insufficient-appropriation'];
          invariant(rateFen !== null, 'a payout run charges by rate');
          const payableHeadcount = peoplePaidBy({ amountFen: rateFen, per: 'month' }, facts.availableFen);
          shortfalls.push({ ...facts, payableHeadcount });
        }
      }
      const requiredFen = sumFen(charges.map(({ amountFen }) => amountFen));
      if (shortfalls.length > 0) refuse('payout-run-short', { requiredFen, shortfalls });
    }
  }
}
