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
    const { queries } = basis;
    // What is closed out leaves on New Year's Day: the year is told as it ended, however late one asks.
    const yearsEnd = dateOf(basis.books.fiscalYear, 12, 31);
    const books = { ...basis.books, asOf: basis.books.asOf < yearsEnd ? basis.books.asOf : yearsEnd };
    const appropriations = await reportedAppropriations({ ...basis, books });
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
