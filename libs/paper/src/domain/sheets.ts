import { indicatorColumn, labelledInOneCell, labelOf, type IndicatorColumn } from './labels';
import { folded, type Cell, type PaperText, type Paragraph, type Row, type Table } from './paper-text';
import { unitSaid, type MoneyUnit } from './printed-amount';
import { checkpointDay } from './printed-date';

/** The rows of one programme's tables, between its code and the next programme's. */
export interface Sheet {
  readonly heading: Paragraph | null;
  /** Lines and rows above the code: the unit, 单位：万元. */
  readonly above: readonly Cell[];
  readonly rows: readonly Row[];
  readonly tableNumber: number;
  /** What a column of its own says of where the money comes from; `undefined` where there is none. */
  readonly sourceSaid?: Cell;
}

/** One table with a row or more for each programme, columns named in its head. */
export interface WideTable {
  readonly above: readonly Cell[];
  readonly head: Row;
  /** The cell over each column where the head has two rows; `null` where it has one. */
  readonly over: readonly (Cell | null)[];
  readonly rows: readonly Row[];
  readonly tableNumber: number;
}

const HEADING_OF_TABLE = /绩效目标(?:申报)?表?(?:\(.*\))?$/;
export const isSheetHeading = (text: string): boolean => text.length <= 400 && HEADING_OF_TABLE.test(folded(text));

const isLabel = (cell: Cell | undefined): boolean => cell !== undefined && labelOf(cell.text) !== null;

/** A row that opens a programme's table: 项目编码 or 项目名称 with its value beside it, not a head of columns. */
function opens(row: Row, label: 'code' | 'name'): boolean {
  const at = row.findIndex(({ text }) => labelOf(text) === label);
  if (at < 0) return row.some(({ text }) => labelledInOneCell(text)?.label === label);
  const value = row[at + 1];
  return value !== undefined && !isLabel(value) && indicatorColumn(value.text) === 'other';
}

const hasBudgetRow = (rows: readonly Row[]): boolean =>
  rows.some((row) => row.some(({ text }) => labelOf(text) === 'budget' || labelledInOneCell(text)?.label === 'budget'));

/** What a head of columns over programmes must at least name. */
export function isWideHead(row: Row): boolean {
  const labels = row.map(({ text }) => labelOf(text));
  const at = labels.indexOf('name');
  if (at < 0 || row.length < 3) return false;
  const budget = labels.some((label) => label === 'budget' || label === 'group');
  const indicators = row.some(({ text }) => ['level1', 'level3'].includes(indicatorColumn(text)));
  const beside = row[at + 1] ?? row[at - 1];
  return (
    beside !== undefined && (labels.includes('code') || indicators) && (budget || indicators) && !opens(row, 'name')
  );
}

interface Anchored {
  readonly row: Row;
  readonly table: Table;
  readonly at: number;
}

/** Finds every programme's table by the row of its code, so that contents pages and headings without tables are none. */
export function sheetsOf(paper: PaperText): Sheet[] {
  const sheets: { heading: Paragraph | null; above: Cell[]; rows: Row[]; tableNumber: number }[] = [];
  let between: Paragraph[] = [];
  let opened: Anchored | null = null;

  for (const block of paper.blocks) {
    if (block.kind === 'paragraph') {
      between.push(block);
      continue;
    }
    if (block.rows.some((_, at) => wideHeadAt(block.rows, at) !== null)) {
      between = [];
      opened = null;
      continue;
    }
    let sinceOpening = opened === null ? Infinity : 99;
    block.rows.forEach((row, at) => {
      const byCode = opens(row, 'code');
      const near = sinceOpening <= 2;
      const byName = !byCode && !near && opens(row, 'name') && hasBudgetRow(block.rows.slice(at, at + 8));
      if ((byCode && !near) || byName) {
        const above = rowsAbove(block.rows, at);
        // What stands above this programme was taken for the end of the one before.
        const last = sheets.at(-1);
        while (last && above.includes(last.rows.at(-1) ?? [])) last.rows.pop();
        sheets.push({
          heading: headingIn(between),
          above: [...linesAbove(between), ...above.flat()],
          rows: [row],
          tableNumber: block.number,
        });
        opened = { row, table: block, at };
        between = [];
        sinceOpening = 0;
        return;
      }
      sinceOpening += 1;
      const current = sheets.at(-1);
      if (current && opened && belongs(block, at, opened, between)) current.rows.push(row);
    });
    if (opened && !belongs(block, 0, opened, between)) opened = null;
    if (opened) between = [];
  }
  return sheets;
}

/** Rows right above the code that name the unit or the unit of money. */
const rowsAbove = (rows: readonly Row[], at: number): Row[] => {
  const above: Row[] = [];
  for (let index = at - 1; index >= Math.max(0, at - 3); index -= 1) {
    const row = rows[index] ?? [];
    const words = row.map(({ text }) => folded(text));
    const speaks = words.some((word) => /单位[::]?|^\[?\d{3,6}\]?[-—]?\p{Script=Han}/u.test(word));
    const empty = words.every((word) => word === '');
    if (!speaks && !empty) break;
    above.unshift(row);
  }
  return above;
};

const linesAbove = (between: readonly Paragraph[]): Cell[] =>
  between
    .slice(-3)
    .filter(({ text }) => text.length < 60)
    .map(({ printed, text, place }) => ({ printed, text, place }));

const headingIn = (between: readonly Paragraph[]): Paragraph | null =>
  between
    .slice(-4)
    .reverse()
    .find(({ text }) => isSheetHeading(text)) ?? null;

/** Whether a table after the opening one goes on with the programme: its indicators, or a page turned. */
function belongs(table: Table, at: number, opened: Anchored, between: readonly Paragraph[]): boolean {
  if (table === opened.table) return true;
  if (between.some(({ text }) => isSheetHeading(text) || /^第[一二三四五六七八九十]+部分/.test(text))) return false;
  return table.rows.slice(0, at + 3).some((row) =>
    row.some(({ text }) => {
      const column = indicatorColumn(text);
      const label = labelOf(text);
      return (
        column === 'level1' ||
        /^(?:产出|效益|满意度|成本|效果|项目完成)指标$/.test(folded(text)) ||
        label === 'plan' ||
        label === 'goals' ||
        label === 'budget'
      );
    }),
  );
}

interface WideHead {
  readonly head: Row;
  readonly over: readonly (Cell | null)[];
  /** How many rows it takes. */
  readonly rows: number;
}

/**
 * The head of a wide table from its first row on. Where cells of the first stand over several of the second, each
 * column has its own name from the second and the other's over it; a head that does not come out even is none.
 */
function wideHeadAt(rows: readonly Row[], at: number): WideHead | null {
  const first = rows[at];
  if (!first) return null;
  const second = rows[at + 1];
  const named = second?.filter(({ text }) => text !== '') ?? [];
  const names = first.some(({ text }) => labelOf(text) === 'name');
  const longer = second !== undefined && second.length > first.length;
  const heads = names && longer && named.length >= 2 && named.every(isHeadOfColumn);
  if (!heads) return isWideHead(first) ? { head: first, over: first.map(() => null), rows: 1 } : null;
  const head: Cell[] = [];
  const over: (Cell | null)[] = [];
  let group = 0;
  let inGroup = false;
  for (const cell of second) {
    if (cell.text === '') {
      if (inGroup) group += 1;
      inGroup = false;
      const own = first[group];
      if (!own) return null;
      head.push(own);
      over.push(null);
      group += 1;
    } else {
      // Two groups side by side have no blank between them; what a column is tells which it stands under.
      if (inGroup && !standsUnder(cell, first[group]) && standsUnder(cell, first[group + 1])) group += 1;
      inGroup = true;
      const groupHead = first[group] ?? null;
      head.push(underItsGroup(cell, groupHead));
      over.push(groupHead);
    }
  }
  const even = group + (inGroup ? 1 : 0) === first.length;
  return even && isWideHead(head) ? { head, over, rows: 2 } : null;
}

function standsUnder({ text }: Cell, over: Cell | undefined): boolean {
  const group = folded(over?.text ?? '');
  if (isTime(text)) return labelOf(group) === 'plan';
  return indicatorColumn(text) === 'other' ? /资金|预算/.test(group) && labelOf(group) !== 'plan' : /指标/.test(group);
}

const isHeadOfColumn = ({ text }: Cell): boolean =>
  labelOf(text) !== null || indicatorColumn(text) !== 'other' || isTime(text) || IS_SUM.test(folded(text));
const isTime = (text: string): boolean => checkpointDay(folded(text), 2000) !== null;
const IS_SUM = /^(?:总额|合计|小计|总计|金额)$/;

/** Tables whose head names programmes in columns. */
export function wideTablesOf(paper: PaperText): WideTable[] {
  let between: Paragraph[] = [];
  let known: Row | null = null;
  const wide: WideTable[] = [];
  for (const block of paper.blocks) {
    if (block.kind === 'paragraph') {
      between.push(block);
      continue;
    }
    const heads = block.rows.map((_, index) => wideHeadAt(block.rows, index));
    const at = heads.findIndex((head) => head !== null);
    const found = heads[at];
    if (found) {
      const { head, over } = found;
      known = head;
      const printed = block.rows.slice(at, at + found.rows);
      const rows = block.rows.slice(at + found.rows).filter((row) => !printed.some((each) => sameWords(row, each)));
      const above = [...linesAbove(between), ...block.rows.slice(Math.max(0, at - 3), at).flat()];
      const last = wide.at(-1);
      // The head printed again on the next page: the same table goes on.
      if (last && sameWords(last.head, head)) wide[wide.length - 1] = { ...last, rows: [...last.rows, ...rows] };
      else wide.push({ above, head, over, rows, tableNumber: block.number });
    } else if (
      known &&
      wide.length > 0 &&
      between.length === 0 &&
      block.rows.every((row) => row.length === known?.length)
    ) {
      const last = wide[wide.length - 1]!;
      wide[wide.length - 1] = { ...last, rows: [...last.rows, ...block.rows] };
    } else {
      known = null;
    }
    between = [];
  }
  return wide;
}

const sameWords = (one: Row, other: Row): boolean =>
  one.length === other.length && one.every(({ text }, at) => folded(text) === folded(other[at]?.text ?? ''));

export interface IndicatorTable {
  readonly columns: readonly IndicatorColumn[];
  readonly head: Row;
  readonly rows: readonly Row[];
}

const SUB_COLUMNS: readonly IndicatorColumn[] = ['operator', 'target', 'unit', 'targetWholeLife'];

/** The part of a programme's rows that lists indicators, with the meaning of its columns. */
export function indicatorTableIn(rows: readonly Row[]): IndicatorTable | null {
  const at = rows.findIndex((row) => row.some(({ text }) => indicatorColumn(text) === 'level1') && row.length >= 3);
  const head = rows[at];
  if (!head) return null;
  const columns = head.map(({ text }) => indicatorColumn(text));
  const below = rows[at + 1];
  const split = below && splitColumns(columns, below);
  const body = rows
    .slice(at + (split ? 2 : 1))
    .filter((row) => !sameWords(row, head) && !(split && sameWords(row, below)));
  return { columns: split ?? columns, head, rows: body };
}

/** 指标值 over 符号, 值, 单位: the second row of a head splits one column of the first. */
function splitColumns(columns: readonly IndicatorColumn[], below: Row): IndicatorColumn[] | null {
  const named = below.map(({ text }) => (text === '' ? null : indicatorColumn(text)));
  const parts = named.filter((column) => column !== null);
  if (parts.length < 2 || !parts.every((column) => SUB_COLUMNS.includes(column) || column === 'other')) return null;
  if (!parts.some((column) => column === 'operator' || column === 'unit' || column === 'targetWholeLife')) return null;
  const sub = named.map((column) => (column === 'other' ? 'target' : column));
  // The head of a merged column may keep its empty cells, or be one cell over several.
  if (below.length === columns.length) return columns.map((column, at) => sub[at] ?? column);
  const over = columns.indexOf('target');
  if (over < 0 || below.length - columns.length !== parts.length - 1) return null;
  return [...columns.slice(0, over), ...sub.filter((column) => column !== null), ...columns.slice(over + 1)];
}

/** 合计 in the column of codes, or nothing there. */
const isSum = (code: Cell | undefined): boolean => {
  const text = folded(code?.text ?? '');
  return text === '' || ADDS_UP.test(text);
};

/** A row that adds up instead of naming a programme. */
const ADDS_UP = /^(?:合计|总计|小计|共计)|(?:合计|小计)$/;

export interface WideReading {
  readonly sheets: readonly Sheet[];
  /** 合计 rows: what is declared, and the amount's cell. */
  readonly totals: readonly {
    readonly label: Cell;
    readonly amount: Cell;
    readonly head: Cell;
    readonly above: readonly Cell[];
  }[];
}

/** Turns each programme of a wide table into a sheet of its own; what is merged down is carried down. */
export function sheetsOfWideTable({ above, head, over, rows, tableNumber }: WideTable): WideReading {
  const labels = head.map(({ text }) => labelOf(text));
  const planAt = head.flatMap((cell, at) =>
    labelOf(over[at]?.text ?? '') === 'plan' && isTime(cell.text) ? [at] : [],
  );
  const columns = head.map(({ text }) => indicatorColumn(text));
  const nameAt = labels.indexOf('name');
  const codeAt = labels.indexOf('code');
  const sourceAt = head.findIndex(({ text }) => /^(?:资金)?(?:来源|级次|渠道)$/.test(folded(text)));
  const group = labels.findIndex((label, at) => label === 'group' && at !== sourceAt);
  const amountAt = labels.includes('budget') ? labels.indexOf('budget') : group;
  const indicatorAt = columns.flatMap((column, at) => (column === 'other' || labels[at] !== null ? [] : [at]));
  const sheets: {
    heading: null;
    above: readonly Cell[];
    rows: Row[];
    tableNumber: number;
    indicators: Row[];
    sourceSaid?: Cell;
  }[] = [];
  const totals: { label: Cell; amount: Cell; head: Cell; above: readonly Cell[] }[] = [];
  const carried = new Map<number, Cell>();

  for (const row of rows) {
    if (row.length !== head.length) {
      // A shape of its own has no columns to be read by; the programme it would belong to is told by its absence.
      sheets.at(-1)?.rows.push(row);
      continue;
    }
    row.forEach((cell, at) => {
      if (labels[at] === 'unit' && cell.text !== '') carried.set(at, cell);
    });
    const name = row[nameAt];
    const code = codeAt < 0 ? undefined : row[codeAt];
    const first = row.find(({ text }) => text !== '');
    const amount = row[amountAt];
    const addsUp = row.some(({ text }) => ADDS_UP.test(folded(text)));
    const begins = (name?.text ?? '') !== '' || (code?.text ?? '') !== '';
    const ofDepartment =
      codeAt >= 0 && isSum(code) && (amount?.text ?? '') !== '' && (addsUp || (name?.text ?? '') === '');
    if ((addsUp || ofDepartment) && amount && first && (code === undefined || isSum(code))) {
      totals.push({ label: first, amount, head: head[amountAt]!, above });
      continue;
    }
    if (begins && !(sheets.length > 0 && repeats(sheets.at(-1)!.rows, name, code))) {
      const pairs = labels.flatMap((label, at) => {
        const cell = (row[at]?.text ?? '') === '' ? (carried.get(at) ?? row[at]) : row[at];
        return label === null || cell === undefined || at === sourceAt
          ? []
          : [[label === 'group' ? budgetHead(head[at]!) : head[at]!, cell]];
      });
      const plan =
        planAt.length > 0
          ? [
              [over[planAt[0]!]!, ...planAt.map((at) => head[at]!)],
              [blankAt(row[planAt[0]!]!), ...planAt.map((at) => row[at]!)],
            ]
          : [];
      sheets.push({
        heading: null,
        above,
        rows: [...pairs, ...plan],
        tableNumber,
        indicators: [],
        ...(sourceAt >= 0 && row[sourceAt] && { sourceSaid: row[sourceAt] }),
      });
    }
    if (indicatorAt.length > 0) sheets.at(-1)?.indicators.push(indicatorAt.map((at) => row[at]!));
  }
  const indicatorHead = indicatorAt.map((at) => head[at]!);
  return {
    totals,
    sheets: sheets.map(({ indicators, ...sheet }) => ({
      ...sheet,
      rows: indicators.length > 0 ? [...sheet.rows, indicatorHead, ...indicators] : sheet.rows,
    })),
  };
}

/** 总额 under 项目资金（万元） is the amount, and its unit is the one above it. */
function underItsGroup(cell: Cell, over: Cell | null): Cell {
  const group = folded(over?.text ?? '');
  if (over === null || !/资金|预算/.test(group)) return cell;
  const unit = /[(（][^)）]*元[)）]/.exec(over.text)?.[0] ?? '';
  return { ...cell, text: `${IS_SUM.test(folded(cell.text)) ? '预算数' : cell.text}${unit}` };
}

const blankAt = (cell: Cell): Cell => ({ ...cell, printed: '', text: '' });

/** 项目资金（万元） as the head of a column is the amount itself. */
const budgetHead = (cell: Cell): Cell => ({ ...cell, text: cell.text.replace(/^项目资金/, '预算数') });

const repeats = (rows: readonly Row[], name: Cell | undefined, code: Cell | undefined): boolean => {
  const said = rows.flat().map(({ text }) => text);
  return said.includes(name?.text ?? '') && (code === undefined || said.includes(code.text));
};

/** 单位：万元 among the lines and cells above a table, where they say one and the same. */
export function unitSaidAbove(above: readonly Cell[]): MoneyUnit | null {
  const said = new Set(above.flatMap(({ text }) => unitSaid(folded(text)) ?? []));
  const [only] = said;
  return said.size === 1 ? (only ?? null) : null;
}
