import type { ReportScheduleRefusals } from './domain/refusals';
import { REPORT_CHOICE_LABEL } from './report-choices';
import { REPORT_TITLE, type ReportChoice, type ReportKind } from './report-request';
import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';

export interface ReportingRefusals extends ReportScheduleRefusals {
  'ledger-needs-programme': object;
  'report-too-long-for-paper': { most: number };
  'report-ends-before-it-begins': object;
  'report-does-not-take': { kind: ReportKind; choice: ReportChoice };
}

export const refuse: <Code extends keyof ReportingRefusals>(code: Code, facts: ReportingRefusals[Code]) => never =
  refusalsOf<ReportingRefusals>();

export const reportingRefusals: RefusalCatalogue<ReportingRefusals> = {
  'ledger-needs-programme': { status: 422, title: () => '资金台账按指标出具，请指明预算指标' },
  'report-does-not-take': {
    status: 422,
    title: ({ kind, choice }) => `${REPORT_TITLE[kind]}不能按${REPORT_CHOICE_LABEL[choice]}缩小范围，请去掉这一项`,
  },
  'report-scheduled-already': { status: 409, title: () => '这张报表已定期出具；要改日子，请先停止原来的' },
  'report-schedule-not-found': { status: 404, title: () => '没有这张定期报表，或已停止' },
  'report-ends-before-it-begins': { status: 422, title: () => '起日晚于止日，请改起止日期' },
  'report-too-long-for-paper': {
    status: 422,
    title: ({ most }) => `超过 ${most} 行，不宜印成 PDF；请导出电子表格，或缩小范围`,
  },
};
