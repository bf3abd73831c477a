import { ledgerProjection } from '@bofu/budget';
import { paymentsProjection, payoutSchemesProjection } from '@bofu/payment';
import { everyPayment } from '../disbursements/read-payments';
import { runNames } from '../payouts/payouts.report';
import { reportOf, type ReportDefinition } from '../report-basis';
import { reportedAppropriations } from '../reported-appropriations';
import { levelShareColumns, levelShareRows } from './level-shares';

export const levelSharesReport: ReportDefinition = {
  about: '每次由几级共同承担的发放一行：各级人数、单价、金额，人数是否一致，按人数核算的差额',
  missing: null,
  takes: ['from', 'unitCode'],
  madeFrom: [ledgerProjection.name, paymentsProjection.name, payoutSchemesProjection.name],
  async open(basis) {
    const appropriations = await reportedAppropriations(basis);
    const payments = await everyPayment(basis.queries, basis.books);
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      columns: levelShareColumns,
      rows: levelShareRows(payments, {
        levelOf: new Map(appropriations.map(({ appropriationId, fundingLevel }) => [appropriationId, fundingLevel])),
        from: basis.request.from,
        nameOf: await runNames(basis, appropriations),
      }),
    });
  },
};
