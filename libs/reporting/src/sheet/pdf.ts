import { Readable } from 'node:stream';
import { formatYuanGrouped } from '@bofu/kernel';
import { typeset, type Printed, type PrintedDocument, type PrintedStack, type PrintedTable } from '../pdf/typeset';
import { refuse } from '../reporting-refusals';
import { textOf, type Cell } from './column';
import { displayWidth } from './display-width';
import { HEADING_LINES, type Line } from './sheet';
import { SIGNATURES } from './signatures';

/** A4 landscape less the margins, in points. */
const PAGE_WIDTH = 786;
const PADDING = 7;
/** How wide a digit is, a Chinese character being two of them and less. */
const EM = 0.58;
const LARGEST = 9;
const SMALLEST = 5.5;
const LINE = 1.3;
/** Of the 450 or so points that a page has for rows. */
const HIGHEST_WHOLE = 360;
const NARROWEST = 6;
const WIDEST_TEXT = 28;
const NARROWEST_TEXT = 8;
/** Of what the columns would like beyond the least they need. */
const LEAST_SHARE = 0.5;
/** Beyond this nobody reads it on paper, and setting it takes minutes. */
const MOST_ROWS = 5_000;

/**
 * An A4 landscape document: the heading on every page, page n of m and the line for signatures at the foot. Refuses
 * `report-too-long-for-paper`.
 */
export async function pdfOf(title: string, lines: AsyncIterable<Line>, signatures = SIGNATURES): Promise<Readable> {
  const read: Line[] = [];
  for await (const line of lines) {
    read.push(line);
    if (read.length > MOST_ROWS + HEADING_LINES + 2) refuse('report-too-long-for-paper', { most: MOST_ROWS });
  }
  const figures = read.filter(({ kind }) => !RUNS_ACROSS.has(kind));
  const columns = figures[0]?.cells.length ?? 1;
  const { widths, fontSize } = fitted(figures, columns);
  const rowOf = ({ kind, cells }: Line) =>
    RUNS_ACROSS.has(kind) ? across(kind, cells, columns) : cells.map(cellOf(kind));
  // The total and the line after it take the last row of figures with them onto another page.
  const last = Math.max(
    HEADING_LINES,
    read.findLastIndex(({ kind }) => kind === 'row'),
  );
  const together = { widths, body: read.slice(last).map(rowOf) };
  // What may not be broken and is higher than a page loses its end without a word.
  const isLow = figures.every(({ cells }) => heightOf(cells, widths, fontSize) < HIGHEST_WHOLE);
  const table = {
    headerRows: HEADING_LINES,
    widths,
    dontBreakRows: isLow,
    body: isLow ? [...read.slice(0, last).map(rowOf), whole(together, columns)] : read.map(rowOf),
  };
  const document: PrintedDocument = {
    pageOrientation: 'landscape',
    content: [{ table, layout: 'figures' }],
    defaultStyle: { fontSize },
    foot: signatures,
    info: { title },
  };
  return Readable.from([await typeset(document)]);
}

/** About how high a row is: as its highest cell. */
const heightOf = (cells: Line['cells'], widths: readonly number[], fontSize: number): number =>
  Math.max(
    ...cells.map((cell, at) => {
      const perLine = Math.max(2, Math.floor((widths[at] ?? PAGE_WIDTH) / (fontSize * EM)) - 1);
      return Math.ceil(displayWidth(shown(cell)) / perLine) * fontSize * LINE;
    }),
  );

const NO_BORDER = [false, false, false, false] as const;

/** The title, the line under it and the closing one run over the whole width. */
const RUNS_ACROSS: ReadonlySet<Line['kind']> = new Set(['title', 'heading', 'closing']);

function across(kind: Line['kind'], [first]: Line['cells'], columns: number): Printed[] {
  const text = first === undefined ? '' : textOf(first);
  const whole: Printed =
    kind === 'title' ? { text, alignment: 'center', bold: true, fontSize: 15 } : { text, fontSize: 8, lineHeight: 1.2 };
  return [
    { ...whole, colSpan: columns, border: NO_BORDER },
    ...Array.from({ length: columns - 1 }, () => ({ text: '', border: NO_BORDER })),
  ];
}

/** One row over the whole width with a table of the same columns in it, over its own padding and line. */
const whole = (table: PrintedTable['table'], columns: number): (Printed | PrintedStack)[] => [
  {
    stack: [{ table, layout: 'last-figures', margin: [-3.5, -1.5, -3.5, -1.5] }],
    ...{ unbreakable: true, colSpan: columns, border: NO_BORDER },
  },
  ...Array.from({ length: columns - 1 }, () => ({ text: '', border: NO_BORDER })),
];

const cellOf =
  (line: Line['kind']) =>
  (cell: Cell): Printed => {
    const text = shown(cell);
    if (line === 'header') return { text, bold: true, alignment: 'center', fillColor: '#F2F4F7' };
    const isNegative = cell.kind === 'money' && cell.value < 0n;
    return {
      text,
      alignment: ALIGNED[cell.kind],
      ...(line === 'total' && { bold: true }),
      ...(isNegative && { color: '#A50F15' }),
    };
  };

const ALIGNED = {
  text: 'left',
  date: 'center',
  money: 'right',
  share: 'right',
  count: 'right',
  none: 'center',
} as const;

/** Amounts and numbers of persons in groups of three, as on the screen. */
function shown(cell: Cell): string {
  if (cell.kind === 'money') return formatYuanGrouped(cell.value);
  return cell.kind === 'count' ? cell.value.toLocaleString('en-US') : textOf(cell);
}

/** A code, an instant, the number of an event: what no line should break. What is longer has hyphens to be broken at. */
const UNBROKEN = /[!-~]+(?: \d\d:\d\d(?::\d\d)?)?/g;
const LONGEST_UNBROKEN = 24;
const CAPITAL = 0.2;
function longestWord(cell: Cell): number {
  const words = (textOf(cell).match(UNBROKEN) ?? []).filter(({ length }) => length <= LONGEST_UNBROKEN);
  return Math.max(0, ...words.map((word) => word.length + (word.match(/[A-Z]/g)?.length ?? 0) * CAPITAL));
}

/** Figures keep to one line each, text wraps, between words where there is room; the face is as large as that allows. */
function fitted(lines: readonly Line[], columns: number): { widths: number[]; fontSize: number } {
  const [header, ...rows] = lines;
  const widest = Array.from({ length: columns }, (_, at) => {
    const figures = rows.flatMap(({ cells }) => cells[at] ?? []);
    const needed = Math.max(NARROWEST, ...figures.map((cell) => displayWidth(shown(cell))));
    const titled = displayWidth(textOf(header?.cells[at] ?? { kind: 'none' }));
    const isText = figures.every(({ kind }) => kind === 'text' || kind === 'none');
    const least = isText ? Math.min(needed, NARROWEST_TEXT) : needed;
    const most = Math.max(least, titled, isText ? Math.min(needed, WIDEST_TEXT) : needed);
    const word = isText ? Math.max(0, ...figures.map(longestWord)) : 0;
    return { least, word: Math.max(least, word), most: Math.max(most, word) };
  });
  const room = (fontSize: number): number => (PAGE_WIDTH - columns * PADDING) / (fontSize * EM);
  const sum = (of: 'least' | 'word' | 'most'): number => widest.reduce((total, column) => total + column[of], 0);
  const fontSize = Math.max(
    SMALLEST,
    Math.min(LARGEST, (LARGEST * room(LARGEST)) / ((sum('least') + sum('most')) / 2)),
  );
  const shareFrom = (of: 'least' | 'word'): number => {
    const wanted = sum('most') - sum(of);
    return wanted === 0 ? 0 : Math.min(1, (room(fontSize) - sum(of)) / wanted);
  };
  // Words kept whole must not squeeze the other columns into pillars.
  const from = shareFrom('word') >= LEAST_SHARE ? 'word' : 'least';
  const share = Math.max(0, shareFrom(from));
  const widths = widest.map((column) => (column[from] + (column.most - column[from]) * share) * fontSize * EM);
  return { widths, fontSize };
}
