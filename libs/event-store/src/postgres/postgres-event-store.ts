import { Pool, type PoolConfig, type QueryArrayConfig } from 'pg';
import { markOf } from '../append-place';
import { writeRequests } from '../append-validation';
import { CommitSignal } from '../commit-signal';
import type {
  AppendOptions,
  AppendRequest,
  AppendResult,
  AtomicAppendOptions,
  AtomicAppendResult,
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
import { StoreUnavailable } from '../event-store-errors';
import { AppendQueue } from './append-queue';
import { EVENT_COLUMNS, eventOf, Feed, type EventRow } from './feed';
import { numberOf, positionOf } from './position';
import { mendTables } from './mend-tables';
import { readFailure } from './postgres-errors';
import { prepareSchema } from './schema';
import { StreamReads } from './stream-reads';

export interface PostgresEventStoreOptions {
  /**
   * `exclusive` (the default): appends of all processes one batch after the other, so that position order is commit
   * order. `shared`: appends to different streams side by side, for many processes on one database.
   */
  readonly lockMode?: 'exclusive' | 'shared';
  /** How often subscriptions look for what other processes appended. Default 50. */
  readonly pollMs?: number;
  /** Told what was found wrong when the store opened, and put right. */
  readonly log?: (message: string) => void;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const LAST_VERSION = 2n ** 63n - 1n;

/** Opens the store in the database behind `url` and creates or renews its schema `event_store`. */
export async function openPostgresEventStore(
  url: string,
  options: PostgresEventStoreOptions = {},
): Promise<EventStore> {
  const store = new PostgresEventStore(url, options);
  try {
    await store.prepare(options.log ?? (() => undefined));
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

class PostgresEventStore implements EventStore {
  readonly name = 'postgres';
  readonly #writers: Pool;
  readonly #readers: Pool;
  readonly #queue: AppendQueue;
  readonly #streams: StreamReads;
  readonly #feed: Feed;
  readonly #commits = new CommitSignal();
  #closing: Promise<void> | null = null;

  constructor(url: string, { lockMode = 'exclusive', pollMs = 50 }: PostgresEventStoreOptions) {
    // Where appends exclude each other: one is committing while the next stands at the door already.
    const flights = lockMode === 'exclusive' ? 2 : 4;
    this.#writers = openPool(url, flights);
    this.#readers = openPool(url, 4);
    this.#queue = new AppendQueue(this.#writers, {
      exclusive: lockMode === 'exclusive',
      flights,
      committed: () => this.#commits.ring(),
    });
    this.#streams = new StreamReads(this.#readers, (work) => this.#reading(work));
    this.#feed = new Feed(this.#readers, this.#commits, pollMs, (work) => this.#reading(work));
  }

  async prepare(log: (message: string) => void): Promise<void> {
    const client = await this.#reading(() => this.#readers.connect());
    try {
      await this.#reading(() => prepareSchema(client));
      await this.#reading(() => mendTables(client, log));
    } finally {
      client.release();
    }
  }

  async append(request: AppendRequest, options?: AppendOptions): Promise<AppendResult> {
    const { versions, position, repeated } = await this.appendAtomic([request], options);
    return { version: versions[0] ?? 0n, position, repeated };
  }

  async appendAtomic(
    requests: readonly AppendRequest[],
    { checks = [], timeoutMs = DEFAULT_TIMEOUT_MS }: AtomicAppendOptions = {},
  ): Promise<AtomicAppendResult> {
    const written = writeRequests(requests, checks);
    this.#checkOpen();
    return this.#queue.submit({ requests: written, checks: checks.map((check) => ({ ...check })) }, timeoutMs);
  }

  async readStream(stream: StreamId, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const { direction = 'forwards', from = direction === 'forwards' ? 0n : LAST_VERSION, limit = null } = options;
    if (direction === 'forwards' && limit === null) {
      const events = await this.#streams.from(stream, from > LAST_VERSION ? LAST_VERSION : from);
      return { exists: events.length > 0 || (from > 0n && (await this.#exists(stream))), events };
    }
    const [comparison, order] = direction === 'forwards' ? ['>=', 'asc'] : ['<=', 'desc'];
    const { rows } = await this.#reading(() =>
      this.#readers.query<EventRow>({
        name: `read-stream-${direction}`,
        text: `select ${EVENT_COLUMNS} from event_store.event
               where stream_id = $1 and version ${comparison} $2 order by version ${order} limit $3`,
        values: [stream, (from > LAST_VERSION ? LAST_VERSION : from).toString(), limit],
        rowMode: 'array',
      } as QueryArrayConfig),
    );
    return { exists: rows.length > 0 || (await this.#exists(stream)), events: rows.map(eventOf) };
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<EventBatch> {
    return this.#feed.readAll(options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    return this.#feed.subscribe(options);
  }

  head(): Promise<Position | null> {
    return this.#feed.head();
  }

  async eventAt(position: Position): Promise<RecordedEvent | null> {
    const { rows } = await this.#reading(() =>
      this.#readers.query<EventRow>({
        name: 'read-event',
        text: `select ${EVENT_COLUMNS} from event_store.event where position = $1`,
        values: [numberOf(position)],
        rowMode: 'array',
      } as QueryArrayConfig),
    );
    return rows[0] ? eventOf(rows[0]) : null;
  }

  async appendEnd(position: Position): Promise<EventMark | null> {
    const event = await this.eventAt(position);
    if (!event) return null;
    const { ordinal, count } = event.append;
    const end = await this.eventAt(positionOf(BigInt(position) + BigInt(count - ordinal)));
    return end && markOf(end);
  }

  /** Postgres has no tools that know of streams; what somebody does to the table by hand is found by verification. */
  cutStreams(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  /** What is under way is answered first; then nothing more is taken. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#queue.close();
      this.#commits.ring();
      await Promise.all([this.#writers.end(), this.#readers.end()]);
    })();
    return this.#closing;
  }

  async #exists(stream: StreamId): Promise<boolean> {
    const { rowCount } = await this.#reading(() =>
      this.#readers.query({
        name: 'stream-exists',
        text: 'select from event_store.event where stream_id = $1 limit 1',
        values: [stream],
      }),
    );
    return rowCount === 1;
  }

  async #reading<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#checkOpen();
    try {
      return await work();
    } catch (error) {
      throw readFailure(error);
    }
  }

  #checkOpen(): void {
    if (this.#closing) throw new StoreUnavailable(new Error('the store is closed'));
  }
}

/**
 * Every statement here knows its keys: it shall use the indexes, with one plan for all parameters, whatever the
 * statistics of a table that was empty a minute ago make of it.
 */
const SESSION =
  '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan';

function openPool(url: string, max: number): Pool {
  const config: PoolConfig = {
    connectionString: url,
    max,
    application_name: 'bofu event store',
    options: `${SESSION} -c jit=off`,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 0,
    query_timeout: 30_000,
    statement_timeout: 30_000,
    keepAlive: true,
  };
  const pool = new Pool(config);
  // A broken connection is not used again. Its query, if it had one, fails and tells; nobody else needs to know.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
