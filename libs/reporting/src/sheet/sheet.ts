import { createHash } from 'node:crypto';
import { fen } from '@bofu/kernel';
import { cellOf, headerOf, NOTHING, textOf, type Cell, type Column } from './column';

/** A report ready to be written: heading lines, columns, rows as they come, and the 合计 that closes them where it says anything. */
export interface Sheet<Row> {
  readonly title: string;
  /** Under the title: whose books, which day, how far, in what unit. */
  readonly heading: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
  /** Asked once all rows have been read; without it the columns that say so are summed. */
  readonly total?: () => Row;
}

export interface Line {
  readonly kind: 'title' | 'heading' | 'header' | 'row' | 'total' | 'closing';
  readonly cells: readonly Cell[];
}

const text = (value: string): Cell => ({ kind: 'text', value });

/**
 * The lines of a report from top to bottom, the same whichever form they are written in. The last one has the 校验码: the
 * first sixteen hexadecimal digits of the SHA-256 over all lines above it, each as a JSON array of its cells' texts and
 * a line feed. A figure that was changed on paper or in a workbook no longer fits it.
 */
export async function* linesOf<Row>(
  sheet: Sheet<Row>,
  onRow: (done: number) => void = () => undefined,
): AsyncGenerator<Line> {
  const digest = createHash('sha256');
  let rows = 0;
  for await (const line of figuresOf(sheet)) {
    digest.update(`${JSON.stringify(line.cells.map(textOf))}\n`);
    yield line;
    if (line.kind !== 'row') continue;
    rows += 1;
    onRow(rows);
  }
  const code = digest
    .digest('hex')
    .slice(0, 16)
    .replace(/(.{4})(?=.)/g, '$1-');
  yield { kind: 'closing', cells: [text(`校验码：${code}　共 ${rows} 行`)] };
}

async function* figuresOf<Row>({ title, heading, columns, rows, total }: Sheet<Row>): AsyncGenerator<Line> {
  yield { kind: 'title', cells: [text(title)] };
  yield { kind: 'heading', cells: [text(heading)] };
  yield { kind: 'header', cells: columns.map((column) => text(headerOf(column))) };
  const sums: (bigint | null)[] = columns.map(() => null);
  for await (const row of rows) {
    const cells = columns.map((column) => cellOf(column, row));
    for (const [at, cell] of cells.entries())
      if (cell.kind === 'money' || cell.kind === 'count') sums[at] = (sums[at] ?? 0n) + BigInt(cell.value);
    yield { kind: 'row', cells };
  }
  const cells = total
    ? columns.map((column) => cellOf(column, total()))
    : columns.map((column, at) => (at === 0 ? text('合计') : summed(column, sums[at] ?? null)));
  if (cells.some(({ kind }) => kind !== 'none' && kind !== 'text')) yield { kind: 'total', cells };
}

/** Of nothing but `-` there is no sum. */
function summed<Row>(column: Column<Row>, sum: bigint | null): Cell {
  if (sum === null) return NOTHING;
  if (column.kind === 'money' && column.summed) return { kind: 'money', value: fen(sum) };
  return column.kind === 'count' && column.summed ? { kind: 'count', value: Number(sum) } : NOTHING;
}

/** Lines above the first row of figures; they stay in sight and are printed on every page. */
export const HEADING_LINES = 3;
