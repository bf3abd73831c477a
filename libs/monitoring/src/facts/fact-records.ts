import type { AppropriationTerms, PaymentStandard, SpendingPlan } from '@bofu/budget';
import type { BusinessDate, Period } from '@bofu/kernel';

/**
 * What is kept of the events so that a programme can be shown as of any day: everything with its business date, nothing
 * summed away. Amounts are digits of fen, so that a record is the same in memory and as JSON in a table.
 */
export interface ProgrammeRecord {
  readonly appropriationId: string;
  readonly terms: AppropriationTerms;
  readonly initialFen: string;
  /** One entry a business date, in no order. */
  readonly days: MoneyOfDay[];
  /** In the order they were recorded: of those in force on a day the last one counts. */
  readonly plans: { readonly effectiveOn: BusinessDate; readonly checkpoints: SpendingPlan }[];
  readonly standards: { readonly effectiveOn: BusinessDate; readonly standard: PaymentStandard }[];
  readonly refusedAttempts: RefusedAttemptRecord[];
}

export interface MoneyOfDay {
  readonly on: BusinessDate;
  budgetFen: string;
  committedFen: string;
  settledFen: string;
  frozenFen: string;
}

export interface RefusedAttemptRecord {
  readonly attemptId: string;
  readonly on: BusinessDate;
  readonly period: Period | null;
  readonly requiredFen: string;
  readonly availableFen: string;
  readonly shortFen: string;
}

/** One payment as one appropriation bears it. */
export interface PaymentRecord {
  readonly appropriationId: string;
  readonly paymentId: string;
  form: PaymentForm;
  /** What happened to the charge here, in the order it was recorded. */
  readonly steps: ChargeStep[];
  /** Persons that came back, of a payout run. */
  readonly returnedPersons: { readonly on: BusinessDate; readonly headcount: number }[];
}

export interface PaymentForm {
  readonly kind: 'disbursement' | 'payout-run';
  readonly run: 'regular' | 'supplementary' | null;
  readonly period: Period | null;
  readonly headcount: number | null;
  readonly rateFen: string | null;
  readonly submittedOn: BusinessDate;
  /** For a charge that was moved here after it had been paid: the day of that payment. */
  readonly paidElsewhereOn: BusinessDate | null;
}

export interface ChargeStep {
  readonly on: BusinessDate;
  readonly step: 'submitted' | 'paid' | 'sent-back' | 'reversed' | 'moved-out' | 'moved-in' | 'returned';
  readonly amountFen: string;
}

/** A programme with its payments, complete: what `onDay` reads. */
export interface ProgrammeFacts {
  readonly programme: ProgrammeRecord;
  readonly payments: readonly PaymentRecord[];
}
