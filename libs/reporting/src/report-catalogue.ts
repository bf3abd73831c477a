import { alertCasesReport } from './alert-cases/alert-cases.report';
import { fundsArrivalsReport } from './arrivals/funds-arrivals.report';
import { budgetChangesReport } from './budget-changes/budget-changes.report';
import { budgetScopeReport } from './budget-scope/budget-scope.report';
import { carryOverReport } from './carry-over/carry-over.report';
import { disbursementsReport } from './disbursements/disbursements.report';
import { executionProgressReport } from './execution-progress/execution-progress.report';
import { ledgerReport } from './ledger/ledger.report';
import { levelSharesReport } from './level-shares/level-shares.report';
import { operationsReport } from './operations/operations.report';
import { payoutsReport } from './payouts/payouts.report';
import { performanceMonitoringReport } from './performance/performance-monitoring.report';
import { selfEvaluationReport } from './performance/self-evaluation.report';
import { periodSummaryReport } from './period-summary/period-summary.report';
import { reconciliationReport } from './reconciliation/reconciliation.report';
import type { ReportDefinition } from './report-basis';
import { REPORT_CHOICES, type ReportChoice, type ReportKind, type ReportRequest } from './report-request';
import { refuse } from './reporting-refusals';
import { returnsReport } from './returns/returns.report';
import { rightsReport } from './rights/rights.report';

/** Every report there is; one more is a folder, its kind and title, and its line here. */
export const REPORTS: Readonly<Record<ReportKind, ReportDefinition>> = {
  'execution-progress': executionProgressReport,
  ledger: ledgerReport,
  disbursements: disbursementsReport,
  payouts: payoutsReport,
  returns: returnsReport,
  'period-summary': periodSummaryReport,
  'performance-monitoring': performanceMonitoringReport,
  'self-evaluation': selfEvaluationReport,
  'budget-changes': budgetChangesReport,
  'funds-arrivals': fundsArrivalsReport,
  reconciliation: reconciliationReport,
  'carry-over': carryOverReport,
  'level-shares': levelSharesReport,
  'budget-scope': budgetScopeReport,
  'alert-cases': alertCasesReport,
  rights: rightsReport,
  operations: operationsReport,
};

/** Refuses `report-does-not-take` for the first thing named that the report cannot be narrowed to. */
export function requireTaken(kind: ReportKind, chosen: Partial<Pick<ReportRequest, ReportChoice>>): void {
  for (const choice of REPORT_CHOICES)
    if ((chosen[choice] ?? null) !== null && !REPORTS[kind].takes.includes(choice))
      refuse('report-does-not-take', { kind, choice });
}

/** What offices ask for and nothing on record could fill: said in the list, never with figures. */
export const REPORTS_WITHOUT_FACTS: readonly { readonly title: string; readonly missing: string }[] = [
  { title: '花名册及按人明细', missing: '尚无此项数据：不登记个人' },
  { title: '财政专户、支出户收支表', missing: '尚无此项数据：专户内的收支没有登记' },
];
