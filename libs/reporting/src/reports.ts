import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { alertsProjection } from '@bofu/alerts';
import { ledgerProjection } from '@bofu/budget';
import { EventMarks } from '@bofu/event-log';
import { EventStore, type Position } from '@bofu/event-store';
import { NOTHING_KNOWN, positionInWriting, requireReached } from '@bofu/http';
import { dateOf, type BusinessDate } from '@bofu/kernel';
import { planAgainstActualProjection, programmeFactsProjection } from '@bofu/monitoring';
import { paymentsProjection } from '@bofu/payment';
import { ProjectionRunner } from '@bofu/read-model';
import { reportLines } from './report-lines';
import { REPORT_TITLE, type ReportFormat, type ReportRequest } from './report-request';
import { csvOf } from './sheet/csv';
import { pdfOf } from './sheet/pdf';
import type { Line } from './sheet/sheet';
import { xlsxOf } from './sheet/xlsx';

/** How long a report waits for the read models to reach what it is about. */
const PATIENCE_MS = 30_000;

const MADE_FROM = {
  'execution-progress': [planAgainstActualProjection.name, alertsProjection.name, ledgerProjection.name],
  ledger: [ledgerProjection.name, paymentsProjection.name],
  disbursements: [ledgerProjection.name, paymentsProjection.name, programmeFactsProjection.name],
} as const;

const WRITTEN: Readonly<
  Record<ReportFormat, (title: string, lines: AsyncIterable<Line>) => Readable | Promise<Readable>>
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
   * `read-model-behind`, `appropriation-not-found`, `ledger-needs-programme`.
   */
  async open(request: ReportRequest, onProgress?: ReportProgress): Promise<OpenedReport> {
    const { kind, format, agencyScope, fiscalYear } = request;
    const asOf = request.asOf ?? dateOf(fiscalYear, 12, 31);
    const position = await this.pin(request);
    const written = await positionInWriting(this.store, position);
    const { lines, programmeCode } = await reportLines({
      queries: this.queries,
      request,
      books: { agencyScope, fiscalYear, asOf, knownAt: position },
      nameOf: (personId) => this.directory.nameOf(personId),
      written,
      mark: position === NOTHING_KNOWN ? null : await this.marks.upTo(position),
      ...(onProgress && { onRow: onProgress }),
    });
    const about = programmeCode === null ? [] : [programmeCode];
    return {
      content: await WRITTEN[format](REPORT_TITLE[kind], lines),
      fileName: `${[REPORT_TITLE[kind], ...about, `${fiscalYear}年`, `截至${asOf}`].join('-')}.${format}`,
      asOf,
      position,
      written,
    };
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
    for (const name of MADE_FROM[kind]) {
      const waited = await this.projections.waitFor(name, wanted, PATIENCE_MS);
      requireReached(name, knownAt ?? undefined, waited);
      const here = waited.position ?? NOTHING_KNOWN;
      if (here < reached) reached = here;
    }
    return reached;
  }
}
