import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@bofu/read-model';
import type { JobProgress } from './job-kind';

const PAUSE_MS = 300;

/**
 * Writes a job's progress into its row, one statement at a time and not more than a few a second; in between only the
 * latest is kept. Not being able to say how far one has come is no reason to stop.
 */
export function noteProgress(database: Database, jobId: string) {
  const over = new AbortController();
  let latest: JobProgress | null = null;
  let writing: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    while (latest !== null) {
      const { phase, done, total, unit } = latest;
      latest = null;
      await database
        .query(
          `insert into jobs.job_progress (job_id, phase, done, total, unit) values ($1, $2, $3, $4, $5)
           on conflict (job_id) do update set phase = excluded.phase, done = excluded.done, total = excluded.total,
             unit = excluded.unit, updated_at = clock_timestamp()`,
          [jobId, phase, done, total, unit],
        )
        .catch(() => undefined);
      await sleep(PAUSE_MS, undefined, { signal: over.signal }).catch(() => undefined);
    }
    writing = null;
  };

  return {
    note: (progress: JobProgress): void => {
      if (over.signal.aborted) return;
      latest = progress;
      writing ??= write();
    },
    /** Nothing is written any more: the row is about to be removed. */
    settled: async (): Promise<void> => {
      latest = null;
      over.abort();
      await writing;
    },
  };
}
