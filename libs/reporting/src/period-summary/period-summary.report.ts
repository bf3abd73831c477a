import { alertsProjection, AskAlerts, EVERY_ALERT } from '@bofu/alerts';
import { AskClosedMonth } from '@bofu/closing';
import { addDays, dateOf } from '@bofu/kernel';
import {
  AskForecast,
  AskPlanAgainstActual,
  AskProgrammesOnDay,
  planAgainstActualProjection,
  programmeFactsProjection,
} from '@bofu/monitoring';
import { payoutSchemesProjection } from '@bofu/payment';
import { ledgerProjection } from '@bofu/budget';
import { reportOf, type ReportDefinition } from '../report-basis';
import { periodSummaryColumns, periodSummaryRows, periodSummaryTotal, type PeriodFacts } from './period-summary';

export const periodSummaryReport: ReportDefinition = {
  about: '每项预算指标一行：本期与累计支出、执行率、新增与办结预警、预计不足月份、足额期数；起止日定月报或季报',
  missing: null,
  takes: ['from', 'unitCode', 'fundingLevel', 'programmeId'],
  madeFrom: [
    planAgainstActualProjection.name,
    alertsProjection.name,
    programmeFactsProjection.name,
    payoutSchemesProjection.name,
    ledgerProjection.name,
  ],
  async open(basis) {
    const { queries, books, request } = basis;
    const from = request.from ?? dateOf(books.fiscalYear, 1, 1);
    const filter = { ...EVERY_ALERT, programmeId: request.programmeId };
    const facts: PeriodFacts = {
      from,
      now: await queries.execute(new AskPlanAgainstActual(books, request)),
      before: await queries.execute(new AskPlanAgainstActual({ ...books, asOf: addDays(from, -1) }, request)),
      alerts: await queries.execute(new AskAlerts(filter, books, books.asOf)),
      programmes: await queries.execute(new AskProgrammesOnDay(books)),
      forecast: await queries.execute(new AskForecast(books)),
    };
    const rows = periodSummaryRows(facts);
    return reportOf(basis, {
      units: facts.now.programmes.map(({ appropriation }) => appropriation.unitName),
      programme: request.programmeId === null ? null : (facts.now.programmes[0]?.appropriation ?? null),
      closed: await queries.execute(new AskClosedMonth(books)),
      columns: periodSummaryColumns,
      rows,
      total: () => periodSummaryTotal(rows, facts),
    });
  },
};
