import type { ClientBase, Pool, QueryArrayConfig } from 'pg';
import { markOf, wholeAppends } from '../append-place';
import { batchSizeOf, matches } from '../append-validation';
import type { CommitSignal } from '../commit-signal';
import type {
  EventBatch,
  EventMark,
  EventMetadata,
  NewEvent,
  Position,
  ReadAllOptions,
  RecordedEvent,
  StreamId,
  SubscribeOptions,
  SubscriptionMessage,
} from '../event-store';
import { FeedTail } from './feed-tail';
import { numberOf, positionOf } from './position';

const PLACE_COLUMNS = 'position, append_ordinal, append_count';
const BARE_COLUMNS = 'schema, agency, event_id, stream_id, version, type, data';
export const EVENT_COLUMNS = `${PLACE_COLUMNS}, ${BARE_COLUMNS}, metadata`;

type PlaceColumns = [position: string, ordinal: number, count: number];
type BareColumns = [
  schema: number,
  agency: string,
  id: string,
  stream: StreamId,
  version: string,
  type: string,
  data: NewEvent['data'],
];
export type EventRow = [...PlaceColumns, ...BareColumns, metadata?: EventMetadata];

const NO_METADATA: EventMetadata = {};

export function eventOf(row: EventRow): RecordedEvent {
  const [position, ordinal, count, schema, agency, id, stream, version, type, data, metadata = NO_METADATA] = row;
  return {
    position: positionOf(position),
    stream,
    version: BigInt(version),
    id,
    type,
    data,
    metadata,
    schema,
    agency,
    append: { ordinal, count },
  };
}

const PAGE = {
  name: 'read-page',
  text: `select ${EVENT_COLUMNS} from event_store.event where position > $1 and position <= $2 order by position limit $3`,
  rowMode: 'array',
} as const;

/**
 * Filters in the database, in the one pass that reads the page: an event that does not match comes as its place alone,
 * so that the reader still learns how far it has looked.
 */
const filteredPage = (columns: string, name: string) =>
  ({
    name,
    text: `
      select ${PLACE_COLUMNS}, ${columns
        .split(', ')
        .map((column) => `case when wanted then ${column} end`)
        .join(', ')}
      from (
        select *, ($4::text[] is null or stream_id ^@ any ($4)) and ($5::text[] is null or type = any ($5)) as wanted
        from event_store.event where position > $1 and position <= $2 order by position limit $3
      ) page
      order by position`,
    rowMode: 'array',
  }) as const;

const FILTERED_PAGE = filteredPage(`${BARE_COLUMNS}, metadata`, 'read-filtered-page');
const FILTERED_PAGE_WITHOUT_METADATA = filteredPage(BARE_COLUMNS, 'read-filtered-page-without-metadata');

type PassedRow = [...PlaceColumns, schema: null, ...unknown[]];
type PageRow = EventRow | PassedRow;

const isWanted = (row: PageRow): row is EventRow => row[3] !== null;

const MARK = {
  name: 'read-mark',
  text: "select stream_id, event_id, coalesce(metadata->>'hash', '') from event_store.event where position = $1",
  rowMode: 'array',
} as const;

interface Page extends EventBatch {
  /** True when there may be more before the mark. */
  readonly full: boolean;
}

const TAIL_PAGE = 1_000;

/** After a wake-up a little time is given to those who commit in the same moment, instead of one look for each. */
const GATHERING_MS = 5;

/**
 * The order of all events, read up to the safe position only: numbers are drawn before they are committed, so that
 * what lies beyond could still gain events that a reader has passed already.
 */
export class Feed {
  /** Once safe is safe for ever. An append that is slow to announce itself may announce less than is known already. */
  #safe = 0n;
  #asked: Promise<bigint> | null = null;
  readonly #tail = new FeedTail(async (after, upTo) => {
    const page = await this.#page(positionOf(after), upTo, TAIL_PAGE, {});
    if (!page) return { events: [], position: upTo };
    const position = BigInt(page.position);
    return { events: page.events, position: page.full || position > upTo ? position : upTo };
  });

  constructor(
    private readonly pool: Pool,
    private readonly commits: CommitSignal,
    private readonly pollMs: number,
    private readonly reading: <Result>(work: () => Promise<Result>) => Promise<Result>,
  ) {}

  async head(): Promise<Position | null> {
    const safe = await this.#safePosition();
    const last = await this.reading(() =>
      this.pool.query<{ last: string }>({
        name: 'read-head',
        text: `select position + append_count - append_ordinal as last from event_store.event
               where position <= $1 order by position desc limit 1`,
        values: [safe.toString()],
      }),
    );
    const position = last.rows[0]?.last;
    return position === undefined ? null : positionOf(position);
  }

  async *readAll(options: ReadAllOptions): AsyncIterable<EventBatch> {
    const size = batchSizeOf(options);
    yield* this.#pages(options, size, await this.#safePosition());
  }

  async *subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    const size = batchSizeOf(options);
    const { signal } = options;
    let after = options.after;
    let looked = after === undefined ? 0n : BigInt(after);
    for (let behind = true; !signal.aborted;) {
      const seen = this.commits.commits;
      const safe = await this.#safePosition();
      if (safe > looked) {
        for await (const batch of this.#next(options, looked, size, safe)) {
          if (signal.aborted) return;
          after = batch.position;
          behind = true;
          yield { kind: 'batch', batch };
        }
        // The last append may reach beyond the safe position.
        looked = after !== undefined && BigInt(after) > safe ? BigInt(after) : safe;
      }
      this.#tail.reachedBy(looked);
      if (signal.aborted) return;
      if (behind) yield { kind: 'caught-up', position: after ?? null };
      behind = false;
      await this.commits.after(seen, signal, this.pollMs);
      if (this.commits.commits !== seen) await this.commits.after(this.commits.commits, signal, GATHERING_MS);
    }
  }

  /** What a follower has not seen: of the newest, from what was read for all; further back, page by page. */
  async *#next(options: ReadAllOptions, looked: bigint, size: number, safe: bigint): AsyncGenerator<EventBatch> {
    const { filter = {} } = options;
    for (let at = looked; at < safe;) {
      const stretch = await this.#tail.after(at, safe);
      if (stretch === null) {
        yield* this.#pages({ ...options, after: positionOf(at) }, size, safe);
        return;
      }
      for (let first = 0; first < stretch.events.length;) {
        const rest = stretch.events.slice(first);
        const batch = rest.slice(0, wholeAppends(rest, size));
        const last = batch.at(-1)!;
        first += batch.length;
        const events = batch.filter((event) => matches(filter, event));
        yield { events, position: last.position, last: markOf(last) };
      }
      at = stretch.position;
    }
  }

  /** Asks for the next page while the reader is still busy with the last one. */
  async *#pages(options: ReadAllOptions, size: number, safe: bigint): AsyncGenerator<EventBatch> {
    let next: Promise<Page | null> | null = this.#page(options.after ?? positionOf('0'), safe, size, options);
    while (next) {
      const page: Page | null = await next;
      if (!page) return;
      next = page.full ? this.#page(page.position, safe, size, options) : null;
      next?.catch(() => undefined); // It may fail before anybody waits for it; whoever waits is told.
      yield { events: page.events, position: page.position, last: page.last };
    }
  }

  async #page(after: Position, safe: bigint, size: number, options: ReadAllOptions): Promise<Page | null> {
    const rows = await this.#rows(BigInt(after), safe, size, options);
    const cut = rows.at(-1);
    if (!cut) return null;
    const full = rows.length === size;
    // The numbers of one append follow each other, and all of it is visible where some of it is: even what lies beyond
    // the safe position, when that fell into the middle of it.
    const missing = cut[2] - cut[1];
    const end = BigInt(cut[0]) + BigInt(missing);
    if (missing > 0) rows.push(...(await this.#rows(BigInt(cut[0]), end, missing, options)));
    const events = rows.filter(isWanted).map(eventOf);
    const position = positionOf(end);
    const last = events.at(-1);
    const known = last?.position === position && options.withoutMetadata !== true;
    return { events, position, last: known ? markOf(last) : await this.#markAt(position), full };
  }

  async #rows(after: bigint, upTo: bigint, size: number, options: ReadAllOptions): Promise<PageRow[]> {
    const { filter, withoutMetadata = false } = options;
    const isWhole = !filter?.streamPrefixes && !filter?.types && !withoutMetadata;
    const range = [after.toString(), upTo.toString(), size];
    const query = isWhole
      ? { ...PAGE, values: range }
      : {
          ...(withoutMetadata ? FILTERED_PAGE_WITHOUT_METADATA : FILTERED_PAGE),
          values: [...range, filter?.streamPrefixes ?? null, filter?.types ?? null],
        };
    const { rows } = await this.reading(() => this.pool.query<PageRow>(query as QueryArrayConfig));
    return rows;
  }

  async #markAt(position: Position): Promise<EventMark> {
    const { rows } = await this.reading(() =>
      this.pool.query<[stream: StreamId, id: string, hash: string]>({
        ...MARK,
        values: [numberOf(position)],
      } as QueryArrayConfig),
    );
    const [stream = '' as StreamId, id = '', hash = ''] = rows[0] ?? [];
    return { position, stream, id, hash };
  }

  async #safePosition(): Promise<bigint> {
    // All that follow the feed wake at the same commit: those of one turn ask once.
    this.#asked ??= new Promise((resolve) =>
      setImmediate(() => {
        this.#asked = null;
        resolve(this.reading(() => safePositionOf(this.pool)));
      }),
    );
    const safe = await this.#asked;
    if (safe > this.#safe) this.#safe = safe;
    return this.#safe;
  }
}

export async function safePositionOf(client: Pool | ClientBase): Promise<bigint> {
  const { rows } = await client.query<{ safe: string }>({
    name: 'read-safe-position',
    text: 'select event_store.safe_position() as safe',
  });
  return BigInt(rows[0]?.safe ?? 0);
}
