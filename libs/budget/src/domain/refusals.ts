import {
  isRefusal,
  refusalsOf,
  type BasisPoints,
  type BusinessDate,
  type Fen,
  type FundingLevel,
  type Period,
} from '@bofu/kernel';
import type { BudgetType, IssueKind } from './appropriation-terms';
import type { BudgetActType } from './budget-act';
import type { Verdict } from './performance-target';

/** What is wrong with what is said of a target. */
export type StatementFlaw =
  | { readonly flaw: 'not-found' | 'twice' | 'needs-a-finding' }
  /** Its actual value is reckoned; what a person may say is why it differs and what is done about it. */
  | { readonly flaw: 'proved-by-payments' }
  | {
      readonly flaw: 'completion-against-verdict';
      readonly verdict: Verdict;
      readonly completion: BasisPoints;
      readonly least: BasisPoints;
      readonly most: BasisPoints;
    };

/** What an appropriation may refuse, each with the facts a clerk needs to act on it. */
export interface BudgetRefusals {
  'programme-code-format': { received: string };
  'unit-code-format': { received: string };
  'appropriation-exists': { appropriationId: string };
  'appropriation-not-found': { appropriationId: string };
  'insufficient-appropriation': {
    appropriationId: string;
    programmeName: string;
    availableFen: Fen;
    requiredFen: Fen;
    shortFen: Fen;
    /** The first later day on which there is less than on the act's own; `null` where its own day decides. */
    leastOn: BusinessDate | null;
  };
  'formed-in-another-year': { formedIn: number; fiscalYear: number; issuedAs: IssueKind };
  'not-provisional': { appropriationId: string };
  'opening-balance-entered-already': { appropriationId: string };
  'opening-period-claimed': { programmeId: string; period: Period; holderId: string };
  'programme-exists': { programmeId: string; code: string };
  'programme-not-found': { programmeId: string };
  'programme-ended-already': { programmeId: string; endsOn: BusinessDate };
  'programme-not-ended': { programmeId: string };
  'group-exists': { programmeId: string; groupId: string; name: string };
  'group-not-found': { programmeId: string; groupId: string };
  'performance-target-not-found': { programmeId: string; fiscalYear: number; target: string };
  'performance-target-twice': { target: string };
  'target-needs-a-finding': { target: string };
  /** None of those sent along with them is recorded either. */
  'target-statements-refused': { refused: readonly ({ readonly target: string } & StatementFlaw)[] };
  'nothing-frozen': { frozenFen: Fen; requestedFen: Fen; effectiveOn: BusinessDate };
  'outside-fiscal-year': { date: BusinessDate; fiscalYear: number };
  /** The window for late clearing is not open (`null`), or has closed. */
  'clearing-window-closed': { date: BusinessDate; fiscalYear: number; clearingUntil: BusinessDate | null };
  'before-issue': { date: BusinessDate; issuedOn: BusinessDate };
  /** 到位 adds up to more than the appropriation has ever been. `arrivedFen`: without this one. */
  'arrival-exceeds-appropriation': { appropriationId: string; budgetFen: Fen; arrivedFen: Fen; amountFen: Fen };
  'arrival-not-found': { arrivalId: string };
  'document-number-required': { fundingLevel: FundingLevel };
  /** Asked back: recorded only with a stated reason. */
  'same-document-again': { documentNumber: string; amountFen: Fen; effectiveOn: BusinessDate };
  'change-large': { amountFen: Fen; fromFen: Fen };
  /** The agency demands the document itself of what changes an appropriation's authority, and none came along. */
  'appropriation-file-required': { act: BudgetActType };
  /** In an office of people, which one hand alone does not change the budget of. */
  'needs-signatures': { act: BudgetActType };
  /** An entry of a paper names one that does not come before it, or is about something else. */
  'entry-not-found': { entry: number };
  'virement-to-itself': { appropriationId: string };
  'virement-across-budget-types': { from: BudgetType; to: BudgetType };
  'virement-across-levels-undocumented': { from: FundingLevel; to: FundingLevel };
  'plan-already-adopted': { appropriationId: string };
  'plan-not-adopted': { appropriationId: string };
  'plan-unsound': { reason: PlanDefect };
  'payment-id-reused': { paymentId: string };
  'payment-not-committed': { paymentId: string };
  'payment-not-settled': { paymentId: string };
  'payment-already-adjusted': { paymentId: string };
  'return-exceeds-payment': { paymentId: string; paidFen: Fen; returnedFen: Fen };
  'return-id-reused': { returnId: string };
  'prior-year-return': { date: BusinessDate; fiscalYear: number };
  'dated-before-commitment': { date: BusinessDate; committedOn: BusinessDate };
  'dated-before-payment': { date: BusinessDate; paidOn: BusinessDate };
  'control-total-mismatch': {
    mismatches: readonly {
      label: string;
      budgetType: BudgetType;
      declaredFen: Fen;
      programmesFen: Fen;
      unexplainedFen: Fen;
    }[];
  };
  /** `total` counts what was found before reading stopped, which is at `MOST_IMPORT_DEFECTS`. */
  'import-file-invalid': { defects: readonly ImportDefect[]; total: number };
}

/** A file that is wrong throughout is not read to its end. */
export const MOST_IMPORT_DEFECTS = 200;

/** One thing wrong with an imported file: where (RFC 6901, empty for the whole file) and why, in Chinese. */
export interface ImportDefect {
  readonly pointer: string;
  readonly reason: string;
}

/** Why a spending plan is no plan: each is one sentence for the clerk. */
export type PlanDefect =
  'no-checkpoints' | 'dates-not-ascending' | 'share-out-of-range' | 'shares-decreasing' | 'does-not-reach-100-percent';

export const refuse: <Code extends keyof BudgetRefusals>(code: Code, facts: BudgetRefusals[Code]) => never =
  refusalsOf<BudgetRefusals>();

export const isBudgetRefusal = isRefusal<BudgetRefusals>();
