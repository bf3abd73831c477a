import { Readable } from 'node:stream';
import { formatYuanGrouped } from '@bofu/kernel';
import { typeset, type Printed, type PrintedDocument } from '../pdf/typeset';
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
const NARROWEST = 6;
const WIDEST_TEXT = 28;
const NARROWEST_TEXT = 8;
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
  const table = {
    headerRows: HEADING_LINES,
    widths,
    body: read.map(({ kind, cells }) =>
      RUNS_ACROSS.has(kind) ? across(kind, cells, columns) : cells.map(cellOf(kind)),
    ),
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

const NO_BORDER = [false, false, false, false] as const;

/** The title, the line under it and the closing one run over the whole width. */
const RUNS_ACROSS: ReadonlySet<Line['kind']> = new Set(['title', 'heading', 'closing']);

function across(kind: Line['kind'], [first]: Line['cells'], columns: number): Printed[] {
  const text = first === undefined ? '' : textOf(first);
  const whole: Printed =
    kind === 'title' ? { text, alignment: 'center', bold: true, fontSize: 15 } : { text, fontSize: 8 };
  return [
    { ...whole, colSpan: columns, border: NO_BORDER },
    ...Array.from({ length: columns - 1 }, () => ({ text: '', border: NO_BORDER })),
  ];
}

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

/** Figures keep to one line each, text wraps; the face is as large as that allows. */
function fitted(lines: readonly Line[], columns: number): { widths: number[]; fontSize: number } {
  const [header, ...rows] = lines;
  const widest = Array.from({ length: columns }, (_, at) => {
    const figures = rows.flatMap(({ cells }) => cells[at] ?? []);
    const needed = Math.max(NARROWEST, ...figures.map((cell) => displayWidth(shown(cell))));
    const titled = displayWidth(textOf(header?.cells[at] ?? { kind: 'none' }));
    const isText = figures.every(({ kind }) => kind === 'text' || kind === 'none');
    const least = isText ? Math.min(needed, NARROWEST_TEXT) : needed;
    return { least, most: Math.max(least, titled, isText ? Math.min(needed, WIDEST_TEXT) : needed) };
  });
  const room = (fontSize: number): number => (PAGE_WIDTH - columns * PADDING) / (fontSize * EM);
  const sum = (of: 'least' | 'most'): number => widest.reduce((total, column) => total + column[of], 0);
  const fontSize = Math.max(
    SMALLEST,
    Math.min(LARGEST, (LARGEST * room(LARGEST)) / ((sum('least') + sum('most')) / 2)),
  );
  const spare = Math.max(0, room(fontSize) - sum('least'));
  const wanted = sum('most') - sum('least');
  const share = wanted === 0 ? 0 : Math.min(1, spare / wanted);
  const widths = widest.map(({ least, most }) => (least + (most - least) * share) * fontSize * EM);
  return { widths, fontSize };
}
