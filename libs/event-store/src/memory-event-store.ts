import { judge, type Finding } from './append-outcome';
import { endsAppend, markOf, ownWordsOf } from './append-place';
import { batchSizeOf, matches, sameContent, writeRequests, type WrittenRequest } from './append-validation';
import { CommitSignal } from './commit-signal';
import type {
  AppendRequest,
  AppendResult,
  AtomicAppendOptions,
  AtomicAppendResult,
  EventBatch,
  EventMark,
  EventMetadata,
  EventStore,
  ExpectedVersion,
  NewEvent,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  StreamId,
  StreamSlice,
  SubscribeOptions,
  SubscriptionMessage,
} from './event-store';
import { StoreUnavailable } from './event-store-errors';

/** Everything in this process and gone with it: for tests and for trying things out. */
export class MemoryEventStore implements EventStore {
  readonly name = 'memory';
  readonly #log: RecordedEvent[] = [];
  readonly #streams = new Map<StreamId, RecordedEvent[]>();
  readonly #ids = new Set<string>();
  readonly #commit = new CommitSignal();
  #closed = false;

  async append(request: AppendRequest): Promise<AppendResult> {
    const { versions, position, repeated } = await this.appendAtomic([request]);
    return { version: versions[0] ?? 0n, position, repeated };
  }

  async appendAtomic(
    requests: readonly AppendRequest[],
    { checks = [] }: AtomicAppendOptions = {},
  ): Promise<AtomicAppendResult> {
    const written = writeRequests(requests, checks);
    await this.#reach();
    const outcome = judge(
      written,
      written.map((request) => this.#find(request)),
      checks.map((check) => ({ ...check, actual: this.#versionOf(check.stream) })),
    );
    if (outcome === 'write') this.#write(written);
    const last = written.map((request) => this.#eventsAt(request).at(-1)).filter((event) => event !== undefined);
    return {
      versions: last.map((event) => event.version),
      position: last.map((event) => event.position).reduce((a, b) => (a > b ? a : b)),
      repeated: outcome === 'repeated',
    };
  }

  async readStream(stream: StreamId, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    await this.#reach();
    const all = this.#streams.get(stream);
    if (!all) return { exists: false, events: [] };
    const { from, direction = 'forwards', limit } = options;
    const events =
      direction === 'forwards'
        ? all.filter((event) => from === undefined || event.version >= from)
        : all.filter((event) => from === undefined || event.version <= from).reverse();
    return { exists: true, events: limit === undefined ? events : events.slice(0, limit) };
  }

  async *readAll(options: ReadAllOptions = {}): AsyncIterable<EventBatch> {
    const size = batchSizeOf(options);
    await this.#reach();
    const end = this.#log.length;
    let from = indexAfter(options.after);
    while (from < end) {
      let last = this.#log[Math.min(from + size, end) - 1];
      while (last && !endsAppend(last)) last = this.#log[indexAfter(last.position)];
      if (!last) return;
      const looked = this.#log.slice(from, indexAfter(last.position));
      const events = looked.filter((event) => matches(options.filter ?? {}, event));
      yield { events, position: last.position, last: markOf(last) };
      from += looked.length;
      await this.#reach();
    }
  }

  async *subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    const { signal } = options;
    let after = options.after;
    let behind = true;
    while (!signal.aborted) {
      const seen = this.#commit.commits;
      for await (const batch of this.readAll(after === undefined ? options : { ...options, after })) {
        if (signal.aborted) return;
        behind = true;
        after = batch.position;
        yield { kind: 'batch', batch };
      }
      if (signal.aborted) return;
      if (behind) yield { kind: 'caught-up', position: after ?? null };
      behind = false;
      await this.#commit.after(seen, signal);
    }
  }

  async head(): Promise<Position | null> {
    await this.#reach();
    return this.#log.at(-1)?.position ?? null;
  }

  async eventAt(position: Position): Promise<RecordedEvent | null> {
    await this.#reach();
    const event = this.#log[indexAfter(position) - 1];
    return event?.position === position ? event : null;
  }

  async appendEnd(position: Position): Promise<EventMark | null> {
    const event = await this.eventAt(position);
    const end = event && this.#log.slice(indexAfter(position) - 1).find(endsAppend);
    return end ? markOf(end) : null;
  }

  cutStreams(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#commit.ring();
    return Promise.resolve();
  }

  /** Gives way once, as a store across a wire would, so that callers that rely on being alone are found out. */
  async #reach(): Promise<void> {
    await Promise.resolve();
    if (this.#closed) throw new StoreUnavailable(new Error('the store is closed'));
  }

  #versionOf(stream: StreamId): ExpectedVersion {
    return this.#streams.get(stream)?.at(-1)?.version ?? 'no-stream';
  }

  #eventsAt({ stream, expected, events }: AppendRequest): readonly RecordedEvent[] {
    const first = firstVersion(expected);
    return this.#streams.get(stream)?.slice(Number(first), Number(first) + events.length) ?? [];
  }

  #find(request: WrittenRequest): Finding {
    const actual = this.#versionOf(request.stream);
    if (actual === request.expected) {
      const reused = request.events.find((event) => this.#ids.has(event.id));
      return reused ? { kind: 'reused', eventId: reused.id } : { kind: 'as-expected' };
    }
    const recorded = this.#eventsAt(request);
    if (!request.events.every((event, index) => recorded[index]?.id === event.id)) return { kind: 'conflict', actual };
    const changed = request.events.find((event, index) => recorded[index] && !sameContent(recorded[index], event));
    return changed ? { kind: 'reused', eventId: changed.id } : { kind: 'known', actual };
  }

  #write(requests: readonly WrittenRequest[]): void {
    for (const { stream, expected, events } of requests) {
      const recorded = this.#streams.get(stream) ?? [];
      this.#streams.set(stream, recorded);
      for (const [index, event] of events.entries()) {
        const metadata = JSON.parse(event.metadataJson) as EventMetadata;
        const entry: RecordedEvent = deepFreeze({
          stream,
          version: firstVersion(expected) + BigInt(index),
          position: positionAt(this.#log.length),
          id: event.id,
          type: event.type,
          data: JSON.parse(event.dataJson) as NewEvent['data'],
          metadata,
          ...ownWordsOf(metadata),
        });
        recorded.push(entry);
        this.#log.push(entry);
        this.#ids.add(event.id);
      }
    }
    this.#commit.ring();
  }
}

const firstVersion = (expected: ExpectedVersion): bigint => (expected === 'no-stream' ? 0n : expected + 1n);
const positionAt = (index: number): Position => String(index + 1).padStart(20, '0') as Position;
const indexAfter = (position: Position | undefined): number => (position === undefined ? 0 : Number(position));

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
