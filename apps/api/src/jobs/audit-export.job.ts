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
  withZipped,
  writeAuditPackage,
  writeInterfacePackage,
} from '@bofu/audit';
import type { AttachmentFiles } from '@bofu/attachment';
import type { EventStore } from '@bofu/event-store';
import { parseKnownAt } from '@bofu/http';
import { jobKind, type JobKind, type JobRun } from '@bofu/jobs';
import { parseBusinessDate, unreachable } from '@bofu/kernel';
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
/** Everything an auditor takes along: all events, the books of a year in two journals, digests, how to check. */
const auditPackage = journal.extend({ format: z.literal('package') });
/** The standard's tables are those of one year. */
const interfaceTables = journal.extend({ format: z.literal('gbt42940'), fiscalYear: z.int().min(1949).max(9999) });
const parameters = z.discriminatedUnion('format', [journal, events, auditPackage, interfaceTables]);

/** 导出审计文件: an agency's books, its events, the package of both, or a year's interface tables, read from the store alone. */
export const auditExport = ({ store, attachmentFiles }: Pick<JobTools, 'store' | 'attachmentFiles'>): JobKind =>
  jobKind({
    kind: 'audit-export',
    label: '导出审计文件',
    parameters,
    run: (wanted, run) => {
      switch (wanted.format) {
        case 'cloudevents':
          return eventFile(store, wanted, run);
        case 'package':
          return packageFile(store, attachmentFiles, wanted, run);
        case 'gbt42940':
          return interfaceFile(store, wanted, run);
        case 'hledger':
        case 'beancount':
          return bookFile(store, wanted, run);
        default:
          return unreachable(wanted);
      }
    },
  });

function packageFile(
  store: EventStore,
  attachments: AttachmentFiles,
  { format, ...selection }: z.output<typeof auditPackage>,
  run: JobRun,
) {
  return withZipped(
    (folder) => writeAuditPackage(store, folder, selection, attachments, seen(run)),
    async ({ events, lastPosition }, bytes) => ({
      answer: { format, events, lastPosition },
      file: await run.writeFile(`审计包-${yearNamed(selection)}.zip`, 'application/zip', Readable.from(bytes)),
    }),
  );
}

function interfaceFile(store: EventStore, { format, ...selection }: z.output<typeof interfaceTables>, run: JobRun) {
  return withZipped(
    (folder) => writeInterfacePackage(store, folder, selection, seen(run)),
    async ({ events, lastPosition }, bytes) => ({
      answer: { format, events, lastPosition },
      file: await run.writeFile(`审计接口数据-${yearNamed(selection)}.zip`, 'application/zip', Readable.from(bytes)),
    }),
  );
}

const yearNamed = ({ fiscalYear }: { readonly fiscalYear: number | null }): string =>
  fiscalYear === null ? '全部年度' : `${fiscalYear}年`;

async function bookFile(store: EventStore, { format, ...selection }: z.output<typeof journal>, run: JobRun) {
  const read = await readBooks(store, selection, undefined, seen(run));
  const { books, coverage } = read;
  const { journal, ending } = JOURNALS[format];
  const lines = Readable.from(inChunks(journal(journalHeader(selection, read), books)));
  return {
    answer: { format, events: coverage.events, lastPosition: coverage.lastPosition },
    file: await run.writeFile(`拨付资金账-${yearNamed(selection)}.${ending}`, 'text/plain; charset=utf-8', lines),
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
