import { createPostgresBackend, Queue, withBackend, Worker } from 'bullmq';
import type { QueueChoice, QueueTiming } from './queue-choice';

/** Both kinds of queue, as far as they are used here, under one type. */
export type WakeUp = { readonly tick?: string };
export type JobQueueClient = Queue<WakeUp>;
export type JobWorkerClient = Worker<WakeUp>;
export type Processor = (
  job: {
    readonly id?: string | undefined;
    readonly data: WakeUp;
    readonly attemptsMade: number;
    readonly opts: { readonly attempts?: number };
  },
  token?: string,
  signal?: AbortSignal,
) => Promise<void>;

export interface QueueClasses {
  queue(): JobQueueClient;
  worker(processor: Processor): JobWorkerClient;
}

/** The queue's name in Redis and in its tables; no colon may be in it. */
export const QUEUE_NAME = 'bofu-jobs';
/** Its tables' schema, beside those of the read models. */
export const QUEUE_SCHEMA = 'job_queue';

/** Bound to their backend here and not process-wide, so that one process, or one test, can have both. */
export function queueClasses(choice: QueueChoice, timing: QueueTiming): QueueClasses {
  const workerOptions = {
    // Run is called once it is ready: a worker that starts by itself on a server that is away stays dead without a word.
    autorun: false,
    concurrency: timing.concurrency,
    lockDuration: timing.lockMs,
    stalledInterval: timing.stalledMs,
    maxStalledCount: timing.mostStalls,
    runRetryDelay: 1_000,
    drainDelay: 5,
  };
  if (choice.kind === 'redis') {
    const connection = { url: choice.url, maxRetriesPerRequest: null };
    return {
      queue: () => new Queue<WakeUp>(QUEUE_NAME, { connection }),
      worker: (processor) => new Worker<WakeUp>(QUEUE_NAME, processor, { connection, ...workerOptions }),
    };
  }
  const classes = withBackend(createPostgresBackend);
  const connection = { connectionString: choice.url, schema: QUEUE_SCHEMA, max: 2, application_name: 'bofu job queue' };
  return {
    // Its own tables are brought up to date by the queue, which is opened before any worker: a worker on tables that
    // are not there spins without end.
    queue: () =>
      new classes.Queue<WakeUp>(QUEUE_NAME, {
        connection: { ...connection, migrate: true },
      }) as unknown as JobQueueClient,
    worker: (processor) =>
      new classes.Worker<WakeUp>(QUEUE_NAME, processor, { connection, ...workerOptions }) as unknown as JobWorkerClient,
  };
}
