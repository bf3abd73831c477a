import { cellOf, headerOf, type Cell, type Column } from './column';

/** A report ready to be written: heading lines, columns, rows as they come, and the 合计 that closes them. */
export interface Sheet<Row> {
  readonly title: string;
  /** Under the title: whose books, which day, how far, in what unit. */
  readonly heading: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: AsyncIterable<Row>;
  /** Asked once all rows have been read. */
  readonly total: () => Row;
}

export interface Line {
  readonly kind: 'title' | 'heading' | 'header' | 'row' | 'total';
  readonly cells: readonly Cell[];
}

const text = (value: string): Cell => ({ kind: 'text', value });

/** The lines of a report from top to bottom: the same whichever form they are written in. */
export async function* linesOf<Row>(
  { title, heading, columns, rows, total }: Sheet<Row>,
  onRow: (done: number) => void = () => undefined,
): AsyncGenerator<Line> {
  yield { kind: 'title', cells: [text(title)] };
  yield { kind: 'heading', cells: [text(heading)] };
  yield { kind: 'header', cells: columns.map((column) => text(headerOf(column))) };
  let done = 0;
  for await (const row of rows) {
    yield { kind: 'row', cells: columns.map((column) => cellOf(column, row)) };
    done += 1;
    onRow(done);
  }
  yield { kind: 'total', cells: columns.map((column) => cellOf(column, total())) };
}

/** Lines above the first row of figures; they stay in sight and are printed on every page. */
export const HEADING_LINES = 3;
