import { createWriteStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  beancountJournal,
  ExportPlaceTaken,
  hledgerJournal,
  inChunks,
  journalHeader,
  readBooks,
  writeAuditPackage,
  type ExportSelection,
} from '@bofu/audit';
import { knownAt as parsedKnownAt, type KnownAt } from '@bofu/http';
import { parseBusinessDate } from '@bofu/kernel';
import { EXIT } from './exit-code';
import { progressOf, tell } from './terminal';
import { withOffice } from './with-office';

const JOURNALS = { hledger: hledgerJournal, beancount: beancountJournal };
type Format = keyof typeof JOURNALS | 'cloudevents';

interface ExportOptions {
  readonly format: Format;
  readonly year?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly out?: string;
}

/** `bofu audit export`: a journal to stdout or a file, or the whole package to a folder. */
export async function exportForAudit({ format, out, ...options }: ExportOptions): Promise<void> {
  const selection = selectionOf(options);
  if (selection === null) return;
  if (format === 'cloudevents' && out === undefined) {
    refuseUsage('--format cloudevents 须用 --out 指明一个空文件夹');
    return;
  }
  if (format !== 'cloudevents' && out !== undefined && existsSync(out)) throw new ExportPlaceTaken(out);
  await withOffice(async ({ store }) => {
    const progress = progressOf('读取事件');
    const onProgress = (events: number) => progress.to(events, events);
    if (format === 'cloudevents') {
      const { files, events } = await writeAuditPackage(store, out ?? '', selection, onProgress);
      progress.end();
      tell(`审计包已写入 ${out}：事件 ${events} 个，文件 ${files.length + 2} 个；核对办法见其中的 VERIFY.md`);
      return;
    }
    const { books, coverage } = await readBooks(store, selection, undefined, onProgress);
    progress.end();
    const lines = Readable.from(inChunks(JOURNALS[format](journalHeader(selection, coverage), books)));
    if (out === undefined) await pipeline(lines, process.stdout, { end: false });
    else await pipeline(lines, createWriteStream(out, { flags: 'wx' }));
  });
}

/** What `--year`, `--as-of` and `--known-at` select; `null` once the mistake in them has been told. */
export function selectionOf(options: Pick<ExportOptions, 'year' | 'asOf' | 'knownAt'>): ExportSelection | null {
  const fiscalYear = options.year === undefined ? null : Number(options.year);
  if (fiscalYear !== null && !/^\d{4}$/.test(options.year ?? '')) return refuseUsage('--year 须为四位年度');
  const known = parsedKnownAt.safeParse(options.knownAt);
  if (!known.success) return refuseUsage('--known-at 须为事件位置，或带时区的时刻，如 2021-06-30T23:59:59+08:00');
  const knownAt: KnownAt | null = known.data ?? null;
  return { fiscalYear, asOf: options.asOf === undefined ? null : parseBusinessDate(options.asOf), knownAt };
}

function refuseUsage(sentence: string): null {
  tell(sentence);
  process.exitCode = EXIT.usage;
  return null;
}
