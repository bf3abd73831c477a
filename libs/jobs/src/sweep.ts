import { randomUUID } from 'node:crypto';
import { runDecision } from '@bofu/event-store';
import { jobAggregate } from './job-aggregate';
import { unfinishedJobs } from './job-list/job-list.query';
import type { JobQueueClient } from './queue/bullmq-classes';
import { contextOf, type RunJobParts } from './run-job';

const AT_ONCE = 500;
const STALLED_TOO_OFTEN = /stalled more than allowable limit/;

/**
 * Puts every job that is on record and has not ended back into the queue; one the queue still has is left alone by the
 * queue itself. What the queue has given up on is taken out first: tried anew, or recorded as failed where it took its
 * worker down with it too often.
 */
export async function sweep(
  parts: Pick<RunJobParts, 'store' | 'database' | 'now' | 'actingFor'>,
  queue: JobQueueClient,
  put: (jobIds: readonly string[]) => Promise<void>,
): Promise<void> {
  for (const job of await queue.getFailed(0, AT_ONCE - 1)) {
    if (job.id === undefined) continue;
    if (STALLED_TOO_OFTEN.test(job.failedReason ?? '')) await recordAsFailed(parts, job.id);
    await job.remove();
  }
  for (let after: string | null = null; ;) {
    const unfinished: { jobId: string; firstPosition: string }[] = await unfinishedJobs(parts.database, after, AT_ONCE);
    if (unfinished.length > 0) await put(unfinished.map(({ jobId }) => jobId));
    if (unfinished.length < AT_ONCE) return;
    after = unfinished.at(-1)?.firstPosition ?? null;
  }
}

async function recordAsFailed(parts: Pick<RunJobParts, 'store' | 'now' | 'actingFor'>, jobId: string): Promise<void> {
  const { store } = parts;
  const { events } = await store.readStream(jobAggregate(jobId).stream, { limit: 1 });
  const [requested] = events;
  if (!requested) return;
  const context = contextOf(parts, { jobId, agencyId: requested.agency }, `stalled ${randomUUID()}`);
  await runDecision(store, context, jobAggregate(jobId), {
    type: 'fail-job',
    reason: '执行时进程多次中断，已不再重试',
  });
}
