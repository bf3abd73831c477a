import { useEffect, useId, useRef, type ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Amounts stand on the right, so that digits of one weight stand below each other. */
  readonly align?: 'right' | 'center';
  readonly width?: number;
  /** The column that names the row; stays in sight when the table is moved sideways. */
  readonly names?: boolean;
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
}

/**
 * A plain table: a caption in sight, a header and a total that stay in sight, a name column that does not scroll away.
 * It shows the rows it is given; more than a screen reads is paged by whoever gives them.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, current = null, onOpen, totalLabel, empty, tall } = props;
  const captionId = useId();
  const currentRow = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    currentRow.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <div
      className={tall ? 'data-table data-table-tall' : 'data-table'}
      role="region"
      aria-labelledby={captionId}
      tabIndex={0}
    >
      <table>
        <caption id={captionId}>{caption}</caption>
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} {...(width !== undefined && { width })} />
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
          {rows.map((row) => {
            const key = keyOf(row);
            const isCurrent = key === current;
            return (
              <tr
                key={key}
                ref={isCurrent ? currentRow : null}
                className={isCurrent ? 'data-table-current' : undefined}
                aria-current={isCurrent ? 'true' : undefined}
                onDoubleClick={onOpen && (() => onOpen(row))}
              >
                {columns.map((column) => (
                  <BodyCell key={column.key} column={column} row={row} />
                ))}
              </tr>
            );
          })}
        </tbody>
        {totalLabel !== undefined && rows.length > 0 && (
          <tfoot>
            <tr>
              {columns.map(({ key, names, align, total }) =>
                names ? (
                  <th key={key} scope="row" className="data-table-name">
                    {totalLabel}
                  </th>
                ) : (
                  <td key={key} className={align && `align-${align}`}>
                    {total}
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

function HeaderCell<Row>({ column: { title, align, names, sort } }: { column: Column<Row> }) {
  const className = [align && `align-${align}`, names && 'data-table-name'].filter(Boolean).join(' ');
  return (
    <th scope="col" className={className} {...(sort && { 'aria-sort': sort.direction ?? 'none' })}>
      {sort ? (
        <button type="button" className="sort-button" onClick={sort.toggle}>
          {title}
          <span aria-hidden="true" className={`sort-mark sort-${sort.direction ?? 'none'}`} />
        </button>
      ) : (
        title
      )}
    </th>
  );
}

function BodyCell<Row>({ column: { cell, align, names }, row }: { column: Column<Row>; row: Row }) {
  if (names)
    return (
      <th scope="row" className="data-table-name">
        {cell(row)}
      </th>
    );
  return <td className={align && `align-${align}`}>{cell(row)}</td>;
}
