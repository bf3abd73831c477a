import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One row a command: its id follows from actor, method, route and key. `attempt` counts take-overs, so that whoever was
 * given up for dead can no longer write; `status` is null while the command is being carried out.
 */
export class IdempotencyKeyTable1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema if not exists http');
    await runner.query(`
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
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table http.idempotency_key');
  }
}
