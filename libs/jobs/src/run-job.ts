import { randomUUID } from 'node:crypto';
import { derivedId, runDecision, type CommandContext, type EventStore } from '@bofu/event-store';
import { fold, Refusal, type By } from '@bofu/kernel';
import type { Database } from '@bofu/read-model';
import type { JobCommand } from './domain/job';
import { throughInbox } from './inbox';
import { jobAggregate } from './job-aggregate';
import { JobCannotSucceed, type JobKind, type JobRun } from './job-kind';
import { noteProgress } from './note-progress';
import type { ResultFiles } from './result-files';

export interface RunJobParts {
  readonly store: EventStore;
  /** Who does what an agency's jobs do: a service of its own. */
  readonly actingFor: (agencyId: string) => By;
  /** Whether whoever requested it could request it now. Not given: everybody could. */
  readonly mayStill?: ((by: By, agencyId: string) => boolean) | undefined;
  readonly database: Database;
  readonly kinds: ReadonlyMap<string, JobKind>;
  readonly files: ResultFiles;
  /** 登记时点. */
  readonly now: () => string;
  /** The Chinese sentence of a refusal. */
  readonly inWords: (refusal: Refusal) => string;
  readonly log: (message: string) => void;
  readonly cancelledMs: number;
}

export interface Delivery {
  readonly jobId: string;
  /** When it fails this time, it has failed. */
  readonly isLast: boolean;
  /** The right to run it was lost. */
  readonly lost: AbortSignal | undefined;
  /** The process is to end: what is cut short now is for the next, and nobody's failure. */
  readonly closing: AbortSignal;
}

/**
 * What a wake-up leads to: the job as it is on record, and only while it has not ended. Throws what made it fail where
 * it is to be tried again.
 */
export async function runJob(parts: RunJobParts, delivery: Delivery): Promise<void> {
  const { jobId } = delivery;
  const job = await onRecord(parts.store, jobId);
  if (job?.situation !== 'requested') return;
  // Of its own for each attempt: two workers that end the same job differently are two commands, and the first holds.
  const attempt = randomUUID();
  const record = async (command: JobCommand): Promise<void> => {
    const context = contextOf(parts, job, `${command.type} ${attempt}`);
    await runDecision(parts.store, context, jobAggregate(jobId), command);
    await parts.database.query('delete from jobs.job_progress where job_id = $1', [jobId]).catch(() => undefined);
  };

  const ended = watchForItsEnd(parts, delivery);
  const { rightGone } = ended;
  const signal = AbortSignal.any([
    ended.signal,
    rightGone,
    delivery.closing,
    ...(delivery.lost ? [delivery.lost] : []),
  ]);
  const withdrawn = () => record({ type: 'fail-job', reason: RIGHT_GONE });
  try {
    if (!mayStill(parts, job)) return await withdrawn();
    const kind = parts.kinds.get(job.kind);
    if (!kind) throw new JobCannotSucceed(`本版本不认识“${job.kind}”这种任务`);
    const parameters = kind.parameters.safeParse(job.parameters);
    if (!parameters.success) throw new JobCannotSucceed('任务参数不正确');
    const progress = noteProgress(parts.database, jobId);
    const run: JobRun = {
      jobId,
      agencyId: job.agencyId,
      requestedBy: job.requestedBy,
      signal,
      commandContext: (step) => contextOf(parts, job, step),
      inbox: (key, work) => throughInbox(parts.database, jobId, key, work),
      progress: progress.note,
      writeFile: (name, mediaType, content) => parts.files.write(jobId, name, mediaType, content),
    };
    const result = await kind.run(parameters.data, run).finally(progress.settled);
    // What it made is not handed out either.
    await (mayStill(parts, job) ? record({ type: 'complete-job', result }) : withdrawn());
  } catch (error) {
    if (signal.aborted) {
      if (ended.signal.aborted) return;
      if (rightGone.aborted) return await withdrawn();
      throw error;
    }
    parts.log(
      `后台任务 ${jobId}（${job.kind}）出错：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    const isHopeless = error instanceof JobCannotSucceed || error instanceof Refusal;
    if (!isHopeless && !delivery.isLast) throw error;
    await record({ type: 'fail-job', reason: reasonOf(error, parts.inWords) });
  } finally {
    ended.stop();
  }
}

/** 岗位已收回. Whoever lost the right a job was requested by gets nothing of it any more. */
const RIGHT_GONE = '提出任务的人已没有当时的岗位，任务已停止';

const mayStill = ({ mayStill: asked }: RunJobParts, { by, agencyId }: { readonly by: By; readonly agencyId: string }) =>
  asked === undefined || asked(by, agencyId);

/** Recorded for ever and shown to people: our own trouble is named and explained in the log, not in the record. */
const reasonOf = (error: unknown, inWords: (refusal: Refusal) => string): string => {
  if (error instanceof Refusal) return inWords(error);
  if (error instanceof JobCannotSucceed) return error.message;
  return `多次执行均未成功（${error instanceof Error ? error.name : typeof error}），详见运行日志`;
};

export const contextOf = (
  { now, actingFor }: Pick<RunJobParts, 'now' | 'actingFor'>,
  { jobId, agencyId }: { readonly jobId: string; readonly agencyId: string },
  step: string,
): CommandContext => ({
  commandId: derivedId('job', jobId, step),
  agencyId,
  by: actingFor(agencyId),
  recordedAt: now(),
  correlationId: jobId,
  causationId: jobId,
});

/** The job with whose it is and who asked for it; `null` where there is none. */
async function onRecord(store: EventStore, jobId: string) {
  const { stream, decider, codec } = jobAggregate(jobId);
  const { events } = await store.readStream(stream);
  const recorded = events.map((event) => codec.decode(event));
  const job = fold(decider, recorded);
  const [requested] = recorded;
  if (job.situation === 'not-requested' || requested === undefined) return null;
  const { agencyId, by } = requested.data;
  return { ...job, jobId, agencyId, by, requestedBy: by.personId };
}

/** Cancelled, ended by somebody else, or no longer its requester's to have: seen by looking at the record. */
function watchForItsEnd(parts: RunJobParts, { jobId, closing }: Delivery) {
  const { store, cancelledMs } = parts;
  const [ended, right] = [new AbortController(), new AbortController()];
  const look = async () => {
    if (closing.aborted) return clearInterval(timer);
    const job = await onRecord(store, jobId).catch(() => undefined);
    if (job === undefined) return;
    if (job?.situation !== 'requested') ended.abort();
    else if (!mayStill(parts, job)) right.abort();
  };
  const timer = setInterval(() => void look(), cancelledMs);
  return { signal: ended.signal, rightGone: right.signal, stop: () => clearInterval(timer) };
}
