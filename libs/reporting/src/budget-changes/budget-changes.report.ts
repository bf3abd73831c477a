import { ledgerProjection } from '@bofu/budget';
import { counterpartsOf, readLedger } from '../ledger/read-ledger';
import { reportOf, type ReportDefinition } from '../report-basis';
import { chosenProgramme, reportedAppropriations } from '../reported-appropriations';
import { budgetChangeColumns, budgetChanges } from './budget-changes';

export const budgetChangesReport: ReportDefinition = {
  about: '下达、追加、追减、调剂、收回、冻结各一行：文号、前值、增减、后值',
  missing: null,
  takes: ['from', 'unitCode', 'fundingLevel', 'programmeId'],
  madeFrom: [ledgerProjection.name],
  async open(basis) {
    const { queries, books, request, directory } = basis;
    const appropriations = await reportedAppropriations(basis);
    const told = {
      from: request.from,
      counterpartOf: counterpartsOf(queries, books),
      nameOf: (personId: string) => directory.nameOf(personId),
    };
    const rows = async function* () {
      for (const appropriation of appropriations)
        yield* budgetChanges(appropriation, readLedger(queries, appropriation.appropriationId, books), told);
    };
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      programme: chosenProgramme(basis, appropriations),
      columns: budgetChangeColumns,
      rows: rows(),
    });
  },
};
