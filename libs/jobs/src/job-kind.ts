import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import type { Sql } from '@bofu/read-model';
import type { JobResult, ResultFile } from './domain/job';

/** How far a job has come, for people to look at; no fact, and forgotten with the job. */
export interface JobProgress {
  /** 中文, e.g. 重建投影. */
  readonly phase: string;
  readonly done: number;
  /** `null` where nobody knows. */
  readonly total: number | null;
  /** 中文, e.g. 个事件. */
  readonly unit: string;
}

/**
 * What a handler is given. It may be called again for a job it has finished, half finished or is still at elsewhere:
 * every effect goes through `inbox`, or is an append under a command id of `commandContext`.
 */
export interface JobRun {
  readonly jobId: string;
  /** Whose job it is. */
  readonly agencyId: string;
  /** The person who asked, or the agency's service, by id. */
  readonly requestedBy: string;
  /** Aborts when the job was cancelled, its right to run was lost, or the process is to end. */
  readonly signal: AbortSignal;
  /** For a command this job gives: `step` tells its commands apart, and the same step is recorded once, for ever. */
  commandContext(step: string): CommandContext;
  /**
   * One transaction that takes the key and does the work; where the key had been taken, nothing is done.
   * Answers whether it was done now. Keys are the job's own.
   */
  inbox(key: string, work: (sql: Sql) => Promise<void>): Promise<boolean>;
  /** Shown at most a few times a second; the rest is dropped. */
  progress(progress: JobProgress): void;
  /** Writes a file of the result; the last one written under a name stands. */
  writeFile(name: string, mediaType: string, content: Readable | Uint8Array | string): Promise<ResultFile>;
}

/** One kind of work: what it takes, and how it is done. Registered by the app. */
export interface JobKind<Parameters = unknown> {
  readonly kind: string;
  /** 中文. */
  readonly label: string;
  /** What is recorded is the input; the handler is given the output. */
  readonly parameters: z.ZodType<Parameters>;
  /** Throws what `run` would always end with, as far as that can be known: then nothing is put on record. */
  readonly precheck?: (parameters: Parameters, agencyId: string) => Promise<void>;
  readonly run: (parameters: Parameters, run: JobRun) => Promise<JobResult>;
}

/** Lets one list hold kinds of different parameters; the schema is what keeps parameters and handler together. */
export const jobKind = <Parameters>(kind: JobKind<Parameters>): JobKind => kind as JobKind;

/** A job that would fail the same way every time: recorded as failed at once, in these Chinese words. */
export class JobCannotSucceed extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'JobCannotSucceed';
  }
}
