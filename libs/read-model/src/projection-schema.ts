import type { DataSource, EntityManager } from 'typeorm';
import type { Projection } from './projection';

/** Creates the tables of a projection that was never here. Two processes may try at once: one does, one waits. */
export const createIfAbsent = (database: DataSource, projection: Projection): Promise<void> =>
  database.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock(hashtext($1))', [`projection ${projection.name}`]);
    const [inserted] = await sql.query<object[]>(
      `insert into read_model.projection_checkpoint (name, version, state) values ($1, $2, 'running')
       on conflict (name) do nothing returning name`,
      [projection.name, projection.version],
    );
    if (!inserted) return;
    await createTables(sql, projection, projection.name);
    await createReadersIndexes(sql, projection, projection.name);
  });

export async function createTables(sql: EntityManager, projection: Projection, schema: string): Promise<void> {
  await sql.query(`create schema ${schema}`);
  await sql.query(`set local search_path to ${schema}`);
  await sql.query(projection.schemaSql);
}

export async function createReadersIndexes(
  sql: EntityManager,
  { readersIndexSql }: Projection,
  schema: string,
): Promise<void> {
  if (readersIndexSql === undefined) return;
  await sql.query(`set local search_path to ${schema}`);
  await sql.query(readersIndexSql);
}
