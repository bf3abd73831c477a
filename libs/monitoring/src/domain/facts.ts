import type { BudgetType, MeasuredTarget, PerformanceTarget, TargetStatement } from '@bofu/budget';
import type {
  BasisPoints,
  BusinessDate,
  DocumentNumber,
  FundingLevel,
  PaymentStandard,
  Period,
  SpendingPlan,
} from '@bofu/kernel';
import type { LineOnDay, PaymentOnDay } from './appropriation-on-day';

/**
 * A fact is what an event says to whoever watches: one thing about one appropriation, programme or payment, with its
 * business date, nothing summed away. Amounts are digits of fen, so that a fact is the same in memory and in a row.
 */
export type Fact = AppropriationFact | ProgrammeFact | PaymentFact | AgencyFact;

type OfAppropriation = { readonly appropriationId: string; readonly on: BusinessDate };
type OfProgramme = { readonly programmeId: string };
type OfPayment = { readonly paymentId: string; readonly on: BusinessDate };
type Dated = { readonly on: BusinessDate };

export type AppropriationFact =
  | ({ readonly fact: 'issued' } & OfAppropriation & TermsOfIssue)
  | ({ readonly fact: 'moved' } & OfAppropriation & Moved)
  | ({ readonly fact: 'opened'; readonly lines: readonly OpenedLine[] } & OfAppropriation)
  | ({ readonly fact: 'planned'; readonly checkpoints: SpendingPlan } & OfAppropriation)
  | ({ readonly fact: 'refused' } & OfAppropriation & Refused)
  /** 到位 as it was entered, or as its last correction says: known from when that was said, so without a day of its own. */
  | ({ readonly fact: 'arrived'; readonly appropriationId: string; readonly on: null } & Arrived);

export type ProgrammeFact =
  | ({ readonly fact: 'grouped'; readonly groupId: string; readonly name: string } & OfProgramme & Dated)
  | ({
      readonly fact: 'set';
      readonly groupId: string | null;
      readonly standard: PaymentStandard;
      readonly recordedOn: BusinessDate;
      readonly arrearsDueOn: BusinessDate | null;
    } & OfProgramme &
      Dated)
  | ({
      readonly fact: 'targeted';
      readonly fiscalYear: number;
      readonly targets: readonly PerformanceTarget[];
    } & OfProgramme &
      Dated)
  | ({
      readonly fact: 'measured';
      readonly fiscalYear: number;
      readonly measures: readonly MeasuredTarget[];
    } & OfProgramme &
      Dated)
  /** What a person says has come of a target by the day. */
  | ({
      readonly fact: 'achieved';
      readonly fiscalYear: number;
      readonly statement: Omit<TargetStatement, 'asOf'>;
    } & OfProgramme &
      Dated)
  /** Without a day of its own: a roll may come before its month or after it. */
  | ({
      readonly fact: 'entitled';
      readonly groupId: string | null;
      readonly period: Period;
      readonly heads: number;
      readonly amountFen: string;
      readonly reason: string;
      readonly recordedOn: BusinessDate;
      readonly on: null;
    } & OfProgramme)
  /** `endsOn: null`: it goes on after all. Known from when it was said, so without a day of its own. */
  | ({ readonly fact: 'ended'; readonly endsOn: BusinessDate | null; readonly on: null } & OfProgramme);

export type AgencyFact =
  /** 足额容差 as an agency sets it, in basis points of 应发. */
  | ({ readonly fact: 'tolerated'; readonly agencyId: string; readonly share: BasisPoints } & Dated)
  /** 登记资金到位: whether it keeps the arrivals of money of the levels above. */
  | ({ readonly fact: 'arrivals-kept'; readonly agencyId: string; readonly kept: boolean } & Dated);

export type PaymentFact =
  | ({ readonly fact: 'submitted' } & OfPayment & SubmittedPaymentFact)
  | ({ readonly fact: 'corrected' } & OfPayment & Corrected)
  /** 退票, 主动退回: people by line where it goes by the head, money by charge, whether authority came back or not. */
  | ({
      readonly fact: 'came-back';
      readonly returnId: string;
      readonly by: 'bank' | 'payee';
      readonly lines: readonly { readonly line: number; readonly count: number }[];
      readonly charges: readonly ChargedAmount[];
    } & OfPayment)
  /** 重发: this payment pays a return of another one anew, whatever it draws on. */
  | ({ readonly fact: 'reissued' } & OfPayment & Reissued)
  /** 不再重发: nobody waits for this return any more. */
  | ({ readonly fact: 'reissue-waived'; readonly returnId: string } & OfPayment)
  /** Sent back, withdrawn, voided, refused or reversed: these charges pay nobody. */
  | ({ readonly fact: 'undone'; readonly charges: readonly number[] } & OfPayment)
  /** Paid: `receipt` says whether the bank's voucher is on record. */
  | ({ readonly fact: 'left-bank'; readonly charges: readonly number[]; readonly receipt: boolean } & OfPayment)
  /** 第二次审批. */
  | ({ readonly fact: 'approved-again' } & OfPayment);

export interface Arrived {
  readonly arrivalId: string;
  readonly arrivedOn: BusinessDate;
  readonly amountFen: string;
}

export interface TermsOfIssue {
  readonly agencyId: string;
  readonly programmeId: string;
  readonly fiscalYear: number;
  /** 形成年度. */
  readonly formedIn: number;
  readonly programmeCode: string;
  readonly programmeName: string;
  readonly unitCode: string;
  readonly fundingLevel: FundingLevel;
  readonly budgetType: BudgetType;
  readonly documentNumber: DocumentNumber | null;
  readonly documentDigest: string | null;
  readonly initialFen: string;
}

/** What moved on one day; `step` says what it was to the charge of a payment. */
export interface Moved {
  readonly budgetFen: string;
  readonly committedFen: string;
  readonly settledFen: string;
  readonly frozenFen: string;
  readonly step: ChargeStep | null;
  /** What takes money from the appropriation by a decision, by its event; `null` for everything else. */
  readonly taken: MoneyTaken | null;
}

export const MONEY_TAKEN = [
  'AppropriationReduced',
  'AppropriationClawedBack',
  'AppropriationFrozen',
  'VirementTransferredOut',
] as const;
export type MoneyTaken = (typeof MONEY_TAKEN)[number];

export interface ChargeStep {
  readonly paymentId: string;
  readonly charge: number;
  readonly step: 'submitted' | 'paid' | 'released' | 'reversed' | 'moved-out' | 'moved-in' | 'returned';
  readonly amountFen: string;
}

export interface OpenedLine {
  readonly groupId: string | null;
  readonly period: Period | null;
  readonly heads: number | null;
  readonly amountFen: string;
}

export interface Refused {
  readonly attemptId: string;
  /** The command that was refused. */
  readonly attempted: string;
  readonly period: Period | null;
  readonly requiredFen: string;
  readonly availableFen: string;
  readonly shortFen: string;
}

export interface SubmittedPaymentFact {
  readonly kind: Exclude<PaymentOnDay['kind'], 'opening-balance'>;
  readonly totalFen: string;
  /** Of the register; `null` where the payee was written down. */
  readonly payeeAccountId: string | null;
  /** What was said when it was asked back. */
  readonly confirmation: string | null;
  readonly lines: readonly SubmittedLine[];
  readonly charges: readonly {
    readonly charge: number;
    readonly programmeId: string;
    readonly appropriationId: string;
  }[];
}

export interface Reissued {
  readonly returned: { readonly paymentId: string; readonly returnId: string };
  readonly charges: readonly ChargedAmount[];
}

export interface ChargedAmount {
  readonly charge: number;
  readonly amountFen: string;
}

export interface SubmittedLine {
  readonly line: number;
  readonly programmeId: string;
  readonly appropriationId: string;
  readonly groupId: string | null;
  readonly period: Period | null;
  readonly entry: LineOnDay['entry'];
  readonly heads: number | null;
  readonly rateFen: string | null;
  readonly amountFen: string;
}

/** A new charge that bears what another one bore. */
export interface Corrected {
  readonly charge: number;
  readonly movedFrom: number;
  readonly programmeId: string;
  readonly appropriationId: string;
}

/** The appropriation, programme, payment or agency a fact is about. */
export function subjectOf(fact: Fact): string {
  if (fact.fact === 'tolerated' || fact.fact === 'arrivals-kept') return fact.agencyId;
  if ('paymentId' in fact) return fact.paymentId;
  return 'appropriationId' in fact ? fact.appropriationId : fact.programmeId;
}
