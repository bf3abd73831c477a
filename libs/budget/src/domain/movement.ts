import { fen, fenFromDigits, NO_MONEY, unreachable, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { AppropriationEvent } from './appropriation-events';
import type { ChargeId } from './charges';

/**
 * What one event moves, and on which business date: the line it makes in the ledger 资金台账. The sums of these lines
 * up to a day are the figures as of that day.
 */
export interface Movement {
  readonly on: BusinessDate;
  readonly budgetFen: Fen;
  readonly committedFen: Fen;
  readonly settledFen: Fen;
  readonly frozenFen: Fen;
  readonly paymentId: string | null;
  /** The payment's charge, by number. */
  readonly charge: number | null;
  readonly period: Period | null;
}

const STILL = {
  budgetFen: NO_MONEY,
  committedFen: NO_MONEY,
  settledFen: NO_MONEY,
  frozenFen: NO_MONEY,
  paymentId: null,
  charge: null,
  period: null,
} as const;

/** `null` for events that move no authority: plans, and money that arrived. */
export function movementOf({ type, data }: AppropriationEvent): Movement | null {
  switch (type) {
    case 'AppropriationIssued':
    case 'AppropriationSupplemented':
    case 'VirementTransferredIn':
      return { ...STILL, on: data.effectiveOn, budgetFen: fenFromDigits(data.amountFen) };
    case 'AppropriationReduced':
    case 'AppropriationClawedBack':
    case 'BalanceClosedOut':
    case 'VirementTransferredOut':
    case 'ProvisionalAuthorityReplaced':
      return { ...STILL, on: data.effectiveOn, budgetFen: negative(data.amountFen) };
    case 'AppropriationFrozen':
      return { ...STILL, on: data.effectiveOn, frozenFen: fenFromDigits(data.amountFen) };
    case 'AppropriationUnfrozen':
      return { ...STILL, on: data.effectiveOn, frozenFen: negative(data.amountFen) };
    case 'OpeningBalanceEntered':
      return { ...STILL, on: data.effectiveOn, settledFen: fenFromDigits(data.amountFen) };
    case 'FundsCommitted': {
      const { submittedOn, period } = data;
      return { ...STILL, ...chargeOf(data), on: submittedOn, committedFen: fenFromDigits(data.amountFen), period };
    }
    case 'CommitmentSettled': {
      const settledFen = fenFromDigits(data.amountFen);
      return { ...STILL, ...chargeOf(data), on: data.paidOn, committedFen: negative(data.amountFen), settledFen };
    }
    case 'CommitmentReleased':
      return { ...STILL, ...chargeOf(data), on: data.releasedOn, committedFen: negative(data.amountFen) };
    case 'SettlementReversed':
      return { ...STILL, ...chargeOf(data), on: data.countsFrom, settledFen: negative(data.amountFen) };
    case 'SettlementReclassifiedOut':
      return { ...STILL, ...chargeOf(data), on: data.correctedOn, settledFen: negative(data.amountFen) };
    case 'SettlementReclassifiedIn': {
      const { period, correctedOn } = data;
      return { ...STILL, ...chargeOf(data), on: correctedOn, settledFen: fenFromDigits(data.amountFen), period };
    }
    case 'FundsReturnedByBank':
    case 'FundsReturnedByPayee':
      return { ...STILL, ...chargeOf(data), on: data.returnedOn, settledFen: negative(data.amountFen) };
    case 'SpendingPlanAdopted':
    case 'SpendingPlanRevised':
    case 'FundsArrived':
    case 'FundsArrivalCorrected':
      return null;
    default:
      return unreachable(type);
  }
}

const chargeOf = ({ paymentId, charge }: ChargeId): ChargeId => ({ paymentId, charge });

const negative = (digits: string): Fen => fen(-fenFromDigits(digits));
