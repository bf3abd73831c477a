import {
  fen,
  fenFromDigits,
  fenToDigits,
  invariant,
  NO_MONEY,
  requirePositive,
  unreachable,
  yearOf,
  type BusinessDate,
  type Decider,
  type DocumentNumber,
  type DomainEvent,
  type Fen,
  type Period,
} from '@bofu/kernel';
import type {
  AppropriationTerms,
  BudgetType,
  PaymentStandard,
  PerformanceTarget,
  SourceReference,
} from './appropriation-terms';
import { ChargedPayments, type ChargedPayment } from './charged-payments';
import { refuse } from './refusals';
import { checkedPlan, type SpendingPlan } from './spending-plan';

/**
 * Appropriation 预算指标: the authority to spend on one programme in one fiscal year, and the guard of its money.
 * Funds are committed (在途) when a payment is submitted, then settled (已付) or released. At every moment
 *
 *     available 可用指标 = budget 全年预算 − settled 已付净额 − committed 在途 − frozen 冻结 ≥ 0
 *
 * Whatever would break this is refused. Nothing is edited: a correction adds an event that says what it corrects.
 */

// ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────
// Amounts are digits of fen as text. `effectiveOn`, `submittedOn`, `paidOn`, `returnedOn` … are business dates.

type Amount = { readonly amountFen: string };
type Dated = { readonly effectiveOn: BusinessDate };
type Documented = { readonly documentNumber: DocumentNumber | null; readonly reason: string };

export type AppropriationEvent =
  | DomainEvent<
      'AppropriationIssued',
      AppropriationTerms & Amount & Dated & { appropriationId: string; source: SourceReference | null }
    >
  | DomainEvent<'AppropriationSupplemented', Amount & Dated & Documented>
  | DomainEvent<'AppropriationReduced', Amount & Dated & Documented>
  | DomainEvent<'VirementTransferredOut', Amount & Dated & Documented & { virementId: string; to: string }>
  | DomainEvent<'VirementTransferredIn', Amount & Dated & Documented & { virementId: string; from: string }>
  | DomainEvent<'AppropriationFrozen', Amount & Dated & { reason: string }>
  | DomainEvent<'AppropriationUnfrozen', Amount & Dated & { reason: string }>
  | DomainEvent<'AppropriationClawedBack', Amount & Dated & Documented>
  | DomainEvent<'SpendingPlanAdopted', Dated & { checkpoints: SpendingPlan }>
  | DomainEvent<'SpendingPlanRevised', Dated & { checkpoints: SpendingPlan; reason: string }>
  | DomainEvent<'PaymentStandardSet', Dated & PaymentStandard>
  | DomainEvent<'PerformanceTargetsSet', Dated & { targets: readonly PerformanceTarget[] }>
  | DomainEvent<
      'FundsCommitted',
      Amount & { paymentId: string; submittedOn: BusinessDate; period: Period | null; claimsPeriod: boolean }
    >
  | DomainEvent<'CommitmentSettled', Amount & { paymentId: string; paidOn: BusinessDate }>
  | DomainEvent<'CommitmentReleased', Amount & { paymentId: string; releasedOn: BusinessDate; reason: string }>
  | DomainEvent<'SettlementReversed', Amount & { paymentId: string; reversedOn: BusinessDate; reason: string }>
  | DomainEvent<
      'SettlementReclassifiedOut',
      Amount & { paymentId: string; correctionId: string; correctedOn: BusinessDate; to: string; reason: string }
    >
  | DomainEvent<
      'SettlementReclassifiedIn',
      Amount & {
        paymentId: string;
        correctionId: string;
        correctedOn: BusinessDate;
        from: string;
        reason: string;
        /** A charge brings its period along: who bears the regular run of a month has had the regular run of it. */
        period: Period | null;
        claimsPeriod: boolean;
      }
    >
  | DomainEvent<
      'FundsReturnedByBank',
      Amount & { paymentId: string; returnId: string; returnedOn: BusinessDate; reason: string }
    >
  | DomainEvent<
      'FundsReturnedByPayee',
      Amount & { paymentId: string; returnId: string; returnedOn: BusinessDate; reason: string }
    >;

// ── Commands ────────────────────────────────────────────────────────────────────────────────────────────────────

type Movement = { readonly amountFen: Fen; readonly effectiveOn: BusinessDate };

export type AppropriationCommand =
  | ({ type: 'issue-appropriation'; source: SourceReference | null } & AppropriationTerms & Movement)
  | ({ type: 'supplement-appropriation' } & Movement & Documented)
  | ({ type: 'reduce-appropriation' } & Movement & Documented)
  | ({ type: 'transfer-virement-out'; virementId: string; to: string } & Movement & Documented)
  | ({ type: 'transfer-virement-in'; virementId: string; from: string; fromBudgetType: BudgetType } & Movement &
      Documented)
  | ({ type: 'freeze-appropriation'; reason: string } & Movement)
  | ({ type: 'unfreeze-appropriation'; reason: string } & Movement)
  | ({ type: 'claw-back-appropriation' } & Movement & Documented)
  | { type: 'adopt-spending-plan'; checkpoints: SpendingPlan; effectiveOn: BusinessDate }
  | { type: 'revise-spending-plan'; checkpoints: SpendingPlan; effectiveOn: BusinessDate; reason: string }
  | ({ type: 'set-payment-standard'; effectiveOn: BusinessDate } & PaymentStandard)
  | { type: 'set-performance-targets'; targets: readonly PerformanceTarget[]; effectiveOn: BusinessDate }
  | {
      type: 'commit-funds';
      paymentId: string;
      amountFen: Fen;
      submittedOn: BusinessDate;
      period: Period | null;
      /** A regular payout run is the one run of its period; a second one is refused. */
      claimsPeriod: boolean;
    }
  | { type: 'settle-commitment'; paymentId: string; paidOn: BusinessDate }
  | { type: 'release-commitment'; paymentId: string; releasedOn: BusinessDate; reason: string }
  | { type: 'reverse-settlement'; paymentId: string; reversedOn: BusinessDate; reason: string }
  | {
      type: 'reclassify-settlement-out';
      paymentId: string;
      correctionId: string;
      amountFen: Fen;
      to: string;
      correctedOn: BusinessDate;
      reason: string;
    }
  | {
      type: 'reclassify-settlement-in';
      paymentId: string;
      correctionId: string;
      amountFen: Fen;
      from: string;
      correctedOn: BusinessDate;
      reason: string;
      period: Period | null;
      claimsPeriod: boolean;
    }
  | {
      type: 'return-funds';
      by: 'bank' | 'payee';
      paymentId: string;
      returnId: string;
      amountFen: Fen;
      returnedOn: BusinessDate;
      reason: string;
    };

// ── State ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface IssuedAppropriation {
  readonly situation: 'issued';
  readonly appropriationId: string;
  readonly terms: AppropriationTerms;
  readonly issuedOn: BusinessDate;
  readonly initialFen: Fen;
  readonly budgetFen: Fen;
  readonly committedFen: Fen;
  readonly settledFen: Fen;
  readonly frozenFen: Fen;
  readonly plan: SpendingPlan | null;
  readonly standard: PaymentStandard | null;
  readonly payments: ChargedPayments;
}

export type Appropriation =
  { readonly situation: 'not-issued'; readonly appropriationId: string } | IssuedAppropriation;

export const availableFen = (state: IssuedAppropriation): Fen =>
  fen(state.budgetFen - state.settledFen - state.committedFen - state.frozenFen);

// ── Rules ───────────────────────────────────────────────────────────────────────────────────────────────────────

const event = <Type extends AppropriationEvent['type']>(
  type: Type,
  data: Extract<AppropriationEvent, { type: Type }>['data'],
): AppropriationEvent => ({ type, data }) as AppropriationEvent;

function requireAvailable(state: IssuedAppropriation, requiredFen: Fen): void {
  const available = availableFen(state);
  if (requiredFen > available)
    refuse('insufficient-appropriation', {
      appropriationId: state.appropriationId,
      programmeName: state.terms.programmeName,
      availableFen: available,
      requiredFen,
      shortFen: fen(requiredFen - available),
    });
}

function requireInYear(state: IssuedAppropriation, date: BusinessDate): void {
  const { fiscalYear } = state.terms;
  if (yearOf(date) !== fiscalYear) refuse('outside-fiscal-year', { date, fiscalYear });
  if (date < state.issuedOn) refuse('before-issue', { date, issuedOn: state.issuedOn });
}

function requireDocument(state: IssuedAppropriation, documentNumber: DocumentNumber | null): void {
  const { fundingLevel } = state.terms;
  if (fundingLevel !== 'district' && documentNumber === null) refuse('document-number-required', { fundingLevel });
}

function paymentInSituation(
  state: IssuedAppropriation,
  paymentId: string,
  situation: 'committed' | 'settled',
): ChargedPayment {
  const payment = state.payments.get(paymentId);
  if (payment?.situation === situation) return payment;
  return refuse(situation === 'committed' ? 'payment-not-committed' : 'payment-not-settled', { paymentId });
}

/** The payment as settled here, for something that happens to it on a later day of the same year. */
function settledPayment(state: IssuedAppropriation, paymentId: string, date: BusinessDate): ChargedPayment {
  const payment = paymentInSituation(state, paymentId, 'settled');
  invariant(payment.paidOn !== null, 'a settled payment has its day of payment');
  requireInYear(state, date);
  if (date < payment.paidOn) refuse('dated-before-payment', { date, paidOn: payment.paidOn });
  return payment;
}

function decide(state: Appropriation, command: AppropriationCommand): readonly AppropriationEvent[] {
  // Less than nothing would pass every ceiling below and turn each movement round.
  if ('amountFen' in command) requirePositive(command.amountFen);
  if (command.type === 'issue-appropriation') return issue(state, command);
  if (state.situation === 'not-issued')
    return refuse('appropriation-not-found', { appropriationId: state.appropriationId });
  if ('effectiveOn' in command) requireInYear(state, command.effectiveOn);

  switch (command.type) {
    case 'supplement-appropriation': {
      const { effectiveOn, documentNumber, reason } = command;
      requireDocument(state, documentNumber);
      const amountFen = fenToDigits(command.amountFen);
      return [event('AppropriationSupplemented', { amountFen, effectiveOn, documentNumber, reason })];
    }
    case 'reduce-appropriation':
    case 'claw-back-appropriation': {
      const { effectiveOn, documentNumber, reason } = command;
      requireAvailable(state, command.amountFen);
      const type = command.type === 'reduce-appropriation' ? 'AppropriationReduced' : 'AppropriationClawedBack';
      const amountFen = fenToDigits(command.amountFen);
      return [event(type, { amountFen, effectiveOn, documentNumber, reason })];
    }
    case 'transfer-virement-out': {
      const { effectiveOn, documentNumber, reason, virementId, to } = command;
      if (to === state.appropriationId) refuse('virement-to-itself', { appropriationId: to });
      requireAvailable(state, command.amountFen);
      const amountFen = fenToDigits(command.amountFen);
      return [event('VirementTransferredOut', { amountFen, effectiveOn, documentNumber, reason, virementId, to })];
    }
    case 'transfer-virement-in': {
      const { effectiveOn, documentNumber, reason, virementId, from, fromBudgetType } = command;
      if (fromBudgetType !== state.terms.budgetType)
        refuse('virement-across-budget-types', { from: fromBudgetType, to: state.terms.budgetType });
      const amountFen = fenToDigits(command.amountFen);
      return [event('VirementTransferredIn', { amountFen, effectiveOn, documentNumber, reason, virementId, from })];
    }
    case 'freeze-appropriation': {
      const { effectiveOn, reason } = command;
      requireAvailable(state, command.amountFen);
      return [event('AppropriationFrozen', { amountFen: fenToDigits(command.amountFen), effectiveOn, reason })];
    }
    case 'unfreeze-appropriation': {
      const { effectiveOn, reason } = command;
      if (command.amountFen > state.frozenFen)
        refuse('nothing-frozen', { frozenFen: state.frozenFen, requestedFen: command.amountFen });
      return [event('AppropriationUnfrozen', { amountFen: fenToDigits(command.amountFen), effectiveOn, reason })];
    }
    case 'adopt-spending-plan': {
      const { effectiveOn } = command;
      if (state.plan) refuse('plan-already-adopted', { appropriationId: state.appropriationId });
      return [event('SpendingPlanAdopted', { effectiveOn, checkpoints: planWithinYear(state, command.checkpoints) })];
    }
    case 'revise-spending-plan': {
      const { effectiveOn, reason } = command;
      if (!state.plan) refuse('plan-not-adopted', { appropriationId: state.appropriationId });
      const checkpoints = planWithinYear(state, command.checkpoints);
      return [event('SpendingPlanRevised', { effectiveOn, checkpoints, reason })];
    }
    case 'set-payment-standard': {
      const { effectiveOn, rates, headcount, cashFlow, deadline } = command;
      return [event('PaymentStandardSet', { effectiveOn, rates, headcount, cashFlow, deadline })];
    }
    case 'set-performance-targets': {
      const { effectiveOn, targets } = command;
      return [event('PerformanceTargetsSet', { effectiveOn, targets })];
    }
    case 'commit-funds':
      return commit(state, command);
    case 'settle-commitment': {
      const { paymentId, paidOn } = command;
      const { amountFen, committedOn } = paymentInSituation(state, paymentId, 'committed');
      requireInYear(state, paidOn);
      if (paidOn < committedOn) refuse('dated-before-commitment', { date: paidOn, committedOn });
      return [event('CommitmentSettled', { paymentId, amountFen: fenToDigits(amountFen), paidOn })];
    }
    case 'release-commitment': {
      const { paymentId, releasedOn, reason } = command;
      const { amountFen, committedOn } = paymentInSituation(state, paymentId, 'committed');
      requireInYear(state, releasedOn);
      if (releasedOn < committedOn) refuse('dated-before-commitment', { date: releasedOn, committedOn });
      return [event('CommitmentReleased', { paymentId, amountFen: fenToDigits(amountFen), releasedOn, reason })];
    }
    case 'reverse-settlement': {
      const { paymentId, reversedOn, reason } = command;
      const payment = settledPayment(state, paymentId, reversedOn);
      // A reversal mirrors the original exactly; once part of it came back or moved on, there is no mirror image left.
      if (payment.netFen !== payment.amountFen) refuse('payment-already-adjusted', { paymentId });
      return [event('SettlementReversed', { paymentId, amountFen: fenToDigits(payment.netFen), reversedOn, reason })];
    }
    case 'reclassify-settlement-out': {
      const { paymentId, correctionId, to, correctedOn, reason } = command;
      const { netFen } = settledPayment(state, paymentId, correctedOn);
      if (to === state.appropriationId) refuse('virement-to-itself', { appropriationId: to });
      if (command.amountFen > netFen)
        refuse('return-exceeds-payment', { paymentId, paidFen: netFen, returnedFen: command.amountFen });
      const amountFen = fenToDigits(command.amountFen);
      return [event('SettlementReclassifiedOut', { paymentId, amountFen, correctionId, correctedOn, to, reason })];
    }
    case 'reclassify-settlement-in': {
      const { paymentId, correctionId, from, correctedOn, reason, period, claimsPeriod } = command;
      const known = state.payments.get(paymentId);
      if (known && known.situation !== 'reclassified') refuse('payment-id-reused', { paymentId });
      requireInYear(state, correctedOn);
      requireAvailable(state, command.amountFen);
      const amountFen = fenToDigits(command.amountFen);
      const charge = { paymentId, amountFen, period, claimsPeriod };
      return [event('SettlementReclassifiedIn', { ...charge, correctionId, correctedOn, from, reason })];
    }
    case 'return-funds':
      return returnFunds(state, command);
    default:
      return unreachable(command);
  }
}

function issue(
  state: Appropriation,
  command: Extract<AppropriationCommand, { type: 'issue-appropriation' }>,
): readonly AppropriationEvent[] {
  const { type: _, amountFen, ...terms } = command;
  if (state.situation === 'issued') refuse('appropriation-exists', { appropriationId: state.appropriationId });
  if (yearOf(command.effectiveOn) !== command.fiscalYear)
    refuse('outside-fiscal-year', { date: command.effectiveOn, fiscalYear: command.fiscalYear });
  if (command.fundingLevel !== 'district' && command.documentNumber === null)
    refuse('document-number-required', { fundingLevel: command.fundingLevel });
  const { appropriationId } = state;
  return [event('AppropriationIssued', { appropriationId, ...terms, amountFen: fenToDigits(amountFen) })];
}

function planWithinYear({ terms }: IssuedAppropriation, checkpoints: SpendingPlan): SpendingPlan {
  const outside = checkpoints.find(({ on }) => yearOf(on) !== terms.fiscalYear);
  if (outside) refuse('outside-fiscal-year', { date: outside.on, fiscalYear: terms.fiscalYear });
  return checkedPlan(checkpoints);
}

function commit(
  state: IssuedAppropriation,
  command: Extract<AppropriationCommand, { type: 'commit-funds' }>,
): readonly AppropriationEvent[] {
  const { paymentId, submittedOn, period, claimsPeriod } = command;
  if (state.payments.has(paymentId)) refuse('payment-id-reused', { paymentId });
  requireInYear(state, submittedOn);
  if (period !== null && yearOf(period) !== state.terms.fiscalYear)
    refuse('period-outside-fiscal-year', { period, fiscalYear: state.terms.fiscalYear });
  if (claimsPeriod && period !== null) {
    for (const [otherId, other] of state.payments)
      if (other.claimedPeriod === period)
        refuse('period-already-paid', { period, paymentId: otherId, programmeName: state.terms.programmeName });
  }
  requireAvailable(state, command.amountFen);
  const amountFen = fenToDigits(command.amountFen);
  return [event('FundsCommitted', { paymentId, amountFen, submittedOn, period, claimsPeriod })];
}

function returnFunds(
  state: IssuedAppropriation,
  command: Extract<AppropriationCommand, { type: 'return-funds' }>,
): readonly AppropriationEvent[] {
  const { by, paymentId, returnId, returnedOn, reason } = command;
  const { fiscalYear } = state.terms;
  // 跨年退回 goes to the treasury: it gives this year's authority nothing back, so it must not be recorded as if it did.
  if (yearOf(returnedOn) > fiscalYear) refuse('prior-year-return', { date: returnedOn, fiscalYear });
  const { netFen, returnIds } = settledPayment(state, paymentId, returnedOn);
  if (returnIds.includes(returnId)) refuse('return-id-reused', { returnId });
  if (command.amountFen > netFen)
    refuse('return-exceeds-payment', { paymentId, paidFen: netFen, returnedFen: command.amountFen });
  const data = { paymentId, returnId, amountFen: fenToDigits(command.amountFen), returnedOn, reason };
  return [event(by === 'bank' ? 'FundsReturnedByBank' : 'FundsReturnedByPayee', data)];
}

// ── What each event does ────────────────────────────────────────────────────────────────────────────────────────

function evolve(state: Appropriation, { type, data }: AppropriationEvent): Appropriation {
  if (type === 'AppropriationIssued') {
    const { appropriationId, source: _source, amountFen, effectiveOn, ...terms } = data;
    const initialFen = fenFromDigits(amountFen);
    return {
      situation: 'issued',
      appropriationId,
      terms,
      issuedOn: effectiveOn,
      initialFen,
      budgetFen: initialFen,
      committedFen: NO_MONEY,
      settledFen: NO_MONEY,
      frozenFen: NO_MONEY,
      plan: null,
      standard: null,
      payments: ChargedPayments.none,
    };
  }
  invariant(state.situation === 'issued', `${type} before AppropriationIssued`);

  switch (type) {
    case 'AppropriationSupplemented':
    case 'VirementTransferredIn':
      return { ...state, budgetFen: fen(state.budgetFen + fenFromDigits(data.amountFen)) };
    case 'AppropriationReduced':
    case 'AppropriationClawedBack':
    case 'VirementTransferredOut':
      return { ...state, budgetFen: fen(state.budgetFen - fenFromDigits(data.amountFen)) };
    case 'AppropriationFrozen':
      return { ...state, frozenFen: fen(state.frozenFen + fenFromDigits(data.amountFen)) };
    case 'AppropriationUnfrozen':
      return { ...state, frozenFen: fen(state.frozenFen - fenFromDigits(data.amountFen)) };
    case 'SpendingPlanAdopted':
    case 'SpendingPlanRevised':
      return { ...state, plan: data.checkpoints };
    case 'PaymentStandardSet': {
      const { rates, headcount, cashFlow, deadline } = data;
      return { ...state, standard: { rates, headcount, cashFlow, deadline } };
    }
    case 'PerformanceTargetsSet':
      return state;
    case 'FundsCommitted': {
      const amountFen = fenFromDigits(data.amountFen);
      return withPayment({ ...state, committedFen: fen(state.committedFen + amountFen) }, data.paymentId, {
        situation: 'committed',
        amountFen,
        netFen: NO_MONEY,
        committedOn: data.submittedOn,
        paidOn: null,
        claimedPeriod: data.claimsPeriod ? data.period : null,
        returnIds: [],
      });
    }
    case 'CommitmentSettled': {
      const amountFen = fenFromDigits(data.amountFen);
      const committedFen = fen(state.committedFen - amountFen);
      const settledFen = fen(state.settledFen + amountFen);
      return withPayment({ ...state, committedFen, settledFen }, data.paymentId, {
        ...knownPayment(state, data.paymentId),
        situation: 'settled',
        netFen: amountFen,
        paidOn: data.paidOn,
      });
    }
    case 'CommitmentReleased': {
      const committedFen = fen(state.committedFen - fenFromDigits(data.amountFen));
      return withPayment({ ...state, committedFen }, data.paymentId, {
        ...knownPayment(state, data.paymentId),
        situation: 'released',
        claimedPeriod: null,
      });
    }
    case 'SettlementReversed':
      return withLessSettled(state, data.paymentId, fenFromDigits(data.amountFen), {
        situation: 'reversed',
        claimedPeriod: null,
      });
    case 'SettlementReclassifiedOut': {
      const movedFen = fenFromDigits(data.amountFen);
      const { amountFen, netFen } = knownPayment(state, data.paymentId);
      return withLessSettled(state, data.paymentId, movedFen, {
        amountFen: fen(amountFen - movedFen),
        ...(netFen === movedFen ? { situation: 'reclassified', claimedPeriod: null } : {}),
      });
    }
    case 'SettlementReclassifiedIn': {
      const movedFen = fenFromDigits(data.amountFen);
      // A correction may be corrected: the charge can come back to where it was, and finds what was returned there.
      const before = state.payments.get(data.paymentId);
      return withPayment({ ...state, settledFen: fen(state.settledFen + movedFen) }, data.paymentId, {
        situation: 'settled',
        amountFen: fen((before?.amountFen ?? 0n) + movedFen),
        netFen: movedFen,
        committedOn: before?.committedOn ?? data.correctedOn,
        paidOn: data.correctedOn,
        claimedPeriod: data.claimsPeriod ? data.period : null,
        returnIds: before?.returnIds ?? [],
      });
    }
    case 'FundsReturnedByBank':
    case 'FundsReturnedByPayee': {
      const { returnIds } = knownPayment(state, data.paymentId);
      return withLessSettled(state, data.paymentId, fenFromDigits(data.amountFen), {
        returnIds: [...returnIds, data.returnId],
      });
    }
    default:
      return unreachable(type);
  }
}

function knownPayment(state: IssuedAppropriation, paymentId: string): ChargedPayment {
  const payment = state.payments.get(paymentId);
  invariant(payment !== undefined, `payment ${paymentId} is not known to ${state.appropriationId}`);
  return payment;
}

const withPayment = (state: IssuedAppropriation, paymentId: string, payment: ChargedPayment): IssuedAppropriation => ({
  ...state,
  payments: state.payments.with(paymentId, payment),
});

function withLessSettled(
  state: IssuedAppropriation,
  paymentId: string,
  amountFen: Fen,
  change: Partial<ChargedPayment>,
): IssuedAppropriation {
  const payment = knownPayment(state, paymentId);
  return withPayment({ ...state, settledFen: fen(state.settledFen - amountFen) }, paymentId, {
    ...payment,
    netFen: fen(payment.netFen - amountFen),
    ...change,
  });
}

export const appropriationDecider = (
  appropriationId: string,
): Decider<Appropriation, AppropriationCommand, AppropriationEvent> => ({
  initial: { situation: 'not-issued', appropriationId },
  decide,
  evolve,
});
