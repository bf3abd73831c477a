import { unreachable, type BusinessDate, type Decider, type DomainEvent } from '@bofu/kernel';
import { refuse } from './refusals';

/** What JSON can hold: parameters and answers are recorded as they were given. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** 成果文件: a file that a job left below the data folder, known by what is in it. */
export interface ResultFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What came of a job: a short answer, and where the matter is larger a file. */
export interface JobResult {
  readonly answer: Json;
  readonly file: ResultFile | null;
}

/** 待办, 已完成, 失败, 已取消. Whether a requested job is being worked on is the queue's affair and no fact. */
export type JobSituation = 'requested' | 'completed' | 'failed' | 'cancelled';

interface Requested {
  readonly jobId: string;
  /** Which work it is, e.g. `projection-rebuild`. */
  readonly kind: string;
  readonly parameters: JsonObject;
  readonly requestedOn: BusinessDate;
}

export type JobEvent =
  | DomainEvent<'JobRequested', Requested>
  | DomainEvent<'JobCompleted', { readonly jobId: string; readonly result: JobResult }>
  | DomainEvent<'JobFailed', { readonly jobId: string; readonly reason: string }>
  | DomainEvent<'JobCancelled', { readonly jobId: string; readonly reason: string }>;

export type JobCommand =
  | {
      readonly type: 'request-job';
      readonly kind: string;
      readonly parameters: JsonObject;
      readonly requestedOn: BusinessDate;
    }
  | { readonly type: 'complete-job'; readonly result: JobResult }
  | { readonly type: 'fail-job'; readonly reason: string }
  | { readonly type: 'cancel-job'; readonly reason: string };

export type Job =
  | { readonly situation: 'not-requested' }
  | { readonly situation: JobSituation; readonly kind: string; readonly parameters: JsonObject };

/**
 * A job ends once, one way. Whoever comes second with an end of their own, a worker given up for dead or a cancellation
 * that was too late, changes nothing.
 */
export const jobDecider = (jobId: string): Decider<Job, JobCommand, JobEvent> => ({
  initial: { situation: 'not-requested' },
  decide: (job, command) => decide(jobId, job, command),
  evolve,
});

function decide(jobId: string, job: Job, command: JobCommand): readonly JobEvent[] {
  if (command.type === 'request-job') {
    const { kind, parameters, requestedOn } = command;
    if (job.situation === 'not-requested')
      return [{ type: 'JobRequested', data: { jobId, kind, parameters, requestedOn } }];
    return job.kind === kind && sameJson(job.parameters, parameters) ? [] : refuse('job-exists', { jobId });
  }
  if (job.situation === 'not-requested') return refuse('job-not-found', { jobId });
  const hasEnded = job.situation !== 'requested';
  switch (command.type) {
    case 'complete-job':
      return hasEnded ? [] : [{ type: 'JobCompleted', data: { jobId, result: command.result } }];
    case 'fail-job':
      return hasEnded ? [] : [{ type: 'JobFailed', data: { jobId, reason: command.reason } }];
    case 'cancel-job':
      if (job.situation === 'cancelled') return [];
      if (hasEnded) return refuse('job-ended', { jobId, situation: job.situation });
      return [{ type: 'JobCancelled', data: { jobId, reason: command.reason } }];
    default:
      return unreachable(command);
  }
}

function evolve(job: Job, event: JobEvent): Job {
  if (event.type === 'JobRequested')
    return { situation: 'requested', kind: event.data.kind, parameters: event.data.parameters };
  if (job.situation === 'not-requested') return job;
  switch (event.type) {
    case 'JobCompleted':
      return { ...job, situation: 'completed' };
    case 'JobFailed':
      return { ...job, situation: 'failed' };
    case 'JobCancelled':
      return { ...job, situation: 'cancelled' };
    default:
      return unreachable(event);
  }
}

/** Equal whatever the order of the names. */
function sameJson(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item: Json, at) => sameJson(item, b[at] as Json));
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => name in b && sameJson(a[name] as Json, b[name] as Json))
  );
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
