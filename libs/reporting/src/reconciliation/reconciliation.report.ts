import { AskStatements } from '@bofu/closing';
import { ledgerProjection } from '@bofu/budget';
import { periodOf, periodsOfYear } from '@bofu/kernel';
import { readLedger } from '../ledger/read-ledger';
import { reportOf, type ReportDefinition } from '../report-basis';
import { reportedAppropriations } from '../reported-appropriations';
import { reconciliationColumns, reconciliationRows, type OwnLines } from './reconciliation';

export const reconciliationReport: ReportDefinition = {
  about: '每个资金级次一行：本单位账面与银行、财政各月对账数的支出、余额及差异',
  missing: '对账数来自“对账与月结”，未录入的月份不作差异',
  takes: [],
  madeFrom: [ledgerProjection.name],
  signatures: '单位：　　　　　　　　代理银行：　　　　　　　　财政部门：　　　　',
  async open(basis) {
    const { queries, books } = basis;
    const appropriations = await reportedAppropriations(basis);
    const own: OwnLines[] = [];
    for (const appropriation of appropriations) {
      const lines = [];
      for await (const line of readLedger(queries, appropriation.appropriationId, books)) lines.push(line);
      own.push({ appropriation, lines });
    }
    const months = periodsOfYear(books.fiscalYear).filter((month) => month <= periodOf(books.asOf));
    const stated = await queries.execute(new AskStatements(books.agencyScope, months, books.knownAt));
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      columns: reconciliationColumns,
      rows: reconciliationRows(own, stated),
    });
  },
};
