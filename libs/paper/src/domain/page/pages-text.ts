import { folded, seen, type Block, type Cell, type PaperText, type Place } from '../paper-text';
import { unitSaid } from '../printed-amount';
import { refuse, type PageDoubt } from '../refusals';
import { gridsOn, type Grid, type GridCell } from './grid';
import { between, isFull, linesOf, textIn, type Line, type Room } from './lines';
import { centreOf, middleOf, type Letter, type PageMarks, type Rule } from './marks';

/** What stands at the head or foot of a page and belongs to no sentence: `- 12 -`, `第 3 页 共 9 页`, `12`. */
const PAGE_NUMBER = /^(?:[-—–－]?\s*\d{1,4}\s*[-—–－]?|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|\d+\s*\/\s*\d+)$/;
/** How much of a page may be its head, or its foot. */
const MARGIN = 0.12;
/** More than a table has beside its text. */
const WIDEST_PADDING = 12;

interface TableCell extends GridCell {
  readonly lines: readonly Line[];
  readonly room: Room;
}

interface PageTable {
  readonly kind: 'table';
  readonly page: number;
  readonly grid: Grid;
  readonly cells: readonly TableCell[];
}

interface PageLine {
  readonly kind: 'line';
  readonly page: number;
  readonly line: Line;
}

type PageBlock = PageTable | PageLine;

interface ReadPage {
  readonly page: number;
  readonly marks: PageMarks;
  readonly blocks: readonly PageBlock[];
}

/**
 * Reads pages of letters and ruled lines: paragraphs and tables in order. A table is taken where ruled lines close every
 * cell and each letter lies in one of them; what leaves doubt refuses the paper (`paper-page-unclear`), for a wrong
 * neighbour costs more than a gap. Tables that go on over a page are one.
 */
export function textOfPages(pages: readonly PageMarks[]): PaperText {
  const read = pages.map((marks, at) => readPage(marks, at + 1));
  const heads = runningLines(read);
  const blocks = read.flatMap((page) => page.blocks.filter((block) => block.kind === 'table' || !heads.has(block)));
  return { blocks: blocksOf(blocks, read) };
}

function readPage(marks: PageMarks, page: number): ReadPage {
  const found = gridsOn(marks) ?? unclear(page, 'drawing');
  const { grids } = found;
  const letters = marks.letters.filter((letter) => isOn(marks, letter));
  const printed = letters.filter(({ text }) => text.trim() !== '');
  const stray = found.others.find((other) => printed.some((letter) => within(other, letter)));
  if (stray) unclear(page, 'not-closed');
  const nested = grids.some((one) => grids.some((other) => one !== other && overlap(one, other)));
  if (nested) unclear(page, 'nested');

  const held = new Map<Grid, Map<GridCell, Letter[]>>();
  const outside: Letter[] = [];
  const holder = new Map<Letter, GridCell | null>();
  for (const letter of letters) {
    const grid = grids.find((each) => within(each, letter));
    const cell = grid?.cells.find((each) => within(each, letter)) ?? null;
    holder.set(letter, cell);
    if (!grid || !cell) {
      // Outside of tables a letter without a code is shown as one; what stands askew is no sentence.
      if (letter.blemish === null || letter.blemish === 'unknown') outside.push(letter);
    } else {
      if (letter.blemish !== null) unclear(page, `letters-${letter.blemish}`);
      const cells = held.get(grid) ?? new Map<GridCell, Letter[]>();
      cells.set(cell, [...(cells.get(cell) ?? []), letter]);
      held.set(grid, cells);
    }
  }
  refuseLettersOverRules(page, printed, holder);
  refuseStruckLetters(page, marks.rules, grids, printed);

  const tables = grids.map((grid): PageTable => {
    const lines = new Map(grid.cells.map((cell) => [cell, linesOf(held.get(grid)?.get(cell) ?? [])]));
    const gaps = [...lines].flatMap(([cell, own]) =>
      own.flatMap(({ left, right }) => [left - cell.left, cell.right - right]),
    );
    const padding = Math.max(0, Math.min(WIDEST_PADDING, ...gaps));
    const cells = grid.cells.map((cell) => ({
      ...cell,
      lines: lines.get(cell) ?? [],
      room: { left: cell.left + padding, right: cell.right - padding },
    }));
    return { kind: 'table', page, grid, cells };
  });
  const lines = linesOf(outside).map((line): PageLine => ({ kind: 'line', page, line }));
  const topOf = (block: PageBlock): number => (block.kind === 'table' ? block.grid.top : block.line.baseline);
  return { page, marks, blocks: [...tables, ...lines].sort((one, other) => topOf(one) - topOf(other)) };
}

const unclear = (page: number, why: PageDoubt): never => refuse('paper-page-unclear', { page, why });

const within = (box: Pick<GridCell, 'left' | 'right' | 'top' | 'bottom'>, letter: Letter): boolean =>
  box.left <= centreOf(letter) &&
  centreOf(letter) < box.right &&
  box.top <= middleOf(letter) &&
  middleOf(letter) < box.bottom;

const isOn = ({ width, height }: PageMarks, letter: Letter): boolean =>
  letter.right > 0 && letter.left < width && letter.baseline > 0 && letter.baseline - letter.size < height;

const overlap = (one: Grid, other: Grid): boolean =>
  one.left + 3 < other.right && other.left + 3 < one.right && one.top + 3 < other.bottom && other.top + 3 < one.bottom;

/** A letter over a rule, or a word that goes on in the next cell, belongs to no cell for certain. */
function refuseLettersOverRules(
  page: number,
  letters: readonly Letter[],
  holder: ReadonlyMap<Letter, GridCell | null>,
): void {
  for (const letter of letters) {
    const cell = holder.get(letter);
    if (!cell) continue;
    const slack = 0.25 * letter.size;
    const top = letter.baseline - 0.75 * letter.size;
    if (
      letter.left < cell.left - slack ||
      letter.right > cell.right + slack ||
      top < cell.top - slack ||
      letter.baseline > cell.bottom + 0.1 * letter.size
    )
      unclear(page, 'letters-over-rules');
  }
  for (const { letters: inLine } of linesOf(letters)) {
    inLine.forEach((letter, at) => {
      const next = inLine[at + 1];
      if (!next) return;
      const gap = next.left - letter.right;
      if (holder.get(letter) === holder.get(next)) {
        const narrower = Math.min(letter.right - letter.left, next.right - next.left);
        if (holder.get(letter) && gap < -0.5 * narrower && gap < -0.25 * letter.size)
          unclear(page, 'letters-over-each-other');
      } else if (gap < 0.2 * letter.size) unclear(page, 'letters-over-rules');
    });
  }
}

/** A line through letters takes them back. */
function refuseStruckLetters(
  page: number,
  rules: readonly Rule[],
  grids: readonly Grid[],
  letters: readonly Letter[],
): void {
  const loose = rules.filter(
    ({ runs, at, from, to }) =>
      runs === 'across' &&
      !grids.some(({ cells }) =>
        cells.some(
          ({ left, right, top, bottom }) =>
            (Math.abs(at - top) <= 3 || Math.abs(at - bottom) <= 3) && from < right + 3 && to > left - 3,
        ),
      ),
  );
  for (const { at, from, to } of loose) {
    const struck = letters.some(
      (letter) =>
        from <= centreOf(letter) &&
        centreOf(letter) <= to &&
        at < letter.baseline - 0.18 * letter.size &&
        at > letter.baseline - 0.6 * letter.size,
    );
    if (struck) unclear(page, 'letters-struck');
  }
}

/** Page numbers, and what is printed at the same height of one page after another. */
function runningLines(pages: readonly ReadPage[]): ReadonlySet<PageBlock> {
  const running = new Set<PageBlock>();
  const seenAt = new Map<string, PageLine[]>();
  for (const { marks, blocks } of pages) {
    for (const block of blocks) {
      if (block.kind === 'table') continue;
      const { baseline, text } = block.line;
      const inMargin = baseline < MARGIN * marks.height || baseline > (1 - MARGIN) * marks.height;
      const isOuter = block === blocks[0] || block === blocks.at(-1);
      if (!inMargin || unitSaid(folded(text)) !== null) continue;
      if (isOuter && PAGE_NUMBER.test(text.normalize('NFKC'))) running.add(block);
      const key = `${Math.round(baseline / 3)} ${folded(text).replace(/\d+/g, '#')}`;
      seenAt.set(key, [...(seenAt.get(key) ?? []), block]);
    }
  }
  for (const lines of seenAt.values()) {
    const on = new Set(lines.map(({ page }) => page)).size;
    if (on >= Math.max(2, Math.min(3, pages.length))) lines.forEach((line) => running.add(line));
  }
  return running;
}

/** A cell's text on one page. */
interface Part {
  readonly lines: readonly Line[];
  readonly room: Room;
  readonly page: number;
}

/** A cell with its text on every page that it is on. */
interface WholeCell {
  readonly parts: Part[];
}

/** Where a cell stands in a row: with its text in the first of its rows, as a blank in the others. */
interface Slot {
  readonly cell: WholeCell;
  readonly isFirst: boolean;
}

interface OpenTable {
  readonly rows: Slot[][];
  readonly number: number;
  last: PageTable;
  /** The cells of the page it has come to. */
  whole: ReadonlyMap<TableCell, WholeCell>;
}

interface OpenParagraph {
  readonly lines: Line[];
  readonly page: number;
  last: PageLine;
}

function blocksOf(found: readonly PageBlock[], pages: readonly ReadPage[]): Block[] {
  const edges = new Map(pages.map(({ page, blocks }) => [page, rightEdge(blocks)]));
  const blocks: Block[] = [];
  let paragraph: OpenParagraph | null = null;
  let table: OpenTable | null = null;
  let tables = 0;
  const endParagraph = (open: OpenParagraph | null) => {
    if (!open) return;
    const text = open.lines.map((line) => line.text).join('');
    const place: Place = { line: null, table: null, row: null, column: null, page: open.page };
    blocks.push({ kind: 'paragraph', printed: text, text: seen(text), place });
  };
  const endTable = (open: OpenTable | null) => {
    if (!open) return;
    if (open.last.cells.some(({ openBelow }) => openBelow)) unclear(open.last.page, 'not-closed');
    blocks.push({ kind: 'table', number: open.number, rows: printedRows(open) });
  };
  for (const block of found) {
    if (block.kind === 'line') {
      endTable(table);
      table = null;
      const room = { left: 0, right: edges.get(paragraph?.last.page ?? block.page) ?? 0 };
      if (paragraph && follows(paragraph.last, block) && isFull(paragraph.last.line, block.line, room)) {
        paragraph.lines.push(block.line);
        paragraph.last = block;
      } else {
        endParagraph(paragraph);
        paragraph = { lines: [block.line], page: block.page, last: block };
      }
      continue;
    }
    endParagraph(paragraph);
    paragraph = null;
    if (table && goesOn(table, block)) continue;
    endTable(table);
    if (block.cells.some(({ openAbove }) => openAbove)) unclear(block.page, 'not-closed');
    tables += 1;
    const whole = new Map(block.cells.map((cell) => [cell, wholeOf(cell, block.page)]));
    table = { rows: slotsOf(block, whole), number: tables, last: block, whole };
  }
  endParagraph(paragraph);
  endTable(table);
  return blocks;
}

const wholeOf = ({ lines, room }: TableCell, page: number): WholeCell => ({ parts: [{ lines, room, page }] });

/** Rows of cells as a Word file has them: a cell over several columns is one, below the first row of a cell is a blank. */
const slotsOf = ({ grid, cells }: PageTable, whole: ReadonlyMap<TableCell, WholeCell>): Slot[][] =>
  Array.from({ length: grid.rows }, (_, row) =>
    cells
      .filter((cell) => cell.row <= row && row < cell.row + cell.rowSpan)
      .sort((one, other) => one.left - other.left)
      .map((cell) => ({ cell: whole.get(cell)!, isFirst: cell.row === row })),
  );

const printedRows = ({ rows, number }: OpenTable): Cell[][] =>
  rows.map((slots, row) =>
    slots.map(({ cell, isFirst }, column) => {
      const printed = isFirst ? textOf(cell) : '';
      const page = (cell.parts.find(({ lines }) => lines.length > 0) ?? cell.parts[0])!.page;
      return {
        printed,
        text: seen(printed),
        place: { line: null, table: number, row: row + 1, column: column + 1, page },
      };
    }),
  );

function textOf({ parts }: WholeCell): string {
  const printed = parts.filter(({ lines }) => lines.length > 0);
  return printed.reduce((text, part, at) => {
    const before = printed[at - 1];
    const own = textIn(part.lines, part.room);
    if (before === undefined) return own;
    return text + between(before.lines.at(-1)!, part.lines[0]!, before.room) + own;
  }, '');
}

/** Adds a table at the head of a page to the one at the foot of the page before, where it is the same. */
function goesOn(table: OpenTable, next: PageTable): boolean {
  const isNext = next.page === table.last.page + 1 && sameSides(table.last.grid, next.grid);
  if (!isNext) return false;
  const whole = new Map(next.cells.map((cell) => [cell, wholeOf(cell, next.page)]));
  const heads = headsAgain(table.rows, slotsOf(next, whole));
  if (heads === null) return false;
  const last = table.last.cells.filter(({ row, rowSpan }) => row + rowSpan === table.last.grid.rows);
  const first = next.cells.filter(({ row, rowSpan }) => row <= heads && heads < row + rowSpan);
  const pairs = first.map((below) => ({
    below,
    above: last.find(({ left, right }) => Math.abs(left - below.left) < 3 && Math.abs(right - below.right) < 3),
  }));
  const turnedInside = pairs.filter(({ above }) => above?.openBelow === true);
  const unmatched =
    last.some((cell) => cell.openBelow && !turnedInside.some(({ above }) => above === cell)) ||
    (heads > 0 && last.some((cell) => cell.openBelow) && first.some(({ row }) => row < heads));
  if (unmatched) unclear(next.page, 'row-over-pages');
  for (const { above, below } of turnedInside) {
    const before = table.whole.get(above!)!;
    before.parts.push(...whole.get(below)!.parts);
    whole.set(below, before);
  }
  const isOneRow = turnedInside.length === first.length && first.length > 0;
  if (!isOneRow)
    refuseRowOverPages(
      table.last,
      next,
      // A rule above or below the turn ends the row; only one on both sides may be drawn by a program that cuts rows.
      pairs.filter((pair) => !turnedInside.includes(pair) && !pair.below.openAbove),
    );
  const began = new Set(turnedInside.map(({ below }) => whole.get(below)));
  const rows = slotsOf(next, whole)
    .slice(heads + (isOneRow ? 1 : 0))
    .map((slots) => slots.map((slot) => (began.has(slot.cell) ? { ...slot, isFirst: false } : slot)));
  table.rows.push(...rows);
  table.last = next;
  table.whole = whole;
  return true;
}

/** Where the text of a page ends on the right. */
const rightEdge = (blocks: readonly PageBlock[]): number =>
  Math.max(0, ...blocks.map((block) => (block.kind === 'table' ? block.grid.right : block.line.right)));

/** The next line of the same text, on this page or at the head of the next. */
const follows = (before: PageLine, line: PageLine): boolean =>
  line.page === before.page
    ? line.line.baseline - before.line.baseline < 2.6 * before.line.size &&
      Math.abs(line.line.size - before.line.size) < 0.1 * before.line.size
    : line.page === before.page + 1;

const sameSides = (one: Grid, other: Grid): boolean =>
  Math.abs(one.left - other.left) < 3 && Math.abs(one.right - other.right) < 3;

/** How many rows at the head of a page repeat the table's own; `null` where the same form begins anew. */
function headsAgain(rows: readonly Slot[][], onNextPage: readonly Slot[][]): number | null {
  const words = (slots: readonly Slot[] | undefined) =>
    slots?.map(({ cell, isFirst }) => (isFirst ? folded(textOf(cell)) : '')) ?? [];
  const same = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.some((text) => text !== '') && one.every((text, at) => text === other[at]);
  let heads = 0;
  while (heads < Math.min(rows.length, onNextPage.length) && same(words(rows[heads]), words(onNextPage[heads])))
    heads += 1;
  if (heads === 0) return 0;
  if (heads === onNextPage.length) return null;
  const label = (slots: readonly Slot[] | undefined) => words(slots).find((text) => text !== '');
  return label(rows[heads]) === label(onNextPage[heads]) ? null : heads;
}

interface Pair {
  readonly above: TableCell | undefined;
  readonly below: TableCell;
}

/**
 * Refuses where the last row of a page may go on as the first row of the next though rules are drawn between them: its
 * text was full and goes on in every cell, or a cell over several rows has its text on the other side of the turn.
 */
function refuseRowOverPages(above: PageTable, below: PageTable, pairs: readonly Pair[]): void {
  const merged = pairs.some(
    ({ above: before, below: cell }) =>
      before !== undefined &&
      before.lines.length === 0 &&
      cell.lines.length > 0 &&
      (isMerged(above, before) || isMerged(below, cell)),
  );
  const printed = pairs.filter(({ below: cell }) => cell.lines.length > 0);
  const couldGoOn =
    printed.length > 0 && printed.every(({ above: before }) => before !== undefined && before.lines.length > 0);
  const full = printed.every(
    ({ above: before, below: cell }) =>
      before !== undefined && before.lines.length > 0 && isFull(before.lines.at(-1)!, cell.lines[0]!, before.room),
  );
  const [label] = pairs.map(({ below: cell }) => cell).sort((one, other) => one.left - other.left);
  const halfARow = pairs.length <= 3 && label !== undefined && label.rowSpan === 1 && label.lines.length === 0;
  if (merged || (couldGoOn && (full || halfARow))) unclear(below.page, 'row-over-pages');
}

/** Whether a cell, or any other of its column, stands over several rows. */
const isMerged = ({ cells }: PageTable, { left, right }: GridCell): boolean =>
  cells.some((cell) => cell.rowSpan > 1 && Math.abs(cell.left - left) < 3 && Math.abs(cell.right - right) < 3);
