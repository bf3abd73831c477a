import { setTimeout as sleep } from 'node:timers/promises';
import type { DailyJob } from './daily-job';
import { queueClasses, type JobQueueClient, type JobWorkerClient } from './queue/bullmq-classes';
import { requireDurableRedis } from './queue/durable-redis';
import { closeWithin, openWhenReachable, within } from './queue/open-when-reachable';
import type { QueueChoice, QueueTiming } from './queue/queue-choice';
import { QueueUnsafe, type Complaints } from './queue/queue-errors';
import { runJob, type RunJobParts } from './run-job';
import { sweep } from './sweep';

export interface RunningQueueParts extends Omit<RunJobParts, 'cancelledMs'> {
  readonly queue: QueueChoice;
  readonly timing: QueueTiming;
  readonly complaints: Complaints;
  readonly stopping: AbortSignal;
  readonly daily: readonly DailyJob[];
  readonly requestDue: (daily: DailyJob) => Promise<unknown>;
  readonly work: boolean;
}

export interface RunningQueue {
  /** Puts in what the queue does not have. */
  put(jobIds: readonly string[]): Promise<void>;
  /** Throws where it does not. */
  answers(withinMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens the queue once its server answers and may be trusted; with `work`, a worker and a sweeper as well. */
export async function openRunningQueue(parts: RunningQueueParts): Promise<RunningQueue | null> {
  const { timing, complaints, stopping } = parts;
  if (!(await isSafe(parts))) return null;
  const classes = queueClasses(parts.queue, timing);
  const queue = await openWhenReachable(() => classes.queue(), complaints, timing.openMs, stopping);
  if (queue === null) return null;
  const put = (jobIds: readonly string[]) => putInto(queue, timing, jobIds);
  const answers = (withinMs: number) => within(withinMs, queue.getWaitingCount()).then(() => undefined);
  if (!parts.work) return { put, answers, close: () => closeWithin(timing.closeMs, queue) };

  const closing = new AbortController();
  const worker = await openWhenReachable(
    () => workerOf(parts, classes, closing.signal),
    complaints,
    timing.openMs,
    stopping,
  );
  if (worker === null) {
    await closeWithin(timing.closeMs, queue);
    return null;
  }
  worker.run().catch((error: unknown) => complaints.hear('后台任务停止执行', error));
  const sweeping = sweepUntil(stopping, parts, queue, put);
  return {
    put,
    answers,
    close: async () => {
      await closeWorker(worker, closing, timing.closeMs);
      await closeWithin(timing.closeMs, queue);
      await within(timing.closeMs, sweeping).catch(() => undefined);
    },
  };
}

/** Redis is asked before anything is put into it; while it does not answer, it is asked again. */
async function isSafe({ queue, complaints, stopping }: RunningQueueParts): Promise<boolean> {
  while (queue.kind === 'redis' && !stopping.aborted) {
    try {
      await requireDurableRedis(queue.url);
      break;
    } catch (error) {
      if (error instanceof QueueUnsafe) throw error;
      complaints.hear('Redis 无法连接，稍后重试', error);
      await sleep(1_000, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  return !stopping.aborted;
}

const putInto = async (queue: JobQueueClient, timing: QueueTiming, jobIds: readonly string[]): Promise<void> => {
  const opts = {
    attempts: timing.attempts,
    backoff: { type: 'exponential', delay: timing.backoffMs },
    // What ended is on record; kept here it would only keep a job from being put in again.
    removeOnComplete: true,
  };
  await queue.addBulk(jobIds.map((jobId) => ({ name: 'job', data: {}, opts: { ...opts, jobId } })));
};

function workerOf(
  parts: RunningQueueParts,
  classes: ReturnType<typeof queueClasses>,
  closing: AbortSignal,
): JobWorkerClient {
  return classes.worker(async ({ id, data, attemptsMade, opts }, _token, lost) => {
    const daily = parts.daily.find(({ kind }) => kind === data.tick);
    if (daily) await parts.requestDue(daily);
    if (data.tick !== undefined || id === undefined) return;
    const isLast = attemptsMade + 1 >= (opts.attempts ?? 1);
    const running = runJob({ ...parts, cancelledMs: parts.timing.cancelledMs }, { jobId: id, isLast, lost, closing });
    await unlessCutShort(running, closing);
  });
}

/** A handler that does not heed the signal must not keep its job from the next process: it is given back. */
async function unlessCutShort(running: Promise<void>, closing: AbortSignal): Promise<void> {
  let stop: () => void = () => undefined;
  const cutShort = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('the process is to end'));
    closing.addEventListener('abort', stop);
  });
  try {
    await Promise.race([running, cutShort]);
  } finally {
    closing.removeEventListener('abort', stop);
  }
}

/** At once and then again and again: a queue that was emptied has its work back, and its daily hours. */
async function sweepUntil(
  stopping: AbortSignal,
  parts: RunningQueueParts,
  queue: JobQueueClient,
  put: RunningQueue['put'],
): Promise<void> {
  while (!stopping.aborted) {
    try {
      for (const daily of parts.daily) {
        const pattern = `0 0 ${daily.hour} * * *`;
        await queue.upsertJobScheduler(
          `daily-${daily.kind}`,
          { pattern, tz: 'Asia/Shanghai' },
          {
            name: 'tick',
            data: { tick: daily.kind },
            opts: { removeOnComplete: true, removeOnFail: true },
          },
        );
        // The hour may have passed while nothing was running.
        await parts.requestDue(daily);
      }
      await sweep(parts, queue, put);
    } catch (error) {
      parts.complaints.hear('检查未完成的后台任务时出错', error);
    }
    await sleep(parts.timing.sweepMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** Takes no more jobs and lets those under way end; then asks them to stop; then leaves them to the next process. */
async function closeWorker(worker: JobWorkerClient, closing: AbortController, closeMs: number): Promise<void> {
  const closed = worker.close();
  await within(closeMs / 2, closed).catch(() => undefined);
  closing.abort();
  await within(closeMs / 2, closed).catch(() => undefined);
}
