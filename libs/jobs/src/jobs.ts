import {
  derivedId,
  runDecision,
  runDecisions,
  type CommandContext,
  type DecisionResult,
  type EventStore,
} from '@bofu/event-store';
import { parseBusinessDate, type By, type Refusal } from '@bofu/kernel';
import type { Database } from '@bofu/read-model';
import { dayDue, type DailyJob } from './daily-job';
import type { JobCommand, JsonObject } from './domain/job';
import { refuse } from './domain/refusals';
import { jobAggregate } from './job-aggregate';
import { JobCannotSucceed, type JobKind } from './job-kind';
import { QUEUE_TIMING, type QueueChoice, type QueueTiming } from './queue/queue-choice';
import { Complaints } from './queue/queue-errors';
import { ResultFiles } from './result-files';
import type { RunningQueue } from './running-queue';

export interface JobsParts {
  readonly store: EventStore;
  readonly database: Database;
  readonly queue: QueueChoice;
  /** Every agency there is: each has its daily jobs. */
  readonly agencies: () => readonly string[];
  /** Who does what an agency's jobs do: a service of its own. */
  readonly actingFor: (agencyId: string) => By;
  /** Whether whoever requested a job could request it now: else it stops. Not given: everybody could. */
  readonly mayStill?: (by: By, agencyId: string) => boolean;
  /** Where files of results go. */
  readonly resultsDir: string;
  /** 登记时点, Beijing time. */
  readonly now: () => string;
  readonly log: (message: string) => void;
  readonly inWords: (refusal: Refusal) => string;
  readonly timing?: Partial<QueueTiming>;
}

export interface JobRequest {
  readonly kind: string;
  readonly parameters: JsonObject;
  /** Default: derived from the command, so that a repeated request is the same job. */
  readonly jobId?: string;
}

export interface RequestedJob extends DecisionResult {
  readonly jobId: string;
}

const asRefusalOf =
  (kind: string) =>
  (error: unknown): never => {
    if (error instanceof JobCannotSucceed) return refuse('job-parameters-invalid', { kind, problem: error.message });
    throw error;
  };

/**
 * Background work. A job is on record before anything else knows of it; the queue only wakes somebody up. Requesting
 * and cancelling need no queue at all, so a process that does one thing and ends opens none.
 */
export class Jobs {
  readonly files: ResultFiles;
  readonly #kinds = new Map<string, JobKind>();
  readonly #daily: DailyJob[] = [];
  readonly #timing: QueueTiming;
  readonly #complaints: Complaints;
  readonly #stopping = new AbortController();
  #starting: Promise<RunningQueue | null> | null = null;
  #queue: RunningQueue | null = null;

  constructor(private readonly parts: JobsParts) {
    this.files = new ResultFiles(parts.resultsDir);
    this.#timing = { ...QUEUE_TIMING, ...parts.timing };
    this.#complaints = new Complaints(parts.log);
  }

  register(kinds: readonly JobKind[], daily: readonly DailyJob[] = []): void {
    for (const kind of kinds) this.#kinds.set(kind.kind, kind);
    this.#daily.push(...daily.filter(({ kind }) => this.#kinds.has(kind)));
  }

  get kinds(): readonly JobKind[] {
    return [...this.#kinds.values()];
  }

  /** 中文; the kind itself where this version knows none. */
  labelOf(kind: string): string {
    return this.#kinds.get(kind)?.label ?? kind;
  }

  /** Records the request, then wakes a worker; one that cannot be woken is found by the next sweep. */
  async request(context: CommandContext, { kind, parameters, jobId: given }: JobRequest): Promise<RequestedJob> {
    const known = this.#kinds.get(kind) ?? refuse('job-kind-not-found', { kind });
    const parsed = known.parameters.safeParse(parameters);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return refuse('job-parameters-invalid', {
        kind,
        problem: `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
      });
    }
    const jobId = given ?? derivedId('job', context.commandId);
    const requestedOn = parseBusinessDate(context.recordedAt.slice(0, 10));
    const job = jobAggregate(jobId);
    const command: JobCommand = { type: 'request-job', kind, parameters, requestedOn };
    const result = await runDecisions(this.parts.store, context, { stream: job.stream, command }, async (decisions) => {
      // A request made before is found here, and is not judged again by what is known today.
      const { situation } = await decisions.load(job);
      if (situation === 'not-requested') await known.precheck?.(parsed.data, context.agencyId).catch(asRefusalOf(kind));
      await decisions.decide(job, command);
    });
    // Not waited for: a queue that is away lets its callers hang, and the job is on record.
    this.#queue?.put([jobId]).catch((error: unknown) => {
      this.#complaints.hear('任务已登记，暂时未能排队', error);
    });
    return { jobId, ...result };
  }

  cancel(context: CommandContext, jobId: string, reason: string): Promise<DecisionResult> {
    return runDecision(this.parts.store, context, jobAggregate(jobId), { type: 'cancel-job', reason });
  }

  /**
   * Opens the queue, and with `work` runs jobs, sweeps and keeps the daily hours. Waits for a server that is away;
   * throws QueueUnsafe for one that must not be used.
   */
  async start({ work }: { readonly work: boolean }): Promise<void> {
    this.#starting ??= this.#open(work);
    this.#queue = await this.#starting;
  }

  /**
   * For whoever asks whether this process can have work done in the background: throws where its queue does not
   * answer within the time. A process that opens none has nothing to be asked.
   */
  async queueAnswers(withinMs: number): Promise<void> {
    if (this.#starting === null) return;
    if (this.#queue === null) throw new Error('the queue is not open');
    await this.#queue.answers(withinMs);
  }

  /** Within a bound: jobs that do not end in time are left to the next process. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const queue = await this.#starting?.catch(() => null);
    this.#queue = null;
    await queue?.close();
  }

  async #open(work: boolean): Promise<RunningQueue | null> {
    // The library is large, and a process that only records jobs has no use for it.
    const { openRunningQueue } = await import('./running-queue.js');
    return openRunningQueue({
      ...this.parts,
      kinds: this.#kinds,
      files: this.files,
      timing: this.#timing,
      complaints: this.#complaints,
      stopping: this.#stopping.signal,
      daily: this.#daily,
      requestDue: (daily) => this.requestDue(daily),
      work,
    });
  }

  /**
   * Requests today's job of every agency where its hour has come; a day that was slept through before today is not made
   * up for. Answers the jobs there are for the day.
   */
  async requestDue(daily: DailyJob): Promise<readonly string[]> {
    const recordedAt = this.parts.now();
    const day = dayDue(daily, recordedAt);
    if (day === null) return [];
    const due: string[] = [];
    for (const agencyId of this.parts.agencies()) {
      const parameters = await daily.parameters(day, agencyId);
      if (parameters === null) continue;
      const jobId = derivedId('daily-job', daily.kind, agencyId, day);
      const context = {
        commandId: derivedId('request', jobId),
        agencyId,
        by: this.parts.actingFor(agencyId),
        recordedAt,
      };
      await this.request(context, { kind: daily.kind, parameters, jobId });
      due.push(jobId);
    }
    return due;
  }
}
