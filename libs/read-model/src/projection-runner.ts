import type { Database } from './database';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { EventStore, Position } from '@bofu/event-store';
import { readCheckpoint, stopMismatched, type Checkpoint } from './checkpoint';
import { compareProjection, type Comparison } from './compare-projection';
import { followStore } from './follow-store';
import { isMismatch, type ProjectionAlarm, type ProjectionFault } from './projection-fault';
import { mismatchOf } from './mismatch';
import { checkNames, type Projection } from './projection';
import { UnknownProjection } from './projection-errors';
import { createIfAbsent } from './projection-schema';
import { projectionStatus, type ProjectionStatus } from './projection-status';
import { rebuildProjection, type RebuildProgress } from './rebuild-projection';

export interface ProjectionRunnerOptions {
  /** A projection stopped, or was found stopped at the start. */
  readonly onAlarm?: (alarm: ProjectionAlarm) => void;
  readonly log?: (message: string) => void;
  /** How long a dead leader's work lies still before another process takes it over. Default 10 s. */
  readonly leaseMs?: number;
  /** For the age of what is behind. */
  readonly now?: () => Date;
}

export interface Waited {
  readonly reached: boolean;
  /** How far the projection had come when the answer was given. */
  readonly position: Position | null;
  /** Why it stands still, where it does. */
  readonly fault: ProjectionFault | null;
  /** No event stands there: what was asked for will not come by waiting. */
  readonly beyondHead: boolean;
}

const DATABASE_LOOK_MS = 50;

/** What ends a wait: a move of this process, a look at the database, or the clock. */
type News = Checkpoint | null | 'moved' | 'time is up';

/** Keeps projections up to date with the store, one loop each. Of several processes one leads, projection by projection. */
export class ProjectionRunner {
  readonly #holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  readonly #stopping = new AbortController();
  readonly #positions = new Map<string, Position>();
  readonly #waiting = new Map<string, Set<(news: News) => void>>();
  readonly #looking = new Set<string>();
  readonly #lookedAt = new Map<string, number>();
  /** What lets go on those that hold back while much is recorded. */
  readonly #heldBack = new Map<string, () => void>();
  #recording = 0;
  #loops: Promise<void>[] = [];

  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
    private readonly projections: readonly Projection[],
    private readonly options: ProjectionRunnerOptions = {},
  ) {
    checkNames(projections);
  }

  /**
   * Resolves once every projection has its tables and those that do not belong to this store have been stopped; catching
   * up, and rebuilding what has a new version, goes on behind.
   */
  async start(): Promise<void> {
    for (const projection of this.projections) {
      await createIfAbsent(this.database, projection);
      await this.#stopIfMismatched(projection);
    }
    this.#loops = this.projections.map((projection) =>
      followStore({
        ...this.#common(),
        projection,
        onAlarm: this.options.onAlarm ?? (() => undefined),
        log: this.options.log ?? (() => undefined),
        onMoved: (position) => this.#moved(projection.name, position),
        wanted: () => this.#wanted(projection.name),
      }),
    );
  }

  /** Ends after the batches under way; hands the lead over at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#letGoOn();
    await Promise.all(this.#loops);
  }

  /**
   * Does what records much at once. Until it is done, a projection of this process takes what comes when somebody waits for
   * it, and at the end the rest: in large batches, where event by event each would cost a transaction.
   */
  async whileRecording<Result>(record: () => Promise<Result>): Promise<Result> {
    this.#recording += 1;
    try {
      return await record();
    } finally {
      this.#recording -= 1;
      if (this.#recording === 0) this.#letGoOn();
    }
  }

  get names(): readonly string[] {
    return this.projections.map(({ name }) => name);
  }

  status(): Promise<ProjectionStatus[]> {
    const now = (this.options.now ?? (() => new Date()))();
    return projectionStatus(this.store, this.database, this.projections, now);
  }

  /** Which projections have stopped, and why. One look at the checkpoints: it may be asked every second. */
  async faults(): Promise<ReadonlyMap<string, ProjectionFault>> {
    const rows = await this.database.query<{ name: string; error: ProjectionFault }[]>(
      `select name, error from read_model.projection_checkpoint where state = 'stopped' and name = any ($1)`,
      [this.names],
    );
    return new Map(rows.map(({ name, error }) => [name, error]));
  }

  /**
   * For reads that must see their own write. A stopped projection is not waited for, and one that holds other events
   * than the store has reached nothing. Throws UnknownProjection.
   */
  async waitFor(name: string, position: Position, timeoutMs: number): Promise<Waited> {
    this.#find(name);
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const here = this.#positions.get(name);
      if (here !== undefined && here >= position)
        return { reached: true, position: here, fault: null, beyondHead: false };
      this.#lookSoon(name);
      const news = await this.#news(name, Math.max(0, deadline - performance.now()));
      if (news === 'moved') continue;
      const checkpoint = news === 'time is up' ? await readCheckpoint(this.database, name) : news;
      const there = checkpoint?.position ?? null;
      const fault = checkpoint?.error ?? null;
      const reached = there !== null && there >= position && !isMismatch(fault);
      if (!reached && news !== 'time is up' && fault === null) continue;
      return { reached, position: there, fault, beyondHead: !reached && (await this.#isBeyondHead(position)) };
    }
  }

  /**
   * Builds a projection's tables anew beside the live ones and swaps them in; also lets a stopped one go on. Can be
   * called in another process than the leader's. Throws ProjectionRebuildFailed, RebuildUnderWay, UnknownProjection.
   */
  async rebuild(name: string, onProgress?: (progress: RebuildProgress) => void): Promise<void> {
    const projection = this.#find(name);
    await createIfAbsent(this.database, projection);
    await rebuildProjection({ ...this.#common(), projection, ...(onProgress && { onProgress }) });
  }

  /**
   * Builds a projection's tables anew beside the live ones and holds the two against each other, row by row, at the
   * position where the live ones stand. Throws what `rebuild` throws.
   */
  async compare(name: string, onProgress?: (progress: RebuildProgress) => void): Promise<Comparison> {
    const projection = this.#find(name);
    await createIfAbsent(this.database, projection);
    return compareProjection({ ...this.#common(), projection, ...(onProgress && { onProgress }) });
  }

  /** Lets a stopped projection try its event again. Answers whether it had stopped. Throws UnknownProjection. */
  async resume(name: string): Promise<boolean> {
    this.#find(name);
    const [, resumed] = await this.database.query<[unknown, number]>(
      `update read_model.projection_checkpoint set state = 'running', error = null, updated_at = clock_timestamp()
       where name = $1 and state = 'stopped'`,
      [name],
    );
    return resumed === 1;
  }

  async #stopIfMismatched({ name, version }: Projection): Promise<void> {
    const checkpoint = await readCheckpoint(this.database, name);
    if (checkpoint?.version !== version || checkpoint.state === 'stopped') return;
    const mismatch = await mismatchOf(this.store, this.database, name);
    if (mismatch !== null) await stopMismatched(this.database, name, mismatch);
  }

  #common() {
    const { store, database } = this;
    const leaseMs = this.options.leaseMs ?? 10_000;
    return { store, database, leaseMs, holder: this.#holder, signal: this.#stopping.signal };
  }

  async #isBeyondHead(position: Position): Promise<boolean> {
    if (position === '') return false;
    const head = await this.store.head();
    return head === null || position > head;
  }

  #find(name: string): Projection {
    const projection = this.projections.find((each) => each.name === name);
    if (!projection) throw new UnknownProjection(name);
    return projection;
  }

  #moved(name: string, position: Position | null): void {
    if (position === null) this.#positions.delete(name);
    else this.#positions.set(name, position);
    this.#tell(name, 'moved');
  }

  /**
   * What another process did is seen by looking; whoever leads here tells at once. One look serves all who wait, and
   * only the first is taken at once: a crowd of readers must not slow down what they wait for.
   */
  #lookSoon(name: string): void {
    if (this.#looking.has(name)) return;
    this.#looking.add(name);
    const look = async () => {
      this.#lookedAt.set(name, performance.now());
      const checkpoint = await readCheckpoint(this.database, name).catch(() => null);
      this.#looking.delete(name);
      this.#tell(name, checkpoint);
    };
    const next = (this.#lookedAt.get(name) ?? -Infinity) + DATABASE_LOOK_MS;
    setTimeout(() => void look(), Math.max(0, next - performance.now()));
  }

  #wanted(name: string): Promise<void> | undefined {
    const isWaitedFor = (this.#waiting.get(name)?.size ?? 0) > 0;
    if (this.#recording === 0 || isWaitedFor || this.#stopping.signal.aborted) return undefined;
    return new Promise((goOn) => this.#heldBack.set(name, goOn));
  }

  #letGoOn(names: Iterable<string> = this.names): void {
    for (const name of names) {
      this.#heldBack.get(name)?.();
      this.#heldBack.delete(name);
    }
  }

  #tell(name: string, news: News): void {
    for (const hear of [...(this.#waiting.get(name) ?? [])]) hear(news);
  }

  #news(name: string, timeoutMs: number): Promise<News> {
    const waiting = this.#waiting.get(name) ?? new Set();
    this.#waiting.set(name, waiting);
    return new Promise((resolve) => {
      const hear = (news: News) => {
        clearTimeout(timer);
        waiting.delete(hear);
        resolve(news);
      };
      const timer = setTimeout(() => hear('time is up'), timeoutMs);
      waiting.add(hear);
      this.#letGoOn([name]);
    });
  }
}
