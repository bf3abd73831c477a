import { memo, startTransition, useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly title: ReactNode;
  /** The title in a word, where it is more than that, or none is to be seen: it is read out all the same. */
  readonly word?: string;
  /** The same function from one rendering to the next, where a row that stays need not be rendered anew. */
  readonly cell: (row: Row) => ReactNode;
  /** Amounts stand on the right, so that digits of one weight stand below each other. */
  readonly align?: 'right' | 'center';
  readonly width?: number;
  /** The column that names the row; stays in sight when the table is moved sideways. */
  readonly names?: boolean;
  /** Shown only to whoever chose to see it. */
  readonly offAtFirst?: true;
  /** For the hand alone: not on paper. */
  readonly onScreenOnly?: boolean;
  /** What the header does when it sorts. */
  readonly sort?: { readonly direction: 'ascending' | 'descending' | null; readonly toggle: () => void };
  readonly total?: ReactNode;
}

interface DataTableProps<Row> {
  readonly caption: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The row that `j` and `k` stand on. */
  readonly current?: string | null;
  readonly onOpen?: (row: Row) => void;
  /** Where a `total` is given in the columns: the word in front of them. */
  readonly totalLabel?: string;
  readonly empty?: ReactNode;
  /** The table scrolls within the window, so that its total stays at the foot of the page. */
  readonly tall?: boolean;
  /** Which page of a longer list the rows are: another begins at its top, what a window shows of it before the rest. */
  readonly page?: string;
}

/** As many rows as a window shows. */
const AT_ONCE = 30;

/**
 * A plain table: a caption in sight, a header and a total that stay in sight, a name column that does not scroll away.
 * It shows the rows it is given; more than a screen reads is paged by whoever gives them.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, current = null, onOpen, totalLabel, empty, tall, page } = props;
  const captionId = useId();
  const region = useRef<HTMLDivElement>(null);
  const asked = page ?? '';
  const [whole, setWhole] = useState('');
  // Not a deferred value: the way from page to page is itself a transition, and would bring all of them at once.
  useEffect(() => startTransition(() => setWhole(asked)), [asked]);
  const shown = whole === asked ? rows : rows.slice(0, AT_ONCE);
  const currentRow = useRef<HTMLTableRowElement>(null);
  const latestOpen = useRef(onOpen);
  latestOpen.current = onOpen;
  useEffect(() => {
    currentRow.current?.scrollIntoView({ block: 'nearest' });
  }, [current, whole]);
  useEffect(() => {
    region.current?.scrollTo({ top: 0 });
  }, [page]);
  return (
    <div
      ref={region}
      className={tall ? 'data-table data-table-tall' : 'data-table'}
      role="region"
      aria-labelledby={captionId}
      tabIndex={0}
    >
      <table>
        <caption id={captionId}>{caption}</caption>
        <colgroup>
          {columns.map(({ key, width, onScreenOnly }) => (
            <col key={key} className={onScreenOnly ? 'no-print' : ''} {...(width !== undefined && { width })} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && empty !== undefined && (
            <tr>
              <td colSpan={columns.length} className="data-table-empty">
                {empty}
              </td>
            </tr>
          )}
          {shown.map((row) => {
            const key = keyOf(row);
            return <BodyRow key={key} {...{ row, columns, currentRow, latestOpen }} isCurrent={key === current} />;
          })}
        </tbody>
        {totalLabel !== undefined && rows.length > 0 && (
          <tfoot>
            <tr>
              {columns.map((column) =>
                column.names ? (
                  <th key={column.key} scope="row" className={classOf(column)}>
                    {totalLabel}
                  </th>
                ) : (
                  <td key={column.key} className={classOf(column)}>
                    {column.total}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

const classOf = <Row,>({ align, names, onScreenOnly }: Column<Row>): string =>
  [align && `align-${align}`, names && 'data-table-name', onScreenOnly && 'no-print'].filter(Boolean).join(' ');

function HeaderCell<Row>({ column }: { column: Column<Row> }) {
  const { title, word, sort } = column;
  return (
    <th scope="col" className={classOf(column)} {...(sort && { 'aria-sort': sort.direction ?? 'none' })}>
      {sort ? (
        <>
          <button type="button" className="sort-button no-print" onClick={sort.toggle}>
            {title}
            <span aria-hidden="true" className={`sort-mark sort-${sort.direction ?? 'none'}`} />
          </button>
          {/* A button is not repeated with the header on the next sheet. */}
          <span className="only-print">{title}</span>
        </>
      ) : title === '' ? (
        <span className="unseen">{word}</span>
      ) : (
        title
      )}
    </th>
  );
}

interface BodyRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly isCurrent: boolean;
  readonly currentRow: RefObject<HTMLTableRowElement | null>;
  readonly latestOpen: RefObject<((row: Row) => void) | undefined>;
}

function PlainRow<Row>({ row, columns, isCurrent, currentRow, latestOpen }: BodyRowProps<Row>) {
  return (
    <tr
      ref={isCurrent ? currentRow : null}
      className={isCurrent ? 'data-table-current' : undefined}
      aria-current={isCurrent ? 'true' : undefined}
      tabIndex={isCurrent ? -1 : undefined}
      onDoubleClick={() => latestOpen.current?.(row)}
    >
      {columns.map((column) => (
        <BodyCell key={column.key} column={column} row={row} />
      ))}
    </tr>
  );
}

/** While an answer is on its way its page is rendered several times over, and of two hundred rows none has changed. */
const BodyRow = memo(
  PlainRow,
  (before, after) =>
    before.row === after.row &&
    before.isCurrent === after.isCurrent &&
    before.columns.length === after.columns.length &&
    before.columns.every(({ key, cell }, at) => key === after.columns[at]?.key && cell === after.columns[at].cell),
) as typeof PlainRow;

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const className = classOf(column);
  if (column.names)
    return (
      <th scope="row" className={className}>
        {column.cell(row)}
      </th>
    );
  return <td className={className}>{column.cell(row)}</td>;
}
