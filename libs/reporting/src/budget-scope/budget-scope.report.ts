import { ledgerProjection } from '@bofu/budget';
import { reportOf, type ReportDefinition } from '../report-basis';
import { reportedAppropriations } from '../reported-appropriations';
import { budgetScopeColumns, budgetScopeRows, budgetScopeTotal } from './budget-scope';

export const budgetScopeReport: ReportDefinition = {
  about: '由全部项目合计逐项调节到一般公共预算口径',
  missing: null,
  takes: ['unitCode'],
  madeFrom: [ledgerProjection.name],
  async open(basis) {
    const appropriations = await reportedAppropriations(basis);
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      columns: budgetScopeColumns,
      rows: budgetScopeRows(appropriations),
      total: () => budgetScopeTotal(appropriations),
    });
  },
};
