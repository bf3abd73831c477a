import { ledgerProjection } from '@bofu/budget';
import { programmeFactsProjection } from '@bofu/monitoring';
import { paymentsProjection } from '@bofu/payment';
import { appropriationAsked } from '../appropriation-asked';
import { reportOf, type ReportDefinition } from '../report-basis';
import { chosenProgramme, reportedAppropriations } from '../reported-appropriations';
import { DisbursementList, disbursementColumns } from './disbursement-report';
import { readMonthsPaid } from './months-paid';
import { readPayments } from './read-payments';

export const disbursementsReport: ReportDefinition = {
  about: '每笔付款的每项分担一行：所属期、收款户、人数、单价、金额、凭证号、支付日、状态',
  missing: '回单号尚无此项数据',
  takes: ['from', 'unitCode', 'fundingLevel', 'programmeId', 'appropriationId'],
  madeFrom: [ledgerProjection.name, paymentsProjection.name, programmeFactsProjection.name],
  async open(basis) {
    const { queries, request, books, directory } = basis;
    const { appropriationId, from } = request;
    const one = appropriationId === null ? null : await appropriationAsked(basis, appropriationId);
    const appropriations = one === null ? await reportedAppropriations(basis) : [one];
    const list = new DisbursementList(
      new Map(appropriations.map((each) => [each.appropriationId, each])),
      (id) => directory.nameOf(id),
      await readMonthsPaid(queries, appropriationId, books),
      from,
    );
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      programme: one ?? chosenProgramme(basis, appropriations),
      columns: disbursementColumns,
      rows: list.rows(readPayments(queries, appropriationId, books)),
      total: () => list.total(),
    });
  },
};
