import type { Position } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';

export const REPORT_KINDS = ['execution-progress', 'ledger', 'disbursements'] as const;
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
};

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
  /** The appropriation of a ledger, which needs one; the disbursements of one appropriation only. */
  readonly appropriationId: string | null;
}
