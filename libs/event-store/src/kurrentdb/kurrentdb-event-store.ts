import { randomUUID } from 'node:crypto';
import {
  BACKWARDS,
  END,
  excludeSystemEvents,
  FORWARDS,
  KurrentDBClient,
  NO_STREAM,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@kurrent/kurrentdb-client';
import { judge, type Finding } from '../append-outcome';
import { batchSizeOf, matches, sameContent, writeRequests, type WrittenRequest } from '../append-validation';
import type {
  AppendOptions,
  AppendRequest,
  AppendResult,
  AtomicAppendResult,
  EventBatch,
  EventStore,
  ExpectedVersion,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  StreamId,
  StreamSlice,
  SubscribeOptions,
  SubscriptionMessage,
} from '../event-store';
import { AppendOutcomeUnknown, ConcurrencyConflict, StoreUnavailable } from '../event-store-errors';
import { appendError, readError } from './kurrentdb-errors';
import { clientEvents, isSystemEvent, recordedEvent, wasWrittenBy, type ClientEvent } from './kurrentdb-events';
import { decodePosition, type LogPosition } from './kurrentdb-position';
import { followAll } from './kurrentdb-subscription';
import { Turns } from './turns';
import { eachWithin, TimedOut, within } from './within';

export interface KurrentDbOptions {
  /** How long one answer may take. Default 10 s. */
  readonly timeoutMs?: number;
}

/** @param url a KurrentDB connection string, e.g. `kurrentdb://user:password@host:2113?tls=true` */
export function openKurrentDbEventStore(url: string, options: KurrentDbOptions = {}): EventStore {
  return new KurrentDbEventStore(url, options.timeoutMs ?? 10_000);
}

/**
 * The client puts all appends on one call. Where more wait on it than its stream's buffer takes (16), a broken
 * connection makes it leave rejected promises behind that nobody can catch. So no more than this many at once.
 */
const APPENDS_AT_ONCE = 12;

/** By now a dead connection has been noticed (keep-alive, 20 s) and everything that hung on it has failed. */
const CLIENT_IS_DONE_AFTER_MS = 60_000;

const EVENTS_AT_HEAD = 8;

class KurrentDbEventStore implements EventStore {
  readonly name = 'kurrentdb';
  private readonly reader: KurrentDBClient;
  /** Of its own, because the way to give up a silent append is to give up all of its client's calls. */
  private readonly writer: KurrentDBClient;
  private hungUp: Promise<void> = Promise.resolve();
  private readonly turns = new Turns(APPENDS_AT_ONCE);
  private readonly closing = new AbortController();

  constructor(
    url: string,
    private readonly timeoutMs: number,
  ) {
    this.reader = KurrentDBClient.connectionString(url);
    this.writer = KurrentDBClient.connectionString(url);
  }

  async append(request: AppendRequest, options?: AppendOptions): Promise<AppendResult> {
    const { versions, position, repeated } = await this.appendAtomic([request], options);
    const [version] = versions;
    if (version === undefined) throw new AppendOutcomeUnknown(new Error('the server named no revision'));
    return { version, position, repeated };
  }

  async appendAtomic(requests: readonly AppendRequest[], options: AppendOptions = {}): Promise<AtomicAppendResult> {
    const written = writeRequests(requests);
    const appendId = randomUUID();
    const answer = await this.send(written, appendId, options.timeoutMs ?? this.timeoutMs);
    try {
      return answer.kind === 'success'
        ? await this.confirm(written, answer.versions, appendId)
        : await this.explain(written, answer.error);
    } catch (error) {
      // What cannot be read back may have been written by this call: the same append again will tell.
      throw error instanceof StoreUnavailable ? new AppendOutcomeUnknown(error) : error;
    }
  }

  private async send(requests: readonly WrittenRequest[], appendId: string, timeoutMs: number) {
    const until = performance.now() + timeoutMs;
    if (!(await this.turns.take(timeoutMs))) throw new StoreUnavailable(new TimedOut(timeoutMs));
    // A call that is being given up would take this one down with it.
    const call = this.hungUp.then(() => this.call(requests, appendId));
    // The turn lasts until the client is done and not until we are tired of waiting: what it has not sent yet when
    // our time is up, it still sends when the server comes back.
    void within(CLIENT_IS_DONE_AFTER_MS, call)
      .catch(() => undefined)
      .finally(() => this.turns.giveBack());
    try {
      return { kind: 'success', versions: await within(until - performance.now(), call) } as const;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return { kind: 'unexpected', error } as const;
      if (error instanceof TimedOut) this.hungUp = within(this.timeoutMs, this.writer.dispose()).catch(() => undefined);
      throw appendError(error);
    }
  }

  /** The revision every stream has now, in the order of the requests. */
  private async call(requests: readonly WrittenRequest[], appendId: string): Promise<readonly bigint[]> {
    this.refuseIfClosed();
    const [first, ...others] = requests.map((request) => ({
      streamName: request.stream,
      expectedState: request.expected === 'no-stream' ? (NO_STREAM as typeof NO_STREAM) : request.expected,
      events: clientEvents(request, appendId),
    }));
    if (first && others.length === 0) {
      const { streamName, events, expectedState: streamState } = first;
      return [(await this.writer.appendToStream(streamName, events, { streamState })).nextExpectedRevision];
    }
    const { responses } = await this.writer.multiStreamAppend(first ? [first, ...others] : []);
    const revisions = new Map(responses.map(({ streamName, revision }) => [streamName, revision]));
    return requests.map(({ stream }) => revisions.get(stream) ?? -1n);
  }

  /**
   * The server answers an append it had already exactly as it answers a new one, and knows it by the event ids alone.
   * So the last event is read back: it names the call that wrote it. If that was this call, all of it is new (the
   * server takes all or nothing); otherwise every event is compared with what stands there.
   */
  private async confirm(
    requests: readonly WrittenRequest[],
    versions: readonly bigint[],
    appendId: string,
  ): Promise<AtomicAppendResult> {
    const stream = requests.at(-1)?.stream;
    const version = versions.at(-1);
    const [last] = stream === undefined || version === undefined ? [] : await this.recordedFrom(stream, version, 1);
    if (!last) throw new AppendOutcomeUnknown(new Error('the event just acknowledged cannot be read'));
    if (wasWrittenBy(last, appendId)) return { versions, position: recordedEvent(last).position, repeated: false };
    const repeat = await this.findRepeat(requests);
    if (!repeat)
      throw new AppendOutcomeUnknown(new Error('what the server calls a repeat is not where it was expected'));
    return repeat;
  }

  /** Why the server did not find the streams as expected: the same append came before, or somebody else did. */
  private async explain(
    requests: readonly WrittenRequest[],
    error: WrongExpectedVersionError,
  ): Promise<AtomicAppendResult> {
    const repeat = await this.findRepeat(requests);
    if (repeat) return repeat;
    // Meanwhile somebody else has brought the streams to where they were expected.
    const refused = requests.find(({ stream }) => stream === error.streamName) ?? requests[0];
    if (!refused) throw appendError(error);
    const actual = typeof error.actualState === 'bigint' ? error.actualState : 'no-stream';
    throw new ConcurrencyConflict(refused.stream, refused.expected, actual);
  }

  /** The result of these very events where they are recorded already, `null` where the streams are as expected. */
  private async findRepeat(requests: readonly WrittenRequest[]): Promise<AtomicAppendResult | null> {
    const found = await Promise.all(requests.map((request) => this.find(request)));
    const outcome = judge(
      requests,
      found.map(({ finding }) => finding),
    );
    if (outcome === 'write') return null;
    const last = found.flatMap(({ recorded }) => recorded.slice(-1)).map(recordedEvent);
    return {
      versions: last.map(({ version }) => version),
      position: last.map(({ position }) => position).reduce((a, b) => (a > b ? a : b)),
      repeated: true,
    };
  }

  private async find(request: WrittenRequest): Promise<{ finding: Finding; recorded: readonly ClientEvent[] }> {
    const { stream, expected, events } = request;
    const actual = await this.versionOf(stream);
    if (actual === expected) return { finding: { kind: 'as-expected' }, recorded: [] };
    const first = expected === 'no-stream' ? 0n : expected + 1n;
    const isAhead = actual === 'no-stream' || actual < first;
    const recorded = isAhead ? [] : await this.recordedFrom(stream, first, events.length);
    if (!events.every((event, index) => recorded[index]?.id === event.id))
      return { finding: { kind: 'conflict', actual }, recorded };
    const changed = events.find(
      (event, index) => recorded[index] && !sameContent(recordedEvent(recorded[index]), event),
    );
    return { finding: changed ? { kind: 'reused', eventId: changed.id } : { kind: 'known', actual }, recorded };
  }

  async readStream(stream: StreamId, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const { from, direction = 'forwards', limit } = options;
    const backwards = direction === 'backwards';
    const found = await this.read(stream, {
      fromRevision: from ?? (backwards ? END : START),
      direction: backwards ? BACKWARDS : FORWARDS,
      // The server takes no zero, and one event at least tells whether the stream exists.
      ...(limit === undefined ? {} : { maxCount: Math.max(limit, 1) }),
    });
    return { exists: found !== null, events: (found ?? []).slice(0, limit).map(recordedEvent) };
  }

  private async recordedFrom(stream: StreamId, version: bigint, count: number): Promise<readonly ClientEvent[]> {
    return (await this.read(stream, { fromRevision: version, direction: FORWARDS, maxCount: count })) ?? [];
  }

  private async versionOf(stream: StreamId): Promise<ExpectedVersion> {
    const [last] = (await this.read(stream, { fromRevision: END, direction: BACKWARDS, maxCount: 1 })) ?? [];
    return last ? last.revision : 'no-stream';
  }

  /** `null` where there is no such stream. Asks the leader, since a follower may not know yet what was acknowledged. */
  private async read(
    stream: StreamId,
    options: NonNullable<Parameters<KurrentDBClient['readStream']>[1]>,
  ): Promise<ClientEvent[] | null> {
    this.refuseIfClosed();
    const found: ClientEvent[] = [];
    try {
      const resolved = this.reader.readStream(stream, { ...options, requiresLeader: true });
      for await (const { event } of eachWithin(this.timeoutMs, resolved)) if (event) found.push(event);
    } catch (error) {
      if (error instanceof StreamNotFoundError) return null;
      throw readError(error);
    }
    return found;
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<EventBatch, void, undefined> {
    const batchSize = batchSizeOf(options);
    let position = options.after;
    for (;;) {
      const page = await this.page(FORWARDS, position === undefined ? START : decodePosition(position), batchSize);
      const last = page.at(-1);
      if (!last) return;
      position = recordedEvent(last).position;
      const events = page.filter((event) => !isSystemEvent(event)).map(recordedEvent);
      // The filter is ours and not the server's, which would not say how far it had looked when nothing matched.
      yield { events: events.filter((event) => matches(options.filter ?? {}, event)), position };
      if (page.length < batchSize) return;
    }
  }

  /** Up to `count` events beyond a position, without those of the server's own types. */
  private async page(
    direction: typeof FORWARDS | typeof BACKWARDS,
    from: LogPosition | typeof START | typeof END,
    count: number,
  ): Promise<ClientEvent[]> {
    this.refuseIfClosed();
    const found: ClientEvent[] = [];
    try {
      const resolved = this.reader.readAll({
        direction,
        fromPosition: from,
        maxCount: count + 1, // Forwards the start belongs to the answer.
        filter: excludeSystemEvents(),
      });
      for await (const { event } of eachWithin(this.timeoutMs, resolved)) {
        if (!event || (typeof from !== 'string' && isAt(event, from))) continue;
        found.push(event);
        if (found.length === count) break;
      }
    } catch (error) {
      throw readError(error);
    }
    return found;
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<SubscriptionMessage, void, undefined> {
    const batchSize = batchSizeOf(options);
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    if (signal.aborted) return;
    const headAtStart = await this.head();
    yield* followAll(this.reader, { ...options, signal }, batchSize, headAtStart, this.timeoutMs);
  }

  async head(): Promise<Position | null> {
    let from: LogPosition | typeof END = END;
    for (;;) {
      const page: ClientEvent[] = await this.page(BACKWARDS, from, EVENTS_AT_HEAD);
      const event = page.find((candidate) => !isSystemEvent(candidate));
      if (event) return recordedEvent(event).position;
      const last = page.at(-1);
      if (!last?.position || page.length < EVENTS_AT_HEAD) return null;
      from = last.position;
    }
  }

  private refuseIfClosed(): void {
    if (this.closing.signal.aborted) throw new StoreUnavailable(new Error('the store is closed'));
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([this.reader, this.writer].map((client) => within(this.timeoutMs, client.dispose())));
  }
}

const isAt = ({ position }: ClientEvent, { commit, prepare }: LogPosition): boolean =>
  position?.commit === commit && position.prepare === prepare;
