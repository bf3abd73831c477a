import type { Migration } from '@bofu/read-model';

/**
 * 视图 and 列设置: how one person likes a list. No fact about anybody's money and nothing an auditor asks of: no event, and
 * nothing that events could make again, so they lie in the durable database, in a schema of their own. The last word counts,
 * view by view.
 */
export const listSettingsTables: Migration = {
  name: 'ListSettingsTables1764000011000',
  up: async (sql) => {
    await sql.query('create schema if not exists list_settings');
    await sql.query(`
      create table list_settings.view (
        agency_id text collate "C" not null,
        person_id text collate "C" not null,
        list      text collate "C" not null,
        name      text not null,
        filters   jsonb not null,
        saved_at  text not null,
        primary key (agency_id, person_id, list, name)
      )`);
    await sql.query(`
      create table list_settings.columns (
        agency_id text collate "C" not null,
        person_id text collate "C" not null,
        list      text collate "C" not null,
        hidden    jsonb not null,
        primary key (agency_id, person_id, list)
      )`);
  },
};
