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
  writeInterfacePackage,
} from '@bofu/audit';
import type { KnownAt } from '@bofu/http';
import type { BusinessDate } from '@bofu/kernel';
import { agencyFromCommandLine } from './books-from-command-line';
import { misused, progressOf, tell } from './terminal';
import { withOffice } from './with-office';

const JOURNALS = { hledger: hledgerJournal, beancount: beancountJournal };
/** What is a folder of files and no journal. */
const isFolder = (format: Format): format is 'cloudevents' | 'gbt42940' => !(format in JOURNALS);
type Format = keyof typeof JOURNALS | 'cloudevents' | 'gbt42940';

interface ExportOptions {
  readonly agency?: string;
  readonly format: Format;
  readonly year?: number;
  readonly asOf?: BusinessDate;
  readonly knownAt?: KnownAt;
  readonly out?: string;
  readonly attachments?: boolean;
}

/** `bofu audit export`: a journal to stdout or a file, or the whole package to a folder. */
export async function exportForAudit({
  agency,
  format,
  out,
  attachments = false,
  ...options
}: ExportOptions): Promise<void> {
  const { year: fiscalYear = null, asOf = null, knownAt = null } = options;
  if (isFolder(format) && out === undefined) return misused(`--format ${format} 须用 --out 指明一个空文件夹`);
  if (format !== 'cloudevents' && attachments) return misused('--attachments 只与 --format cloudevents 同用');
  if (!isFolder(format) && out !== undefined && existsSync(out)) throw new ExportPlaceTaken(out);
  await withOffice(async (office) => {
    const { store, attachmentFiles } = office;
    const { agencyId } = await agencyFromCommandLine(office, agency);
    const selection = { agencyId, fiscalYear, asOf, knownAt };
    const progress = progressOf('读取事件');
    const onProgress = (events: number) => progress.to(events, events);
    if (format === 'cloudevents') {
      const { files, events } = await writeAuditPackage(
        store,
        out ?? '',
        selection,
        attachments ? attachmentFiles : null,
        onProgress,
      );
      progress.end();
      tell(`审计包已写入 ${out}：事件 ${events} 个，文件 ${files.length + 2} 个；核对办法见其中的 VERIFY.md`);
      return;
    }
    if (format === 'gbt42940') {
      if (fiscalYear === null) return misused('--format gbt42940 须用 --year 写明预算年度');
      const { files, events } = await writeInterfacePackage(store, out ?? '', { ...selection, fiscalYear }, onProgress);
      progress.end();
      tell(
        `审计接口数据（草案）已写入 ${out}：事件 ${events} 个，文件 ${files.length + 1} 个；未核对之处见其中的说明.txt`,
      );
      return;
    }
    const read = await readBooks(store, selection, undefined, onProgress);
    progress.end();
    const lines = Readable.from(inChunks(JOURNALS[format](journalHeader(selection, read), read.books)));
    if (out === undefined) await pipeline(lines, process.stdout, { end: false });
    else await pipeline(lines, createWriteStream(out, { flags: 'wx' }));
  });
}
