import { ledgerProjection } from '@bofu/budget';
import { reportOf, type ReportDefinition } from '../report-basis';
import { chosenProgramme, reportedAppropriations } from '../reported-appropriations';
import { performanceColumns, performanceRows } from './performance-monitoring';

export const performanceMonitoringReport: ReportDefinition = {
  about: '每项三级绩效指标一行：年度指标值、确定依据、项目的预算执行率',
  missing: '截至实际值、完成率、偏差原因等尚无此项数据，留作手填',
  takes: ['unitCode', 'programmeId'],
  madeFrom: [ledgerProjection.name],
  async open(basis) {
    const appropriations = await reportedAppropriations(basis);
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      programme: chosenProgramme(basis, appropriations),
      columns: performanceColumns,
      rows: performanceRows(appropriations),
    });
  },
};
