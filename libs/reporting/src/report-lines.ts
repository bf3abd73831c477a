import type { QueryBus } from '@nestjs/cqrs';
import { AskAppropriation, type AppropriationStanding, type Clocks } from '@bofu/budget';
import type { Position } from '@bofu/event-store';
import { Refusal, type BusinessDate } from '@bofu/kernel';
import { AskPlanAgainstActual } from '@bofu/monitoring';
import { DisbursementList, disbursementColumns } from './disbursements/disbursement-report';
import { programmesOfYear, readPayments } from './disbursements/read-payments';
import type { EventMark } from './event-mark';
import {
  executionProgressColumns,
  executionProgressRows,
  executionProgressTotal,
} from './execution-progress/execution-progress';
import { readAlerts } from './execution-progress/read-alerts';
import { headingOf } from './heading';
import { LedgerAccount, ledgerColumns } from './ledger/ledger-report';
import { purposesOf, readLedger } from './ledger/read-ledger';
import { REPORT_TITLE, type ReportRequest } from './report-request';
import { refuse } from './reporting-refusals';
import { linesOf, type Line } from './sheet/sheet';

/** What a report is made from: the question, both clocks fixed, and what the position is called. */
export interface ReportBasis {
  readonly queries: QueryBus;
  readonly request: ReportRequest;
  readonly clocks: Clocks & { readonly asOf: BusinessDate; readonly knownAt: Position };
  /** `null` before the first event. */
  readonly mark: EventMark | null;
  readonly onRow?: (done: number) => void;
}

export interface ReportLines {
  /** The programme a report is about, where it is about one: its code. */
  readonly programmeCode: string | null;
  readonly lines: AsyncIterable<Line>;
}

/** Asks what the report needs to begin with, and leaves the rest to whoever reads the lines. */
export function reportLines(basis: ReportBasis): Promise<ReportLines> {
  switch (basis.request.kind) {
    case 'execution-progress':
      return executionProgress(basis);
    case 'ledger':
      return ledger(basis);
    case 'disbursements':
      return disbursements(basis);
  }
}

async function executionProgress(basis: ReportBasis): Promise<ReportLines> {
  const { queries, request, clocks, onRow } = basis;
  const answer = await queries.execute(new AskPlanAgainstActual(request.fiscalYear, clocks.asOf, clocks.knownAt));
  const alertOf = await readAlerts(queries, request.fiscalYear, clocks);
  const sheet = {
    title: REPORT_TITLE[request.kind],
    heading: heading(
      basis,
      answer.programmes.map(({ appropriation }) => appropriation.unitName),
    ),
    columns: executionProgressColumns,
    rows: executionProgressRows(answer, alertOf),
    total: () => executionProgressTotal(answer),
  };
  return { programmeCode: null, lines: linesOf(sheet, onRow) };
}

async function ledger(basis: ReportBasis): Promise<ReportLines> {
  const { queries, request, clocks, onRow } = basis;
  if (request.appropriationId === null) return refuse('ledger-needs-programme', {});
  const programme = await programmeOf(basis, request.appropriationId);
  const account = new LedgerAccount(await purposesOf(queries, request.appropriationId));
  const sheet = {
    title: REPORT_TITLE[request.kind],
    heading: heading(basis, [programme.unitName], programme),
    columns: ledgerColumns,
    rows: account.rows(readLedger(queries, request.appropriationId, clocks)),
    total: () => account.total(),
  };
  return { programmeCode: programme.programmeCode, lines: linesOf(sheet, onRow) };
}

async function disbursements(basis: ReportBasis): Promise<ReportLines> {
  const { queries, request, clocks, onRow } = basis;
  const { fiscalYear, appropriationId } = request;
  const one = appropriationId === null ? null : await programmeOf(basis, appropriationId);
  const programmes = one === null ? await programmesOfYear(queries, fiscalYear, clocks) : [one];
  const list = new DisbursementList(
    new Map(programmes.map((each) => [each.appropriationId, `${each.programmeCode} ${each.programmeName}`])),
  );
  const sheet = {
    title: REPORT_TITLE[request.kind],
    heading: heading(
      basis,
      programmes.map(({ unitName }) => unitName),
      one,
    ),
    columns: disbursementColumns,
    rows: list.rows(readPayments(queries, appropriationId, clocks)),
    total: () => list.total(),
  };
  return { programmeCode: one?.programmeCode ?? null, lines: linesOf(sheet, onRow) };
}

async function programmeOf({ queries, request, clocks }: ReportBasis, appropriationId: string) {
  const standing = await queries.execute(new AskAppropriation(appropriationId, clocks));
  // Another year's programme is none of this year's.
  if (standing?.fiscalYear !== request.fiscalYear) throw new Refusal('appropriation-not-found', { appropriationId });
  return standing;
}

const heading = (
  { request, clocks, mark }: ReportBasis,
  units: readonly string[],
  programme: Pick<AppropriationStanding, 'programmeCode' | 'programmeName'> | null = null,
): string =>
  headingOf({
    units: [...new Set(units)],
    programme: programme && `${programme.programmeCode} ${programme.programmeName}`,
    fiscalYear: request.fiscalYear,
    asOf: clocks.asOf,
    position: clocks.knownAt,
    mark,
  });
