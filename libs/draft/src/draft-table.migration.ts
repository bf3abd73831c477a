import type { Migration } from '@bofu/read-model';

/**
 * 草稿: what somebody has typed and not submitted. No event, and nothing that events could make again, so it lies in the
 * durable database, in a schema of its own.
 */
export const draftTable: Migration = {
  name: 'DraftTable1764000009000',
  up: async (sql) => {
    await sql.query('create schema if not exists draft');
    await sql.query(`
      create table draft.draft (
        draft_id    uuid primary key,
        agency_id   text collate "C" not null,
        person_id   text collate "C" not null,
        form        text not null,
        fiscal_year int not null,
        subject     text not null,
        title       text not null,
        entered     jsonb not null,
        began_at    text not null,
        saved_at    text not null
      )`);
    await sql.query('create index on draft.draft (agency_id, saved_at)');
  },
};
