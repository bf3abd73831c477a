import type { Database, Migration } from './database';

/**
 * One row, written to see whether the database takes writes. It fills a page by itself, so that writing it asks the disk
 * for room as an append does.
 */
const heartbeatIn = (schema: string, name: string): Migration => ({
  name,
  up: async (sql) => {
    await sql.query(`
      create table ${schema}.heartbeat (
        one    boolean primary key default true check (one),
        at     timestamptz not null,
        filler text not null
      )`);
    await sql.query(`alter table ${schema}.heartbeat alter filler set storage plain`);
  },
});

export const heartbeatTable = heartbeatIn('read_model', 'HeartbeatTable1764000004000');

/** Of the database of accounts and sessions, which may be another one. */
export const signInHeartbeatTable = heartbeatIn('sign_in', 'SignInHeartbeatTable1764000006000');

/** Throws what the database refuses the write with. */
export const beat = (database: Database, schema: 'read_model' | 'sign_in' = 'read_model'): Promise<unknown> =>
  database.query(
    `insert into ${schema}.heartbeat (at, filler) values (clock_timestamp(), repeat(' ', 7000))
     on conflict (one) do update set at = excluded.at`,
  );
