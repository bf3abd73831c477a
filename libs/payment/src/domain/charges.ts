import {
  type BusinessDate,
  type Fen,
  fenToDigits,
  type FundingLevel,
  invariant,
  type Period,
  type Signer,
  sumFen,
} from '@bofu/kernel';
import type { SecondApproval } from './approved-sum';
import type { ChargeSelection, PaymentCommand } from './payment-commands';
import type { Heads, LineEntry, Reissue, Restores, Route, SubmittedContent, WithdrawalEnding } from './payment-events';
import { refuse, type PaymentSituation } from './refusals';

export interface Line {
  readonly line: number;
  readonly programmeId: string;
  readonly groupId: string | null;
  readonly heads: Heads | null;
  readonly rateFen: Fen | null;
  readonly times: number;
  readonly period: Period | null;
  readonly entry: LineEntry;
  readonly borneFor: FundingLevel | null;
  readonly amountFen: Fen;
  /** The charge it was submitted under. */
  readonly charge: number;
  /** Still paid: heads less those returned. */
  readonly outstanding: number;
}

/** `moved`: a correction has taken all of it to another charge. */
export const CHARGE_SITUATIONS = ['submitted', 'paid', 'released', 'reversed', 'moved'] as const;
export type ChargeSituation = (typeof CHARGE_SITUATIONS)[number];

export interface Charge {
  readonly charge: number;
  readonly programmeId: string;
  readonly appropriationId: string;
  readonly amountFen: Fen;
  /** Still out: less what was returned and moved. Zero until paid. */
  readonly netFen: Fen;
  readonly situation: ChargeSituation;
  readonly paidOn: BusinessDate | null;
  /** The charge it was corrected from; `null` for one as submitted. */
  readonly movedFrom: number | null;
  /** 归垫: what a level has settled of its share borne here. */
  readonly repaid: readonly { readonly debtor: FundingLevel; readonly amountFen: Fen }[];
}

export interface SubmittedPayment {
  readonly situation: PaymentSituation;
  readonly paymentId: string;
  readonly kind: 'disbursement' | 'payout-run';
  readonly route: Route;
  readonly lines: readonly Line[];
  readonly charges: readonly Charge[];
  readonly submittedOn: BusinessDate;
  readonly returns: readonly ReturnedMoney[];
  readonly reissueOf: Reissue | null;
  readonly signatures: Signatures;
  /** 申请撤销, while nobody has answered it. */
  readonly withdrawal: AskedWithdrawal | null;
  /** 申请冲销、更正, while nobody has answered it. */
  readonly correction: AskedCorrection | null;
  readonly content: SubmittedContent;
}

export interface AskedWithdrawal {
  readonly ending: WithdrawalEnding;
  readonly charges: readonly number[];
  readonly requestedBy: Signer;
  readonly requestedOn: BusinessDate;
  readonly reason: string;
  readonly confirmation: string | null;
}

/** A correction as it was asked for: what is booked once it is confirmed. */
export interface AskedCorrection {
  readonly command: Extract<PaymentCommand, { type: 'reverse-payment' | 'reclassify-payment' }>;
  readonly totalFen: string;
  readonly requestedBy: Signer;
  readonly requestedOn: BusinessDate;
}

/** Who signed, by person: three different ones, whatever posts they have held since. */
export interface Signatures {
  readonly submittedBy: Signer;
  readonly reviewedBy: Signer | null;
  readonly approvedBy: Signer | null;
  /** Why another approval has to follow; `null` where none has to. */
  readonly secondApproval: SecondApproval | null;
  readonly secondApprovedBy: Signer | null;
  readonly handedOverOn: BusinessDate | null;
}

/** What came back by one return, and what that gave back. */
export interface ReturnedMoney {
  readonly returnId: string;
  readonly party: 'bank' | 'payee';
  /** 不再重发: nobody is to pay it anew. */
  readonly waived: boolean;
  readonly charges: readonly {
    readonly appropriationId: string;
    readonly amountFen: Fen;
    readonly restores: Restores;
  }[];
}

export type Payment = { readonly situation: 'not-submitted'; readonly paymentId: string } | SubmittedPayment;

/** A month of a programme, or of one of its groups, that this payment is the regular run of. */
export interface ClaimedPeriod {
  readonly programmeId: string;
  readonly groupId: string | null;
  readonly period: Period;
}

/** As much of a payment as says which periods it holds. */
export interface PeriodHolder {
  readonly kind: SubmittedPayment['kind'];
  readonly lines: readonly Pick<Line, 'programmeId' | 'groupId' | 'period' | 'entry' | 'charge'>[];
  readonly charges: readonly Pick<Charge, 'charge' | 'programmeId' | 'situation' | 'netFen' | 'movedFrom'>[];
}

/**
 * The periods a payment holds: one for each regular line under a charge of which anything is in transit or out. When
 * all of it came back, was reversed or moved away, the month can be run again. Groups are a programme's own: what a
 * correction moved to another programme is everybody's there.
 */
export function claimedPeriods({ kind, lines, charges }: PeriodHolder): readonly ClaimedPeriod[] {
  if (kind !== 'payout-run') return [];
  const claimed = new Map<string, ClaimedPeriod>();
  for (const { charge, programmeId, situation, netFen } of charges) {
    if (situation !== 'submitted' && netFen === 0n) continue;
    const origin = originOf(charges, charge);
    for (const line of lines) {
      const { charge: under, period, entry } = line;
      if (under !== origin || period === null || !isRunOfMonth(entry)) continue;
      const groupId = line.programmeId === programmeId ? line.groupId : null;
      claimed.set(`${programmeId}/${groupId ?? ''}/${period}`, { programmeId, groupId, period });
    }
  }
  return [...claimed.values()];
}

export const isRunOfMonth = (entry: LineEntry): boolean => entry === 'regular' || entry === 'advance';

/** The charge as submitted that a corrected one goes back to. */
export function originOf(charges: readonly Pick<Charge, 'charge' | 'movedFrom'>[], charge: number): number {
  const movedFrom = charges.find((known) => known.charge === charge)?.movedFrom ?? null;
  return movedFrom === null ? charge : originOf(charges, movedFrom);
}

/** The one month a charge is for; `null` for none or several. */
export function periodOfCharge({ lines, charges }: SubmittedPayment, charge: number): Period | null {
  const origin = originOf(charges, charge);
  const periods = new Set(lines.filter((line) => line.charge === origin).map(({ period }) => period));
  const [only = null] = periods;
  return periods.size === 1 ? only : null;
}

export function requireSubmitted(state: Payment): SubmittedPayment {
  return state.situation === 'not-submitted' ? refuse('payment-not-found', { paymentId: state.paymentId }) : state;
}

export const numbersOf = (charges: readonly Charge[]) => ({
  charges: charges.map(({ charge }) => charge),
  totalFen: fenToDigits(sumFen(charges.map(({ amountFen }) => amountFen))),
});

/** The charges named, or all in that situation; refuses when one of them, or none at all, is in it. */
function chargesIn(
  state: Payment,
  selection: ChargeSelection,
  needed: 'submitted' | 'paid',
): { payment: SubmittedPayment; charges: readonly Charge[] } {
  const payment = requireSubmitted(state);
  const { paymentId, situation } = payment;
  const standing = payment.charges.filter((charge) => charge.situation === needed);
  if (selection === 'all') {
    if (standing.length === 0) refuse('wrong-state', { paymentId, situation, needed });
    return { payment, charges: standing };
  }
  const charges = [...new Set(selection)].map((number) => {
    const named = payment.charges.find(({ charge }) => charge === number);
    if (named === undefined) return refuse('charge-not-found', { paymentId, charge: number });
    const { appropriationId } = named;
    if (named.situation === 'moved') refuse('not-charged-to', { paymentId, appropriationId });
    return standing.find(({ charge }) => charge === number) ?? refuse('wrong-state', { paymentId, situation, needed });
  });
  if (charges.length === 0) refuse('wrong-state', { paymentId, situation, needed });
  return { payment, charges };
}

export function inTransit(state: Payment, selection: ChargeSelection, date: BusinessDate) {
  const { payment, charges } = chargesIn(state, selection, 'submitted');
  const { paymentId, submittedOn } = payment;
  if (date < submittedOn) refuse('before-submission', { date, submittedOn });
  return { paymentId, ...numbersOf(charges) };
}

export function paidCharges(state: Payment, selection: ChargeSelection, date: BusinessDate) {
  const { payment, charges } = chargesIn(state, selection, 'paid');
  for (const { paidOn } of charges) {
    invariant(paidOn !== null, 'a paid charge has its day of payment');
    if (date < paidOn) refuse('before-payment', { date, paidOn });
  }
  return { paymentId: payment.paymentId, charges };
}
