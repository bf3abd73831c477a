import type { Migration } from '@bofu/read-model';
/** Of every secret only its SHA-256 is kept, of a password its argon2id. The log is added to and never changed. */
export const signInTables: Migration = {
  name: 'SignInTables1764000005000',
  up: async (sql) => {
    await sql.query('create schema if not exists sign_in');
    await sql.query(`
      create table sign_in.account (
        account_id     uuid primary key,
        person_id      uuid not null unique,
        login          text not null unique,
        password_hash  text,
        created_at     timestamptz not null,
        disabled_at    timestamptz,
        last_signed_in text
      )`);
    await sql.query(`
      create table sign_in.session (
        session_id   uuid primary key,
        token_digest bytea not null unique,
        account_id   uuid not null references sign_in.account,
        opened_at    timestamptz not null,
        seen_at      timestamptz not null,
        ended_at     timestamptz,
        ended_why    text
      )`);
    await sql.query('create index on sign_in.session (account_id) where ended_at is null');
    await sql.query(`
      create table sign_in.device (
        token_digest bytea primary key,
        account_id   uuid not null references sign_in.account,
        issued_at    timestamptz not null
      )`);
    await sql.query(`
      create table sign_in.attempt (
        attempt_id   bigint generated always as identity primary key,
        login_digest bytea not null,
        source       text not null,
        at           timestamptz not null
      )`);
    await sql.query('create index on sign_in.attempt (login_digest, at)');
    await sql.query('create index on sign_in.attempt (source, at)');
    await sql.query(`
      create table sign_in.one_time_link (
        token_digest bytea primary key,
        account_id   uuid references sign_in.account,
        round        uuid,
        place        smallint,
        issued_at    timestamptz not null,
        expires_at   timestamptz not null,
        used_at      timestamptz,
        check ((account_id is null) = (round is not null and place is not null))
      )`);
    await sql.query(`
      create table sign_in.service_token (
        token_id     uuid primary key,
        token_digest bytea not null unique,
        person_id    uuid not null,
        issued_at    timestamptz not null,
        expires_at   timestamptz not null,
        revoked_at   timestamptz
      )`);
    await sql.query(`
      create table sign_in.log (
        n             bigint primary key,
        at            text not null,
        kind          text not null,
        person_id     uuid,
        by_person_id  uuid,
        source        text not null,
        detail        text,
        previous_hash text not null,
        hash          text not null
      )`);
    await sql.query('create index on sign_in.log (at)');
    await sql.query(`
      create function sign_in.refuse_change() returns trigger language plpgsql as
      $$ begin raise exception 'the sign-in log is added to, never changed'; end $$`);
    await sql.query(`
      create trigger added_to_only before update or delete or truncate on sign_in.log
      for each statement execute function sign_in.refuse_change()`);
  },
};
