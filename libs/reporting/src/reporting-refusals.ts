import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';

export interface ReportingRefusals {
  'ledger-needs-programme': object;
}

export const refuse: <Code extends keyof ReportingRefusals>(code: Code, facts: ReportingRefusals[Code]) => never =
  refusalsOf<ReportingRefusals>();

export const reportingRefusals: RefusalCatalogue<ReportingRefusals> = {
  'ledger-needs-programme': { status: 422, title: () => '资金台账按指标出具，请指明预算指标' },
};
