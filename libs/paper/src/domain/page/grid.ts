import type { PageMarks, Rule } from './marks';

/** One cell of a ruled table; rows and columns count from 0 over all rules of the table. */
export interface GridCell {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly row: number;
  readonly rowSpan: number;
  /** No rule ends it above, or below: a page was turned inside of it. */
  readonly openAbove: boolean;
  readonly openBelow: boolean;
}

/** A ruled table: cells that are rectangles and fill it, closed on every side but where a page may be turned. */
export interface Grid {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly rows: number;
  readonly cells: readonly GridCell[];
}

/** Rules that make no table in which every place lies in one cell. */
export type NoGrid = Pick<Grid, 'left' | 'right' | 'top' | 'bottom'>;

/** Two rules nearer than this are one: double lines, and the pieces that programs draw a border from. */
const SAME = 2.5;
/** How much of the side of a cell may be missing, or be drawn where there is none. */
const SLACK = 3;
/** Of both kinds together; a map has more. */
const MOST_RULES = 6_000;
const MOST_PLACES = 100_000;

/** The ruled tables of a page; `null` where it has more lines than a page of tables. */
export function gridsOn({ rules }: Pick<PageMarks, 'rules'>): { grids: Grid[]; others: NoGrid[] } | null {
  const across = joined(rules.filter(({ runs }) => runs === 'across'));
  const down = joined(rules.filter(({ runs }) => runs === 'down'));
  if (across.length + down.length > MOST_RULES) return null;
  const grids: Grid[] = [];
  const others: NoGrid[] = [];
  for (const touching of figuresOf(across, down)) {
    const found = gridOf(touching.across, touching.down);
    if (found === null) continue;
    if ('cells' in found) grids.push(found);
    else others.push(found);
  }
  const holds = (one: NoGrid, other: NoGrid): boolean =>
    one !== other &&
    one.left - SAME < other.left &&
    one.top - SAME < other.top &&
    one.right + SAME > other.right &&
    one.bottom + SAME > other.bottom;
  // A frame around a page or around several tables is none itself.
  const frames = grids.filter((grid) => grid.cells.length === 1 && grids.some((other) => holds(grid, other)));
  return { grids: grids.filter((grid) => !frames.includes(grid)), others };
}

/** Pieces of one line as one rule. */
function joined(rules: readonly Rule[]): Rule[] {
  const sorted = [...rules].sort((one, other) => one.at - other.at || one.from - other.from);
  const lines: Rule[][] = [];
  for (const rule of sorted) {
    const line = lines.at(-1);
    if (line && rule.at - line[0]!.at <= SAME / 2) line.push(rule);
    else lines.push([rule]);
  }
  return lines.flatMap((line) => {
    const pieces: Rule[] = [];
    for (const piece of line.sort((one, other) => one.from - other.from)) {
      const last = pieces.at(-1);
      if (last && piece.from <= last.to + SAME)
        pieces[pieces.length - 1] = { ...last, to: Math.max(last.to, piece.to) };
      else pieces.push(piece);
    }
    return pieces;
  });
}

/** Rules that touch, together. */
function figuresOf(across: readonly Rule[], down: readonly Rule[]): { across: Rule[]; down: Rule[] }[] {
  const belongs = new Map<Rule, { across: Rule[]; down: Rule[] }>();
  const of = (rule: Rule, own: { across: Rule[]; down: Rule[] }) => belongs.get(rule) ?? own;
  for (const line of across) belongs.set(line, { across: [line], down: [] });
  for (const line of down) {
    let figure = of(line, { across: [], down: [line] });
    belongs.set(line, figure);
    for (const crossing of across) {
      if (!reaches(line, crossing.at) || !reaches(crossing, line.at)) continue;
      const other = belongs.get(crossing)!;
      if (other === figure) continue;
      const [into, from] = size(other) > size(figure) ? [other, figure] : [figure, other];
      into.across.push(...from.across);
      into.down.push(...from.down);
      for (const each of [...from.across, ...from.down]) belongs.set(each, into);
      figure = into;
    }
  }
  return [...new Set(belongs.values())];
}

const size = ({ across, down }: { across: Rule[]; down: Rule[] }): number => across.length + down.length;
const reaches = ({ from, to }: Rule, at: number): boolean => from - SAME <= at && at <= to + SAME;

/** The places of lines, near ones as one, in order. */
function placesOf(lines: readonly Rule[]): { at: number; lines: Rule[] }[] {
  const places: { at: number; lines: Rule[] }[] = [];
  for (const line of [...lines].sort((one, other) => one.at - other.at)) {
    const last = places.at(-1);
    if (last && line.at - last.at <= SAME) last.lines.push(line);
    else places.push({ at: line.at, lines: [line] });
  }
  return places;
}

/** How much of a side is drawn: all of it, nothing, or something between. */
function drawn(lines: readonly Rule[], from: number, to: number): 'whole' | 'none' | 'part' {
  let covered = 0;
  let until = from;
  for (const line of [...lines].sort((one, other) => one.from - other.from)) {
    const [start, end] = [Math.max(line.from, until), Math.min(line.to, to)];
    if (end > start) {
      covered += end - start;
      until = end;
    }
  }
  const slack = Math.min(SLACK, (to - from) / 4);
  if (to - from - covered <= slack) return 'whole';
  return covered <= slack ? 'none' : 'part';
}

function gridOf(across: readonly Rule[], down: readonly Rule[]): Grid | NoGrid | null {
  const [ys, xs] = [placesOf(across), placesOf(down)];
  const [firstX, lastX, firstY, lastY] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
  if (!firstX || !lastX || !firstY || !lastY) return null;
  const around: NoGrid = {
    left: Math.min(firstX.at, ...across.map(({ from }) => from)),
    right: Math.max(lastX.at, ...across.map(({ to }) => to)),
    top: Math.min(firstY.at, ...down.map(({ from }) => from)),
    bottom: Math.max(lastY.at, ...down.map(({ to }) => to)),
  };
  if (firstY.at - around.top > SLACK) ys.unshift({ at: around.top, lines: [] });
  if (around.bottom - lastY.at > SLACK) ys.push({ at: around.bottom, lines: [] });
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns < 1 || rows < 1) return null;
  // Lines that stick out at the sides lead to cells that are not closed.
  const closed = firstX.at - around.left <= SLACK && around.right - lastX.at <= SLACK;
  if (!closed || columns * rows > MOST_PLACES) return around;

  const cellOf = Array.from({ length: columns * rows }, (_, at) => at);
  const rootOf = (at: number): number => {
    while (cellOf[at] !== at) at = cellOf[at]!;
    return at;
  };
  const sideAt = (x: number, row: number) => drawn(xs[x]!.lines, ys[row]!.at, ys[row + 1]!.at);
  const edgeAt = (y: number, column: number) => drawn(ys[y]!.lines, xs[column]!.at, xs[column + 1]!.at);
  for (let row = 0; row < rows; row += 1) {
    if (sideAt(0, row) !== 'whole' || sideAt(columns, row) !== 'whole') return around;
    for (let column = 0; column < columns; column += 1) {
      const here = row * columns + column;
      const [right, below] = [sideAt(column + 1, row), edgeAt(row + 1, column)];
      if (right === 'part' || below === 'part' || (row === 0 && edgeAt(0, column) === 'part')) return around;
      if (right === 'none') cellOf[rootOf(here + 1)] = rootOf(here);
      if (below === 'none' && row < rows - 1) cellOf[rootOf(here + columns)] = rootOf(here);
    }
  }
  const parts = new Map<number, number[]>();
  for (let at = 0; at < columns * rows; at += 1) {
    const root = rootOf(at);
    const part = parts.get(root);
    if (part) part.push(at);
    else parts.set(root, [at]);
  }
  const cells: GridCell[] = [];
  for (const places of parts.values()) {
    const inRows = places.map((at) => Math.floor(at / columns));
    const inColumns = places.map((at) => at % columns);
    const [top, bottom] = [Math.min(...inRows), Math.max(...inRows) + 1];
    const [left, right] = [Math.min(...inColumns), Math.max(...inColumns) + 1];
    if (places.length !== (bottom - top) * (right - left)) return around;
    const isOpen = (y: number): boolean | null => {
      const edges = new Set(Array.from({ length: right - left }, (_, nth) => edgeAt(y, left + nth)));
      return edges.size > 1 ? null : edges.has('none');
    };
    const openAbove = top === 0 && isOpen(0);
    const openBelow = bottom === rows && isOpen(rows);
    if (openAbove === null || openBelow === null) return around;
    cells.push({
      ...{ left: xs[left]!.at, right: xs[right]!.at, top: ys[top]!.at, bottom: ys[bottom]!.at },
      ...{ row: top, rowSpan: bottom - top, openAbove, openBelow },
    });
  }
  return { ...around, rows, cells: cells.sort((one, other) => one.row - other.row || one.left - other.left) };
}
