import type { Sql } from './database';

/** One cell that is not what the events make it; values as text, as Postgres writes them in JSON. */
export interface CellDifference {
  readonly table: string;
  /** The primary key of the row; empty where the table has none. */
  readonly key: Readonly<Record<string, string | null>>;
  /** `null` where the whole row stands on one side only, which the values then show. */
  readonly column: string | null;
  readonly live: string | null;
  readonly rebuilt: string | null;
}

export interface ComparedTables {
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly differingRows: number;
  readonly found: readonly CellDifference[];
}

/** Rows told of in one table: one changed cell needs one, and a million different ones need no more. */
const MOST_TOLD = 20;

type Cells = Readonly<Record<string, string | null>>;
interface DifferingRow {
  readonly total: string;
  readonly live: Cells | null;
  readonly rebuilt: Cells | null;
}

/** Holds all tables of two schemas against each other: every row and every column, in whatever order they lie. */
export async function compareTables(sql: Sql, live: string, rebuilt: string): Promise<ComparedTables> {
  const tables: { table: string; rows: number }[] = [];
  const found: CellDifference[] = [];
  let differingRows = 0;
  const [ours, theirs] = [await tablesOf(sql, live), await tablesOf(sql, rebuilt)];
  for (const table of new Set([...ours, ...theirs])) {
    if (!ours.includes(table) || !theirs.includes(table)) {
      differingRows += 1;
      const existing = `table ${table}`;
      const [here, there] = [ours.includes(table) ? existing : null, theirs.includes(table) ? existing : null];
      found.push({ table, key: {}, column: null, live: here, rebuilt: there });
      continue;
    }
    const key = await primaryKeyOf(sql, rebuilt, table);
    const rows = await sql.query<DifferingRow[]>(differingRowsOf(live, rebuilt, table, key));
    differingRows += Number(rows[0]?.total ?? 0);
    found.push(...rows.flatMap((row) => differencesIn(table, key, row)));
    const [here, there] = [await rowsIn(sql, live, table), await rowsIn(sql, rebuilt, table)];
    tables.push({ table, rows: here });
    // A key that no longer holds lets the same row stand there twice, and each of them finds its twin.
    if (here !== there && rows.length === 0) {
      differingRows += Math.abs(here - there);
      found.push({ table, key: {}, column: null, live: `${here} rows`, rebuilt: `${there} rows` });
    }
  }
  return { tables, differingRows, found };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** All but the one that says how far the rows have come: it goes with the checkpoint, not with the events. */
async function tablesOf(sql: Sql, schema: string): Promise<string[]> {
  const rows = await sql.query<{ name: string }[]>(
    `select tablename as name from pg_catalog.pg_tables where schemaname = $1 and tablename <> 'applied' order by tablename`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

async function rowsIn(sql: Sql, schema: string, table: string): Promise<number> {
  const [counted] = await sql.query<{ rows: string }[]>(`select count(*) as rows from ${schema}.${quoted(table)}`);
  return Number(counted?.rows);
}

async function primaryKeyOf(sql: Sql, schema: string, table: string): Promise<string[]> {
  const rows = await sql.query<{ name: string }[]>(
    `select a.attname::text as name from pg_catalog.pg_index i
     join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indisprimary and i.indrelid = ($1::text || '.' || quote_ident($2))::regclass
     order by array_position(i.indkey::int2[], a.attnum)`,
    [schema, table],
  );
  return rows.map(({ name }) => name);
}

const cells = (row: string): string => `(select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(${row})))`;

/**
 * By the primary key where there is one, so that a changed cell shows as one row with two values. Without one, rows are
 * counted by their whole text: equal rows may stand there more than once, and on both sides as often.
 */
function differingRowsOf(live: string, rebuilt: string, table: string, key: readonly string[]): string {
  const [liveTable, rebuiltTable] = [`${live}.${quoted(table)}`, `${rebuilt}.${quoted(table)}`];
  if (key.length > 0) {
    const same = key.map((column) => `live_row.${quoted(column)} = rebuilt_row.${quoted(column)}`).join(' and ');
    return `
      select total, ${cells('live_row')} as live, ${cells('rebuilt_row')} as rebuilt from (
        select live_row, rebuilt_row, count(*) over () as total
        from ${liveTable} live_row full join ${rebuiltTable} rebuilt_row on ${same}
        where live_row::text is distinct from rebuilt_row::text
        limit ${MOST_TOLD}
      ) differing`;
  }
  return `
    select count(*) over () as total,
      case when sum(side) > 0 then jsonb_build_object('', row) end as live,
      case when sum(side) < 0 then jsonb_build_object('', row) end as rebuilt
    from (
      select live_row::text as row, 1 as side from ${liveTable} live_row
      union all select rebuilt_row::text, -1 from ${rebuiltTable} rebuilt_row
    ) sides group by row having sum(side) <> 0 limit ${MOST_TOLD}`;
}

function differencesIn(table: string, key: readonly string[], { live, rebuilt }: DifferingRow): CellDifference[] {
  const row = live ?? rebuilt ?? {};
  const named = Object.fromEntries(key.map((column) => [column, row[column] ?? null]));
  if (live === null || rebuilt === null) {
    const whole = (side: Cells | null): string | null => side && (side[''] ?? JSON.stringify(side));
    return [{ table, key: named, column: null, live: whole(live), rebuilt: whole(rebuilt) }];
  }
  return [...new Set([...Object.keys(rebuilt), ...Object.keys(live)])]
    .filter((column) => live[column] !== rebuilt[column])
    .map((column) => ({
      table,
      key: named,
      column,
      live: live[column] ?? null,
      rebuilt: rebuilt[column] ?? null,
    }));
}
