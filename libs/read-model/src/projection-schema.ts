import type { Database, Sql } from './database';
import type { Projection } from './projection';

/**
 * Creates the tables of a projection that was never here. Two processes may try at once: one does, one waits. Tables
 * whose checkpoint is lost are left to be read until a rebuild, which version 0 asks for, has put new ones in their place.
 */
export const createIfAbsent = (database: Database, projection: Projection): Promise<void> =>
  database.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock(hashtext($1))', [`projection ${projection.name}`]);
    const [inserted] = await sql.query<{ orphaned: boolean }[]>(
      `insert into read_model.projection_checkpoint (name, version, state)
       select $1, case when to_regnamespace($1) is null then $2::int else 0 end, 'running'
       on conflict (name) do nothing returning version = 0 as orphaned`,
      [projection.name, projection.version],
    );
    if (!inserted || inserted.orphaned) return;
    await createTables(sql, projection, projection.name);
    await createReadersIndexes(sql, projection, projection.name);
  });

/** How far the rows have come, kept among them: it goes where they go, and a checkpoint elsewhere does not fit it. */
const APPLIED_SQL = `
  create table applied (one boolean primary key default true check (one), position text collate "C");
  insert into applied default values`;

export async function createTables(sql: Sql, projection: Projection, schema: string): Promise<void> {
  await sql.query(`create schema ${schema}`);
  await sql.query(`set local search_path to ${schema}`);
  await sql.query(projection.schemaSql);
  await sql.query(APPLIED_SQL);
}

export async function createReadersIndexes(sql: Sql, { readersIndexSql }: Projection, schema: string): Promise<void> {
  if (readersIndexSql === undefined) return;
  await sql.query(`set local search_path to ${schema}`);
  await sql.query(readersIndexSql);
}
