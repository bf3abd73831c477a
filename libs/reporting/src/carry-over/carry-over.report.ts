import { ledgerProjection } from '@bofu/budget';
import { dateOf, fen, type Fen } from '@bofu/kernel';
import { readLedger } from '../ledger/read-ledger';
import { reportOf, type ReportDefinition } from '../report-basis';
import { chosenProgramme, reportedAppropriations } from '../reported-appropriations';
import { carryOverColumns, carryOverRows } from './carry-over';

export const carryOverReport: ReportDefinition = {
  about: '每项预算指标一行：形成年度、全年预算、已付、未付、结转下年、未结转',
  missing: '结余的性质（继续使用、交回）尚无此项数据',
  takes: ['unitCode', 'fundingLevel', 'programmeId'],
  madeFrom: [ledgerProjection.name],
  async open(basis) {
    const { queries, books } = basis;
    const appropriations = await reportedAppropriations(basis);
    const fiscalYear = books.fiscalYear + 1;
    const yearAfter = await reportedAppropriations({
      ...basis,
      books: { ...books, fiscalYear, asOf: dateOf(fiscalYear, 12, 31) },
    });
    const clawedBack = new Map<string, Fen>();
    for (const { appropriationId } of appropriations) {
      let sum = 0n;
      for await (const { type, budgetFen } of readLedger(queries, appropriationId, books))
        if (type === 'AppropriationClawedBack') sum -= budgetFen;
      clawedBack.set(appropriationId, fen(sum));
    }
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      programme: chosenProgramme(basis, appropriations),
      columns: carryOverColumns,
      rows: carryOverRows(appropriations, yearAfter, clawedBack),
    });
  },
};
