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

export type WriteOutcome =
  | { readonly kind: 'recorded'; readonly revisions: readonly bigint[]; readonly position: bigint }
  | { readonly kind: 'conflict'; readonly index: number; readonly actual: bigint }
  | { readonly kind: 'tombstoned'; readonly index: number };

export type EventTest = (event: LoggedEvent) => boolean;

const TOMBSTONED = 9_223_372_036_854_775_807n;

export class FakeKurrentDbLog {
  readonly events: LoggedEvent[] = [];
  private readonly streams = new Map<string, LoggedEvent[]>();
  private readonly tombstones = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private nextPosition = 0n;

  constructor(private readonly now: () => number) {}

  write(writes: readonly StreamWrite[]): WriteOutcome {
    const checks = writes.map((write) => this.check(write));
    if (checks.every(({ decision }) => decision === 'ok')) return this.record(writes);
    // Storage/StorageWriterService.cs, VerifyCommitChecks: all streams repeated answers as the first write did; a
    // mixture of new and repeated is a failure, and the repeated streams are listed among the failures.
    if (checks.every(({ decision }) => decision === 'repeated')) {
      const last = writes.map(({ stream, expected, events }) => this.stream(stream)[Number(expected) + events.length]);
      return {
        kind: 'recorded',
        revisions: last.map((event) => event?.revision ?? -1n),
        position: last.reduce((highest, event) => (event && event.position > highest ? event.position : highest), 0n),
      };
    }
    const index = checks.findIndex(({ decision }) => decision !== 'ok');
    const actual = checks[index]?.actual ?? -1n;
    return actual === TOMBSTONED ? { kind: 'tombstoned', index } : { kind: 'conflict', index, actual };
  }

  /** ReaderIndex/IndexWriter.cs, CheckCommit, for an exact expected version: a repeat is known by its ids alone. */
  private check({ stream, expected, events }: StreamWrite): { decision: 'ok' | 'repeated' | 'failed'; actual: bigint } {
    if (this.tombstones.has(stream)) return { decision: 'failed', actual: TOMBSTONED };
    const recorded = this.stream(stream);
    const actual = BigInt(recorded.length) - 1n;
    if (expected === actual) return { decision: 'ok', actual };
    if (expected > actual) return { decision: 'failed', actual };
    const repeated = events.every((event, offset) => recorded[Number(expected) + 1 + offset]?.id === event.id);
    return { decision: repeated ? 'repeated' : 'failed', actual };
  }

  private record(writes: readonly StreamWrite[]): WriteOutcome {
    const revisions = writes.map(({ stream, events }) => {
      const recorded = this.stream(stream);
      for (const event of events) {
        const logged = {
          ...event,
          stream,
          revision: BigInt(recorded.length),
          position: this.nextPosition,
          created: this.now(),
        };
        // A position is an offset in the transaction log in bytes, so neighbours are far apart.
        this.nextPosition += BigInt(event.data.length + event.metadata.length + 100);
        recorded.push(logged);
        this.events.push(logged);
      }
      this.streams.set(stream, recorded);
      return BigInt(recorded.length) - 1n;
    });
    for (const heard of [...this.listeners]) heard();
    return { kind: 'recorded', revisions, position: this.events.at(-1)?.position ?? 0n };
  }

  stream(name: string): LoggedEvent[] {
    return this.streams.get(name) ?? [];
  }

  isTombstoned(name: string): boolean {
    return this.tombstones.has(name);
  }

  tombstone(name: string): void {
    this.tombstones.add(name);
  }

  /**
   * ReaderIndex/AllReader.cs: forwards the start position belongs to the answer; backwards it does not, since there
   * it is compared with the end of the record.
   */
  all(direction: 'forwards' | 'backwards', from: bigint | 'start' | 'end', test: EventTest): LoggedEvent[] {
    if (direction === 'forwards') {
      if (from === 'end') return [];
      return this.events.filter((event) => (from === 'start' || event.position >= from) && test(event));
    }
    if (from === 'start') return [];
    return this.events.filter((event) => (from === 'end' || event.position < from) && test(event)).reverse();
  }

  /** Calls back after every write, until the returned function is called. */
  listen(heard: () => void): () => void {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  }
}
