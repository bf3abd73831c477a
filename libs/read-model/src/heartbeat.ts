import type { Database, Migration } from './database';
/**
 * One row, written to see whether the database takes writes. It fills a page by itself, so that writing it asks the disk
 * for room as an append does.
 */
export const heartbeatTable: Migration = {
  name: 'HeartbeatTable1764000004000',
  up: async (sql) => {
    await sql.query(`
      create table read_model.heartbeat (
        one    boolean primary key default true check (one),
        at     timestamptz not null,
        filler text not null
      )`);
    await sql.query('alter table read_model.heartbeat alter filler set storage plain');
  },
};

/** Throws what the database refuses the write with. */
export const beat = (database: Database): Promise<unknown> =>
  database.query(
    `insert into read_model.heartbeat (at, filler) values (clock_timestamp(), repeat(' ', 7000))
     on conflict (one) do update set at = excluded.at`,
  );
