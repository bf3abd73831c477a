import { pipeline } from 'node:stream/promises';
import { knownPosition, parseKnownAt } from '@bofu/http';
import { parseBusinessDate, yearOf } from '@bofu/kernel';
import { RecordedTime } from '@bofu/read-model';
import { Reports, type ReportFormat, type ReportKind } from '@bofu/reporting';
import { EXIT } from './exit-code';
import { tell } from './terminal';
import { withOffice } from './with-office';

export interface ReportOptions {
  readonly year?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly appropriation?: string;
  readonly format: ReportFormat;
  readonly out?: string;
}

/** `bofu report execution-progress|ledger|disbursements`: a file, or csv on stdout. */
export async function writeReportFile(kind: ReportKind, options: ReportOptions): Promise<void> {
  const { format, out } = options;
  const asOf = options.asOf === undefined ? null : parseBusinessDate(options.asOf);
  const known = options.knownAt === undefined ? undefined : parseKnownAt(options.knownAt);
  const fiscalYear = options.year === undefined ? (asOf === null ? null : yearOf(asOf)) : Number(options.year);
  if (fiscalYear === null || !Number.isInteger(fiscalYear)) return misused('请用 --year 或 --as-of 指明年度');
  if (out === undefined && format === 'xlsx') return misused('xlsx 须用 --out 指明文件');
  await withOffice(async ({ app }) => {
    const reports = app.get(Reports, { strict: false });
    const knownAt = await knownPosition(app.get(RecordedTime, { strict: false }), known);
    const request = { kind, format, fiscalYear, asOf, knownAt, appropriationId: options.appropriation ?? null };
    if (out !== undefined) {
      const { position } = await reports.writeReport(request, out);
      tell(`已写入 ${out}；数据截至登记位置 ${position}，以 --known-at ${position} 再取，数字相同`);
      return;
    }
    const { content, position } = await reports.open(request);
    await pipeline(content, process.stdout, { end: false });
    tell(`数据截至登记位置 ${position}`);
  });
}

function misused(reason: string): void {
  tell(reason);
  process.exitCode = EXIT.usage;
}
