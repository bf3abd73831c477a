import { ledgerProjection } from '@bofu/budget';
import { paymentsProjection } from '@bofu/payment';
import { appropriationAsked } from '../appropriation-asked';
import { reportOf, type ReportDefinition } from '../report-basis';
import { refuse } from '../reporting-refusals';
import { LedgerAccount, ledgerColumns } from './ledger-report';
import { counterpartsOf, paymentsTold, readLedger } from './read-ledger';

export const ledgerReport: ReportDefinition = {
  about: '一项预算指标：每笔变动一行，增加、减少、在途、已付、余额，按登记先后',
  missing: null,
  takes: ['appropriationId'],
  madeFrom: [ledgerProjection.name, paymentsProjection.name],
  async open(basis) {
    const { queries, request, books, directory } = basis;
    if (request.appropriationId === null) return refuse('ledger-needs-programme', {});
    const appropriation = await appropriationAsked(basis, request.appropriationId);
    const nameOf = (personId: string): string | null => directory.nameOf(personId);
    const told = await paymentsTold(queries, request.appropriationId, books, nameOf);
    const account = new LedgerAccount(told, counterpartsOf(queries, books), nameOf);
    return reportOf(basis, {
      units: [appropriation.unitName],
      programme: appropriation,
      columns: ledgerColumns,
      rows: account.rows(readLedger(queries, request.appropriationId, books)),
      total: () => account.total(),
    });
  },
};
