import type { BudgetType, FundingLevel, PaymentStandard, SpendingPlan } from '@bofu/budget';
import type { BusinessDate, DocumentNumber, Fen, Period } from '@bofu/kernel';

/**
 * What the rules and the forecast look at: one programme as it stood at the end of one business date. Rules see
 * nothing else, so each of them is a function that can be tried with a handful of figures.
 */
export interface ProgrammeOnDay {
  readonly on: BusinessDate;
  readonly appropriationId: string;
  readonly fiscalYear: number;
  readonly programmeCode: string;
  readonly programmeName: string;
  readonly unitCode: string;
  readonly fundingLevel: FundingLevel;
  readonly budgetType: BudgetType;
  readonly documentNumber: DocumentNumber | null;
  readonly initialFen: Fen;
  readonly budgetFen: Fen;
  readonly settledFen: Fen;
  readonly inTransitFen: Fen;
  readonly frozenFen: Fen;
  readonly availableFen: Fen;
  /** The plan in force on the day; `null` where none was adopted. */
  readonly plan: SpendingPlan | null;
  readonly standard: PaymentStandard | null;
  /** What has been submitted for each 所属期 and what became of it, in the order of submission. */
  readonly payments: readonly PaymentOnDay[];
  /** Attempts refused for want of money up to the day. */
  readonly refusedAttempts: readonly RefusedAttemptOnDay[];
}

export interface PaymentOnDay {
  readonly paymentId: string;
  readonly kind: 'disbursement' | 'payout-run';
  /** `null` for a disbursement. */
  readonly run: 'regular' | 'supplementary' | null;
  readonly period: Period | null;
  readonly headcount: number | null;
  readonly rateFen: Fen | null;
  /** What this programme bears of it. */
  readonly amountFen: Fen;
  /** Less what was returned, reversed or moved elsewhere by the day; zero unless paid by then. */
  readonly netFen: Fen;
  readonly submittedOn: BusinessDate;
  readonly paidOn: BusinessDate | null;
  readonly situation: 'submitted' | 'paid' | 'sent-back' | 'reversed';
}

export interface RefusedAttemptOnDay {
  readonly attemptId: string;
  readonly on: BusinessDate;
  readonly period: Period | null;
  readonly requiredFen: Fen;
  readonly availableFen: Fen;
  readonly shortFen: Fen;
}
