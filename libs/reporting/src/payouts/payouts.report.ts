import { ledgerProjection, type AppropriationStanding } from '@bofu/budget';
import { ListPayoutSchemes, paymentsProjection, payoutSchemesProjection, type PaymentStanding } from '@bofu/payment';
import { everyPayment } from '../disbursements/read-payments';
import { reportOf, type ReportBasis, type ReportDefinition } from '../report-basis';
import { chosenProgramme, reportedAppropriations } from '../reported-appropriations';
import { payoutColumns, payoutRows, type PayoutSelection } from './payout-summary';

export const payoutsReport: ReportDefinition = {
  about: '每个发放方案的每个所属期一行：人数、各级承担、补发、扣回、退回、实发',
  missing: null,
  takes: ['from', 'unitCode', 'fundingLevel', 'programmeId'],
  madeFrom: [ledgerProjection.name, paymentsProjection.name, payoutSchemesProjection.name],
  async open(basis) {
    const appropriations = await reportedAppropriations(basis);
    const payments = await everyPayment(basis.queries, basis.books);
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      programme: chosenProgramme(basis, appropriations),
      columns: payoutColumns,
      rows: payoutRows(payments, {
        levelOf: new Map(appropriations.map(({ appropriationId, fundingLevel }) => [appropriationId, fundingLevel])),
        from: basis.request.from,
        nameOf: await runNames(basis, appropriations),
      }),
    });
  },
};

/** What a run is called: by its scheme, or by the programmes it is charged to. */
export async function runNames(
  { queries, books }: ReportBasis,
  appropriations: readonly AppropriationStanding[],
): Promise<PayoutSelection['nameOf']> {
  const schemes = await queries.execute(new ListPayoutSchemes(books, books.asOf));
  const schemeNames = new Map(schemes.map(({ schemeId, name }) => [schemeId, name]));
  const programmeNames = new Map(
    appropriations.map(({ appropriationId, programmeName }) => [appropriationId, programmeName]),
  );
  return ({ schemeId }: PaymentStanding, charges) =>
    (schemeId === null ? undefined : schemeNames.get(schemeId)) ??
    [...new Set(charges.map(({ appropriationId }) => programmeNames.get(appropriationId) ?? appropriationId))].join(
      '、',
    );
}
