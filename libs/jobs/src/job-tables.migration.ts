import type { Migration } from '@bofu/read-model';
/** What runs need beside the events: which effects have happened, and how far each job has come. */
export const jobTables: Migration = {
  name: 'JobTables1764000002000',
  up: async (sql) => {
    await sql.query('create schema if not exists jobs');
    await sql.query(`
      create table jobs.job_inbox (
        job_id     uuid not null,
        key        text not null,
        done_at    timestamptz not null default clock_timestamp(),
        primary key (job_id, key)
      )`);
    await sql.query(`
      create unlogged table jobs.job_progress (
        job_id     uuid primary key,
        phase      text not null,
        done       bigint not null,
        total      bigint,
        unit       text not null,
        updated_at timestamptz not null default clock_timestamp()
      )`);
  },
};
