import { seen, type Block, type Cell, type PaperText, type Row } from './paper-text';

/** What stands at the head or foot of a page and belongs to no sentence: `- 12 -`, `第 3 页 共 9 页`. */
const PAGE_NUMBER = /^\s*(?:[-—–－]\s*\d+\s*[-—–－]|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|\d+\s*\/\s*\d+)\s*$/;
/** A heading that a conversion glued to the last cell of a table. */
const HEADING = /^\s*(?:第[一二三四五六七八九十]+部分|.*(?:绩效目标|績效目標)表\s*$)/;
const FIGURE = /^[\d.,，%％\s\-—/万元]*$/;

interface OpenCell {
  readonly line: number;
  readonly paragraphs: string[];
}

/**
 * Reads text as conversions of Word files give it: one cell a line, each begun by a tab; an empty line ends a row, one
 * more ends the table; further paragraphs of a cell have no tab. A file with one row a line is read as well.
 */
export function flatText(text: string): PaperText {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const tabbed = lines.filter((line) => line.includes('\t') && line.trim() !== '');
  const ofSeveralCells = tabbed.filter((line) => line.split('\t').filter((cell) => cell.trim() !== '').length > 1);
  return 3 * ofSeveralCells.length < tabbed.length ? oneCellALine(lines) : oneRowALine(lines);
}

function oneCellALine(lines: readonly string[]): PaperText {
  const blocks: Block[] = [];
  let tables = 0;
  let rows: OpenCell[][] = [];
  let row: OpenCell[] = [];
  let blanks = 0;
  const titles = new Set(
    lines
      .map(seen)
      .filter((line) => line !== '')
      .slice(0, 2),
  );

  const endRow = () => {
    if (row.length > 0) rows.push(row);
    row = [];
  };
  const endTable = () => {
    endRow();
    if (rows.length > 0) {
      tables += 1;
      const number = tables;
      blocks.push({
        kind: 'table',
        number,
        rows: rows.map((cells, at) => cells.map((cell, column) => closed(cell, number, at + 1, column + 1))),
      });
    }
    rows = [];
  };
  /** The cell that a line without a tab goes on with, when it does. */
  const goesOn = (line: string): OpenCell | undefined => {
    if (HEADING.test(seen(line))) return undefined;
    if (blanks === 0) return row.at(-1);
    // An empty paragraph inside a cell looks like the end of the row; a figure has no second paragraph.
    const last = blanks === 1 ? rows.at(-1)?.at(-1) : undefined;
    return last && !FIGURE.test(last.paragraphs.join('')) && last.paragraphs.length > 1 ? last : undefined;
  };

  for (const [at, line] of lines.entries()) {
    if (line.startsWith('\t')) {
      if (blanks >= 2) endTable();
      else if (blanks === 1) endRow();
      row.push({ line: at + 1, paragraphs: [line.slice(1)] });
      blanks = 0;
    } else if (line === '') {
      blanks += 1;
      if (blanks === 1) endRow();
      else endTable();
    } else if (PAGE_NUMBER.test(line) || (row.length + rows.length > 0 && titles.has(seen(line)))) {
      // A page turned inside a table: its number, or the title as a running head.
      continue;
    } else if (seen(line) !== '') {
      const cell = goesOn(line);
      if (cell) cell.paragraphs.push(line);
      else {
        endTable();
        blocks.push({ kind: 'paragraph', printed: line, text: seen(line), place: lineOf(at + 1) });
      }
      blanks = 0;
    }
  }
  endTable();
  return { blocks };
}

const lineOf = (line: number) => ({ line, table: null, row: null, column: null });

const closed = ({ line, paragraphs }: OpenCell, table: number, row: number, column: number): Cell => ({
  printed: paragraphs.join('\n'),
  text: seen(paragraphs.join('\n')),
  place: { line, table, row, column },
});

function oneRowALine(lines: readonly string[]): PaperText {
  const blocks: Block[] = [];
  let rows: Row[] = [];
  let tables = 0;
  const endTable = () => {
    if (rows.length > 0) blocks.push({ kind: 'table', number: tables, rows });
    rows = [];
  };
  for (const [at, line] of lines.entries()) {
    if (PAGE_NUMBER.test(line)) continue;
    if (line.includes('\t')) {
      if (rows.length === 0) tables += 1;
      const number = rows.length + 1;
      rows.push(
        line.split('\t').map((printed, column) => ({
          printed,
          text: seen(printed),
          place: { line: at + 1, table: tables, row: number, column: column + 1 },
        })),
      );
    } else {
      endTable();
      if (seen(line) !== '') blocks.push({ kind: 'paragraph', printed: line, text: seen(line), place: lineOf(at + 1) });
    }
  }
  endTable();
  return { blocks };
}
