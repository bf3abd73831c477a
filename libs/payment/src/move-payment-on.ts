import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { appropriationAggregate, runOnTheRecord, type AppropriationCommand } from '@bofu/budget';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { fen, invariant, unreachable, type BusinessDate, type Fen } from '@bofu/kernel';
import type { Payment, PaymentCommand, SubmittedPayment } from './domain/payment';
import { refuse } from './domain/refusals';
import { paymentAggregate } from './payment-aggregate';

/** What may happen to a payment once submitted; each step moves money on every appropriation the payment charges. */
export type PaymentStep = Extract<
  PaymentCommand,
  {
    type: 'pay-payment' | 'send-back-payment' | 'reverse-payment' | 'reclassify-payment' | 'record-payment-return';
  }
>;

/** Records one step of a payment and its effect on the appropriations it charges, together or not at all. */
export class MovePaymentOn extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: PaymentStep,
  ) {
    super();
  }
}

@CommandHandler(MovePaymentOn)
export class MovePaymentOnHandler implements ICommandHandler<MovePaymentOn> {
  constructor(private readonly store: EventStore) {}

  execute({ context, paymentId, step }: MovePaymentOn): Promise<DecisionResult> {
    const payment = paymentAggregate(paymentId);
    const attempt = {
      attempted: step.type,
      attemptedOn: dayOf(step),
      paymentId,
      period: null,
      headcount: null,
    };
    return runOnTheRecord(this.store, context, { paymentId, step }, attempt, async ({ load, decide }) => {
      const before = submitted(await load(payment));
      const after = submitted(await decide(payment, step));
      for (const [appropriationId, command] of effectsOf(step, before, after))
        await decide(appropriationAggregate(appropriationId), command);
    });
  }
}

function dayOf(step: PaymentStep): BusinessDate {
  switch (step.type) {
    case 'pay-payment':
      return step.paidOn;
    case 'send-back-payment':
      return step.sentBackOn;
    case 'reverse-payment':
      return step.reversedOn;
    case 'reclassify-payment':
      return step.correctedOn;
    case 'record-payment-return':
      return step.returnedOn;
    default:
      return unreachable(step);
  }
}

function submitted(payment: Payment): SubmittedPayment {
  return payment.situation === 'not-submitted'
    ? refuse('payment-not-found', { paymentId: payment.paymentId })
    : payment;
}

/** What a step means for each appropriation, read off the payment before and after it. */
export function effectsOf(
  step: PaymentStep,
  { paymentId, charges: before, period, claimsPeriod }: SubmittedPayment,
  { charges: after }: SubmittedPayment,
): [string, AppropriationCommand][] {
  const each = (command: AppropriationCommand): [string, AppropriationCommand][] =>
    before.map(({ appropriationId }) => [appropriationId, command]);
  switch (step.type) {
    case 'pay-payment':
      return each({ type: 'settle-commitment', paymentId, paidOn: step.paidOn });
    case 'send-back-payment':
      return each({ type: 'release-commitment', paymentId, releasedOn: step.sentBackOn, reason: step.reason });
    case 'reverse-payment':
      return each({ type: 'reverse-settlement', paymentId, reversedOn: step.reversedOn, reason: step.reason });
    case 'reclassify-payment': {
      const { from, to, correctionId, correctedOn, reason } = step;
      const moved = before.find(({ appropriationId }) => appropriationId === from);
      invariant(moved !== undefined, 'the payment has agreed that it is charged there');
      const correction = { paymentId, correctionId, amountFen: moved.netFen, correctedOn, reason };
      return [
        [from, { type: 'reclassify-settlement-out', ...correction, to }],
        [to, { type: 'reclassify-settlement-in', ...correction, from, period, claimsPeriod }],
      ];
    }
    case 'record-payment-return': {
      const { by, returnId, returnedOn, reason } = step;
      return before.flatMap(({ appropriationId, netFen }, at): [string, AppropriationCommand][] => {
        const amountFen: Fen = fen(netFen - (after[at]?.netFen ?? 0n));
        const command: AppropriationCommand = {
          type: 'return-funds',
          by,
          paymentId,
          returnId,
          amountFen,
          returnedOn,
          reason,
        };
        return amountFen === 0n ? [] : [[appropriationId, command]];
      });
    }
    default:
      return unreachable(step);
  }
}
