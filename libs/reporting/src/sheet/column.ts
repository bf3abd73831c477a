import { formatBasisPoints, formatYuan, type BasisPoints, type BusinessDate, type Fen } from '@bofu/kernel';

/**
 * One column of a report, said once for every form it is given out in: what stands above it, in which unit, and how a
 * row's value is found. `null` means 不适用 and is shown as `-`; nothing is ever left blank.
 */
export type Column<Row> = { readonly header: string; readonly unit?: string } & (
  | { readonly kind: 'text'; readonly value: (row: Row) => string | null }
  | { readonly kind: 'date'; readonly value: (row: Row) => BusinessDate | null }
  /** In fen; shown in 元. `summed`: the 合计 has its sum. */
  | { readonly kind: 'money'; readonly summed?: boolean; readonly value: (row: Row) => Fen | null }
  /** In basis points; shown in percent or percentage points. A cell the document leaves empty is no zero. */
  | { readonly kind: 'share'; readonly value: (row: Row) => BasisPoints | typeof LEFT_BLANK | null }
  | { readonly kind: 'count'; readonly summed?: boolean; readonly value: (row: Row) => number | null }
);

/** One value with its kind. */
export type Cell =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'date'; readonly value: BusinessDate }
  | { readonly kind: 'money'; readonly value: Fen }
  | { readonly kind: 'share'; readonly value: BasisPoints }
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'none' };

export const NOT_APPLICABLE = '-';
export const NOTHING: Cell = { kind: 'none' };
/** 空白(原表未填). */
export const LEFT_BLANK = '空白';

/** `全年预算（元）`. */
export const headerOf = ({ header, unit }: { readonly header: string; readonly unit?: string }): string =>
  unit === undefined ? header : `${header}（${unit}）`;

export function cellOf<Row>({ kind, value }: Column<Row>, row: Row): Cell {
  const found = value(row);
  if (found === null) return NOTHING;
  return { kind: found === LEFT_BLANK ? 'text' : kind, value: found } as Cell;
}

/** A cell as plain text: 元 with two places and no separators, dates as they are written everywhere else. */
export function textOf(cell: Cell): string {
  switch (cell.kind) {
    case 'none':
      return NOT_APPLICABLE;
    case 'money':
      return formatYuan(cell.value);
    case 'share':
      return formatBasisPoints(cell.value);
    case 'count':
      return String(cell.value);
    case 'date':
    case 'text':
      return cell.value;
  }
}
