import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStore, type CommandContext, type EventStore } from '@bofu/event-store';
import { type Database, openReadModel, ProjectionRunner } from '@bofu/read-model';
import { SOMEBODY } from '@bofu/testing';
import type { DailyJob } from '../src/daily-job';
import type { JobKind } from '../src/job-kind';
import { findJob, type JobRow } from '../src/job-list/job-list.query';
import { jobListProjection } from '../src/job-list/job-list.projection';
import { jobTables } from '../src/job-tables.migration';
import { Jobs } from '../src/jobs';
import type { QueueChoice, QueueTiming } from '../src/queue/queue-choice';

/** Everything soon: a test waits for what happens and not for the clock. */
export const SOON: QueueTiming = {
  concurrency: 4,
  attempts: 3,
  backoffMs: 20,
  lockMs: 1_500,
  stalledMs: 500,
  mostStalls: 5,
  sweepMs: 300,
  cancelledMs: 100,
  closeMs: 3_000,
  openMs: 5_000,
};

/** Whose jobs they are. */
export const AGENCY = 'agency-1';

/** As much of an installation as jobs need: a store, read models, the list of jobs, and jobs. */
export interface JobOffice {
  readonly store: EventStore;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly log: readonly string[];
  /** The row once it is as wanted. */
  until(jobId: string, wanted: (job: JobRow) => boolean): Promise<JobRow>;
  close(): Promise<void>;
}

export interface JobOfficeOptions {
  readonly databaseUrl: string;
  readonly queue: QueueChoice;
  readonly kinds: readonly JobKind[];
  readonly daily?: readonly DailyJob[];
  readonly timing?: Partial<QueueTiming>;
  readonly now?: () => string;
  readonly resultsDir?: string;
  readonly mayStill?: () => boolean;
  readonly migrations?: readonly (new () => object)[];
}

export async function openJobOffice(options: JobOfficeOptions): Promise<JobOffice> {
  const { databaseUrl, queue, kinds, daily, timing } = options;
  const resultsDir = options.resultsDir ?? mkdtempSync(join(tmpdir(), 'bofu-results-'));
  const log: string[] = [];
  const database = await openReadModel({ url: databaseUrl, migrations: [jobTables], poolSize: 10 });
  const store = await openEventStore({ kind: 'postgres', url: databaseUrl });
  const projections = new ProjectionRunner(store, database, [jobListProjection], { leaseMs: 1_000 });
  await projections.start();
  const jobs = new Jobs({
    store,
    database,
    queue,
    resultsDir,
    agencies: () => [AGENCY],
    actingFor: () => ({ ...SOMEBODY, personId: 'service', post: 'service' }),
    ...(options.mayStill && { mayStill: options.mayStill }),
    now: options.now ?? (() => '2021-10-29T09:00:00.000+08:00'),
    log: (message) => log.push(message),
    inWords: ({ code }) => `未办理：${code}`,
    timing: { ...SOON, ...timing },
  });
  jobs.register(kinds, daily);
  return {
    store,
    database,
    jobs,
    log,
    until: async (jobId, wanted) => {
      for (;;) {
        const job = await findJob(database, jobId, null).catch(() => null);
        if (job && wanted(job)) return job;
        await sleep(30);
      }
    },
    close: async () => {
      await jobs.stop();
      await projections.stop();
      await store.close();
      await database.close();
      if (options.resultsDir === undefined) rmSync(resultsDir, { recursive: true, force: true });
    },
  };
}

export const byClerk = (): CommandContext => ({
  commandId: randomUUID(),
  agencyId: AGENCY,
  by: { ...SOMEBODY, personId: 'clerk' },
  recordedAt: '2021-10-29T09:00:00.000+08:00',
});
