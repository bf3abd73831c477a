import type { QueryBus } from '@nestjs/cqrs';
import type { Directory, SmallOfficeSpan } from '@bofu/access';
import type { AppropriationStanding } from '@bofu/budget';
import type { ClosedMonth } from '@bofu/closing';
import type { EventMark } from '@bofu/event-log';
import type { EventStore } from '@bofu/event-store';
import { headingOf } from './heading';
import { REPORT_TITLE, type ReportChoice, type ReportRequest } from './report-request';
import type { ReportedBooks } from './reported-books';
import { linesOf, type Line, type Sheet } from './sheet/sheet';

/** What a report is made from: the question, the books, what people and the position are called. */
export interface ReportBasis {
  readonly queries: QueryBus;
  /** For what no read model keeps; nothing behind the position of the books is looked at. */
  readonly store: EventStore;
  readonly directory: Directory;
  readonly request: ReportRequest;
  readonly books: ReportedBooks;
  /** The position as it is printed. */
  readonly written: string;
  /** `null` before the first event. */
  readonly mark: EventMark | null;
  /** 小单位模式 of these books between the first and the last day, as known at the position. */
  readonly smallOffices: readonly SmallOfficeSpan[];
  readonly onRow?: (done: number) => void;
}

export interface ReportLines {
  /** The programme a report is about, where it is about one: its code. */
  readonly programmeCode: string | null;
  readonly lines: AsyncIterable<Line>;
}

/** One report: what it tells, what it can be narrowed to, what it waits for, and how it is made. */
export interface ReportDefinition {
  /** For whoever chooses among them: what has a line of its own. */
  readonly about: string;
  /** What of it nothing records yet; `null` where all of it is held. */
  readonly missing: string | null;
  readonly takes: readonly ReportChoice[];
  /** Projections that have to be there up to the position. */
  readonly madeFrom: readonly string[];
  /** Who signs a print; by default 制表, 复核, 主管. */
  readonly signatures?: string;
  /** Asks what the report needs to begin with, and leaves the rest to whoever reads the lines. */
  readonly open: (basis: ReportBasis) => Promise<ReportLines>;
}

interface Content<Row> extends Pick<Sheet<Row>, 'columns' | 'rows' | 'total'> {
  readonly units: readonly string[];
  readonly programme?: Pick<AppropriationStanding, 'programmeCode' | 'programmeName'> | null;
  readonly closed?: ClosedMonth | null;
}

/** A report's columns and rows under its title and heading. */
export function reportOf<Row>(basis: ReportBasis, content: Content<Row>): ReportLines {
  const { request, books, written, mark, smallOffices, onRow } = basis;
  const { units, programme = null, closed = null, ...figures } = content;
  const heading = headingOf({
    units: [...new Set(units)],
    programme: programme && `${programme.programmeCode} ${programme.programmeName}`,
    fundingLevel: request.fundingLevel,
    fiscalYear: books.fiscalYear,
    from: request.from,
    asOf: books.asOf,
    written,
    mark,
    smallOffices,
    closed: closed && { ...closed, isAtLock: closed.lockedAt === books.knownAt },
  });
  const lines = linesOf({ title: REPORT_TITLE[request.kind], heading, ...figures }, onRow);
  return { programmeCode: programme?.programmeCode ?? null, lines };
}
