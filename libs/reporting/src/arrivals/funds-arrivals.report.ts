import { appropriationAggregate, arrivalsAfter, ledgerProjection, type FundsArrival } from '@bofu/budget';
import { reportOf, type ReportBasis, type ReportDefinition } from '../report-basis';
import { chosenProgramme, reportedAppropriations } from '../reported-appropriations';
import { arrivalColumns, type ArrivalRow } from './funds-arrivals';

export const fundsArrivalsReport: ReportDefinition = {
  about: '每项上级资金一行：文号、下达、到位日与金额、账户、已付、未付、未到位',
  missing: '专户内的拨入、支出户的收支尚无此项数据',
  takes: ['unitCode', 'fundingLevel', 'programmeId'],
  madeFrom: [ledgerProjection.name],
  async open(basis) {
    const appropriations = await reportedAppropriations(basis);
    const fromAbove = appropriations.filter(({ fundingLevel }) => fundingLevel !== 'district');
    const rows = async function* (): AsyncGenerator<ArrivalRow> {
      for (const appropriation of fromAbove)
        yield { appropriation, arrivals: await arrivalsOf(basis, appropriation.appropriationId) };
    };
    return reportOf(basis, {
      units: fromAbove.map(({ unitName }) => unitName),
      programme: chosenProgramme(basis, appropriations),
      columns: arrivalColumns,
      rows: rows(),
    });
  },
};

/** Money that arrives moves no authority, so no ledger has it: the appropriation's own events do. */
async function arrivalsOf({ store, books }: ReportBasis, appropriationId: string): Promise<FundsArrival[]> {
  const { stream, codec } = appropriationAggregate(appropriationId);
  const { events } = await store.readStream(stream);
  let stated: ReadonlyMap<string, FundsArrival> = new Map();
  for (const recorded of events) {
    if (recorded.position > books.knownAt) break;
    const event = codec.decode(recorded);
    if (event.type === 'FundsArrived' || event.type === 'FundsArrivalCorrected') stated = arrivalsAfter(stated, event);
  }
  return [...stated.values()].filter(({ arrivedOn, amountFen }) => arrivedOn <= books.asOf && amountFen > 0n);
}
