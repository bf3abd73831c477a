import { createHash } from 'node:crypto';
import { parseBusinessDate, Refusal, type BusinessDate } from '@bofu/kernel';
import { cellAddress, readSheet, type SheetCell, type SheetRow } from '@bofu/paper';
import { MOST_IMPORT_DEFECTS, refuse, type ImportDefect } from '../domain/refusals';
import { TEMPLATE_COLUMNS, TEMPLATE_DAY, type TemplateKind } from './template-kind';

/** A row as somebody filled it in; a column that the file has not is blank. */
export class FilledRow {
  constructor(
    readonly row: number,
    private readonly columns: ReadonlyMap<string, number>,
    private readonly cells: SheetRow['cells'],
  ) {}

  at(heading: string): string {
    return cellAddress(this.columns.get(heading) ?? 0, this.row);
  }

  cell(heading: string): SheetCell | null {
    return this.cells[this.columns.get(heading) ?? -1] ?? null;
  }

  text(heading: string): string {
    return this.cell(heading)?.text ?? '';
  }
}

export interface FilledTemplate {
  /** SHA-256 of the file, in hexadecimal. */
  readonly digest: string;
  readonly fiscalYear: number;
  /** 生效日期, or 期初日, and the cell it stands in. */
  readonly effectiveOn: BusinessDate;
  readonly effectiveAt: string;
  readonly reason: string;
  readonly reasonAt: string;
  readonly rows: readonly FilledRow[];
  /** The days of a plan, by their headings, from left to right. */
  readonly days: readonly { readonly heading: string; readonly on: BusinessDate }[];
}

/** What is wrong with a file, cell by cell; reading stops at so many that nobody reads on. */
export class CellDefects {
  readonly found: ImportDefect[] = [];

  add(cell: string, reason: string): void {
    if (this.found.length < MOST_IMPORT_DEFECTS) this.found.push({ pointer: cell, reason });
  }

  /** What reads a cell, or a defect at it and `null`. */
  reading<Value>(row: FilledRow, heading: string, read: (cell: SheetCell | null) => Value): Value | null {
    try {
      return read(row.cell(heading));
    } catch (error) {
      if (!(error instanceof CellWrong)) throw error;
      this.add(row.at(heading), error.message);
      return null;
    }
  }
}

export class CellWrong extends Error {}
const wrong = (reason: string): never => {
  throw new CellWrong(reason);
};

/** Finds the head of the sheet and its rows. What cannot be found is a defect, and there is nothing to read then. */
export function readFilledIn(bytes: Buffer, kind: TemplateKind, defects: CellDefects): FilledTemplate | null {
  const sheet = sheetIn(bytes, defects);
  const wanted = TEMPLATE_COLUMNS[kind].filter(({ optional }) => optional !== true).map(({ heading }) => heading);
  const textsOf = ({ cells }: SheetRow) => cells.map((cell) => cell?.text ?? '');
  const head = sheet.findIndex((row) => wanted.every((heading) => textsOf(row).includes(heading)));
  const headings = sheet[head];
  if (headings === undefined) {
    if (defects.found.length === 0) defects.add('', `找不到标题行，须有：${wanted.join('、')}`);
    return null;
  }
  const columns = new Map(textsOf(headings).map((heading, column) => [heading, column] as const));
  const above = sheet.slice(0, head);
  const beside = (label: string): { cell: SheetCell | null; at: string } => {
    for (const { row, cells } of above) {
      const column = cells.findIndex((cell) => cell?.text === label);
      if (column >= 0) return { cell: cells[column + 1] ?? null, at: cellAddress(column + 1, row) };
    }
    return { cell: null, at: '' };
  };
  const year = beside('预算年度');
  const fiscalYear = /^\d{4}$/.test(year.cell?.text ?? '') ? Number(year.cell?.text) : null;
  if (fiscalYear === null) defects.add(year.at, '标题行上方须写明“预算年度”，例如 2026');
  const since = beside(TEMPLATE_DAY[kind]);
  let effectiveOn: BusinessDate | null = null;
  try {
    effectiveOn = dayIn(since.cell) ?? wrong(`标题行上方须写明“${TEMPLATE_DAY[kind]}”`);
  } catch (error) {
    if (!(error instanceof CellWrong)) throw error;
    defects.add(since.at, error.message);
  }
  if (fiscalYear === null || effectiveOn === null) return null;
  const days = [...columns].flatMap(([heading, column]) => {
    const on = dayOrNull(headings.cells[column] ?? null);
    return on === null ? [] : [{ heading, on }];
  });
  const rows = sheet
    .slice(head + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== null))
    .map(({ row, cells }) => new FilledRow(row, columns, cells));
  if (rows.length === 0) defects.add('', '标题行下面没有填写');
  const digest = createHash('sha256').update(bytes).digest('hex');
  const why = beside('事由');
  return {
    ...{ digest, fiscalYear, effectiveOn, effectiveAt: since.at, rows, days },
    ...{ reason: why.cell?.text ?? '', reasonAt: why.at },
  };
}

/** The sheet, or its damage as a defect of the whole file. */
export function sheetIn(bytes: Buffer, defects: CellDefects): readonly SheetRow[] {
  try {
    return readSheet(bytes);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'paper-damaged') throw error;
    defects.add('', '不是完整的 .xlsx 工作簿：请用下载的模板填写，另存为 .xlsx');
    return [];
  }
}

export const refuseDefects = ({ found }: CellDefects): never =>
  refuse('import-file-invalid', { defects: found, total: found.length });

/** A day as a cell of a date, or in whatever way people write it; `null` for a blank. */
export function dayIn(cell: SheetCell | null): BusinessDate | null {
  if (cell === null) return null;
  const text = cell.text.normalize('NFKC');
  const [, year, month = '', day = ''] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  try {
    return parseBusinessDate(`${year ?? ''}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return wrong(`不是日期：“${cell.text}”，请写成 2026-01-01`);
  }
}

function dayOrNull(cell: SheetCell | null): BusinessDate | null {
  try {
    return dayIn(cell);
  } catch (error) {
    if (error instanceof CellWrong) return null;
    throw error;
  }
}

/** Spreadsheets keep fifteen digits of a number; of more the last ones are made up. */
const SURE_DIGITS = 15;
/** How far off a whole fen a number may lie that a spreadsheet has worked out. */
const CLOSE = 1e-6;

/** 元 with two places, as the interface takes it. A third place is never rounded away. */
export function yuanIn(cell: SheetCell | null): string {
  if (cell === null) return wrong('请填写金额');
  const plain = cell.text
    .normalize('NFKC')
    .replace(/[\s,，¥￥]/g, '')
    .replace(/元$/, '');
  if (cell.kind === 'number') {
    const number = Number(plain);
    const fixed = number.toFixed(2);
    if (!(number > 0)) return wrong('金额须大于零');
    if (fixed.replace(/\D/g, '').length > SURE_DIGITS) return wrong('金额超过 15 位有效数字，请以文本填写');
    return Math.abs(number - Number(fixed)) * 100 <= CLOSE ? fixed : wrong('金额超过两位小数');
  }
  const [, whole, fraction = ''] = /^(\d{1,14})(?:\.(\d+))?$/.exec(plain) ?? [];
  if (whole === undefined) return wrong(`金额只能是数字：“${cell.text}”`);
  if (fraction.replace(/0+$/, '').length > 2) return wrong('金额超过两位小数');
  return `${BigInt(whole)}.${fraction.slice(0, 2).padEnd(2, '0')}`;
}

/** Basis points of a cumulative percentage; `null` for a blank, which stays a blank. */
export function shareIn(cell: SheetCell | null): number | null {
  if (cell === null) return null;
  const plain = cell.text
    .normalize('NFKC')
    .replace(/[%\s]/g, '')
    // What a spreadsheet has worked out may be a hair beside what is shown.
    .replace(/^(\d+\.\d{8})\d+$/, (text) => String(Math.round(Number(text) * 1e6) / 1e6));
  const [, whole, places = ''] = /^(\d{1,3})(?:\.(\d{1,2})0*)?$/.exec(plain) ?? [];
  const share = Number(whole) * 100 + Number(places.padEnd(2, '0'));
  return whole !== undefined && share <= 10_000 ? share : wrong('累计百分比须在 0 至 100 之间，最多两位小数');
}

/** A whole number within bounds; `null` for a blank. */
export function wholeIn(cell: SheetCell | null, most: number, what: string): number | null {
  if (cell === null) return null;
  const plain = cell.text.normalize('NFKC').replace(/[\s,，人]/g, '');
  const number = /^\d{1,10}$/.test(plain) ? Number(plain) : 0;
  return number >= 1 && number <= most ? number : wrong(`${what}须为 1 至 ${most} 的整数：“${cell.text}”`);
}

/** A code as it stands; one that was kept as a number has lost its last digits or its first nought. */
export function codeIn(cell: SheetCell | null, what: string): string {
  if (cell === null) return wrong(`请填写${what}`);
  if (cell.kind === 'number' && (cell.text.length > SURE_DIGITS || /[.eE]/.test(cell.text)))
    return wrong(`${what}须为文本格式：作为数字保存时末位已丢失，请把该列设为文本后重新填写`);
  return cell.text;
}

/** The code of one of a list of words. */
export function chosenIn<Code extends string>(
  cell: SheetCell | null,
  words: Readonly<Record<Code, string>>,
  what: string,
): Code {
  const codes = Object.keys(words) as Code[];
  const found = codes.find((code) => words[code] === cell?.text);
  return found ?? wrong(`${what}须为${codes.map((code) => words[code]).join('、')}之一：“${cell?.text ?? ''}”`);
}

export function textIn(cell: SheetCell | null, what: string, longest: number): string {
  if (cell === null) return wrong(`请填写${what}`);
  return cell.text.length <= longest ? cell.text : wrong(`${what}不能超过 ${longest} 字`);
}
