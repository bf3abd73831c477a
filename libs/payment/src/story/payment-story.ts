import {
  addDays,
  fen,
  NO_MONEY,
  sumFen,
  unreachable,
  type BusinessDate,
  type Fen,
  type WorkingCalendar,
} from '@bofu/kernel';
import type { PaymentSituation } from '../domain/refusals';
import type { PaymentStanding, PaymentStepTaken } from '../payments/payments.query';

/** What of a payment was on its way and what was out, at one moment. */
export interface Held {
  readonly inTransitFen: Fen;
  readonly netFen: Fen;
}

/** A step with what it found and what it left. */
export interface Act extends PaymentStepTaken {
  readonly before: Held;
  readonly after: Held;
}

/** Steps in the order of recording; the last one leaves what the payment holds. */
export function actsOf(steps: readonly PaymentStepTaken[]): readonly Act[] {
  const acts: Act[] = [];
  let before: Held = { inTransitFen: NO_MONEY, netFen: NO_MONEY };
  for (const step of steps) {
    const moved = movedBy(step);
    const after = {
      inTransitFen: fen(before.inTransitFen + moved.inTransitFen),
      netFen: fen(before.netFen + moved.netFen),
    };
    acts.push({ ...step, before, after });
    before = after;
  }
  return acts;
}

function movedBy({ type, charges }: PaymentStepTaken): Held {
  const sum = sumFen(charges.map(({ amountFen }) => amountFen));
  switch (type) {
    case 'PaymentSubmitted':
      return { inTransitFen: sum, netFen: NO_MONEY };
    case 'PaymentPaid':
      return { inTransitFen: fen(-sum), netFen: sum };
    case 'PaymentSentBack':
    case 'PaymentWithdrawn':
    case 'PaymentVoided':
    case 'PaymentRefused':
      return { inTransitFen: fen(-sum), netFen: NO_MONEY };
    case 'PaymentReversed':
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee':
      return { inTransitFen: NO_MONEY, netFen: fen(-sum) };
    // What leaves one charge comes to another.
    case 'PaymentReclassified':
      return { inTransitFen: NO_MONEY, netFen: sum };
    case 'PaymentReviewed':
    case 'PaymentApproved':
    case 'PaymentSecondApproved':
    case 'PaymentHandedOver':
    case 'PaymentWithdrawalRequested':
    case 'PaymentWithdrawalDeclined':
    case 'PaymentReversalRequested':
    case 'PaymentReclassificationRequested':
    case 'PaymentCorrectionDeclined':
    case 'PaymentReissueWaived':
    case 'AdvanceRepaid':
      return { inTransitFen: NO_MONEY, netFen: NO_MONEY };
    default:
      return unreachable(type);
  }
}

/** How one payment stands to another. */
export const TWINS = ['replaces', 'replaced-by', 'reissue-of', 'reissued-by', 'same-run'] as const;
export type TwinAs = (typeof TWINS)[number];

export interface Twin {
  readonly as: TwinAs;
  /** Of a reissue: the return it pays anew. */
  readonly returnId: string | null;
  readonly payment: PaymentStanding;
}

/** @param others payments that name this one, or that it names, or of the same scheme and month */
export const twinsOf = (payment: PaymentStanding, others: readonly PaymentStanding[]): readonly Twin[] =>
  others
    .filter(({ paymentId }) => paymentId !== payment.paymentId)
    .map((other) => {
      const own = payment.reissueOf;
      if (other.paymentId === payment.replaces) return { as: 'replaces', returnId: null, payment: other };
      if (other.replaces === payment.paymentId) return { as: 'replaced-by', returnId: null, payment: other };
      if (other.paymentId === own?.paymentId) return { as: 'reissue-of', returnId: own.returnId, payment: other };
      const its = other.reissueOf;
      if (its?.paymentId === payment.paymentId) return { as: 'reissued-by', returnId: its.returnId, payment: other };
      return { as: 'same-run', returnId: null, payment: other };
    });

/**
 * Where money that came back is now: paid anew, on its way anew, for good with us (given back by the payee, or gone to
 * the treasury), to be paid to nobody, or waiting to be paid anew.
 */
export const RETURN_ENDS = ['reissued', 'reissuing', 'recovered', 'waived', 'open'] as const;
export type ReturnEnd = (typeof RETURN_ENDS)[number];

export interface TrackedReturn {
  readonly returnId: string;
  readonly party: 'bank' | 'payee';
  readonly on: BusinessDate;
  readonly amountFen: Fen;
  /** `null` where amounts came back and nobody counted people. */
  readonly people: number | null;
  readonly end: ReturnEnd;
  readonly reissue: PaymentStanding | null;
  /** What nobody has paid anew. */
  readonly openFen: Fen;
  /** Working days since it came back, while any of it is open; `null` where it is not, or the calendar is not loaded. */
  readonly workingDays: number | null;
}

/** Heads of one line that came back with one step. */
export interface ReturnedHeads {
  readonly position: string;
  readonly group: string | null;
  readonly heads: number;
}

const STANDS: ReadonlySet<PaymentSituation> = new Set(['submitted', 'partly-paid', 'paid']);

/** @param age of an open return, in working days from its day to the day asked about */
export function returnsOf(
  steps: readonly PaymentStepTaken[],
  twins: readonly Twin[],
  heads: readonly ReturnedHeads[],
  age: (since: BusinessDate) => number | null,
): readonly TrackedReturn[] {
  return steps.flatMap((step): TrackedReturn[] => {
    const { type, returnId, on, charges, position } = step;
    if (returnId === null || (type !== 'PaymentReturnedByBank' && type !== 'PaymentReturnedByPayee')) return [];
    const party = type === 'PaymentReturnedByBank' ? 'bank' : 'payee';
    const amountFen = sumFen(charges.map((charge) => charge.amountFen));
    const reissue =
      twins.find(
        ({ as, returnId: of, payment }) => as === 'reissued-by' && of === returnId && STANDS.has(payment.situation),
      )?.payment ?? null;
    const people = peopleOf(heads.filter((one) => one.position === position));
    const own = { returnId, party, on, amountFen, people, reissue } as const;
    const toTreasury = charges.length > 0 && charges.every(({ restores }) => restores === 'treasury');
    if (reissue === null && (party === 'payee' || toTreasury))
      return [{ ...own, end: 'recovered', openFen: NO_MONEY, workingDays: null }];
    const isWaived = steps.some((one) => one.type === 'PaymentReissueWaived' && one.returnId === returnId);
    if (reissue === null && isWaived) return [{ ...own, end: 'waived', openFen: NO_MONEY, workingDays: null }];
    const left = reissue === null ? amountFen : amountFen - reissue.totalFen;
    const openFen = left > 0n ? fen(left) : NO_MONEY;
    const end = reissue === null ? 'open' : reissue.situation === 'paid' ? 'reissued' : 'reissuing';
    return [{ ...own, end, openFen, workingDays: openFen === 0n ? null : age(on) }];
  });
}

/** The same people stand in every line of their group. */
function peopleOf(heads: readonly ReturnedHeads[]): number | null {
  const byGroup = new Map<string | null, number>();
  for (const { group, heads: count } of heads) byGroup.set(group, Math.max(byGroup.get(group) ?? 0, count));
  return byGroup.size === 0 ? null : [...byGroup.values()].reduce((sum, count) => sum + count, 0);
}

/** Working days after `since` up to `day`; refused with `calendar-year-missing` where a year is not loaded. */
export function workingDaysSince(calendar: WorkingCalendar, since: BusinessDate, day: BusinessDate): number {
  let count = 0;
  for (let next = addDays(since, 1); next <= day; next = addDays(next, 1)) if (calendar.isWorkingDay(next)) count += 1;
  return count;
}
