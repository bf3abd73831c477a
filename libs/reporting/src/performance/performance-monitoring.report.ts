import { reportOf, type ReportDefinition } from '../report-basis';
import { chosenProgramme, reportedAppropriations } from '../reported-appropriations';
import { performanceColumns, performanceRows } from './performance-monitoring';
import { PERFORMANCE_MADE_FROM, reportedPerformance } from './read-performance';

export const performanceMonitoringReport: ReportDefinition = {
  about: '每项三级绩效指标一行：项目的预算执行率，指标截至该日的实际值、完成率与依据',
  missing: null,
  takes: ['unitCode', 'programmeId'],
  madeFrom: PERFORMANCE_MADE_FROM,
  async open(basis) {
    const appropriations = await reportedAppropriations(basis);
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      programme: chosenProgramme(basis, appropriations),
      columns: performanceColumns,
      rows: performanceRows(await reportedPerformance(basis)),
    });
  },
};
