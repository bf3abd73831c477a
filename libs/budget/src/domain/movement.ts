import { fen, fenFromDigits, NO_MONEY, unreachable, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { AppropriationEvent } from './appropriation';

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
  readonly period: Period | null;
}

const STILL = {
  budgetFen: NO_MONEY,
  committedFen: NO_MONEY,
  settledFen: NO_MONEY,
  frozenFen: NO_MONEY,
  paymentId: null,
  period: null,
} as const;

/** `null` for events that move no money: plans, standards, targets. */
export function movementOf({ type, data }: AppropriationEvent): Movement | null {
  switch (type) {
    case 'AppropriationIssued':
    case 'AppropriationSupplemented':
    case 'VirementTransferredIn':
      return { ...STILL, on: data.effectiveOn, budgetFen: fenFromDigits(data.amountFen) };
    case 'AppropriationReduced':
    case 'AppropriationClawedBack':
    case 'VirementTransferredOut':
      return { ...STILL, on: data.effectiveOn, budgetFen: negative(data.amountFen) };
    case 'AppropriationFrozen':
      return { ...STILL, on: data.effectiveOn, frozenFen: fenFromDigits(data.amountFen) };
    case 'AppropriationUnfrozen':
      return { ...STILL, on: data.effectiveOn, frozenFen: negative(data.amountFen) };
    case 'FundsCommitted': {
      const { paymentId, period, submittedOn } = data;
      return { ...STILL, on: submittedOn, committedFen: fenFromDigits(data.amountFen), paymentId, period };
    }
    case 'CommitmentSettled': {
      const { paymentId, paidOn } = data;
      const settledFen = fenFromDigits(data.amountFen);
      return { ...STILL, on: paidOn, committedFen: negative(data.amountFen), settledFen, paymentId };
    }
    case 'CommitmentReleased':
      return { ...STILL, on: data.releasedOn, committedFen: negative(data.amountFen), paymentId: data.paymentId };
    case 'SettlementReversed':
      return { ...STILL, on: data.reversedOn, settledFen: negative(data.amountFen), paymentId: data.paymentId };
    case 'SettlementReclassifiedOut':
      return { ...STILL, on: data.correctedOn, settledFen: negative(data.amountFen), paymentId: data.paymentId };
    case 'SettlementReclassifiedIn': {
      const { paymentId, period, correctedOn } = data;
      return { ...STILL, on: correctedOn, settledFen: fenFromDigits(data.amountFen), paymentId, period };
    }
    case 'FundsReturnedByBank':
    case 'FundsReturnedByPayee':
      return { ...STILL, on: data.returnedOn, settledFen: negative(data.amountFen), paymentId: data.paymentId };
    case 'SpendingPlanAdopted':
    case 'SpendingPlanRevised':
    case 'PaymentStandardSet':
    case 'PerformanceTargetsSet':
      return null;
    default:
      return unreachable(type);
  }
}

const negative = (digits: string): Fen => fen(-fenFromDigits(digits));
