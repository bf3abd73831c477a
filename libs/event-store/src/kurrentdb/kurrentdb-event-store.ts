import { endsAppend, markOf, wholeAppends } from '../append-place';
import { batchSizeOf, matches, writeRequests } from '../append-validation';
import type {
  AppendOptions,
  AppendRequest,
  AppendResult,
  AtomicAppendOptions,
  AtomicAppendResult,
  CutStream,
  EventBatch,
  EventMark,
  EventStore,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  StreamId,
  StreamSlice,
  SubscribeOptions,
  SubscriptionMessage,
} from '../event-store';
import { AppendOutcomeUnknown } from '../event-store-errors';
import { readAddress } from './kurrentdb-address';
import { KurrentDbAppends } from './kurrentdb-append';
import { Cluster } from './kurrentdb-cluster';
import { CutStreams, wholeStream } from './kurrentdb-cut-streams';
import { NoRecordThere } from './kurrentdb-errors';
import { isSystemEvent, type FoundEvent } from './kurrentdb-events';
import { KurrentDbFeed } from './kurrentdb-feed';
import { KurrentDbLog } from './kurrentdb-log';
import { decodePosition, isPosition, type LogPosition } from './kurrentdb-position';

export interface KurrentDbOptions {
  /** How long one answer may take, whatever has to be tried again meanwhile. Default 10 s. */
  readonly timeoutMs?: number;
}

/**
 * Opens nothing yet: the first call finds the server, and every later one finds it again where it has moved.
 *
 * @param url a KurrentDB connection string, e.g. `kurrentdb://user:password@host:2113?tls=true`
 * @throws StoreUnusable for a connection string that is none
 */
export function openKurrentDbEventStore(url: string, options: KurrentDbOptions = {}): EventStore {
  return new KurrentDbEventStore(new Cluster(readAddress(url)), options.timeoutMs ?? 10_000);
}

const EVENTS_AT_HEAD = 8;
/** From this size on a page is worth asking for before it is needed. */
const WORTH_ASKING_AHEAD = 500;

class KurrentDbEventStore implements EventStore {
  readonly name = 'kurrentdb';
  private readonly log: KurrentDbLog;
  private readonly appends: KurrentDbAppends;
  private readonly feed: KurrentDbFeed;
  private readonly cut: CutStreams;

  constructor(
    private readonly cluster: Cluster,
    private readonly timeoutMs: number,
  ) {
    this.log = new KurrentDbLog(cluster, timeoutMs);
    this.feed = new KurrentDbFeed(cluster, this.log, timeoutMs);
    this.appends = new KurrentDbAppends(cluster, this.log, this.feed);
    this.cut = new CutStreams(this.log);
  }

  async append(request: AppendRequest, options?: AppendOptions): Promise<AppendResult> {
    const { versions, position, repeated } = await this.appendAtomic([request], options);
    const [version] = versions;
    if (version === undefined) throw new AppendOutcomeUnknown(new Error('the server named no revision'));
    return { version, position, repeated };
  }

  async appendAtomic(
    requests: readonly AppendRequest[],
    { checks = [], timeoutMs = this.timeoutMs }: AtomicAppendOptions = {},
  ): Promise<AtomicAppendResult> {
    const outgoing = { requests: writeRequests(requests, checks), checks: checks.map((check) => ({ ...check })) };
    return this.appends.append(outgoing, timeoutMs);
  }

  async readStream(stream: StreamId, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const { from, direction = 'forwards', limit, trustAbsence = false } = options;
    const backwards = direction === 'backwards';
    const reading = {
      from: from ?? (backwards ? ('end' as const) : 0n),
      backwards,
      // The server takes no zero, and one event at least tells whether the stream exists.
      count: limit === undefined ? null : Math.max(limit, 1),
      trustAbsence,
    };
    const found = await wholeStream(this.log, stream, reading);
    return { exists: found !== null, events: (found?.events ?? []).slice(0, limit).map(({ event }) => event) };
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<EventBatch, void, undefined> {
    const count = batchSizeOf(options);
    const page = (from: LogPosition | 'start') => this.log.page({ from, backwards: false, count });
    let rest: readonly RecordedEvent[] = [];
    let next = page(options.after === undefined ? 'start' : decodePosition(options.after));
    for (;;) {
      const found: FoundEvent[] = await next;
      const end = found.at(-1)?.at;
      const isLast = found.length < count || end === undefined;
      const ahead = !isLast && count >= WORTH_ASKING_AHEAD ? page(end) : null;
      // Whoever stops reading here never hears how that one ends.
      ahead?.catch(() => undefined);
      const looked = [...rest, ...found.map(({ event }) => event)];
      const whole = looked.slice(0, wholeAppends(looked, looked.length));
      rest = looked.slice(whole.length);
      const last = whole.at(-1);
      if (last) {
        // The filter is ours and not the server's, which would name neither the last event it passed over nor an append.
        const events = whole.filter((event) => !isSystemEvent(event) && matches(options.filter ?? {}, event));
        yield { events, position: last.position, last: markOf(last) };
      }
      if (isLast) return;
      next = ahead ?? page(end);
    }
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<SubscriptionMessage, void, undefined> {
    const batchSize = batchSizeOf(options);
    const signal = AbortSignal.any([options.signal, this.cluster.closed]);
    if (signal.aborted) return;
    yield* this.feed.follow({ ...options, signal }, batchSize, await this.head());
  }

  async head(): Promise<Position | null> {
    let from: LogPosition | 'end' = 'end';
    for (;;) {
      const page: FoundEvent[] = await this.log.page({ from, backwards: true, count: EVENTS_AT_HEAD });
      const end = page.find(({ event }) => !isSystemEvent(event) && endsAppend(event));
      if (end) return end.event.position;
      const last = page.at(-1);
      if (!last || page.length < EVENTS_AT_HEAD) return null;
      from = last.at;
    }
  }

  async eventAt(position: Position): Promise<RecordedEvent | null> {
    const [event] = await this.eventsFrom(position, 1);
    return event ?? null;
  }

  async appendEnd(position: Position): Promise<EventMark | null> {
    const event = await this.eventAt(position);
    if (!event) return null;
    const { ordinal, count } = event.append;
    const end = (await this.eventsFrom(position, 1 + count - ordinal)).find(endsAppend);
    return end ? markOf(end) : null;
  }

  /** Up to `count` events, the first of them at exactly this position; none where no event is there. */
  private async eventsFrom(position: Position, count: number): Promise<readonly RecordedEvent[]> {
    if (!isPosition(position)) return [];
    const reading = { from: decodePosition(position), including: true, backwards: false, count };
    const found = await this.log.page(reading).catch((error: unknown) => {
      if (error instanceof NoRecordThere) return [];
      throw error;
    });
    const events = found.map(({ event }) => event);
    const [first] = events;
    return first?.position === position && !isSystemEvent(first) ? events : [];
  }

  cutStreams(): Promise<readonly CutStream[]> {
    return this.cut.all();
  }

  close(): Promise<void> {
    this.cluster.close();
    return Promise.resolve();
  }
}
