import type { Migration } from '@bofu/read-model';

/**
 * Which agency has sent which file. An event names a file only where it was sent for its agency, so that nobody comes
 * to another's file by its digest; and what no event names after a day is swept away.
 */
export const sentFileTable: Migration = {
  name: 'SentFileTable1764000011000',
  up: async (sql) => {
    await sql.query('create schema if not exists sent_file');
    await sql.query(`
      create table sent_file.sent_file (
        digest     text collate "C" not null,
        agency_id  text collate "C" not null,
        size       bigint not null,
        media_type text not null,
        sent_at    timestamptz not null,
        is_named   boolean not null default false,
        primary key (digest, agency_id)
      )`);
    await sql.query('create index on sent_file.sent_file (agency_id, sent_at) where not is_named');
  },
};
