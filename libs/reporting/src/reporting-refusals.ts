import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';

export interface ReportingRefusals {
  /** Not everything up to the position asked for can be read yet. */
  'report-behind': { knownAt: string };
  'ledger-needs-programme': object;
}

export const refuse: <Code extends keyof ReportingRefusals>(code: Code, facts: ReportingRefusals[Code]) => never =
  refusalsOf<ReportingRefusals>();

export const reportingRefusals: RefusalCatalogue<ReportingRefusals> = {
  'report-behind': {
    status: 503,
    title: ({ knownAt }) => `账表尚未更新到登记位置 ${knownAt}，请稍后再取`,
  },
  'ledger-needs-programme': { status: 422, title: () => '资金台账按项目出具，请指明预算指标' },
};
