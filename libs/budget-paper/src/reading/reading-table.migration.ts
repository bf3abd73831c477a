import type { Migration } from '@bofu/read-model';

/**
 * What a published file was read as, before anything of it is submitted. No event, and nothing that events could make
 * again, so it lies in the durable database; the file itself is not kept.
 */
export const paperReadingTable: Migration = {
  name: 'PaperReadingTable1796000001000',
  up: async (sql) => {
    await sql.query('create schema if not exists paper_reading');
    await sql.query(`
      create table paper_reading.reading (
        agency_id text collate "C" not null,
        digest    text collate "C" not null,
        file_name text not null,
        read_by   text not null,
        read_at   text not null,
        read      jsonb not null,
        primary key (agency_id, digest)
      )`);
  },
};
