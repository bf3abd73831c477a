import {
  dateOf,
  fen,
  fenFromDigits,
  fenToDigits,
  invariant,
  NO_MONEY,
  requirePositive,
  sumFen,
  unreachable,
  yearOf,
  type BusinessDate,
  type Decider,
  type DocumentNumber,
  type Fen,
  type FundingLevel,
  type Period,
  type SpendingPlan,
  type YearEndDisposal,
} from '@bofu/kernel';
import type {
  Amount,
  AppropriationEvent,
  Documented,
  OpeningLine,
  ReleaseCause,
  Sourced,
} from './appropriation-events';
import type { AppropriationTerms, BudgetType } from './appropriation-terms';
import { Charges, type BorneCharge, type ChargeId } from './charges';
import { availableOf, MoneyByDay } from './money-by-day';
import { movementOf } from './movement';
import { refuse } from './refusals';
import { checkedPlan } from './spending-plan';

/**
 * Appropriation 预算指标: the authority to spend on one programme in one fiscal year, and the guard of its money.
 * Funds are committed (在途) when a payment is submitted, then settled (已付) or released. On every day
 *
 *     available 可用指标 = budget 全年预算 − settled 已付净额 − committed 在途 − frozen 冻结 ≥ 0
 *
 * Whatever would break this is refused: what an act takes must be there on its own day and on every day after, so that
 * neither December's supplement is spent in March nor a reduction dated back takes what has been used since. Nothing is
 * edited: a correction adds an event that says what it corrects.
 */

// ── Commands ────────────────────────────────────────────────────────────────────────────────────────────────────

type Movement = { readonly amountFen: Fen; readonly effectiveOn: BusinessDate };
/** `confirmation` is left out where nothing was asked. */
type Stated = Omit<Documented, 'confirmation'> & Partial<Pick<Documented, 'confirmation'>>;
/** Until when last year's payments may still clear in the new year; `null` where the office has not opened that window. */
type Clearing = { readonly clearingUntil: BusinessDate | null };

type ArrivalStated = Pick<
  Extract<AppropriationEvent, { type: 'FundsArrived' }>['data'],
  'arrivalId' | 'arrivedOn' | 'account' | 'reference' | 'documentNumber'
>;

export type AppropriationCommand =
  | ({ type: 'issue-appropriation' } & AppropriationTerms & Movement & Sourced)
  | ({ type: 'supplement-appropriation' } & Movement & Stated & Sourced)
  | ({ type: 'reduce-appropriation' } & Movement & Stated & Sourced)
  | ({ type: 'transfer-virement-out'; virementId: string; to: string } & Movement & Stated)
  | ({
      type: 'transfer-virement-in';
      virementId: string;
      from: string;
      fromBudgetType: BudgetType;
      fromFundingLevel: FundingLevel;
    } & Movement &
      Stated)
  | ({ type: 'freeze-appropriation'; reason: string } & Movement)
  | ({ type: 'unfreeze-appropriation'; reason: string } & Movement)
  | ({ type: 'claw-back-appropriation' } & Movement & Stated)
  | ({ type: 'close-out-balance'; amountFen: Fen; disposal: YearEndDisposal; carriedTo: string | null } & Stated)
  | ({ type: 'replace-provisional-authority'; replacedBy: string; effectiveOn: BusinessDate } & Stated)
  | ({ type: 'adopt-spending-plan'; checkpoints: SpendingPlan; effectiveOn: BusinessDate } & Sourced)
  | ({ type: 'revise-spending-plan'; checkpoints: SpendingPlan; effectiveOn: BusinessDate; reason: string } & Sourced)
  | ({ type: 'record-funds-arrival'; amountFen: Fen } & ArrivalStated)
  | ({ type: 'correct-funds-arrival'; arrivedFen: Fen; reason: string; correctedOn: BusinessDate } & ArrivalStated)
  | ({
      type: 'enter-opening-balance';
      lines: readonly (Omit<OpeningLine, 'amountFen'> & { readonly amountFen: Fen })[];
      effectiveOn: BusinessDate;
      reason: string;
    } & Sourced)
  | ({ type: 'commit-funds'; amountFen: Fen; submittedOn: BusinessDate; period: Period | null } & ChargeId)
  | ({ type: 'settle-commitment'; paidOn: BusinessDate } & ChargeId & Clearing)
  | ({ type: 'release-commitment'; releasedOn: BusinessDate; cause: ReleaseCause; reason: string } & ChargeId)
  | ({ type: 'reverse-settlement'; reversedOn: BusinessDate; leftBank: boolean; reason: string } & ChargeId & Clearing)
  | ({
      type: 'reclassify-settlement-out';
      correctionId: string;
      amountFen: Fen;
      to: string;
      correctedOn: BusinessDate;
      reason: string;
    } & ChargeId &
      Clearing)
  | ({
      type: 'reclassify-settlement-in';
      correctionId: string;
      amountFen: Fen;
      from: string;
      movedFrom: number;
      correctedOn: BusinessDate;
      period: Period | null;
      reason: string;
    } & ChargeId &
      Clearing)
  | ({
      type: 'return-funds';
      party: 'bank' | 'payee';
      returnId: string;
      amountFen: Fen;
      returnedOn: BusinessDate;
      reason: string;
    } & ChargeId);

// ── State ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface IssuedAppropriation {
  readonly situation: 'issued';
  readonly appropriationId: string;
  readonly terms: AppropriationTerms;
  readonly issuedOn: BusinessDate;
  readonly initialFen: Fen;
  readonly money: MoneyByDay;
  readonly plan: SpendingPlan | null;
  readonly hasOpeningBalance: boolean;
  /** What came on which paper, with its amount and day. */
  readonly papers: ReadonlySet<string>;
  readonly charges: Charges;
  /** What has arrived in accounts, by arrival. */
  readonly arrivals: ReadonlyMap<string, Fen>;
}

export type Appropriation =
  { readonly situation: 'not-issued'; readonly appropriationId: string } | IssuedAppropriation;

/** What may be taken on a day: the least that is available on it and on every day after. */
export const availableFrom = ({ money }: IssuedAppropriation, day: BusinessDate): Fen =>
  money.leastFrom(day, availableOf).fen;

/** The day a year's balances leave its books: the first of the year after, so that its last day still shows them. */
export const closesOutOn = ({ fiscalYear }: Pick<AppropriationTerms, 'fiscalYear'>): BusinessDate =>
  dateOf(fiscalYear + 1, 1, 1);

// ── Rules ───────────────────────────────────────────────────────────────────────────────────────────────────────

const event = <Type extends AppropriationEvent['type']>(
  type: Type,
  data: Extract<AppropriationEvent, { type: Type }>['data'],
): AppropriationEvent => ({ type, data }) as AppropriationEvent;

function requireAvailable(state: IssuedAppropriation, requiredFen: Fen, day: BusinessDate): void {
  const { fen: available, on: leastOn } = state.money.leastFrom(day, availableOf);
  if (requiredFen > available)
    refuse('insufficient-appropriation', {
      appropriationId: state.appropriationId,
      programmeName: state.terms.programmeName,
      availableFen: available,
      requiredFen,
      shortFen: fen(requiredFen - available),
      leastOn: leastOn === day ? null : leastOn,
    });
}

/** Money may come before the paper does, or in parts, but never more than was ever given. */
function requireArrivable(
  { appropriationId, arrivals, money }: IssuedAppropriation,
  arrivalId: string,
  amountFen: Fen,
) {
  const arrivedFen = sumFen([...arrivals].flatMap(([id, fen]) => (id === arrivalId ? [] : [fen])));
  const budgetFen = money.most(({ budgetFen: given }) => given);
  if (arrivedFen + amountFen > budgetFen)
    refuse('arrival-exceeds-appropriation', { appropriationId, budgetFen, arrivedFen, amountFen });
}

function requireSinceIssue({ issuedOn }: IssuedAppropriation, date: BusinessDate): void {
  if (date < issuedOn) refuse('before-issue', { date, issuedOn });
}

function requireInYear(state: IssuedAppropriation, date: BusinessDate): void {
  const { fiscalYear } = state.terms;
  if (yearOf(date) !== fiscalYear) refuse('outside-fiscal-year', { date, fiscalYear });
  requireSinceIssue(state, date);
}

/** 收付实现制: what clears in January belongs to the new year, unless the office lets last year's payments still clear. */
function requireInYearOrClearing(state: IssuedAppropriation, date: BusinessDate, { clearingUntil }: Clearing): void {
  const { fiscalYear } = state.terms;
  const clears = yearOf(date) === fiscalYear + 1 && clearingUntil !== null && date <= clearingUntil;
  if (clears) return;
  if (yearOf(date) === fiscalYear + 1) refuse('clearing-window-closed', { date, fiscalYear, clearingUntil });
  requireInYear(state, date);
}

function requireDocument(state: IssuedAppropriation, documentNumber: DocumentNumber | null): void {
  const { fundingLevel } = state.terms;
  if (fundingLevel !== 'district' && documentNumber === null) refuse('document-number-required', { fundingLevel });
}

/** Who acts on a 文号 with the same amount and day again must say why: a document may come in two equal parts. */
function onPaper<Command extends Movement & Stated & { readonly type: string }>(
  { papers }: IssuedAppropriation,
  command: Command,
): Omit<Command, 'type' | 'confirmation'> & Pick<Documented, 'confirmation'> {
  const { type: _, confirmation = null, ...data } = command;
  const { documentNumber, amountFen, effectiveOn } = command;
  if (documentNumber !== null && confirmation === null && papers.has(paperKey(PAPER_OF[command.type], command)))
    refuse('same-document-again', { documentNumber: documentNumber.printed, amountFen, effectiveOn });
  return { ...data, confirmation };
}

/** The event a paper is remembered by. */
const PAPER_OF: Readonly<Record<string, AppropriationEvent['type']>> = {
  'supplement-appropriation': 'AppropriationSupplemented',
  'reduce-appropriation': 'AppropriationReduced',
  'claw-back-appropriation': 'AppropriationClawedBack',
  'transfer-virement-out': 'VirementTransferredOut',
};

const paperKey = (
  type: string | undefined,
  {
    documentNumber,
    amountFen,
    effectiveOn,
  }: Pick<Documented, 'documentNumber'> & {
    readonly amountFen: Fen | string;
    readonly effectiveOn: BusinessDate;
  },
): string => [type, documentNumber?.normalized ?? documentNumber?.printed, String(amountFen), effectiveOn].join('/');

function chargeInSituation(
  state: IssuedAppropriation,
  { paymentId, charge }: ChargeId,
  situation: 'committed' | 'settled',
): BorneCharge {
  const borne = state.charges.get({ paymentId, charge });
  if (borne?.situation === situation) return borne;
  return refuse(situation === 'committed' ? 'payment-not-committed' : 'payment-not-settled', { paymentId });
}

/** The charge as settled here, for something that happens to it on a later day. */
function settledCharge(state: IssuedAppropriation, id: ChargeId, date: BusinessDate): BorneCharge {
  const borne = chargeInSituation(state, id, 'settled');
  invariant(borne.paidOn !== null, 'a settled charge has its day of payment');
  if (date < borne.paidOn) refuse('dated-before-payment', { date, paidOn: borne.paidOn });
  return borne;
}

const idOf = ({ paymentId, charge }: ChargeId): ChargeId => ({ paymentId, charge });

function decide(state: Appropriation, command: AppropriationCommand): readonly AppropriationEvent[] {
  // A negative amount would pass every ceiling below and flip the sign of each movement.
  if ('amountFen' in command) requirePositive(command.amountFen);
  if (command.type === 'issue-appropriation') return issue(state, command);
  const { appropriationId } = state;
  if (state.situation === 'not-issued') return refuse('appropriation-not-found', { appropriationId });
  if ('effectiveOn' in command) requireInYear(state, command.effectiveOn);

  switch (command.type) {
    case 'supplement-appropriation': {
      const data = onPaper(state, command);
      requireDocument(state, data.documentNumber);
      const amountFen = fenToDigits(command.amountFen);
      return [event('AppropriationSupplemented', { appropriationId, ...data, amountFen })];
    }
    case 'reduce-appropriation': {
      const data = onPaper(state, command);
      requireAvailable(state, command.amountFen, command.effectiveOn);
      const amountFen = fenToDigits(command.amountFen);
      return [event('AppropriationReduced', { appropriationId, ...data, amountFen })];
    }
    case 'claw-back-appropriation': {
      const data = onPaper(state, command);
      requireAvailable(state, command.amountFen, command.effectiveOn);
      const amountFen = fenToDigits(command.amountFen);
      return [event('AppropriationClawedBack', { appropriationId, ...data, amountFen })];
    }
    case 'close-out-balance': {
      const { type: _, confirmation = null, ...data } = command;
      const effectiveOn = closesOutOn(state.terms);
      requireAvailable(state, command.amountFen, effectiveOn);
      const amountFen = fenToDigits(command.amountFen);
      return [event('BalanceClosedOut', { appropriationId, ...data, effectiveOn, confirmation, amountFen })];
    }
    case 'transfer-virement-out': {
      const data = onPaper(state, command);
      if (data.to === appropriationId) refuse('virement-to-itself', { appropriationId });
      requireAvailable(state, command.amountFen, command.effectiveOn);
      const amountFen = fenToDigits(command.amountFen);
      return [event('VirementTransferredOut', { appropriationId, ...data, amountFen })];
    }
    case 'transfer-virement-in': {
      const { type: _, fromBudgetType, fromFundingLevel, confirmation = null, ...data } = command;
      const { budgetType, fundingLevel } = state.terms;
      if (fromBudgetType !== budgetType)
        refuse('virement-across-budget-types', { from: fromBudgetType, to: budgetType });
      // Money given by one level for its purpose reaches another level's only on a paper that says so.
      if (fromFundingLevel !== fundingLevel && data.documentNumber === null)
        refuse('virement-across-levels-undocumented', { from: fromFundingLevel, to: fundingLevel });
      const amountFen = fenToDigits(command.amountFen);
      return [event('VirementTransferredIn', { appropriationId, ...data, confirmation, amountFen })];
    }
    case 'freeze-appropriation': {
      const { effectiveOn, reason } = command;
      requireAvailable(state, command.amountFen, command.effectiveOn);
      const amountFen = fenToDigits(command.amountFen);
      return [event('AppropriationFrozen', { appropriationId, amountFen, effectiveOn, reason })];
    }
    case 'unfreeze-appropriation': {
      const { effectiveOn, reason } = command;
      const { fen: frozenFen } = state.money.leastFrom(effectiveOn, (sums) => sums.frozenFen);
      if (command.amountFen > frozenFen)
        refuse('nothing-frozen', { frozenFen, requestedFen: command.amountFen, effectiveOn });
      const amountFen = fenToDigits(command.amountFen);
      return [event('AppropriationUnfrozen', { appropriationId, amountFen, effectiveOn, reason })];
    }
    case 'replace-provisional-authority': {
      const { type: _, confirmation = null, ...data } = command;
      if (state.terms.issuedAs !== 'provisional') refuse('not-provisional', { appropriationId });
      const left = availableFrom(state, data.effectiveOn);
      if (left === 0n) return [];
      return [
        event('ProvisionalAuthorityReplaced', { appropriationId, ...data, confirmation, amountFen: fenToDigits(left) }),
      ];
    }
    case 'adopt-spending-plan': {
      const { effectiveOn, sources } = command;
      if (state.plan) refuse('plan-already-adopted', { appropriationId });
      const checkpoints = planWithinYear(state, command.checkpoints);
      return [event('SpendingPlanAdopted', { appropriationId, effectiveOn, checkpoints, sources })];
    }
    case 'revise-spending-plan': {
      const { effectiveOn, reason, sources } = command;
      if (!state.plan) refuse('plan-not-adopted', { appropriationId });
      const checkpoints = planWithinYear(state, command.checkpoints);
      return [event('SpendingPlanRevised', { appropriationId, effectiveOn, checkpoints, reason, sources })];
    }
    case 'record-funds-arrival': {
      const { type: _, ...data } = command;
      requireArrivable(state, data.arrivalId, data.amountFen);
      return [event('FundsArrived', { appropriationId, ...data, amountFen: fenToDigits(data.amountFen) })];
    }
    case 'correct-funds-arrival': {
      const { type: _, arrivedFen, ...data } = command;
      const { arrivalId } = data;
      if (!state.arrivals.has(arrivalId)) refuse('arrival-not-found', { arrivalId });
      if (arrivedFen !== NO_MONEY) requirePositive(arrivedFen);
      requireArrivable(state, arrivalId, arrivedFen);
      return [event('FundsArrivalCorrected', { appropriationId, ...data, amountFen: fenToDigits(arrivedFen) })];
    }
    case 'enter-opening-balance':
      return enterOpeningBalance(state, command);
    case 'commit-funds': {
      const { paymentId, submittedOn, period } = command;
      if (state.charges.get(command)) refuse('payment-id-reused', { paymentId });
      requireInYear(state, submittedOn);
      requireAvailable(state, command.amountFen, submittedOn);
      const amountFen = fenToDigits(command.amountFen);
      return [event('FundsCommitted', { appropriationId, ...idOf(command), amountFen, submittedOn, period })];
    }
    case 'settle-commitment': {
      const { paidOn } = command;
      const { amountFen, committedOn } = chargeInSituation(state, command, 'committed');
      requireInYearOrClearing(state, paidOn, command);
      if (paidOn < committedOn) refuse('dated-before-commitment', { date: paidOn, committedOn });
      const digits = fenToDigits(amountFen);
      return [event('CommitmentSettled', { appropriationId, ...idOf(command), amountFen: digits, paidOn })];
    }
    case 'release-commitment': {
      // On any later day: what was never paid in the year is released in January, on this year's books.
      const { releasedOn, cause, reason } = command;
      const { amountFen, committedOn } = chargeInSituation(state, command, 'committed');
      if (releasedOn < committedOn) refuse('dated-before-commitment', { date: releasedOn, committedOn });
      const data = { ...idOf(command), amountFen: fenToDigits(amountFen), releasedOn, cause, reason };
      return [event('CommitmentReleased', { appropriationId, ...data })];
    }
    case 'reverse-settlement': {
      const { reversedOn, leftBank, reason } = command;
      const { paymentId } = command;
      if (leftBank) requireInYearOrClearing(state, reversedOn, command);
      const borne = settledCharge(state, command, reversedOn);
      // A reversal mirrors the original exactly; once part of it came back or moved on, there is no mirror image left.
      if (borne.netFen !== borne.amountFen) refuse('payment-already-adjusted', { paymentId });
      const amountFen = fenToDigits(borne.netFen);
      const countsFrom = leftBank ? reversedOn : (borne.paidOn ?? reversedOn);
      const data = { ...idOf(command), amountFen, reversedOn, countsFrom, leftBank, reason };
      return [event('SettlementReversed', { appropriationId, ...data })];
    }
    case 'reclassify-settlement-out': {
      const { type: _, clearingUntil: _window, ...data } = command;
      requireInYearOrClearing(state, data.correctedOn, command);
      const { netFen } = settledCharge(state, command, data.correctedOn);
      if (data.to === appropriationId) refuse('virement-to-itself', { appropriationId });
      const { paymentId } = data;
      if (data.amountFen > netFen)
        refuse('return-exceeds-payment', { paymentId, paidFen: netFen, returnedFen: data.amountFen });
      return [event('SettlementReclassifiedOut', { appropriationId, ...data, amountFen: fenToDigits(data.amountFen) })];
    }
    case 'reclassify-settlement-in': {
      const { type: _, clearingUntil: _window, ...data } = command;
      const { paymentId } = data;
      if (state.charges.get(command)) refuse('payment-id-reused', { paymentId });
      requireInYearOrClearing(state, data.correctedOn, command);
      requireAvailable(state, data.amountFen, data.correctedOn);
      return [event('SettlementReclassifiedIn', { appropriationId, ...data, amountFen: fenToDigits(data.amountFen) })];
    }
    case 'return-funds': {
      const { type: _, party, ...data } = command;
      const { paymentId, returnId, returnedOn } = data;
      const { fiscalYear } = state.terms;
      // 跨年退回 goes to the treasury and gives this year's authority nothing back: only the payment records it.
      if (yearOf(returnedOn) > fiscalYear) refuse('prior-year-return', { date: returnedOn, fiscalYear });
      requireInYear(state, returnedOn);
      const { netFen, returnIds } = settledCharge(state, command, returnedOn);
      if (returnIds.includes(returnId)) refuse('return-id-reused', { returnId });
      if (data.amountFen > netFen)
        refuse('return-exceeds-payment', { paymentId, paidFen: netFen, returnedFen: data.amountFen });
      const type = party === 'bank' ? 'FundsReturnedByBank' : 'FundsReturnedByPayee';
      return [event(type, { appropriationId, ...data, amountFen: fenToDigits(data.amountFen) })];
    }
    default:
      return unreachable(command);
  }
}

function issue(
  state: Appropriation,
  command: Extract<AppropriationCommand, { type: 'issue-appropriation' }>,
): readonly AppropriationEvent[] {
  const { type: _, amountFen, ...data } = command;
  const { appropriationId } = state;
  const { fiscalYear, effectiveOn, formedIn, issuedAs, fundingLevel } = data;
  if (state.situation === 'issued') refuse('appropriation-exists', { appropriationId });
  if (yearOf(effectiveOn) !== fiscalYear) refuse('outside-fiscal-year', { date: effectiveOn, fiscalYear });
  if (formedIn > fiscalYear || formedIn < fiscalYear !== (issuedAs === 'carry-over'))
    refuse('formed-in-another-year', { formedIn, fiscalYear, issuedAs });
  // The 文号 of 结转 may come later: it may be used before finance confirms it.
  if (fundingLevel !== 'district' && data.documentNumber === null && issuedAs !== 'carry-over')
    refuse('document-number-required', { fundingLevel });
  return [event('AppropriationIssued', { appropriationId, ...data, amountFen: fenToDigits(amountFen) })];
}

function planWithinYear({ terms }: IssuedAppropriation, checkpoints: SpendingPlan): SpendingPlan {
  const outside = checkpoints.find(({ on }) => yearOf(on) !== terms.fiscalYear);
  if (outside) refuse('outside-fiscal-year', { date: outside.on, fiscalYear: terms.fiscalYear });
  return checkedPlan(checkpoints);
}

function enterOpeningBalance(
  state: IssuedAppropriation,
  { lines, effectiveOn, reason, sources }: Extract<AppropriationCommand, { type: 'enter-opening-balance' }>,
): readonly AppropriationEvent[] {
  const { appropriationId } = state;
  if (state.hasOpeningBalance) refuse('opening-balance-entered-already', { appropriationId });
  for (const { amountFen } of lines) requirePositive(amountFen);
  const totalFen = sumFen(lines.map(({ amountFen }) => amountFen));
  requirePositive(totalFen);
  requireAvailable(state, totalFen, effectiveOn);
  return [
    event('OpeningBalanceEntered', {
      appropriationId,
      amountFen: fenToDigits(totalFen),
      effectiveOn,
      lines: lines.map((line) => ({ ...line, amountFen: fenToDigits(line.amountFen) })),
      reason,
      sources,
    }),
  ];
}

// ── What each event does ────────────────────────────────────────────────────────────────────────────────────────

function evolve(state: Appropriation, event: AppropriationEvent): Appropriation {
  const { type, data } = event;
  const after = type === 'AppropriationIssued' ? issued(data) : state;
  invariant(after.situation === 'issued', `${type} before AppropriationIssued`);
  const movement = movementOf(event);
  return told(movement === null ? after : { ...after, money: after.money.with(movement) }, event);
}

function issued(data: Extract<AppropriationEvent, { type: 'AppropriationIssued' }>['data']): IssuedAppropriation {
  const { appropriationId, amountFen, effectiveOn } = data;
  return {
    situation: 'issued',
    appropriationId,
    terms: termsOf(data),
    issuedOn: effectiveOn,
    initialFen: fenFromDigits(amountFen),
    money: MoneyByDay.none,
    plan: null,
    hasOpeningBalance: false,
    papers: new Set(),
    charges: Charges.none,
    arrivals: new Map(),
  };
}

/** What an event says beside the money it moves. */
function told(state: IssuedAppropriation, { type, data }: AppropriationEvent): IssuedAppropriation {
  switch (type) {
    case 'AppropriationSupplemented':
    case 'AppropriationReduced':
    case 'AppropriationClawedBack':
    case 'VirementTransferredOut':
      return data.documentNumber === null
        ? state
        : { ...state, papers: new Set(state.papers).add(paperKey(type, data)) };
    case 'AppropriationIssued':
    case 'VirementTransferredIn':
    case 'BalanceClosedOut':
    case 'ProvisionalAuthorityReplaced':
    case 'AppropriationFrozen':
    case 'AppropriationUnfrozen':
      return state;
    case 'FundsArrived':
    case 'FundsArrivalCorrected': {
      const arrivals = new Map(state.arrivals).set(data.arrivalId, fenFromDigits(data.amountFen));
      return { ...state, arrivals };
    }
    case 'SpendingPlanAdopted':
    case 'SpendingPlanRevised':
      return { ...state, plan: data.checkpoints };
    case 'OpeningBalanceEntered':
      return { ...state, hasOpeningBalance: true };
    case 'FundsCommitted':
      return withCharge(state, {
        ...idOf(data),
        situation: 'committed',
        amountFen: fenFromDigits(data.amountFen),
        netFen: NO_MONEY,
        committedOn: data.submittedOn,
        paidOn: null,
        returnIds: [],
      });
    case 'CommitmentSettled': {
      const netFen = fenFromDigits(data.amountFen);
      return withCharge(state, { ...knownCharge(state, data), situation: 'settled', netFen, paidOn: data.paidOn });
    }
    case 'CommitmentReleased':
      return withCharge(state, { ...knownCharge(state, data), situation: 'released' });
    case 'SettlementReversed':
      return withLessOut(state, data, { situation: 'reversed' });
    case 'SettlementReclassifiedOut': {
      const movedFen = fenFromDigits(data.amountFen);
      const { amountFen, netFen } = knownCharge(state, data);
      return withLessOut(state, data, {
        amountFen: fen(amountFen - movedFen),
        ...(netFen === movedFen ? { situation: 'moved' } : {}),
      });
    }
    case 'SettlementReclassifiedIn': {
      const movedFen = fenFromDigits(data.amountFen);
      return withCharge(state, {
        ...idOf(data),
        situation: 'settled',
        amountFen: movedFen,
        netFen: movedFen,
        committedOn: data.correctedOn,
        paidOn: data.correctedOn,
        returnIds: [],
      });
    }
    case 'FundsReturnedByBank':
    case 'FundsReturnedByPayee': {
      const { returnIds } = knownCharge(state, data);
      return withLessOut(state, data, { returnIds: [...returnIds, data.returnId] });
    }
    default:
      return unreachable(type);
  }
}

/** The terms alone: what was recorded says more, e.g. who did it. */
function termsOf(recorded: AppropriationTerms): AppropriationTerms {
  const { programmeId, programmeCode, programmeName, fiscalYear, formedIn, issuedAs, batch, unitCode, unitName } =
    recorded;
  const { fundingLevel, fundingLevelBasis, budgetType, documentNumber, documentDate, elements } = recorded;
  return {
    ...{ programmeId, programmeCode, programmeName, fiscalYear, formedIn, issuedAs, batch, unitCode, unitName },
    ...{ fundingLevel, fundingLevelBasis, budgetType, documentNumber, documentDate, elements },
  };
}

function knownCharge(state: IssuedAppropriation, { paymentId, charge }: ChargeId): BorneCharge {
  const borne = state.charges.get({ paymentId, charge });
  invariant(borne !== undefined, `charge ${charge} of payment ${paymentId} is not known to ${state.appropriationId}`);
  return borne;
}

const withCharge = (state: IssuedAppropriation, borne: BorneCharge): IssuedAppropriation => ({
  ...state,
  charges: state.charges.with(borne),
});

/** A charge of which less is out by what an event took back or away. */
function withLessOut(
  state: IssuedAppropriation,
  data: ChargeId & Amount,
  change: Partial<BorneCharge>,
): IssuedAppropriation {
  const borne = knownCharge(state, data);
  return withCharge(state, { ...borne, netFen: fen(borne.netFen - fenFromDigits(data.amountFen)), ...change });
}

export const appropriationDecider = (
  appropriationId: string,
): Decider<Appropriation, AppropriationCommand, AppropriationEvent> => ({
  initial: { situation: 'not-issued', appropriationId },
  decide,
  evolve,
});
