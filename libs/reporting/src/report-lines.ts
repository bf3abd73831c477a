import type { QueryBus } from '@nestjs/cqrs';
import { AskClosedMonth, type ClosedMonth } from '@bofu/closing';
import { GetAppropriation, type AppropriationStanding } from '@bofu/budget';
import type { EventMark } from '@bofu/event-log';
import { Refusal } from '@bofu/kernel';
import { AskPlanAgainstActual } from '@bofu/monitoring';
import { DisbursementList, disbursementColumns } from './disbursements/disbursement-report';
import { readMonthsPaid } from './disbursements/months-paid';
import { appropriationsOfYear, readPayments } from './disbursements/read-payments';
import {
  executionProgressColumns,
  executionProgressRows,
  executionProgressTotal,
} from './execution-progress/execution-progress';
import { readAlerts } from './execution-progress/read-alerts';
import { headingOf } from './heading';
import { LedgerAccount, ledgerColumns } from './ledger/ledger-report';
import { counterpartsOf, purposesOf, readLedger } from './ledger/read-ledger';
import { REPORT_TITLE, type ReportRequest } from './report-request';
import type { ReportedBooks } from './reported-books';
import { refuse } from './reporting-refusals';
import { linesOf, type Line } from './sheet/sheet';

/** What a report is made from: the question, the books, what people and the position are called. */
export interface ReportBasis {
  readonly queries: QueryBus;
  readonly request: ReportRequest;
  readonly books: ReportedBooks;
  readonly nameOf: (personId: string) => string | null;
  /** The position as it is printed. */
  readonly written: string;
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
  const { queries, request, books, onRow } = basis;
  const answer = await queries.execute(new AskPlanAgainstActual(books));
  const alertOf = await readAlerts(queries, books);
  const sheet = {
    title: REPORT_TITLE[request.kind],
    heading: heading(
      basis,
      answer.programmes.map(({ appropriation }) => appropriation.unitName),
      null,
      await queries.execute(new AskClosedMonth(books)),
    ),
    columns: executionProgressColumns,
    rows: executionProgressRows(answer, alertOf),
    total: () => executionProgressTotal(answer),
  };
  return { programmeCode: null, lines: linesOf(sheet, onRow) };
}

async function ledger(basis: ReportBasis): Promise<ReportLines> {
  const { queries, request, books, nameOf, onRow } = basis;
  if (request.appropriationId === null) return refuse('ledger-needs-programme', {});
  const appropriation = await appropriationOf(basis, request.appropriationId);
  const purposeOf = await purposesOf(queries, request.appropriationId, books);
  const account = new LedgerAccount(purposeOf, counterpartsOf(queries, books), nameOf);
  const sheet = {
    title: REPORT_TITLE[request.kind],
    heading: heading(basis, [appropriation.unitName], appropriation),
    columns: ledgerColumns,
    rows: account.rows(readLedger(queries, request.appropriationId, books)),
    total: () => account.total(),
  };
  return { programmeCode: appropriation.programmeCode, lines: linesOf(sheet, onRow) };
}

async function disbursements(basis: ReportBasis): Promise<ReportLines> {
  const { queries, request, books, nameOf, onRow } = basis;
  const { appropriationId } = request;
  const one = appropriationId === null ? null : await appropriationOf(basis, appropriationId);
  const appropriations = one === null ? await appropriationsOfYear(queries, books) : [one];
  const reported = new Map(appropriations.map((each) => [each.appropriationId, each]));
  const list = new DisbursementList(reported, nameOf, await readMonthsPaid(queries, appropriationId, books));
  const sheet = {
    title: REPORT_TITLE[request.kind],
    heading: heading(
      basis,
      appropriations.map(({ unitName }) => unitName),
      one,
    ),
    columns: disbursementColumns,
    rows: list.rows(readPayments(queries, appropriationId, books)),
    total: () => list.total(),
  };
  return { programmeCode: one?.programmeCode ?? null, lines: linesOf(sheet, onRow) };
}

async function appropriationOf({ queries, books }: ReportBasis, appropriationId: string) {
  const standing = await queries.execute(new GetAppropriation(appropriationId, books));
  // Another year's appropriation is none of this year's.
  if (standing?.fiscalYear !== books.fiscalYear) throw new Refusal('appropriation-not-found', { appropriationId });
  return standing;
}

const heading = (
  { books, written, mark }: ReportBasis,
  units: readonly string[],
  programme: Pick<AppropriationStanding, 'programmeCode' | 'programmeName'> | null = null,
  closed: ClosedMonth | null = null,
): string =>
  headingOf({
    units: [...new Set(units)],
    programme: programme && `${programme.programmeCode} ${programme.programmeName}`,
    fiscalYear: books.fiscalYear,
    asOf: books.asOf,
    written,
    mark,
    closed: closed && { ...closed, isAtLock: closed.lockedAt === books.knownAt },
  });
