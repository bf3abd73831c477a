import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs need beside the events: which effects have happened, and how far each job has come. */
export class JobTables1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema if not exists jobs');
    await runner.query(`
      create table jobs.job_inbox (
        job_id     uuid not null,
        key        text not null,
        done_at    timestamptz not null default clock_timestamp(),
        primary key (job_id, key)
      )`);
    await runner.query(`
      create unlogged table jobs.job_progress (
        job_id     uuid primary key,
        phase      text not null,
        done       bigint not null,
        total      bigint,
        unit       text not null,
        updated_at timestamptz not null default clock_timestamp()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema jobs cascade');
  }
}
