import type { AppropriationEvent } from '../src/domain/appropriation-events';
import { NO_ELEMENTS } from '../src/domain/appropriation-terms';
import type { ProgrammeEvent } from '../src/domain/programme';

/** A small year of two appropriations whose figures can be added up in the head: what projections are fed with. */

type DataOf<Event extends { type: string; data: object }, Type> = Extract<Event, { type: Type }>['data'];

const on = (day: string) => day as DataOf<AppropriationEvent, 'AppropriationIssued'>['effectiveOn'];

const happened = <Type extends AppropriationEvent['type']>(
  appropriationId: string,
  type: Type,
  data: Omit<DataOf<AppropriationEvent, Type>, 'appropriationId'>,
) => ({ stream: `appropriation-${appropriationId}`, type, data: { appropriationId, ...data } });

const toProgramme = <Type extends ProgrammeEvent['type']>(
  programmeId: string,
  type: Type,
  data: Omit<DataOf<ProgrammeEvent, Type>, 'programmeId'>,
) => ({ stream: `programme-${programmeId}`, type, data: { programmeId, ...data } });

const registered = (programmeId: string) =>
  toProgramme(programmeId, 'ProgrammeRegistered', {
    code: `CODE-${programmeId}`,
    name: `项目${programmeId}`,
    effectiveOn: on('2021-01-01'),
    sources: [],
  });

const issued = (appropriationId: string, programmeId: string, amountFen: string) =>
  happened(appropriationId, 'AppropriationIssued', {
    programmeId,
    programmeCode: `CODE-${programmeId}`,
    programmeName: `项目${programmeId}`,
    fiscalYear: 2021,
    formedIn: 2021,
    issuedAs: 'regular',
    batch: 1,
    unitCode: '356001',
    unitName: '本级',
    fundingLevel: 'district',
    fundingLevelBasis: 'stated',
    budgetType: 'general-public',
    documentNumber: null,
    documentDate: null,
    elements: NO_ELEMENTS,
    amountFen,
    effectiveOn: on('2021-01-01'),
    sources: [],
  });

const virement = {
  confirmation: null,
  amountFen: '1000',
  effectiveOn: on('2021-03-01'),
  documentNumber: { printed: '财【2021】1号', normalized: '财〔2021〕1号' },
  documentDate: on('2021-02-25'),
  reason: '调剂',
  virementId: 'v',
};
const charge = { paymentId: 'p', charge: 1 };

export const YEAR_OF_EVENTS = [
  registered('P'),
  registered('Q'),
  issued('A', 'P', '10000'),
  issued('B', 'Q', '5000'),
  happened('A', 'SpendingPlanAdopted', {
    effectiveOn: on('2021-01-01'),
    checkpoints: [{ on: on('2021-12-31'), cumulativeShare: 10_000 }],
    sources: [],
  }),
  happened('A', 'FundsCommitted', {
    ...charge,
    amountFen: '3000',
    submittedOn: on('2021-02-01'),
    period: '2021-02' as DataOf<AppropriationEvent, 'FundsCommitted'>['period'],
  }),
  happened('A', 'CommitmentSettled', { ...charge, amountFen: '3000', paidOn: on('2021-02-03') }),
  happened('A', 'FundsReturnedByBank', {
    ...charge,
    returnId: 'r',
    amountFen: '500',
    returnedOn: on('2021-02-03'),
    reason: '退票',
  }),
  happened('B', 'VirementTransferredOut', { ...virement, to: 'A' }),
  happened('A', 'VirementTransferredIn', { ...virement, from: 'B' }),
  happened('B', 'AppropriationFrozen', { amountFen: '200', effectiveOn: on('2021-03-02'), reason: '核查' }),
  toProgramme('Q', 'ProgrammeRenamed', {
    code: 'CODE-Q2',
    name: '项目Q改',
    effectiveOn: on('2021-04-01'),
    reason: '更名',
  }),
  toProgramme('Q', 'ProgrammeEnded', { endsOn: on('2021-07-01'), reason: '到期' }),
];
