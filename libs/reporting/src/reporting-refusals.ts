import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';

export interface ReportingRefusals {
  'ledger-needs-programme': object;
  'report-too-long-for-paper': { most: number };
}

export const refuse: <Code extends keyof ReportingRefusals>(code: Code, facts: ReportingRefusals[Code]) => never =
  refusalsOf<ReportingRefusals>();

export const reportingRefusals: RefusalCatalogue<ReportingRefusals> = {
  'ledger-needs-programme': { status: 422, title: () => '资金台账按指标出具，请指明预算指标' },
  'report-too-long-for-paper': {
    status: 422,
    title: ({ most }) => `超过 ${most} 行，不宜印成 PDF；请导出电子表格，或缩小范围`,
  },
};
