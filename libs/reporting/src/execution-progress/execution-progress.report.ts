import { alertsProjection } from '@bofu/alerts';
import { ledgerProjection } from '@bofu/budget';
import { AskClosedMonth } from '@bofu/closing';
import { AskPlanAgainstActual, planAgainstActualProjection } from '@bofu/monitoring';
import { reportOf, type ReportDefinition } from '../report-basis';
import { executionProgressColumns, executionProgressRows, executionProgressTotal } from './execution-progress';
import { readAlerts } from './read-alerts';

export const executionProgressReport: ReportDefinition = {
  about: '每项预算指标一行：预算、计划、实际、执行率、偏差、在途、可用、预警',
  missing: null,
  takes: ['unitCode', 'fundingLevel', 'programmeId'],
  madeFrom: [planAgainstActualProjection.name, alertsProjection.name, ledgerProjection.name],
  async open(basis) {
    const { queries, books, request } = basis;
    const answer = await queries.execute(new AskPlanAgainstActual(books, request));
    const alertOf = await readAlerts(queries, books);
    return reportOf(basis, {
      units: answer.programmes.map(({ appropriation }) => appropriation.unitName),
      programme: request.programmeId === null ? null : (answer.programmes[0]?.appropriation ?? null),
      closed: await queries.execute(new AskClosedMonth(books)),
      columns: executionProgressColumns,
      rows: executionProgressRows(answer, alertOf),
      total: () => executionProgressTotal(answer),
    });
  },
};
