import type { Migration } from '@bofu/read-model';

/**
 * 通知: where people get mail, which programs are told, and what has still to go out. No event names an address, so this
 * lies in the durable database, in a schema of its own.
 */
export const noticeTables: Migration = {
  name: 'NoticeTables1764000041000',
  up: async (sql) => {
    await sql.query('create schema if not exists notice');
    await sql.query(`
      create table notice.message (
        message_id    uuid primary key,
        channel       text not null check (channel in ('mail', 'webhook')),
        recipient     text collate "C" not null,
        content       jsonb not null,
        made_at       timestamptz not null,
        due_at        timestamptz not null,
        tries         int not null default 0,
        claimed_until timestamptz,
        last_error    text,
        settled_at    timestamptz,
        outcome       text check (outcome in ('sent', 'given-up', 'nothing-to-say')),
        check ((settled_at is null) = (outcome is null))
      )`);
    await sql.query('create index on notice.message (due_at) where settled_at is null');
    await sql.query('create index on notice.message (made_at)');
    await sql.query('create table notice.progress (source text primary key, reached text)');
    await sql.query(`
      create table notice.mail_address (
        person_id     text collate "C" primary key,
        address       text,
        confirmed_at  timestamptz,
        pending       text,
        pending_until timestamptz,
        token_digest  bytea unique
      )`);
    await sql.query(`
      create table notice.endpoint (
        endpoint_id     uuid primary key,
        name            text not null,
        url             text not null,
        secret          text not null,
        previous_secret text,
        previous_until  timestamptz,
        registered_by   text collate "C" not null,
        registered_at   timestamptz not null,
        ended_at        timestamptz
      )`);
  },
};
