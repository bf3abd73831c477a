import { fen, formatYuanGrouped, parseBusinessDate, periodsOfYear, sumFen, yearOf, type Fen } from '@bofu/kernel';
import { typedAmount, typedHeadcount } from '../forms/typed-amount';

/** 期初补录 as it is typed: an amount for each appropriation and month, and how many people were paid each month. */

/** The column of what is of no month. */
export const NO_MONTH = 'none';

/** By appropriation, then by month or `NO_MONTH`. */
export type OpeningCells = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** 启用前的各月: from the year's first to the one the opening day is in. */
export const openingMonths = (effectiveOn: string): readonly string[] => {
  const day = parseBusinessDate(effectiveOn);
  return periodsOfYear(yearOf(day)).filter((month) => month <= day.slice(0, 7));
};

export interface OpeningLineSent {
  readonly groupId: null;
  readonly period: string | null;
  readonly heads: number | null;
  readonly amount: string;
}

export interface RowRead {
  readonly lines: readonly OpeningLineSent[];
  readonly totalFen: Fen;
  /** By column; the whole row's under `row`. */
  readonly wrong: Readonly<Record<string, string>>;
}

/** What a row says: a blank is no line, and what cannot be read is named at its cell. */
export function readRow(
  cells: Readonly<Record<string, string>>,
  heads: string,
  columns: readonly string[],
  available: Fen,
): RowRead {
  const wrong: Record<string, string> = {};
  const people = heads.trim() === '' ? null : typedHeadcount(heads);
  if (heads.trim() !== '' && people === null) wrong['heads'] = '人数须为正整数';
  const lines: OpeningLineSent[] = [];
  const amounts: Fen[] = [];
  for (const column of columns) {
    const typed = typedAmount(cells[column] ?? '');
    if (typed.kind === 'wrong') wrong[column] = typed.reason;
    if (typed.kind !== 'amount') continue;
    const isMonth = column !== NO_MONTH;
    lines.push({ groupId: null, period: isMonth ? column : null, heads: isMonth ? people : null, amount: typed.yuan });
    amounts.push(typed.fen);
  }
  const totalFen = sumFen(amounts);
  if (totalFen > available) wrong['row'] = `超过可用指标 ${formatYuanGrouped(fen(totalFen - available))} 元`;
  return { lines, totalFen, wrong };
}

export interface Refused {
  readonly code?: string | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

/** The cell that a refusal is about; `null` where it is about none, or about all of it. */
export function refusedCell(
  { code, facts = {} }: Refused,
  rows: readonly { readonly appropriationId: string; readonly programmeId: string }[],
): { readonly appropriationId: string; readonly column: string } | null {
  const row = rows.find(
    ({ appropriationId, programmeId }) =>
      appropriationId === facts['appropriationId'] || programmeId === facts['programmeId'],
  );
  if (row === undefined) return null;
  const { appropriationId } = row;
  return { appropriationId, column: code === 'opening-period-claimed' ? String(facts['period']) : 'row' };
}

/** Cells as a spreadsheet copies them, from one cell on; what lies beyond the grid is not taken. */
export function pasted(
  cells: OpeningCells,
  rows: readonly string[],
  columns: readonly string[],
  at: { readonly row: string; readonly column: string },
  text: string,
): OpeningCells {
  const [row, column] = [rows.indexOf(at.row), columns.indexOf(at.column)];
  const after: Record<string, Record<string, string>> = {};
  for (const [id, own] of Object.entries(cells)) after[id] = { ...own };
  const given = text.replace(/\r?\n$/, '').split(/\r?\n/);
  for (const [down, line] of given.entries())
    for (const [across, value] of line.split('\t').entries()) {
      const [id, name] = [rows[row + down], columns[column + across]];
      if (id !== undefined && name !== undefined) after[id] = { ...after[id], [name]: value.trim() };
    }
  return after;
}

/** 元 by a key, over what was read: by level, by month. */
export function sums<Row, Key extends string>(
  rows: readonly Row[],
  of: (row: Row) => readonly (readonly [Key, Fen])[],
): ReadonlyMap<Key, Fen> {
  const totals = new Map<Key, Fen>();
  for (const row of rows) for (const [key, amount] of of(row)) totals.set(key, fen((totals.get(key) ?? 0n) + amount));
  return totals;
}

export const yuanText = (amount: Fen | undefined): string =>
  amount === undefined || amount === 0n ? '' : formatYuanGrouped(amount);
