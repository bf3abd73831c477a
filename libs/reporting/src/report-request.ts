import type { Position } from '@bofu/event-store';
import type { BusinessDate, FundingLevel } from '@bofu/kernel';

export const REPORT_KINDS = [
  'execution-progress',
  'ledger',
  'disbursements',
  'payouts',
  'returns',
  'period-summary',
  'performance-monitoring',
  'self-evaluation',
  'budget-changes',
  'funds-arrivals',
  'reconciliation',
  'carry-over',
  'level-shares',
  'budget-scope',
  'alert-cases',
  'rights',
  'operations',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const REPORT_FORMATS = ['xlsx', 'csv', 'pdf'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const REPORT_MEDIA_TYPE: Readonly<Record<ReportFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
};

export const REPORT_TITLE: Readonly<Record<ReportKind, string>> = {
  'execution-progress': '资金执行进度表',
  ledger: '资金台账',
  disbursements: '拨付明细表',
  payouts: '发放汇总表',
  returns: '退票及重发台账',
  'period-summary': '月报（季报）',
  'performance-monitoring': '绩效运行监控表',
  'self-evaluation': '绩效自评表',
  'budget-changes': '指标变动表',
  'funds-arrivals': '上级资金到位及支付表',
  reconciliation: '三方对账单',
  'carry-over': '结转结余表',
  'level-shares': '四级分担核对表',
  'budget-scope': '口径调节表',
  'alert-cases': '预警处置台账',
  rights: '岗位权限台账',
  operations: '操作日志',
};

/** What a report can be narrowed to; which of it a report takes is said with the report. */
export const REPORT_CHOICES = ['from', 'unitCode', 'fundingLevel', 'programmeId', 'appropriationId'] as const;
export type ReportChoice = (typeof REPORT_CHOICES)[number];

/** A report as it is asked for. Plain values throughout: a request can be written down and asked again. */
export interface ReportRequest {
  readonly kind: ReportKind;
  readonly format: ReportFormat;
  /** Whose books, by agency id. */
  readonly agencyScope: readonly string[];
  readonly fiscalYear: number;
  /** The end of this business date; `null` for the last day of the year. */
  readonly asOf: BusinessDate | null;
  /** Everything recorded up to this position; `null` for all there is, which the report then names. */
  readonly knownAt: Position | null;
  /** Only what happened from this business date on; `null` for the whole year. */
  readonly from: BusinessDate | null;
  readonly unitCode: string | null;
  readonly fundingLevel: FundingLevel | null;
  readonly programmeId: string | null;
  /** The appropriation of a ledger, which needs one; the disbursements of one appropriation only. */
  readonly appropriationId: string | null;
}

/** The whole year of everything: what is not named in a request. */
export const NOTHING_CHOSEN: Pick<ReportRequest, ReportChoice> = {
  from: null,
  unitCode: null,
  fundingLevel: null,
  programmeId: null,
  appropriationId: null,
};
