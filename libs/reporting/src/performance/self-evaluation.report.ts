import { reportOf, type ReportDefinition } from '../report-basis';
import { chosenProgramme, reportedAppropriations } from '../reported-appropriations';
import { PERFORMANCE_MADE_FROM, reportedPerformance } from './read-performance';
import { selfEvaluationColumns, selfEvaluationRows } from './self-evaluation';

export const selfEvaluationReport: ReportDefinition = {
  about: '每个项目预算执行一行、每项绩效指标一行、自评得分一行：10、50、30、10 分，缺实际值的不给总分',
  missing: null,
  takes: ['unitCode', 'programmeId'],
  madeFrom: PERFORMANCE_MADE_FROM,
  async open(basis) {
    const appropriations = await reportedAppropriations(basis);
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      programme: chosenProgramme(basis, appropriations),
      columns: selfEvaluationColumns,
      rows: selfEvaluationRows(await reportedPerformance(basis)),
    });
  },
};
