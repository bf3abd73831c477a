import type { ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { markOf, wholeAppends } from '../append-place';
import { matches } from '../append-validation';
import type { Position, RecordedEvent, StreamId, SubscribeOptions, SubscriptionMessage } from '../event-store';
import { EventStoreError, StoreUnavailable } from '../event-store-errors';
import type { Cluster } from './kurrentdb-cluster';
import { failureOf } from './kurrentdb-errors';
import { foundEvent, isSystemEvent } from './kurrentdb-events';
import type { KurrentDbLog } from './kurrentdb-log';
import { decodePosition } from './kurrentdb-position';
import { subscriptionRequest } from './kurrentdb-requests';
import { TimedOut } from './within';

/** Of what came last so many events are kept at least, for followers that are a little behind. */
const EVENTS_KEPT = 4_000;
/** Of what came last the ends of appends, one a stream, for whoever wrote them and asks. */
const ENDS_KEPT = 500;
/** Pages of the past that several followers read at about the same time: from the start, after a rebuild. */
const PAGES_KEPT = 4;
const PAGES_KEPT_FOR_MS = 5_000;

/**
 * One feed of a process: what is new comes once over the wire, is parsed once and handed to all who follow. Each reads
 * for itself, page by page, up to where that begins; pages of the same place are read once for all as well. Whoever
 * reads slowly holds nobody up: when what it needs has gone by, it reads pages again.
 */
export class KurrentDbFeed {
  #tail: Tail | null = null;
  #followers = 0;
  readonly #pages = new Map<string, Promise<readonly RecordedEvent[]>>();
  #forgetting: NodeJS.Timeout | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly log: KurrentDbLog,
    private readonly timeoutMs: number,
  ) {}

  /** @param head where the store stood when this began: before that is reached, nobody has caught up */
  async *follow(
    { after, filter = {}, signal }: SubscribeOptions,
    batchSize: number,
    head: Position | null,
  ): AsyncGenerator<SubscriptionMessage, void, undefined> {
    if (signal.aborted) return;
    this.#followers += 1;
    const tail = await this.#tailFor(head);
    let position = after ?? null;
    let isBehind = true;
    /** Of an append whose end has not come yet. */
    let rest: readonly RecordedEvent[] = [];
    try {
      while (!signal.aborted) {
        const seenTo = rest.at(-1)?.position ?? position;
        const news = tail.after(seenTo) ?? (await this.#page(seenTo, batchSize, tail));
        const looked = rest.length === 0 ? news : [...rest, ...news];
        const batch = looked.slice(0, wholeAppends(looked, batchSize));
        // What is beyond this batch is asked for again, unless it is the beginning of what no batch can end with yet.
        rest = batch.length === 0 ? looked : [];
        const last = batch.at(-1);
        if (last) {
          ({ position } = last);
          isBehind = true;
          const events = batch.filter((event) => !isSystemEvent(event) && matches(filter, event));
          yield { kind: 'batch', batch: { events, position, last: markOf(last) } };
        }
        if (news.length > 0 || signal.aborted) continue;
        if (isBehind && (head === null || (position !== null && position >= head))) {
          isBehind = false;
          yield { kind: 'caught-up', position };
          continue;
        }
        await tail.more(signal);
      }
    } finally {
      this.#followers -= 1;
      if (this.#followers === 0) this.#stop();
    }
  }

  /** The last event a call wrote to a stream, if it is here or comes within so long; `null` where not, or nobody follows. */
  async writtenBy(appendId: string, stream: StreamId, patienceMs: number): Promise<RecordedEvent | null> {
    const tail = this.#tail;
    if (!tail) return null;
    const patience = AbortSignal.timeout(patienceMs);
    for (;;) {
      const last = tail.writtenBy(appendId, stream);
      if (last || tail.hasEnded || patience.aborted) return last;
      await tail.more(patience);
    }
  }

  #stop(): void {
    this.#tail?.end(new Error('nobody follows'));
    this.#tail = null;
    this.#forget();
  }

  async #tailFor(head: Position | null): Promise<Tail> {
    if (!this.#tail || this.#tail.hasEnded) this.#tail = new Tail(this.cluster, head, this.timeoutMs);
    const tail = this.#tail;
    try {
      await tail.begun;
    } catch (error) {
      this.#followers -= 1;
      throw error;
    }
    return tail;
  }

  /** Events after a position, as many as there are or a page full; none once the tail has the rest. */
  async #page(after: Position | null, size: number, tail: Tail): Promise<readonly RecordedEvent[]> {
    const key = `${after ?? ''} ${size}`;
    const kept = this.#pages.get(key);
    const page =
      kept ??
      this.log
        .page({ from: after === null ? 'start' : decodePosition(after), backwards: false, count: size })
        .then((found) => found.map(({ event }) => event));
    if (!kept) this.#keep(key, page);
    const events = await page.catch((error: unknown) => {
      this.#pages.delete(key);
      throw error;
    });
    // The end of the log moves on, so what was read there is good for nobody who comes later.
    if (events.length < size) this.#pages.delete(key);
    if (events.length === 0) tail.reachedBy(after);
    return events;
  }

  #keep(key: string, page: Promise<readonly RecordedEvent[]>): void {
    this.#pages.set(key, page);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > PAGES_KEPT && oldest !== undefined) this.#pages.delete(oldest);
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => this.#forget(), PAGES_KEPT_FOR_MS);
    this.#forgetting.unref();
  }

  #forget(): void {
    clearTimeout(this.#forgetting);
    this.#pages.clear();
  }
}

/** What is new since the feed began, as it comes. */
class Tail {
  readonly begun: Promise<void>;
  #events: RecordedEvent[] = [];
  /** Everything after this is here or has yet to come. */
  #from: Position | null;
  #failure: Error | null = null;
  readonly #ends = new Map<string, RecordedEvent>();
  readonly #waiting = new Set<() => void>();
  #leave: () => void = () => undefined;

  constructor(cluster: Cluster, from: Position | null, timeoutMs: number) {
    this.#from = from;
    this.begun = this.#begin(cluster, timeoutMs);
    this.begun.catch(() => undefined);
  }

  get hasEnded(): boolean {
    return this.#failure !== null;
  }

  /**
   * What is known to come after a position, `null` where that is not known here.
   *
   * @throws StoreUnavailable once all that had come before the connection was lost has been handed out
   */
  after(position: Position | null): readonly RecordedEvent[] | null {
    if (this.#from !== null && (position === null || position < this.#from)) return null;
    const events = this.#events;
    let [low, high] = [0, events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = events[middle]?.position;
      if (position !== null && at !== undefined && at <= position) low = middle + 1;
      else high = middle;
    }
    if (low === events.length && this.#failure) throw this.#failure;
    return events.slice(low);
  }

  /** The last event a call wrote to a stream, where it came lately. */
  writtenBy(appendId: string, stream: StreamId): RecordedEvent | null {
    return this.#ends.get(`${appendId} ${stream}`) ?? null;
  }

  /** Somebody has read all there is up to here, so nothing lies between it and where this begins. */
  reachedBy(position: Position | null): void {
    if (this.#events.length === 0 || position === null) this.#from = position;
  }

  async more(signal: AbortSignal): Promise<void> {
    if (this.#failure || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  end(error: unknown): void {
    if (this.#failure) return;
    const failure = failureOf(error);
    this.#failure = failure.kind === 'final' ? failure.error : new StoreUnavailable(error);
    this.#leave();
    this.#wake();
  }

  async #begin(cluster: Cluster, timeoutMs: number): Promise<void> {
    const connection = await cluster.connection(performance.now() + timeoutMs).catch((error: unknown) => {
      this.end(error);
      throw error instanceof EventStoreError ? error : new StoreUnavailable(error);
    });
    const call = connection.read(subscriptionRequest(this.#from === null ? 'start' : decodePosition(this.#from)));
    const retired = () => this.end(new Error('the connection was replaced'));
    connection.retired.addEventListener('abort', retired);
    await new Promise<void>((resolve, reject) => {
      const unconfirmed = setTimeout(() => {
        cluster.replace(connection);
        this.end(new TimedOut(timeoutMs));
      }, timeoutMs);
      this.#leave = () => {
        clearTimeout(unconfirmed);
        connection.retired.removeEventListener('abort', retired);
        call.cancel();
        reject(this.#failure ?? new StoreUnavailable(new Error('ended')));
      };
      call.on('data', (message: ReadResp) => {
        connection.heard();
        if (message.hasConfirmation()) {
          clearTimeout(unconfirmed);
          resolve();
        }
        const event = message.getEvent()?.getEvent();
        if (event) this.#take(event);
      });
      // This listener stays for good: an error without one would end the process.
      call.on('error', (error) => {
        if (this.#failure) return;
        cluster.heed(connection, failureOf(error));
        this.end(error);
      });
      call.on('end', () => this.end(new Error('the server ended the subscription')));
    });
  }

  #take(message: ReadResp.ReadEvent.RecordedEvent): void {
    try {
      const { event, writtenBy } = foundEvent(message);
      this.#events.push(event);
      if (writtenBy !== null) this.#keepEnd(writtenBy, event);
    } catch (error) {
      this.end(error);
    }
    if (this.#events.length >= 2 * EVENTS_KEPT) {
      const dropped = this.#events.length - EVENTS_KEPT;
      this.#from = this.#events[dropped - 1]?.position ?? this.#from;
      // A new list: what was handed out stays as it was.
      this.#events = this.#events.slice(dropped);
    }
    this.#wake();
  }

  #keepEnd(appendId: string, event: RecordedEvent): void {
    this.#ends.set(`${appendId} ${event.stream}`, event);
    const [oldest] = this.#ends.keys();
    if (this.#ends.size > ENDS_KEPT && oldest !== undefined) this.#ends.delete(oldest);
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
