import type { Migration } from '@bofu/read-model';

/**
 * One row a command: its id follows from agency, person, method, route and key. `attempt` counts take-overs, so that whoever was
 * given up for dead can no longer write; `status` is null while the command is being carried out.
 */
export const idempotencyKeyTable: Migration = {
  name: 'IdempotencyKeyTable1764000000000',
  up: async (sql) => {
    await sql.query('create schema if not exists http');
    await sql.query(`
      create table http.idempotency_key (
        command_id  uuid primary key,
        actor       text not null,
        operation   text not null,
        fingerprint text not null,
        attempt     integer not null,
        started_at  timestamptz not null default now(),
        status      smallint,
        headers     jsonb,
        body        text
      )`);
  },
};

/** Whose claim it is: the number of an advisory lock that the claiming process holds for as long as it lives. */
export const idempotencyClaimant: Migration = {
  name: 'IdempotencyClaimant1764000003000',
  up: async (sql) => {
    await sql.query('alter table http.idempotency_key add claimant bigint not null default 0');
    await sql.query('create index on http.idempotency_key (started_at)');
  },
};
