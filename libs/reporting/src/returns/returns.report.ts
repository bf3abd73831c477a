import { ledgerProjection } from '@bofu/budget';
import { paymentsProjection } from '@bofu/payment';
import { everyPayment } from '../disbursements/read-payments';
import { reportOf, type ReportDefinition } from '../report-basis';
import { chosenProgramme, reportedAppropriations } from '../reported-appropriations';
import { returnColumns, returnRows } from './returns-account';

export const returnsReport: ReportDefinition = {
  about: '每次退票、主动退回一行：原批次、原因、金额、重发批次、未结天数',
  missing: null,
  takes: ['from', 'unitCode', 'fundingLevel', 'programmeId'],
  madeFrom: [ledgerProjection.name, paymentsProjection.name],
  async open(basis) {
    const { queries, books, request, directory } = basis;
    const appropriations = await reportedAppropriations(basis);
    const payments = await everyPayment(queries, books);
    const all = await everyPayment(queries, { ...books, fiscalYear: null });
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      programme: chosenProgramme(basis, appropriations),
      columns: returnColumns,
      rows: returnRows(payments, all, {
        appropriationIds: new Set(appropriations.map(({ appropriationId }) => appropriationId)),
        from: request.from,
        asOf: books.asOf,
        nameOf: (personId) => directory.nameOf(personId),
      }),
    });
  },
};
