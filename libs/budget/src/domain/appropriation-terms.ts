import type { DocumentNumber, PaymentDeadline } from '@bofu/kernel';

/**
 * What is written on an appropriation: whose money it is, out of which budget and on which document, and what is to be
 * paid from it and achieved with it. None of it is arithmetic; the arithmetic is in `appropriation.ts`.
 */

/** 资金级次: whose money it is. */
export const FUNDING_LEVELS = ['central', 'provincial', 'municipal', 'district'] as const;
export type FundingLevel = (typeof FUNDING_LEVELS)[number];

/** 预算类型: the four budgets of the Budget Law (预算法 art. 5). */
export const BUDGET_TYPES = [
  'general-public',
  'government-fund',
  'state-capital-operations',
  'social-insurance-fund',
] as const;
export type BudgetType = (typeof BUDGET_TYPES)[number];

/** How the money flows by nature; alert rules read a plan differently for a monthly payer and for a one-off. */
export const CASH_FLOWS = ['monthly', 'quarterly', 'one-off', 'as-needed'] as const;
export type CashFlow = (typeof CASH_FLOWS)[number];

export interface AppropriationTerms {
  readonly fiscalYear: number;
  /** 项目编码, 21 characters as printed. */
  readonly programmeCode: string;
  /** 项目名称, as printed. */
  readonly programmeName: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly fundingLevel: FundingLevel;
  /** Whether the document says the level or somebody concluded it from the text. */
  readonly fundingLevelBasis: 'stated' | 'inferred';
  readonly budgetType: BudgetType;
  /** 文号; `null` only for money of the district itself or where the document prints none. */
  readonly documentNumber: DocumentNumber | null;
  /** 提前下达 / 预拨 / 正常下达. */
  readonly issuedAs: 'regular' | 'advance' | 'prepaid';
}

/** `2021-13062121RXGO3YWDTCKQR`: one appropriation per programme and fiscal year, so a second issue finds the first. */
export const appropriationIdOf = (fiscalYear: number, programmeCode: string): string =>
  `${fiscalYear}-${programmeCode}`;

/** Where an appropriation was read from: the imported file by its SHA-256 and the line in it. */
export interface SourceReference {
  readonly fileDigest: string;
  readonly sequence: number;
}

/** 发放标准: what one person receives, how many there are, and by when each period is due. */
export interface PaymentStandard {
  readonly rates: readonly { readonly label: string; readonly amountFen: string; readonly per: 'month' | 'year' }[];
  readonly headcount: number | null;
  readonly cashFlow: CashFlow;
  readonly deadline: PaymentDeadline;
}

/** 绩效指标: kept as printed; `level3` is the indicator's own name. */
export interface PerformanceTarget {
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly target: string;
  readonly basis: string;
}
