import {
  fen,
  fenFromDigits,
  fenToDigits,
  invariant,
  NO_MONEY,
  payableFor,
  periodOf,
  requirePositive,
  sumFen,
  unreachable,
  type BusinessDate,
  type Decider,
  type DomainEvent,
  type Fen,
  type FundingLevel,
  type Period,
  type RatePeriod,
} from '@bofu/kernel';
import { refuse, type PaymentSituation } from './refusals';

/**
 * Payment: money leaving, in one of two kinds. A disbursement 拨付 moves amounts to an account; a payout run 发放 pays a
 * number of persons a rate each, charged to one appropriation or to several at once (93 + 15 + 2.50 + 2.50 = 113 元 a
 * head). Its lines say what for; its charges say what each appropriation bears, and each charge settles by itself: the
 * four levels' money clears on different days with different vouchers. Lines and charges are numbered within their
 * payment for ever.
 *
 * Afterwards nothing is edited. 冲销 reverses our own error in full; 更正 moves a charge to the right appropriation and
 * opens a new one; 退票 is the bank that could not credit; 主动退回 is the payee who gives back.
 *
 * No personal data stands here: a payout names how many, never whom.
 */

/** 收款方: an account of an institution. Persons are paid from a roll, through the account named here. */
export interface Payee {
  readonly kind: 'special-account' | 'organisation' | 'persons-by-bank';
  readonly name: string;
}

/**
 * The way the money goes, which decides what comes back: the treasury pays the payee, or moves it to a fund account
 * (财政专户, 支出户) from which persons are paid. What bounces there returns to that account and gives no authority back.
 */
export const ROUTES = ['treasury', 'fund-account'] as const;
export type Route = (typeof ROUTES)[number];

/** What a line counts: 人, 户, 人次. */
export const HEAD_UNITS = ['persons', 'households', 'person-times'] as const;
export interface Heads {
  readonly of: (typeof HEAD_UNITS)[number];
  readonly count: number;
}

/** 正常发放, 补发, 扣回 (less is paid), 预发 (a later month's money, paid early). */
export const LINE_ENTRIES = ['regular', 'back-pay', 'deduction', 'advance'] as const;
export type LineEntry = (typeof LINE_ENTRIES)[number];

/** One line of a payment. A lump sum has neither heads nor rate. */
export interface LineData {
  readonly line: number;
  readonly programmeId: string;
  readonly appropriationId: string;
  /** The group of the programme's people; `null` for everybody. */
  readonly groupId: string | null;
  readonly heads: Heads | null;
  readonly rate: { readonly amountFen: string; readonly per: RatePeriod } | null;
  /** How often the rate is paid: days for a rate per day, else 1. */
  readonly times: number;
  /** 所属期: the month the line is for. A rate per quarter or year names the month it is due in. */
  readonly period: Period | null;
  readonly entry: LineEntry;
  /** Why there is more or less than the standard: required of 补发 and 扣回. */
  readonly reason: string | null;
  /** 垫付: the level whose share is borne here until it settles it; `null` for one's own. */
  readonly borneFor: FundingLevel | null;
  /** heads × rate × times, or the lump sum; below zero for a deduction. */
  readonly amountFen: string;
}

/** What one appropriation bears of a payment. */
export interface ChargeData {
  readonly charge: number;
  readonly programmeId: string;
  readonly appropriationId: string;
  readonly amountFen: string;
}

/** What a returned charge gives back: authority, money on a fund account, or nothing here (跨年退回 goes to the treasury). */
export const RESTORES = ['authority', 'fund-account', 'treasury'] as const;
export type Restores = (typeof RESTORES)[number];

/** The return that is paid anew, and whether that takes authority again or money that lies on a fund account. */
export type Reissue = {
  readonly paymentId: string;
  readonly returnId: string;
  readonly drawsOn: 'authority' | 'fund-account';
};

type Own = { readonly paymentId: string };
type OfCharges = { readonly charges: readonly number[]; readonly totalFen: string };
type Released = OfCharges & { readonly releasedOn: BusinessDate; readonly reason: string };
type ReturnData = Own & {
  returnId: string;
  /** How many of which line came back; empty for a return by amount. */
  lines: readonly { readonly line: number; readonly count: number }[];
  charges: readonly { readonly charge: number; readonly amountFen: string; readonly restores: Restores }[];
  totalFen: string;
  returnedOn: BusinessDate;
  reason: string;
};

export type PaymentEvent =
  | DomainEvent<
      'PaymentSubmitted',
      Own & {
        kind: 'disbursement' | 'payout-run';
        route: Route;
        lines: readonly LineData[];
        charges: readonly ChargeData[];
        totalFen: string;
        payee: Payee;
        purpose: string;
        submittedOn: BusinessDate;
        /** The payout scheme it was filled in from; `null` where it was not. */
        schemeId: string | null;
        /** Entered again: the payment that was sent back, voided or reversed before. */
        replaces: string | null;
        /** 重发: pays anew what a bank had returned. */
        reissueOf: Reissue | null;
        /** Why it is not the same as another: said when it was asked back. */
        confirmation: string | null;
      }
    >
  /** Money of these charges left, by one voucher. */
  | DomainEvent<
      'PaymentPaid',
      Own & OfCharges & { paidOn: BusinessDate; voucherNumber: string | null; confirmation: string | null }
    >
  /** 退回修改, before it was handed over. */
  | DomainEvent<'PaymentSentBack', Own & Released>
  /** 撤回 by the unit. */
  | DomainEvent<'PaymentWithdrawn', Own & Released>
  /** 作废 by finance. */
  | DomainEvent<'PaymentVoided', Own & Released>
  /** Refused by bank or treasury after it was handed over: nothing left. */
  | DomainEvent<'PaymentRefused', Own & Released & { refusedBy: 'bank' | 'treasury' }>
  /**
   * 冲销. `leftBank: false`: the entry was a slip and no money had moved, so that it counts from the mistaken day of
   * payment; real money is free again from the reversal's own day.
   */
  | DomainEvent<
      'PaymentReversed',
      Own & OfCharges & { reversedOn: BusinessDate; countsFrom: BusinessDate; leftBank: boolean; reason: string }
    >
  /** 更正: what is out of one charge, or a part of it, is borne by a new charge elsewhere. */
  | DomainEvent<
      'PaymentReclassified',
      Own & {
        correctionId: string;
        movedFrom: number;
        charge: number;
        programmeId: string;
        from: string;
        to: string;
        amountFen: string;
        correctedOn: BusinessDate;
        reason: string;
      }
    >
  | DomainEvent<'PaymentReturnedByBank', ReturnData>
  | DomainEvent<'PaymentReturnedByPayee', ReturnData>
  /** 归垫: the level whose share was borne here has settled it. */
  | DomainEvent<
      'AdvanceRepaid',
      Own & { charge: number; debtor: FundingLevel; amountFen: string; repaidOn: BusinessDate; account: string }
    >;

/** A line as a clerk enters it; what it costs follows from heads and rate, or is the lump sum. */
export interface LineInput {
  readonly programmeId: string;
  readonly appropriationId: string;
  readonly groupId: string | null;
  readonly period: Period | null;
  readonly entry: LineEntry;
  readonly reason: string | null;
  readonly borneFor: FundingLevel | null;
  readonly pays:
    | { readonly heads: Heads; readonly rateFen: Fen; readonly per: RatePeriod; readonly times: number }
    | { readonly amountFen: Fen };
}

/** Which charges a step is about: those named, or all that can take it. */
export type ChargeSelection = readonly number[] | 'all';

/** What came back: so many of each line, the same number of every line, or amounts of charges. */
export type ReturnedPart =
  | { readonly headcount: number }
  | { readonly lines: readonly { readonly line: number; readonly count: number }[] }
  | { readonly charges: readonly { readonly charge: number; readonly amountFen: Fen }[] }
  | { readonly amountFen: Fen };

export type PaymentCommand =
  | {
      type: 'submit-payment';
      kind: 'disbursement' | 'payout-run';
      route: Route;
      lines: readonly LineInput[];
      payee: Payee;
      purpose: string;
      submittedOn: BusinessDate;
      schemeId: string | null;
      replaces: string | null;
      reissueOf: Reissue | null;
      confirmation: string | null;
    }
  | {
      type: 'pay-payment';
      charges: ChargeSelection;
      paidOn: BusinessDate;
      voucherNumber: string | null;
      confirmation: string | null;
    }
  | { type: 'send-back-payment'; sentBackOn: BusinessDate; reason: string }
  | { type: 'withdraw-payment'; charges: ChargeSelection; withdrawnOn: BusinessDate; reason: string }
  | { type: 'void-payment'; charges: ChargeSelection; voidedOn: BusinessDate; reason: string }
  | {
      type: 'record-payment-refusal';
      charges: ChargeSelection;
      refusedBy: 'bank' | 'treasury';
      refusedOn: BusinessDate;
      reason: string;
    }
  | { type: 'reverse-payment'; charges: ChargeSelection; leftBank: boolean; reversedOn: BusinessDate; reason: string }
  | {
      type: 'reclassify-payment';
      correctionId: string;
      /** The charge to move, by number. */
      charge: number;
      to: { readonly appropriationId: string; readonly programmeId: string };
      /** A part of it; `null` for all that is out. */
      amountFen: Fen | null;
      correctedOn: BusinessDate;
      reason: string;
    }
  | {
      type: 'record-payment-return';
      party: 'bank' | 'payee';
      returnId: string;
      returned: ReturnedPart;
      /** Charges whose authority has lapsed: their fiscal year is over. */
      lapsed: readonly number[];
      returnedOn: BusinessDate;
      reason: string;
    }
  | {
      type: 'record-advance-repayment';
      charge: number;
      debtor: FundingLevel;
      amountFen: Fen;
      repaidOn: BusinessDate;
      account: string;
    };

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
}

/** What came back by one return, and what that gave back. */
export interface ReturnedMoney {
  readonly returnId: string;
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

const isRunOfMonth = (entry: LineEntry): boolean => entry === 'regular' || entry === 'advance';

/** The charge as submitted that a corrected one goes back to. */
function originOf(charges: readonly Pick<Charge, 'charge' | 'movedFrom'>[], charge: number): number {
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

const event = <Type extends PaymentEvent['type']>(
  type: Type,
  data: Extract<PaymentEvent, { type: Type }>['data'],
): PaymentEvent => ({ type, data }) as PaymentEvent;

function decide(state: Payment, command: PaymentCommand): readonly PaymentEvent[] {
  switch (command.type) {
    case 'submit-payment':
      return submit(requireNew(state), command);
    case 'pay-payment': {
      const { paidOn, voucherNumber, confirmation } = command;
      const { paymentId, ...selected } = inTransit(state, command.charges, paidOn);
      return [event('PaymentPaid', { paymentId, ...selected, paidOn, voucherNumber, confirmation })];
    }
    case 'send-back-payment': {
      const { sentBackOn, reason } = command;
      const payment = requireSubmitted(state);
      if (payment.charges.some(({ situation }) => situation !== 'submitted'))
        refuse('wrong-state', { paymentId: payment.paymentId, situation: payment.situation, needed: 'submitted' });
      const { paymentId, ...selected } = inTransit(payment, 'all', sentBackOn);
      return [event('PaymentSentBack', { paymentId, ...selected, releasedOn: sentBackOn, reason })];
    }
    case 'withdraw-payment': {
      const { paymentId, ...selected } = inTransit(state, command.charges, command.withdrawnOn);
      const { withdrawnOn: releasedOn, reason } = command;
      return [event('PaymentWithdrawn', { paymentId, ...selected, releasedOn, reason })];
    }
    case 'void-payment': {
      const { paymentId, ...selected } = inTransit(state, command.charges, command.voidedOn);
      const { voidedOn: releasedOn, reason } = command;
      return [event('PaymentVoided', { paymentId, ...selected, releasedOn, reason })];
    }
    case 'record-payment-refusal': {
      const { paymentId, ...selected } = inTransit(state, command.charges, command.refusedOn);
      const { refusedOn: releasedOn, refusedBy, reason } = command;
      return [event('PaymentRefused', { paymentId, ...selected, releasedOn, refusedBy, reason })];
    }
    case 'reverse-payment': {
      const { reversedOn, leftBank, reason } = command;
      const { paymentId, charges } = paidCharges(state, command.charges, reversedOn);
      // A reversal mirrors the payment exactly; once part of it came back, there is no mirror image left.
      if (charges.some(({ amountFen, netFen }) => amountFen !== netFen))
        refuse('payment-already-returned', { paymentId });
      // Each charge has a day of payment of its own: what never left counts from that day, so one event for each day.
      const dayOf = ({ paidOn }: Charge): BusinessDate => (leftBank ? reversedOn : (paidOn ?? reversedOn));
      return [...new Set(charges.map(dayOf))].map((countsFrom) => {
        const ofDay = numbersOf(charges.filter((charge) => dayOf(charge) === countsFrom));
        return event('PaymentReversed', { paymentId, ...ofDay, reversedOn, countsFrom, leftBank, reason });
      });
    }
    case 'reclassify-payment':
      return reclassify(state, command);
    case 'record-payment-return':
      return recordReturn(requireSubmitted(state), command);
    case 'record-advance-repayment':
      return recordRepayment(requireSubmitted(state), command);
    default:
      return unreachable(command);
  }
}

function requireNew(state: Payment): string {
  return state.situation === 'not-submitted'
    ? state.paymentId
    : refuse('payment-exists', { paymentId: state.paymentId });
}

function requireSubmitted(state: Payment): SubmittedPayment {
  return state.situation === 'not-submitted' ? refuse('payment-not-found', { paymentId: state.paymentId }) : state;
}

const numbersOf = (charges: readonly Charge[]) => ({
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

function inTransit(state: Payment, selection: ChargeSelection, date: BusinessDate) {
  const { payment, charges } = chargesIn(state, selection, 'submitted');
  const { paymentId, submittedOn } = payment;
  if (date < submittedOn) refuse('before-submission', { date, submittedOn });
  return { paymentId, ...numbersOf(charges) };
}

function paidCharges(state: Payment, selection: ChargeSelection, date: BusinessDate) {
  const { payment, charges } = chargesIn(state, selection, 'paid');
  for (const { paidOn } of charges) {
    invariant(paidOn !== null, 'a paid charge has its day of payment');
    if (date < paidOn) refuse('before-payment', { date, paidOn });
  }
  return { paymentId: payment.paymentId, charges };
}

function submit(
  paymentId: string,
  command: Extract<PaymentCommand, { type: 'submit-payment' }>,
): readonly PaymentEvent[] {
  const { type: _, lines: inputs, submittedOn, ...rest } = command;
  if (inputs.length === 0) refuse('no-lines', { paymentId });
  const lines = inputs.map((input, at) => lineOf(input, at + 1, submittedOn));
  if (rest.kind === 'payout-run') requireEachOnce(lines);
  const charges = chargesOf(lines);
  for (const { amountFen } of charges) requirePositive(fenFromDigits(amountFen));
  const totalFen = fenToDigits(sumFen(charges.map(({ amountFen }) => fenFromDigits(amountFen))));
  return [event('PaymentSubmitted', { paymentId, lines, charges, totalFen, submittedOn, ...rest })];
}

/** The same people twice in a month from one source, within one run: everybody collides with each group. */
function requireEachOnce(lines: readonly LineData[]): void {
  const runs = lines.filter(({ period, entry }) => period !== null && isRunOfMonth(entry));
  for (const [at, { appropriationId, period, groupId }] of runs.entries()) {
    const twice = runs
      .slice(0, at)
      .some(
        (other) =>
          other.appropriationId === appropriationId &&
          other.period === period &&
          (other.groupId === groupId || other.groupId === null || groupId === null),
      );
    if (twice) refuse('appropriation-twice-in-run', { appropriationId });
  }
}

function lineOf(input: LineInput, line: number, submittedOn: BusinessDate): LineData {
  const { programmeId, appropriationId, groupId, period, entry, reason, borneFor, pays } = input;
  requirePeriodFits(period, entry, submittedOn);
  if ((entry === 'back-pay' || entry === 'deduction') && reason === null) refuse('line-needs-reason', { line });
  const own = { line, programmeId, appropriationId, groupId, period, entry, reason, borneFor };
  const signed = (amount: Fen): string => fenToDigits(entry === 'deduction' ? fen(-amount) : amount);
  if ('amountFen' in pays) {
    requirePositive(pays.amountFen);
    return { ...own, heads: null, rate: null, times: 1, amountFen: signed(pays.amountFen) };
  }
  const { heads, rateFen, per, times } = pays;
  requirePositive(rateFen);
  requireHeads(heads.count);
  if (!Number.isSafeInteger(times) || times <= 0) refuse('times-not-positive', { line, times });
  const rate = { amountFen: fenToDigits(rateFen), per };
  return { ...own, heads, rate, times, amountFen: signed(costOf({ rateFen, times }, heads.count)) };
}

/** A later month is paid early on purpose (预发) or by mistake: it must say which. */
function requirePeriodFits(period: Period | null, entry: LineEntry, submittedOn: BusinessDate): void {
  const month = periodOf(submittedOn);
  if (period !== null && period > month && entry !== 'advance') refuse('period-ahead', { period, submittedOn });
  if (entry === 'advance' && (period === null || period <= month)) refuse('period-not-ahead', { period, submittedOn });
}

const costOf = ({ rateFen, times }: { readonly rateFen: Fen; readonly times: number }, count: number): Fen =>
  fen(payableFor(rateFen, count) * BigInt(times));

function chargesOf(lines: readonly LineData[]): readonly ChargeData[] {
  const byAppropriation = new Map<string, ChargeData>();
  for (const { appropriationId, programmeId, amountFen } of lines) {
    const { charge, amountFen: before } = byAppropriation.get(appropriationId) ?? {
      charge: byAppropriation.size + 1,
      amountFen: '0',
    };
    const sum = fenToDigits(fen(fenFromDigits(before) + fenFromDigits(amountFen)));
    byAppropriation.set(appropriationId, { charge, programmeId, appropriationId, amountFen: sum });
  }
  return [...byAppropriation.values()];
}

function requireHeads(headcount: number): void {
  if (!Number.isSafeInteger(headcount) || headcount <= 0) refuse('headcount-not-positive', { headcount });
}

function reclassify(
  state: Payment,
  command: Extract<PaymentCommand, { type: 'reclassify-payment' }>,
): readonly PaymentEvent[] {
  const { correctionId, charge: number, to, correctedOn, reason } = command;
  const payment = requireSubmitted(state);
  const { paymentId, charges } = paidCharges(payment, [number], correctedOn);
  const [charge] = charges;
  invariant(charge !== undefined, 'the charge named was found');
  const { appropriationId: from, netFen } = charge;
  if (netFen === 0n) refuse('not-charged-to', { paymentId, appropriationId: from });
  if (to.appropriationId === from) refuse('already-charged-to', { paymentId, appropriationId: from });
  const movedFen = command.amountFen ?? netFen;
  requirePositive(movedFen);
  if (movedFen > netFen) refuse('return-exceeds-net', { paymentId, netFen, returnedFen: movedFen });
  return [
    event('PaymentReclassified', {
      paymentId,
      correctionId,
      movedFrom: number,
      charge: payment.charges.length + 1,
      programmeId: to.programmeId,
      from,
      to: to.appropriationId,
      amountFen: fenToDigits(movedFen),
      correctedOn,
      reason,
    }),
  ];
}

function recordReturn(
  state: SubmittedPayment,
  command: Extract<PaymentCommand, { type: 'record-payment-return' }>,
): readonly PaymentEvent[] {
  const { party, returnId, returned, lapsed, returnedOn, reason } = command;
  const { paymentId, route, reissueOf } = state;
  if (state.returns.some((one) => one.returnId === returnId)) refuse('return-recorded-already', { returnId });
  const { lines, amounts } = returnedAmounts(state, returned);
  for (const { charge, amountFen } of amounts) {
    const { netFen } = paidCharges(state, [charge], returnedOn).charges[0] ?? { netFen: NO_MONEY };
    if (amountFen > netFen) refuse('return-exceeds-net', { paymentId, netFen, returnedFen: amountFen });
  }
  const toFundAccount = (route === 'fund-account' && party === 'bank') || reissueOf?.drawsOn === 'fund-account';
  const restores = (charge: number): Restores =>
    toFundAccount ? 'fund-account' : lapsed.includes(charge) ? 'treasury' : 'authority';
  const data: ReturnData = {
    paymentId,
    returnId,
    lines,
    charges: amounts.map(({ charge, amountFen }) => ({
      charge,
      amountFen: fenToDigits(amountFen),
      restores: restores(charge),
    })),
    totalFen: fenToDigits(sumFen(amounts.map(({ amountFen }) => amountFen))),
    returnedOn,
    reason,
  };
  return [event(party === 'bank' ? 'PaymentReturnedByBank' : 'PaymentReturnedByPayee', data)];
}

type Returned = {
  readonly lines: readonly { readonly line: number; readonly count: number }[];
  readonly amounts: readonly { readonly charge: number; readonly amountFen: Fen }[];
};

/** What comes back to each charge: the persons' rates line by line, or the amounts as stated. */
function returnedAmounts(state: SubmittedPayment, returned: ReturnedPart): Returned {
  const { paymentId, lines, charges } = state;
  const amounts = new Map<number, Fen>();
  const add = (charge: number, amountFen: Fen) => amounts.set(charge, fen((amounts.get(charge) ?? 0n) + amountFen));
  const summed = () => [...amounts].map(([charge, amountFen]) => ({ charge, amountFen }));

  if ('charges' in returned) {
    if (returned.charges.length === 0) refuse('return-needs-amount', { paymentId });
    for (const { charge, amountFen } of returned.charges) {
      requirePositive(amountFen);
      add(charge, amountFen);
    }
    return { lines: [], amounts: summed() };
  }
  if ('amountFen' in returned) {
    requirePositive(returned.amountFen);
    const [only, ...others] = charges.filter(({ situation, netFen }) => situation === 'paid' && netFen > 0n);
    if (others.length > 0) refuse('return-needs-split', { paymentId });
    add(only?.charge ?? charges[0]?.charge ?? 1, returned.amountFen);
    return { lines: [], amounts: summed() };
  }
  const counted = lines.filter(({ heads, rateFen, entry }) => heads && rateFen !== null && entry !== 'deduction');
  if (counted.length === 0) refuse('return-needs-amount', { paymentId });
  if ('headcount' in returned && new Set(counted.map(({ groupId, period }) => `${groupId}/${period}`)).size > 1)
    refuse('return-needs-lines', { paymentId });
  const counts = new Map<number, number>();
  if ('lines' in returned)
    for (const { line, count } of returned.lines) counts.set(line, (counts.get(line) ?? 0) + count);
  else for (const { line } of counted) counts.set(line, returned.headcount);
  if (counts.size === 0) refuse('return-needs-lines', { paymentId });
  for (const [number, count] of counts) {
    requireHeads(count);
    const line =
      counted.find((known) => known.line === number) ?? refuse('line-not-found', { paymentId, line: number });
    invariant(line.rateFen !== null, 'a counted line has its rate');
    const { outstanding, rateFen, times } = line;
    if (count > outstanding) refuse('return-exceeds-headcount', { paymentId, outstanding, returned: count });
    add(bearerOf(state, line.charge), costOf({ rateFen, times }, count));
  }
  return { lines: [...counts].map(([line, count]) => ({ line, count })), amounts: summed() };
}

/** The charge that bears a line now: its own, or the one it was corrected to. Borne by several, the split must be said. */
function bearerOf({ paymentId, charges }: SubmittedPayment, origin: number): number {
  const bearers = charges.filter(({ charge, netFen }) => netFen > 0n && originOf(charges, charge) === origin);
  if (bearers.length > 1) refuse('return-needs-split', { paymentId });
  return bearers[0]?.charge ?? origin;
}

function recordRepayment(
  payment: SubmittedPayment,
  command: Extract<PaymentCommand, { type: 'record-advance-repayment' }>,
): readonly PaymentEvent[] {
  const { type: _, charge, debtor, amountFen, repaidOn, account } = command;
  const { lines, charges } = payment;
  requirePositive(amountFen);
  const { paymentId } = paidCharges(payment, [charge], repaidOn);
  // What a correction moved is still the same share, settled once.
  const origin = originOf(charges, charge);
  const borne = lines.filter((line) => line.charge === origin && line.borneFor === debtor);
  const repaid = charges
    .filter((other) => originOf(charges, other.charge) === origin)
    .flatMap((other) => other.repaid.filter((repayment) => repayment.debtor === debtor));
  const owedFen = fen(
    sumFen(borne.map((line) => line.amountFen)) - sumFen(repaid.map((repayment) => repayment.amountFen)),
  );
  if (amountFen > owedFen) refuse('repayment-exceeds-advance', { paymentId, owedFen, repaidFen: amountFen });
  return [event('AdvanceRepaid', { paymentId, charge, debtor, amountFen: fenToDigits(amountFen), repaidOn, account })];
}

function evolve(state: Payment, { type, data }: PaymentEvent): Payment {
  if (type === 'PaymentSubmitted') {
    const { paymentId, kind, route, submittedOn } = data;
    const charges = data.charges.map(({ charge, programmeId, appropriationId, amountFen }): Charge => ({
      charge,
      programmeId,
      appropriationId,
      amountFen: fenFromDigits(amountFen),
      netFen: NO_MONEY,
      situation: 'submitted',
      paidOn: null,
      movedFrom: null,
      repaid: [],
    }));
    const lines = data.lines.map(
      ({
        line,
        programmeId,
        appropriationId,
        groupId,
        heads,
        rate,
        times,
        period,
        entry,
        borneFor,
        amountFen,
      }): Line => ({
        line,
        programmeId,
        groupId,
        heads,
        rateFen: rate && fenFromDigits(rate.amountFen),
        times,
        period,
        entry,
        borneFor,
        amountFen: fenFromDigits(amountFen),
        charge: charges.find((charge) => charge.appropriationId === appropriationId)?.charge ?? 0,
        outstanding: heads?.count ?? 0,
      }),
    );
    const { reissueOf } = data;
    return { situation: 'submitted', paymentId, kind, route, lines, charges, submittedOn, returns: [], reissueOf };
  }
  invariant(state.situation !== 'not-submitted', `${type} before submission`);

  switch (type) {
    case 'PaymentPaid': {
      const charges = changed(state, data.charges, (charge) => ({
        ...charge,
        situation: 'paid',
        netFen: charge.amountFen,
        paidOn: data.paidOn,
      }));
      return { ...state, charges, situation: situationBy(charges, 'paid') };
    }
    case 'PaymentSentBack':
      return released(state, data.charges, 'sent-back');
    case 'PaymentWithdrawn':
      return released(state, data.charges, 'withdrawn');
    case 'PaymentVoided':
      return released(state, data.charges, 'voided');
    case 'PaymentRefused':
      return released(state, data.charges, 'refused');
    case 'PaymentReversed': {
      const charges = changed(state, data.charges, (charge) => ({
        ...charge,
        situation: 'reversed',
        netFen: NO_MONEY,
      }));
      return { ...state, charges, situation: situationBy(charges, 'reversed') };
    }
    case 'PaymentReclassified': {
      const movedFen = fenFromDigits(data.amountFen);
      const charges = changed(state, [data.movedFrom], (charge) => ({
        ...charge,
        amountFen: fen(charge.amountFen - movedFen),
        netFen: fen(charge.netFen - movedFen),
        situation: charge.amountFen === movedFen ? 'moved' : charge.situation,
      }));
      const opened: Charge = {
        charge: data.charge,
        programmeId: data.programmeId,
        appropriationId: data.to,
        amountFen: movedFen,
        netFen: movedFen,
        situation: 'paid',
        paidOn: data.correctedOn,
        movedFrom: data.movedFrom,
        repaid: [],
      };
      return { ...state, charges: [...charges, opened] };
    }
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee': {
      const backOf = new Map(data.charges.map(({ charge, amountFen }) => [charge, fenFromDigits(amountFen)]));
      const charges = changed(state, [...backOf.keys()], (charge) => ({
        ...charge,
        netFen: fen(charge.netFen - (backOf.get(charge.charge) ?? 0n)),
      }));
      const countOf = new Map(data.lines.map(({ line, count }) => [line, count]));
      const lines = state.lines.map((line) => ({
        ...line,
        outstanding: line.outstanding - (countOf.get(line.line) ?? 0),
      }));
      const returned = data.charges.map(({ charge, amountFen, restores }) => ({
        appropriationId: state.charges.find((own) => own.charge === charge)?.appropriationId ?? '',
        amountFen: fenFromDigits(amountFen),
        restores,
      }));
      return { ...state, lines, charges, returns: [...state.returns, { returnId: data.returnId, charges: returned }] };
    }
    case 'AdvanceRepaid': {
      const charges = changed(state, [data.charge], (charge) => ({
        ...charge,
        repaid: [...charge.repaid, { debtor: data.debtor, amountFen: fenFromDigits(data.amountFen) }],
      }));
      return { ...state, charges };
    }
    default:
      return unreachable(type);
  }
}

const changed = ({ charges }: SubmittedPayment, numbers: readonly number[], change: (charge: Charge) => Charge) =>
  charges.map((charge) => (numbers.includes(charge.charge) ? change(charge) : charge));

/** What was released leaves; the payment stands by what is left of it. */
function released(state: SubmittedPayment, numbers: readonly number[], situation: PaymentSituation): SubmittedPayment {
  const charges = changed(state, numbers, (charge) => ({ ...charge, situation: 'released' }));
  return { ...state, charges, situation: situationBy(charges, situation) };
}

/** Where a payment stands: by its charges in transit and paid, and by the step that ended it where there are none. */
function situationBy(charges: readonly Charge[], endedAs: PaymentSituation): PaymentSituation {
  const has = (situation: ChargeSituation): boolean => charges.some((charge) => charge.situation === situation);
  if (has('submitted')) return has('paid') ? 'partly-paid' : 'submitted';
  return has('paid') ? 'paid' : endedAs;
}

export const paymentDecider = (paymentId: string): Decider<Payment, PaymentCommand, PaymentEvent> => ({
  initial: { situation: 'not-submitted', paymentId },
  decide,
  evolve,
});
