import { refusalsOf, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { BudgetType, FundingLevel } from './appropriation-terms';

/** What an appropriation may refuse, each with the facts a clerk needs to act on it. */
export interface BudgetRefusals {
  'appropriation-exists': { appropriationId: string };
  'appropriation-not-found': { appropriationId: string };
  'insufficient-appropriation': {
    appropriationId: string;
    programmeName: string;
    availableFen: Fen;
    requiredFen: Fen;
    shortFen: Fen;
  };
  'nothing-frozen': { frozenFen: Fen; requestedFen: Fen };
  'outside-fiscal-year': { date: BusinessDate; fiscalYear: number };
  'before-issue': { date: BusinessDate; issuedOn: BusinessDate };
  'document-number-required': { fundingLevel: FundingLevel };
  'virement-to-itself': { appropriationId: string };
  'virement-across-budget-types': { from: BudgetType; to: BudgetType };
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
  'period-already-paid': { period: Period; paymentId: string; programmeName: string };
  'period-outside-fiscal-year': { period: Period; fiscalYear: number };
  'control-total-mismatch': {
    mismatches: readonly {
      label: string;
      budgetType: BudgetType;
      declaredFen: Fen;
      programmesFen: Fen;
      unexplainedFen: Fen;
    }[];
  };
  /** `total` counts every defect found; a file that is wrong throughout has only its first ones listed. */
  'import-file-invalid': { defects: readonly ImportDefect[]; total: number };
}

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
