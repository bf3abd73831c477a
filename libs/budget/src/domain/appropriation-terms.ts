import { monthOf, type BusinessDate, type DocumentNumber, type FundingLevel } from '@bofu/kernel';

/**
 * What is written on an appropriation: for which programme, whose money it is, out of which budget and on which
 * document. None of it is arithmetic; the arithmetic is in `appropriation.ts`.
 */

/** 预算类型: the four budgets of the Budget Law (预算法 art. 5), 财政专户管理资金 and 单位资金 (预算管理一体化规范). */
export const BUDGET_TYPES = [
  'general-public',
  'government-fund',
  'state-capital-operations',
  'social-insurance-fund',
  'special-account',
  'unit-funds',
] as const;
export type BudgetType = (typeof BUDGET_TYPES)[number];

/**
 * 下达方式: 正常下达, 提前下达 (before the year), 预拨 (before settlement), 临时指标 (authority before the budget is
 * approved, 预算法 art. 54, replaced by the 批复), 结转 (carried over from `formedIn`).
 */
export const ISSUE_KINDS = ['regular', 'advance', 'prepaid', 'provisional', 'carry-over'] as const;
export type IssueKind = (typeof ISSUE_KINDS)[number];

/** 预算来源: 年初预算, 调整, 调剂. */
export const BUDGET_SOURCES = ['initial', 'adjustment', 'virement'] as const;

/** 支付方式: 国库集中支付 (直接, 授权), 实拨. */
export const PAYMENT_METHODS = ['direct', 'authorised', 'allocated'] as const;

/** Elements of 预算管理一体化 that a document may state; `null` where it says nothing. Codes are kept as printed. */
export interface BudgetElements {
  /** 功能分类. */
  readonly functionalClass: string | null;
  /** 政府预算支出经济分类. */
  readonly governmentEconomicClass: string | null;
  /** 部门预算支出经济分类. */
  readonly departmentEconomicClass: string | null;
  readonly budgetSource: (typeof BUDGET_SOURCES)[number] | null;
  readonly paymentMethod: (typeof PAYMENT_METHODS)[number] | null;
  /** 直达资金标识. */
  readonly directFunds: boolean | null;
  /** 三保标识, as printed. */
  readonly threeGuarantees: string | null;
  /** 是否政府采购. */
  readonly governmentProcurement: boolean | null;
  /** 上级指标文号. */
  readonly superiorDocumentNumber: DocumentNumber | null;
}

export const NO_ELEMENTS: BudgetElements = {
  functionalClass: null,
  governmentEconomicClass: null,
  departmentEconomicClass: null,
  budgetSource: null,
  paymentMethod: null,
  directFunds: null,
  threeGuarantees: null,
  governmentProcurement: null,
  superiorDocumentNumber: null,
};

export interface AppropriationTerms {
  readonly programmeId: string;
  /** 项目编码 and 项目名称 as printed on this document; what they are today stands with the programme. */
  readonly programmeCode: string;
  readonly programmeName: string;
  readonly fiscalYear: number;
  /** 形成年度: the year the money was first appropriated; earlier than `fiscalYear` for 结转 only. */
  readonly formedIn: number;
  readonly issuedAs: IssueKind;
  /** 1 for the first document of its kind, 2 for a second batch. */
  readonly batch: number;
  readonly unitCode: string;
  /** 预算单位 as printed. */
  readonly unitName: string;
  readonly fundingLevel: FundingLevel;
  /** Whether the document says the level or somebody concluded it from the text. */
  readonly fundingLevelBasis: 'stated' | 'inferred';
  readonly budgetType: BudgetType;
  /** 文号; `null` only for money of the district itself or where the document prints none yet. */
  readonly documentNumber: DocumentNumber | null;
  /** 发文日期: when the document was issued, whatever day it takes effect on. */
  readonly documentDate: BusinessDate | null;
  readonly elements: BudgetElements;
}

/** What may exist once: a second issue of the same is found by its claim. */
export const appropriationKeyOf = ({
  programmeId,
  fiscalYear,
  fundingLevel,
  issuedAs,
  formedIn,
  batch,
}: Pick<
  AppropriationTerms,
  'programmeId' | 'fiscalYear' | 'fundingLevel' | 'issuedAs' | 'formedIn' | 'batch'
>): string => [programmeId, fiscalYear, fundingLevel, issuedAs, formedIn, batch].join('/');

/** Where a figure stands on paper: the field it became, as printed, in which document (SHA-256) and where in it. */
export interface Source {
  readonly field: string;
  readonly printed: string;
  readonly documentDigest: string;
  /** `line 1204`, `table 14, row 3, cell 2`, `programmes/13`. */
  readonly place: string;
}

/**
 * 年初预算: what an issue puts into the approved budget, by its origin, 提前下达 and 结转 included; the rest of it is 调整数.
 * Where the document names no 预算来源, what takes effect in the first quarter, in which budgets are approved, is 年初预算.
 */
export const initialBudgetOf = ({
  elements,
  effectiveOn,
  amountFen,
}: Pick<AppropriationTerms, 'elements'> & {
  readonly effectiveOn: BusinessDate;
  readonly amountFen: string;
}): string => {
  const isInitial = elements.budgetSource === null ? monthOf(effectiveOn) <= 3 : elements.budgetSource === 'initial';
  return isInitial ? amountFen : '0';
};
