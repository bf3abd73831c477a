import { Readable } from 'node:stream';
import { z } from 'zod';
import {
  beancountJournal,
  cloudEventLines,
  hledgerJournal,
  inChunks,
  journalHeader,
  lastWritten,
  numberedEvents,
  readBooks,
} from '@bofu/audit';
import type { EventStore } from '@bofu/event-store';
import { parseKnownAt } from '@bofu/http';
import { jobKind, type JobKind, type JobRun } from '@bofu/jobs';
import { parseBusinessDate } from '@bofu/kernel';
import type { JobTools } from './job-tools';

const JOURNALS = {
  hledger: { journal: hledgerJournal, ending: 'journal' },
  beancount: { journal: beancountJournal, ending: 'beancount' },
};

const knownAt = z.string().transform(parseKnownAt).nullable();
const agencyId = z.string();
const journal = z.strictObject({
  agencyId,
  format: z.enum(['hledger', 'beancount']),
  fiscalYear: z.int().min(1949).max(9999).nullable(),
  asOf: z.string().transform(parseBusinessDate).nullable(),
  knownAt,
});
/** An agency's events are handed over without gaps, so that a year or a day cannot be picked out of them. */
const events = z.strictObject({
  agencyId,
  format: z.literal('cloudevents'),
  fiscalYear: z.null(),
  asOf: z.null(),
  knownAt,
});
const parameters = z.discriminatedUnion('format', [journal, events]);

/** 导出审计文件: one file of an agency's books or events, read from the store alone. */
export const auditExport = ({ store }: Pick<JobTools, 'store'>): JobKind =>
  jobKind({
    kind: 'audit-export',
    label: '导出审计文件',
    parameters,
    run: (wanted, run) =>
      wanted.format === 'cloudevents' ? eventFile(store, wanted, run) : bookFile(store, wanted, run),
  });

async function bookFile(store: EventStore, { format, ...selection }: z.output<typeof journal>, run: JobRun) {
  const read = await readBooks(store, selection, undefined, seen(run));
  const { books, coverage } = read;
  const { journal, ending } = JOURNALS[format];
  const lines = Readable.from(inChunks(journal(journalHeader(selection, read), books)));
  const year = selection.fiscalYear === null ? '全部年度' : `${selection.fiscalYear}年`;
  return {
    answer: { format, events: coverage.events, lastPosition: coverage.lastPosition },
    file: await run.writeFile(`拨付资金账-${year}.${ending}`, 'text/plain; charset=utf-8', lines),
  };
}

async function eventFile(store: EventStore, { agencyId, format, knownAt }: z.output<typeof events>, run: JobRun) {
  let count = 0;
  let lastPosition: string | null = null;
  const onProgress = seen(run);
  async function* lines() {
    for await (const all of numberedEvents(store, knownAt, agencyId)) {
      const batch = all.filter(({ agency }) => agency === agencyId);
      yield cloudEventLines(batch, count);
      count += batch.length;
      lastPosition = lastWritten(batch) ?? lastPosition;
      onProgress(count);
    }
  }
  const file = await run.writeFile('事件.ndjson', 'application/x-ndjson', Readable.from(lines()));
  return { answer: { format, events: count, lastPosition }, file };
}

const seen =
  ({ signal, progress }: JobRun) =>
  (done: number): void => {
    signal.throwIfAborted();
    progress({ phase: '读取事件', done, total: null, unit: '个事件' });
  };
