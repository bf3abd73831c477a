import { pipeline } from 'node:stream/promises';
import type { KnownAt } from '@bofu/http';
import { yearOf, type BusinessDate, type FundingLevel } from '@bofu/kernel';
import { chosenIn, Reports, type ReportFormat, type ReportKind } from '@bofu/reporting';
import { booksFromCommandLine } from './books-from-command-line';
import { misused, tell } from './terminal';
import { withOffice } from './with-office';

export interface ReportOptions {
  readonly agency?: string;
  readonly year?: number;
  readonly asOf?: BusinessDate;
  readonly knownAt?: KnownAt;
  readonly from?: BusinessDate;
  readonly unit?: string;
  readonly level?: FundingLevel;
  readonly programme?: string;
  readonly appropriation?: string;
  readonly format: ReportFormat;
  readonly out?: string;
}

/** `bofu report <报表>`: a file, or csv on stdout. */
export async function writeReportFile(kind: ReportKind, options: ReportOptions): Promise<void> {
  const { format, out, asOf } = options;
  const fiscalYear = options.year ?? (asOf && yearOf(asOf));
  if (fiscalYear === undefined) return misused('请用 --year 或 --as-of 指明年度');
  if (out === undefined && format !== 'csv') return misused(`${format} 须用 --out 指明文件`);
  await withOffice(async (office) => {
    const { app } = office;
    const books = await booksFromCommandLine(office, options);
    const reports = app.get(Reports, { strict: false });
    const chosen = chosenIn({
      from: options.from,
      unitCode: options.unit,
      fundingLevel: options.level,
      programmeId: options.programme,
      appropriationId: options.appropriation,
    });
    const request = { kind, format, ...books, fiscalYear, ...chosen };
    if (out !== undefined) {
      const { written } = await reports.writeReport(request, out);
      tell(`已写入 ${out}；数据截至登记位置 ${written}，以 --known-at ${written} 再取，数字相同`);
      return;
    }
    const { content, written } = await reports.open(request);
    await pipeline(content, process.stdout, { end: false });
    tell(`数据截至登记位置 ${written}`);
  });
}
