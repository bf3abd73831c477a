import { randomUUID } from 'node:crypto';

/**
 * What a KurrentDB node decides about writes and reads, in memory. Every rule is one found in the server's source
 * (github.com/kurrent-io/KurrentDB, 26.1), named beside it; where the source was not consulted the fake refuses.
 */

export interface LoggedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  /** An event commits itself, so commit and prepare position are one: ReaderIndex/AllReader.cs, Data/ResolvedEvent.cs. */
  readonly position: bigint;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export type ProposedEvent = Pick<LoggedEvent, 'id' | 'type' | 'isJson' | 'data' | 'metadata'>;

/** -1 stands for "no stream" (Data/ExpectedVersion.cs). "Any" and "exists" are not the adapter's business. */
export interface StreamWrite {
  readonly stream: string;
  readonly expected: bigint;
  readonly events: readonly ProposedEvent[];
}

/** A stream that must stand so, whether or not anything is written to it. */
export type StreamCheck = Pick<StreamWrite, 'stream' | 'expected'>;

/** A check that did not hold, by its place among the checks. */
export interface Violation {
  readonly index: number;
  readonly check: StreamCheck;
  readonly actual: bigint;
}

export type WriteOutcome =
  | { readonly kind: 'recorded'; readonly revisions: readonly bigint[]; readonly position: bigint }
  | { readonly kind: 'conflict'; readonly index: number; readonly actual: bigint }
  | { readonly kind: 'tombstoned'; readonly index: number }
  | Dropped;

/** Storage/StorageWriterService.cs: a repeat of what is not indexed yet is left without an answer until the time-out. */
interface Dropped {
  readonly kind: 'dropped';
}

export type CheckedOutcome =
  | Extract<WriteOutcome, { kind: 'recorded' }>
  | Dropped
  | { readonly kind: 'violated'; readonly violations: readonly Violation[] };

export type EventTest = (event: LoggedEvent) => boolean;

const TOMBSTONED = 9_223_372_036_854_775_807n;

/** What a check is told of a tombstoned stream (seen on a server, 26.1). */
const TOMBSTONED_AS_CHECKED = -6n;

/** What stream metadata says of what is left of its stream (Data/StreamMetadata.cs). */
interface Kept {
  readonly truncateBefore: bigint;
  readonly maxCount: bigint | null;
}

const DELETED = 9_223_372_036_854_775_807n;
const ALL_KEPT: Kept = { truncateBefore: 0n, maxCount: null };

export class FakeKurrentDbLog {
  /** All that was written, whether or not it can be read yet, but for what was scavenged. */
  events: LoggedEvent[] = [];
  private readonly streams = new Map<string, LoggedEvent[]>();
  private readonly tombstones = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly positions = new Set<bigint>();
  private nextPosition = 0n;
  /** Before this position everything can be read. */
  private indexedTo = 0n;
  /** How long what is written stays out of sight, and its writer without an answer. */
  indexLagMs = 0;

  constructor(private readonly now: () => number) {}

  write(writes: readonly StreamWrite[]): WriteOutcome {
    const checks = writes.map((write) => this.check(write));
    if (checks.every(({ decision }) => decision === 'ok')) return this.record(writes);
    // Storage/StorageWriterService.cs, VerifyCommitChecks: all streams repeated answers as the first write did; a
    // mixture of new and repeated is a failure, and the repeated streams are listed among the failures.
    if (checks.every(({ decision }) => decision === 'repeated')) return this.repeated(writes);
    const index = checks.findIndex(({ decision }) => decision !== 'ok');
    const actual = checks[index]?.actual ?? -1n;
    return actual === TOMBSTONED ? { kind: 'tombstoned', index } : { kind: 'conflict', index, actual };
  }

  /**
   * The same for a write that says apart from its records what must hold. A repeat is one whatever the streams have
   * become that it only checks (seen on a server, 26.1).
   */
  writeChecked(records: readonly Omit<StreamWrite, 'expected'>[], checks: readonly StreamCheck[]): CheckedOutcome {
    const writes = records.map((record) => ({
      ...record,
      expected: checks.find(({ stream }) => stream === record.stream)?.expected ?? -2n,
    }));
    const decided = writes.map((write) => this.check(write).decision);
    if (decided.every((decision) => decision === 'repeated')) return this.repeated(writes);
    const violations = checks.flatMap((check, index): Violation[] => {
      const actual = this.tombstones.has(check.stream) ? TOMBSTONED_AS_CHECKED : this.lastRevision(check.stream);
      const isMet = actual === check.expected || (check.expected === -1n && this.isSoftDeleted(check.stream));
      return isMet ? [] : [{ index, check, actual }];
    });
    return violations.length > 0 ? { kind: 'violated', violations } : this.record(writes);
  }

  private repeated(writes: readonly StreamWrite[]): Extract<WriteOutcome, { kind: 'recorded' | 'dropped' }> {
    const last = writes.map(({ stream, expected, events }) => this.written(stream)[Number(expected) + events.length]);
    if (last.some((event) => event && event.position >= this.indexedTo)) return { kind: 'dropped' };
    return {
      kind: 'recorded',
      revisions: last.map((event) => event?.revision ?? -1n),
      position: last.reduce((highest, event) => (event && event.position > highest ? event.position : highest), 0n),
    };
  }

  /** ReaderIndex/IndexWriter.cs, CheckCommit, for an exact expected version: a repeat is known by its ids alone. */
  private check({ stream, expected, events }: StreamWrite): { decision: 'ok' | 'repeated' | 'failed'; actual: bigint } {
    if (this.tombstones.has(stream)) return { decision: 'failed', actual: TOMBSTONED };
    const recorded = this.written(stream);
    const actual = BigInt(recorded.length) - 1n;
    // A stream deleted with a way back counts as none, and goes on numbering where it was.
    if (expected === actual || (expected === -1n && this.isSoftDeleted(stream))) return { decision: 'ok', actual };
    if (expected > actual) return { decision: 'failed', actual };
    const repeated = events.every((event, offset) => recorded[Number(expected) + 1 + offset]?.id === event.id);
    return { decision: repeated ? 'repeated' : 'failed', actual };
  }

  private record(writes: readonly StreamWrite[]): Extract<WriteOutcome, { kind: 'recorded' }> {
    for (const { stream } of writes)
      // Storage/StorageWriterService.cs, SoftUndeleteStream: what comes after is visible, what was before is not.
      if (this.isSoftDeleted(stream)) this.setMetadata(stream, { $tb: this.written(stream).length });
    const revisions = writes.map(({ stream, events }) => {
      for (const event of events) this.push(stream, event);
      return this.lastRevision(stream);
    });
    const position = this.events.at(-1)?.position ?? 0n;
    const end = this.nextPosition;
    if (this.indexLagMs === 0) this.index(end);
    else setTimeout(() => this.index(end), this.indexLagMs).unref();
    return { kind: 'recorded', revisions, position };
  }

  private push(stream: string, event: ProposedEvent): void {
    const recorded = this.written(stream);
    const logged = {
      ...event,
      stream,
      revision: BigInt(recorded.length),
      position: this.nextPosition,
      created: this.now(),
    };
    this.positions.add(this.nextPosition);
    // A position is an offset in the transaction log in bytes, so neighbours are far apart.
    this.nextPosition += BigInt(event.data.length + event.metadata.length + 100);
    recorded.push(logged);
    this.streams.set(stream, recorded);
    this.events.push(logged);
  }

  private index(end: bigint): void {
    if (end > this.indexedTo) this.indexedTo = end;
    for (const heard of [...this.listeners]) heard();
  }

  /** Once what stands before this position can be read, which is when its writer is told. */
  async indexed(position: bigint): Promise<void> {
    while (position >= this.indexedTo)
      await new Promise<void>((resolve) => {
        const stop = this.listen(() => {
          stop();
          resolve();
        });
      });
  }

  private written(name: string): LoggedEvent[] {
    return this.streams.get(name) ?? [];
  }

  private lastRevision(name: string): bigint {
    return BigInt(this.written(name).length) - 1n;
  }

  /** What readers see of a stream; `last` counts what they do not see as well. `null`: no such stream. */
  stream(name: string): { events: LoggedEvent[]; last: bigint } | null {
    const indexed = this.written(name).filter(({ position }) => position < this.indexedTo);
    const { truncateBefore, maxCount } = this.kept(name);
    if (indexed.length === 0 || truncateBefore === DELETED) return null;
    const last = BigInt(indexed.length) - 1n;
    const first = maxCount === null ? 0n : last - maxCount + 1n;
    const events = indexed.filter(({ revision }) => revision >= truncateBefore && revision >= first);
    return { events, last };
  }

  private kept(name: string): Kept {
    const act = this.written(`$$${name}`).at(-1);
    if (!act) return ALL_KEPT;
    const { $tb, $maxCount } = JSON.parse(Buffer.from(act.data).toString('utf8'), exactly) as Record<string, bigint>;
    return { truncateBefore: BigInt($tb ?? 0), maxCount: $maxCount === undefined ? null : BigInt($maxCount) };
  }

  private isSoftDeleted(name: string): boolean {
    return this.kept(name).truncateBefore === DELETED;
  }

  isTombstoned(name: string): boolean {
    return this.tombstones.has(name);
  }

  /** Deleted for good: an event in the stream itself, after which nothing of it can be read or written. */
  tombstone(name: string): void {
    this.push(name, systemEvent('$streamDeleted', '{}'));
    this.tombstones.add(name);
    this.index(this.nextPosition);
  }

  /** As the server's tools set it, `$tb` and the like; text because the number that means "deleted" is no exact one here. */
  setMetadata(name: string, metadata: object | string): void {
    const json = typeof metadata === 'string' ? metadata : JSON.stringify(metadata);
    this.push(`$$${name}`, systemEvent('$metadata', json));
    this.index(this.nextPosition);
  }

  softDelete(name: string): void {
    this.setMetadata(name, `{"$tb":${DELETED}}`);
  }

  /** What no reader of its stream sees is gone from the order of all as well. */
  scavenge(): void {
    this.events = this.events.filter((event) => {
      if (this.tombstones.has(event.stream)) return event.type === '$streamDeleted';
      const { truncateBefore, maxCount } = this.kept(event.stream);
      const first = maxCount === null ? 0n : this.lastRevision(event.stream) - maxCount + 1n;
      return event.revision >= truncateBefore && event.revision >= first;
    });
  }

  /** As after a restore of a copy made when there were so many events. */
  restore(count: number): void {
    const kept = this.events.slice(0, count);
    this.streams.clear();
    this.tombstones.clear();
    this.positions.clear();
    this.events = [];
    this.nextPosition = 0n;
    for (const event of kept) {
      this.push(event.stream, event);
      if (event.type === '$streamDeleted') this.tombstones.add(event.stream);
    }
    this.indexedTo = this.nextPosition;
  }

  /** Whether a record begins there, or would: Enumerator.ReadAllForwards.cs refuses any other place before the end. */
  isPlace(position: bigint): boolean {
    return position >= this.nextPosition || this.positions.has(position);
  }

  /**
   * ReaderIndex/AllReader.cs: forwards the start position belongs to the answer; backwards it does not, since there
   * it is compared with the end of the record.
   */
  all(direction: 'forwards' | 'backwards', from: bigint | 'start' | 'end', test: EventTest): LoggedEvent[] {
    const events = this.readable();
    if (direction === 'forwards') {
      if (from === 'end') return [];
      const first = from === 'start' ? 0 : placeOf(events, from);
      return events.slice(first).filter(test);
    }
    if (from === 'start') return [];
    const end = from === 'end' ? events.length : placeOf(events, from);
    return events.slice(0, end).filter(test).reverse();
  }

  /** In the order of all, those that can be read. */
  readable(): LoggedEvent[] {
    const { events } = this;
    const last = events.at(-1);
    return !last || last.position < this.indexedTo ? events : events.slice(0, placeOf(events, this.indexedTo));
  }

  /** Calls back after every write, until the returned function is called. */
  listen(heard: () => void): () => void {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  }
}

/** Where in the order of all the first event at or after a position stands. */
export function placeOf(events: readonly LoggedEvent[], position: bigint): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.position ?? 0n) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

const systemEvent = (type: string, json: string): ProposedEvent => ({
  id: randomUUID(),
  type,
  isJson: true,
  data: Buffer.from(json, 'utf8'),
  metadata: new Uint8Array(),
});

/** The number that means "deleted" is no exact one in JSON as it is parsed here; nothing else comes near. */
const exactly = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? BigInt(value >= 2 ** 53 ? DELETED : value) : value;
