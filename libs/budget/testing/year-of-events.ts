import type { AppropriationEvent } from '../src/domain/appropriation';

/** A small year of two appropriations whose figures can be added up in the head: what projections are fed with. */
const happened = (appropriationId: string, type: AppropriationEvent['type'], data: object) => ({
  stream: `appropriation-${appropriationId}`,
  type,
  data,
});

const issued = (appropriationId: string, amountFen: string) =>
  happened(appropriationId, 'AppropriationIssued', {
    appropriationId,
    fiscalYear: 2021,
    programmeCode: appropriationId.slice(5),
    programmeName: '项目',
    unitCode: '356001',
    unitName: '本级',
    fundingLevel: 'district',
    fundingLevelBasis: 'stated',
    budgetType: 'general-public',
    documentNumber: null,
    issuedAs: 'regular',
    amountFen,
    effectiveOn: '2021-01-01',
    source: null,
  });

export const YEAR_OF_EVENTS = [
  issued('2021-A', '10000'),
  issued('2021-B', '5000'),
  happened('2021-A', 'SpendingPlanAdopted', {
    effectiveOn: '2021-01-01',
    checkpoints: [{ on: '2021-12-31', cumulativeShare: 10_000 }],
  }),
  happened('2021-A', 'FundsCommitted', {
    paymentId: 'p',
    amountFen: '3000',
    submittedOn: '2021-02-01',
    period: '2021-02',
    claimsPeriod: false,
  }),
  happened('2021-A', 'CommitmentSettled', { paymentId: 'p', amountFen: '3000', paidOn: '2021-02-03' }),
  happened('2021-A', 'FundsReturnedByBank', {
    paymentId: 'p',
    returnId: 'r',
    amountFen: '500',
    returnedOn: '2021-02-03',
    reason: '退票',
  }),
  happened('2021-B', 'VirementTransferredOut', {
    amountFen: '1000',
    effectiveOn: '2021-03-01',
    documentNumber: { printed: '财【2021】1号', normalized: '财〔2021〕1号' },
    reason: '调剂',
    virementId: 'v',
    to: '2021-A',
  }),
  happened('2021-A', 'VirementTransferredIn', {
    amountFen: '1000',
    effectiveOn: '2021-03-01',
    documentNumber: { printed: '财【2021】1号', normalized: '财〔2021〕1号' },
    reason: '调剂',
    virementId: 'v',
    from: '2021-B',
  }),
  happened('2021-B', 'AppropriationFrozen', { amountFen: '200', effectiveOn: '2021-03-02', reason: '核查' }),
];
