import {
  fen,
  fenFromDigits,
  fenToDigits,
  invariant,
  NO_MONEY,
  payableFor,
  requirePositive,
  sumFen,
  unreachable,
  type BusinessDate,
  type Decider,
  type DomainEvent,
  type Fen,
  type Period,
} from '@bofu/kernel';
import { refuse, type PaymentSituation } from './refusals';

/**
 * Payment: money leaving, in one of two forms. A disbursement 拨付 moves one amount of one appropriation to an account;
 * a payout run 发放 pays a number of persons a rate each, charged to one appropriation or to several at once
 * (93 + 15 + 2.50 + 2.50 = 113 元 a head). Submitting commits the funds, paying settles them, sending back releases
 * them. Between submission and payment is where review and approval belong.
 *
 * Afterwards nothing is edited. 冲销 reverses our own error in full; 更正 moves a charge to the right appropriation;
 * 退票 is the bank that could not credit; 主动退回 is the payee who gives back.
 *
 * No personal data stands here: a payout names how many, never whom.
 */

/** 收款方: an account of an institution. Persons are paid from a roll, through the account named here. */
export interface Payee {
  readonly kind: 'special-account' | 'organisation' | 'persons-by-bank';
  readonly name: string;
}

/** What one appropriation bears of a payment. `rateFen` is per person and `null` for a disbursement. */
export interface ChargeData {
  readonly appropriationId: string;
  readonly rateFen: string | null;
  readonly amountFen: string;
}

type ReturnData = {
  returnId: string;
  headcount: number | null;
  charges: readonly { readonly appropriationId: string; readonly amountFen: string }[];
  totalFen: string;
  returnedOn: BusinessDate;
  reason: string;
};

export type PaymentEvent =
  | DomainEvent<
      'DisbursementSubmitted',
      {
        paymentId: string;
        charges: readonly ChargeData[];
        totalFen: string;
        payee: Payee;
        purpose: string;
        period: Period | null;
        submittedOn: BusinessDate;
      }
    >
  | DomainEvent<
      'PayoutRunSubmitted',
      {
        paymentId: string;
        charges: readonly ChargeData[];
        totalFen: string;
        payee: Payee;
        purpose: string;
        period: Period;
        /** A supplementary run pays latecomers of a period that has had its regular run. */
        run: 'regular' | 'supplementary';
        headcount: number;
        submittedOn: BusinessDate;
      }
    >
  | DomainEvent<'PaymentPaid', { paidOn: BusinessDate; voucherNumber: string | null }>
  | DomainEvent<'PaymentSentBack', { sentBackOn: BusinessDate; reason: string }>
  | DomainEvent<'PaymentReversed', { reversedOn: BusinessDate; reason: string }>
  | DomainEvent<
      'PaymentReclassified',
      { correctionId: string; from: string; to: string; amountFen: string; correctedOn: BusinessDate; reason: string }
    >
  | DomainEvent<'PaymentReturnedByBank', ReturnData>
  | DomainEvent<'PaymentReturnedByPayee', ReturnData>;

export type PaymentCommand =
  | {
      type: 'submit-disbursement';
      appropriationId: string;
      amountFen: Fen;
      payee: Payee;
      purpose: string;
      period: Period | null;
      submittedOn: BusinessDate;
    }
  | {
      type: 'submit-payout-run';
      lines: readonly { readonly appropriationId: string; readonly rateFen: Fen }[];
      headcount: number;
      run: 'regular' | 'supplementary';
      payee: Payee;
      purpose: string;
      period: Period;
      submittedOn: BusinessDate;
    }
  | { type: 'pay-payment'; paidOn: BusinessDate; voucherNumber: string | null }
  | { type: 'send-back-payment'; sentBackOn: BusinessDate; reason: string }
  | { type: 'reverse-payment'; reversedOn: BusinessDate; reason: string }
  | {
      type: 'reclassify-payment';
      correctionId: string;
      from: string;
      to: string;
      correctedOn: BusinessDate;
      reason: string;
    }
  | {
      type: 'record-payment-return';
      by: 'bank' | 'payee';
      returnId: string;
      /** A payout run returns persons, a disbursement returns an amount. */
      returned: { readonly headcount: number } | { readonly amountFen: Fen };
      returnedOn: BusinessDate;
      reason: string;
    };

export interface Charge {
  readonly appropriationId: string;
  readonly rateFen: Fen | null;
  readonly amountFen: Fen;
  /** Still out: less what was returned. Zero until paid. */
  readonly netFen: Fen;
}

export interface SubmittedPayment {
  readonly situation: PaymentSituation;
  readonly paymentId: string;
  readonly kind: 'disbursement' | 'payout-run';
  readonly charges: readonly Charge[];
  /** Persons still paid by a run; `null` for a disbursement. */
  readonly headcount: number | null;
  readonly period: Period | null;
  readonly claimsPeriod: boolean;
  readonly submittedOn: BusinessDate;
  readonly paidOn: BusinessDate | null;
  readonly returnIds: readonly string[];
}

export type Payment = { readonly situation: 'not-submitted'; readonly paymentId: string } | SubmittedPayment;

const event = <Type extends PaymentEvent['type']>(
  type: Type,
  data: Extract<PaymentEvent, { type: Type }>['data'],
): PaymentEvent => ({ type, data }) as PaymentEvent;

function decide(state: Payment, command: PaymentCommand): readonly PaymentEvent[] {
  switch (command.type) {
    case 'submit-disbursement': {
      const paymentId = requireNew(state);
      const { appropriationId, payee, purpose, period, submittedOn } = command;
      requirePositive(command.amountFen);
      const totalFen = fenToDigits(command.amountFen);
      const charges = [{ appropriationId, rateFen: null, amountFen: totalFen }];
      return [event('DisbursementSubmitted', { paymentId, charges, totalFen, payee, purpose, period, submittedOn })];
    }
    case 'submit-payout-run':
      return submitRun(requireNew(state), command);
    case 'pay-payment': {
      const { paidOn, voucherNumber } = command;
      requireSubmitted(state, paidOn);
      return [event('PaymentPaid', { paidOn, voucherNumber })];
    }
    case 'send-back-payment': {
      const { sentBackOn, reason } = command;
      requireSubmitted(state, sentBackOn);
      return [event('PaymentSentBack', { sentBackOn, reason })];
    }
    case 'reverse-payment': {
      const { reversedOn, reason } = command;
      const { paymentId, returnIds } = requirePaid(state, reversedOn);
      // A reversal mirrors the payment exactly; once part of it came back, there is no mirror image left.
      if (returnIds.length > 0) refuse('payment-already-returned', { paymentId });
      return [event('PaymentReversed', { reversedOn, reason })];
    }
    case 'reclassify-payment': {
      const { correctionId, from, to, correctedOn, reason } = command;
      const { paymentId, charges } = requirePaid(state, correctedOn);
      const charge = charges.find(({ appropriationId }) => appropriationId === from);
      if (!charge || charge.netFen === 0n) return refuse('not-charged-to', { paymentId, appropriationId: from });
      if (charges.some(({ appropriationId }) => appropriationId === to))
        refuse('already-charged-to', { paymentId, appropriationId: to });
      const amountFen = fenToDigits(charge.netFen);
      return [event('PaymentReclassified', { correctionId, from, to, amountFen, correctedOn, reason })];
    }
    case 'record-payment-return':
      return recordReturn(requirePaid(state, command.returnedOn), command);
    default:
      return unreachable(command);
  }
}

function requireNew(state: Payment): string {
  return state.situation === 'not-submitted'
    ? state.paymentId
    : refuse('payment-exists', { paymentId: state.paymentId });
}

function requireSituation(state: Payment, needed: 'submitted' | 'paid'): SubmittedPayment {
  const { situation, paymentId } = state;
  if (situation === 'not-submitted') return refuse('payment-not-found', { paymentId });
  if (situation !== needed) return refuse('wrong-state', { paymentId, situation, needed });
  return state;
}

function requireSubmitted(state: Payment, date: BusinessDate): void {
  const { submittedOn } = requireSituation(state, 'submitted');
  if (date < submittedOn) refuse('before-submission', { date, submittedOn });
}

function requirePaid(state: Payment, date: BusinessDate): SubmittedPayment {
  const payment = requireSituation(state, 'paid');
  const { paidOn } = payment;
  invariant(paidOn !== null, 'a paid payment has its day of payment');
  if (date < paidOn) refuse('before-payment', { date, paidOn });
  return payment;
}

function submitRun(
  paymentId: string,
  command: Extract<PaymentCommand, { type: 'submit-payout-run' }>,
): readonly PaymentEvent[] {
  const { lines, headcount, run, payee, purpose, period, submittedOn } = command;
  if (lines.length === 0) refuse('no-lines', { paymentId });
  requireHeads(headcount);
  for (const [at, { appropriationId, rateFen }] of lines.entries()) {
    requirePositive(rateFen);
    if (lines.findIndex((line) => line.appropriationId === appropriationId) < at)
      refuse('appropriation-twice-in-run', { appropriationId });
  }
  const charges = lines.map(({ appropriationId, rateFen }) => ({
    appropriationId,
    rateFen: fenToDigits(rateFen),
    amountFen: fenToDigits(forHeads(rateFen, headcount)),
  }));
  const totalFen = fenToDigits(sumFen(lines.map(({ rateFen }) => forHeads(rateFen, headcount))));
  const data = { paymentId, charges, totalFen, payee, purpose, period, run, headcount, submittedOn };
  return [event('PayoutRunSubmitted', data)];
}

function requireHeads(headcount: number): void {
  if (!Number.isSafeInteger(headcount) || headcount <= 0) refuse('headcount-not-positive', { headcount });
}

const forHeads = (rateFen: Fen, headcount: number): Fen => payableFor({ amountFen: rateFen, per: 'month' }, headcount);

function recordReturn(
  state: SubmittedPayment,
  command: Extract<PaymentCommand, { type: 'record-payment-return' }>,
): readonly PaymentEvent[] {
  const { by, returnId, returned, returnedOn, reason } = command;
  if (state.returnIds.includes(returnId)) refuse('return-recorded-already', { returnId });
  const lines = returnedCharges(state, returned);
  const data: ReturnData = {
    returnId,
    headcount: 'headcount' in returned ? returned.headcount : null,
    charges: lines.map(({ appropriationId, amountFen }) => ({ appropriationId, amountFen: fenToDigits(amountFen) })),
    totalFen: fenToDigits(sumFen(lines.map(({ amountFen }) => amountFen))),
    returnedOn,
    reason,
  };
  return [event(by === 'bank' ? 'PaymentReturnedByBank' : 'PaymentReturnedByPayee', data)];
}

/** What comes back to each appropriation: the persons' rates for a run, the amount itself for a disbursement. */
function returnedCharges(
  { paymentId, charges, headcount }: SubmittedPayment,
  returned: Extract<PaymentCommand, { type: 'record-payment-return' }>['returned'],
): readonly { appropriationId: string; amountFen: Fen }[] {
  if (headcount !== null) {
    if (!('headcount' in returned)) return refuse('return-needs-headcount', { paymentId });
    requireHeads(returned.headcount);
    if (returned.headcount > headcount)
      refuse('return-exceeds-headcount', { paymentId, outstanding: headcount, returned: returned.headcount });
    return charges.map(({ appropriationId, rateFen }) => {
      invariant(rateFen !== null, 'a payout run charges by rate');
      return { appropriationId, amountFen: forHeads(rateFen, returned.headcount) };
    });
  }
  if (!('amountFen' in returned)) return refuse('return-needs-amount', { paymentId });
  const { amountFen } = returned;
  requirePositive(amountFen);
  const [charge] = charges;
  invariant(charge !== undefined, 'a disbursement has its charge');
  if (amountFen > charge.netFen)
    refuse('return-exceeds-net', { paymentId, netFen: charge.netFen, returnedFen: amountFen });
  return [{ appropriationId: charge.appropriationId, amountFen }];
}

function evolve(state: Payment, { type, data }: PaymentEvent): Payment {
  switch (type) {
    case 'DisbursementSubmitted':
    case 'PayoutRunSubmitted':
      return {
        situation: 'submitted',
        paymentId: data.paymentId,
        kind: type === 'DisbursementSubmitted' ? 'disbursement' : 'payout-run',
        charges: data.charges.map(({ appropriationId, rateFen, amountFen }) => ({
          appropriationId,
          rateFen: rateFen === null ? null : fenFromDigits(rateFen),
          amountFen: fenFromDigits(amountFen),
          netFen: NO_MONEY,
        })),
        headcount: type === 'PayoutRunSubmitted' ? data.headcount : null,
        period: data.period,
        claimsPeriod: type === 'PayoutRunSubmitted' && data.run === 'regular',
        submittedOn: data.submittedOn,
        paidOn: null,
        returnIds: [],
      };
    case 'PaymentPaid': {
      const payment = submitted(state, type);
      const charges = payment.charges.map((charge) => ({ ...charge, netFen: charge.amountFen }));
      return { ...payment, situation: 'paid', paidOn: data.paidOn, charges };
    }
    case 'PaymentSentBack':
      return { ...submitted(state, type), situation: 'sent-back' };
    case 'PaymentReversed': {
      const payment = submitted(state, type);
      const charges = payment.charges.map((charge) => ({ ...charge, netFen: NO_MONEY }));
      return { ...payment, situation: 'reversed', charges };
    }
    case 'PaymentReclassified': {
      const payment = submitted(state, type);
      const charges = payment.charges.map((charge) =>
        charge.appropriationId === data.from ? { ...charge, appropriationId: data.to } : charge,
      );
      return { ...payment, charges };
    }
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee': {
      const payment = submitted(state, type);
      const charges = payment.charges.map((charge) => {
        const back = data.charges.find(({ appropriationId }) => appropriationId === charge.appropriationId);
        return back ? { ...charge, netFen: fen(charge.netFen - fenFromDigits(back.amountFen)) } : charge;
      });
      const headcount = payment.headcount === null ? null : payment.headcount - (data.headcount ?? 0);
      return { ...payment, charges, headcount, returnIds: [...payment.returnIds, data.returnId] };
    }
    default:
      return unreachable(type);
  }
}

function submitted(state: Payment, type: string): SubmittedPayment {
  invariant(state.situation !== 'not-submitted', `${type} before submission`);
  return state;
}

export const paymentDecider = (paymentId: string): Decider<Payment, PaymentCommand, PaymentEvent> => ({
  initial: { situation: 'not-submitted', paymentId },
  decide,
  evolve,
});
