import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Directory, smallOfficeAggregate, smallOfficeBetween, type SmallOfficeSpan } from '@bofu/access';
import { EventMarks } from '@bofu/event-log';
import { EventStore, type Position } from '@bofu/event-store';
import { NOTHING_KNOWN, positionInWriting, requireReached } from '@bofu/http';
import { dateOf, fold, type BusinessDate } from '@bofu/kernel';
import { ProjectionRunner } from '@bofu/read-model';
import { REPORTS, requireTaken } from './report-catalogue';
import { REPORT_TITLE, type ReportFormat, type ReportRequest } from './report-request';
import type { ReportLines } from './report-basis';
import { refuse } from './reporting-refusals';
import { textOf, type Cell } from './sheet/column';
import { csvOf } from './sheet/csv';
import { pdfOf } from './sheet/pdf';
import type { Line } from './sheet/sheet';
import { SIGNATURES } from './sheet/signatures';
import { xlsxOf } from './sheet/xlsx';

/** How long a report waits for the read models to reach what it is about. */
const PATIENCE_MS = 30_000;

const WRITTEN: Readonly<
  Record<ReportFormat, (title: string, lines: AsyncIterable<Line>, signatures: string) => Readable | Promise<Readable>>
> = { xlsx: xlsxOf, pdf: pdfOf, csv: (_title, lines) => csvOf(lines) };

/** A report under way. */
export interface OpenedReport {
  readonly content: Readable;
  /** `资金执行进度表-2021年-截至2021-10-31.xlsx`. */
  readonly fileName: string;
  readonly asOf: BusinessDate;
  /** What it was made from; `''` before the first event. */
  readonly position: Position;
  /** The same as it is printed: asked again with this as `knownAt`, the report says the same or is refused. */
  readonly written: string;
}

/** The first rows of a report, and all of what stands around them. */
export interface ReportPreview extends Pick<OpenedReport, 'asOf' | 'position' | 'written'> {
  readonly title: string;
  readonly heading: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total: readonly Cell[];
  /** With the 校验码, of all rows. */
  readonly closing: string;
  /** All rows, whether shown or not. */
  readonly count: number;
}

export type ReportProgress = (rows: number) => void;

/** Makes the reports, for HTTP, the command line and jobs alike. */
@Injectable()
export class Reports {
  constructor(
    private readonly queries: QueryBus,
    private readonly store: EventStore,
    private readonly projections: ProjectionRunner,
    private readonly marks: EventMarks,
    private readonly directory: Directory,
  ) {}

  /**
   * Opens a report: what can be refused is refused here, before anything of it has been written. Refuses
   * `read-model-behind`, `appropriation-not-found`, `ledger-needs-programme`, `report-ends-before-it-begins`,
   * `report-does-not-take`.
   */
  async open(request: ReportRequest, onProgress?: ReportProgress): Promise<OpenedReport> {
    const { kind, format, fiscalYear, from } = request;
    const { lines, programmeCode, asOf, position, written } = await this.lines(request, onProgress);
    const about = programmeCode === null ? [] : [programmeCode];
    const days = from === null ? `截至${asOf}` : `${from}至${asOf}`;
    return {
      content: await WRITTEN[format](REPORT_TITLE[kind], lines, REPORTS[kind].signatures ?? SIGNATURES),
      fileName: `${[REPORT_TITLE[kind], ...about, `${fiscalYear}年`, days].join('-')}.${format}`,
      asOf,
      position,
      written,
    };
  }

  /** A report as it is shown before it is taken: its first rows as text, and all of what closes it. */
  async preview(request: ReportRequest, rows: number): Promise<ReportPreview> {
    const { lines, asOf, position, written } = await this.lines(request);
    const shown: ReportPreview['rows'][number][] = [];
    const told: Record<string, ReportPreview['rows'][number]> = {};
    let count = 0;
    for await (const { kind, cells } of lines) {
      if (kind !== 'row') told[kind] = cells;
      else if ((count += 1) <= rows) shown.push(cells);
    }
    const { title = [], heading = [], header = [], total = [], closing = [] } = told;
    const text = ([first]: readonly Cell[]): string => (first === undefined ? '' : textOf(first));
    return {
      ...{ title: text(title), heading: text(heading), closing: text(closing), header: header.map(textOf) },
      ...{ rows: shown, total, count, asOf, position, written },
    };
  }

  private async lines(
    request: ReportRequest,
    onRow?: ReportProgress,
  ): Promise<ReportLines & Pick<OpenedReport, 'asOf' | 'position' | 'written'>> {
    const { kind, agencyScope, fiscalYear } = request;
    const asOf = request.asOf ?? dateOf(fiscalYear, 12, 31);
    if (request.from !== null && request.from > asOf) return refuse('report-ends-before-it-begins', {});
    requireTaken(kind, request);
    const position = await this.pin(request);
    const written = await positionInWriting(this.store, position);
    const lines = await REPORTS[kind].open({
      queries: this.queries,
      store: this.store,
      directory: this.directory,
      request,
      smallOffices: await this.smallOffices(request, asOf, position),
      books: { agencyScope, fiscalYear, asOf, knownAt: position },
      written,
      mark: position === NOTHING_KNOWN ? null : await this.marks.upTo(position),
      ...(onRow && { onRow }),
    });
    return { ...lines, asOf, position, written };
  }

  /** 小单位模式 of whoever's books they are, by their own events up to the position: what is read twice reads the same. */
  private async smallOffices(
    { agencyScope, fiscalYear, from }: ReportRequest,
    asOf: BusinessDate,
    position: Position,
  ): Promise<readonly SmallOfficeSpan[]> {
    const found: SmallOfficeSpan[] = [];
    for (const agencyId of agencyScope) {
      const { stream, decider, codec } = smallOfficeAggregate(agencyId);
      const known = (await this.store.readStream(stream)).events.filter((event) => event.position <= position);
      const state = fold(
        decider,
        known.map((event) => codec.decode(event)),
      );
      found.push(...smallOfficeBetween(state, from ?? dateOf(fiscalYear, 1, 1), asOf));
    }
    return found;
  }

  /** Writes a report to a file, which is there when it is complete and not before. Refuses what `open` does. */
  async writeReport(request: ReportRequest, toFile: string, onProgress?: ReportProgress): Promise<OpenedReport> {
    const opened = await this.open(request, onProgress);
    const part = `${toFile}.part`;
    try {
      await pipeline(opened.content, createWriteStream(part));
      await rename(part, toFile);
    } finally {
      await rm(part, { force: true });
    }
    return opened;
  }

  /** The position the report is made from: the one asked for, or the furthest that everything it needs has reached. */
  private async pin({ kind, knownAt }: ReportRequest): Promise<Position> {
    const wanted = knownAt ?? (await this.store.head()) ?? NOTHING_KNOWN;
    if (wanted === NOTHING_KNOWN) return wanted;
    let reached = wanted;
    for (const name of REPORTS[kind].madeFrom) {
      const waited = await this.projections.waitFor(name, wanted, PATIENCE_MS);
      requireReached(name, knownAt ?? undefined, waited);
      const here = waited.position ?? NOTHING_KNOWN;
      if (here < reached) reached = here;
    }
    return reached;
  }
}
