import type { Migration } from './database';
/** Positions are compared byte by byte, whatever the database's own collation. */
export const readModelTables: Migration = {
  name: 'ReadModelTables1764000001000',
  up: async (sql) => {
    await sql.query('create schema if not exists read_model');
    await sql.query(`
      create table read_model.projection_checkpoint (
        name       text primary key,
        version    int not null,
        position   text collate "C",
        state      text not null check (state in ('running', 'stopped', 'rebuilding')),
        error      jsonb,
        token      bigint not null default 0,
        updated_at timestamptz not null default clock_timestamp(),
        check ((state = 'stopped') = (error is not null))
      )`);
    await sql.query(`
      create table read_model.projection_lease (
        name   text primary key,
        holder text not null,
        token  bigint not null,
        until  timestamptz not null
      )`);
  },
};
