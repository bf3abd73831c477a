import type { ClientBase, Pool, QueryArrayConfig } from 'pg';
import { batchSizeOf } from '../append-validation';
import type { CommitSignal } from '../commit-signal';
import type {
  EventBatch,
  EventMetadata,
  NewEvent,
  Position,
  ReadAllOptions,
  RecordedEvent,
  StreamId,
  SubscribeOptions,
  SubscriptionMessage,
} from '../event-store';
import { positionOf } from './position';

export const EVENT_COLUMNS = 'position, stream_id, version, event_id, type, data, metadata';
export type EventRow = [string, StreamId, string, string, string, NewEvent['data'], EventMetadata?];

const NO_METADATA: EventMetadata = {};

export const eventOf = ([
  position,
  stream,
  version,
  id,
  type,
  data,
  metadata = NO_METADATA,
]: EventRow): RecordedEvent => ({
  position: positionOf(position),
  stream,
  version: BigInt(version),
  id,
  type,
  data,
  metadata,
});

const PAGE = {
  name: 'read-page',
  text: `select ${EVENT_COLUMNS} from event_store.event where position > $1 and position <= $2 order by position limit $3`,
  rowMode: 'array',
} as const;

/**
 * Filters in the database, in the one pass that reads the page: an event that does not match comes as its position
 * alone, so that the reader still learns how far it has looked.
 */
const filteredPage = (columns: string, name: string) =>
  ({
    name,
    text: `
      select position, ${columns
        .split(', ')
        .slice(1)
        .map((column) => `case when wanted then ${column} end`)
        .join(', ')}
      from (
        select *, ($4::text[] is null or stream_id ^@ any ($4)) and ($5::text[] is null or type = any ($5)) as wanted
        from event_store.event where position > $1 and position <= $2 order by position limit $3
      ) page
      order by position`,
    rowMode: 'array',
  }) as const;

const FILTERED_PAGE = filteredPage(EVENT_COLUMNS, 'read-filtered-page');
const FILTERED_PAGE_WITHOUT_METADATA = filteredPage(
  EVENT_COLUMNS.replace(', metadata', ''),
  'read-filtered-page-without-metadata',
);

type FilteredRow = EventRow | [position: string, stream: null, ...unknown[]];

interface Page extends EventBatch {
  /** True when there may be more before the mark. */
  readonly full: boolean;
}

/** After a wake-up a little time is given to those who commit in the same moment, instead of one look for each. */
const GATHERING_MS = 5;

/**
 * The order of all events, read up to the safe position only: numbers are drawn before they are committed, so that
 * what lies beyond could still gain events that a reader has passed already.
 */
export class Feed {
  /** Once safe is safe for ever. An append that is slow to announce itself may announce less than is known already. */
  #safe = 0n;

  constructor(
    private readonly pool: Pool,
    private readonly commits: CommitSignal,
    private readonly pollMs: number,
    private readonly reading: <Result>(work: () => Promise<Result>) => Promise<Result>,
  ) {}

  async head(): Promise<Position | null> {
    const safe = await this.#safePosition();
    const last = await this.reading(() =>
      this.pool.query<{ last: string | null }>({
        name: 'read-head',
        text: 'select max(position) as last from event_store.event where position <= $1',
        values: [safe.toString()],
      }),
    );
    const position = last.rows[0]?.last ?? null;
    return position === null ? null : positionOf(position);
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
        for await (const batch of this.#pages({ ...options, ...(after !== undefined && { after }) }, size, safe)) {
          if (signal.aborted) return;
          after = batch.position;
          behind = true;
          yield { kind: 'batch', batch };
        }
        looked = safe;
      }
      if (signal.aborted) return;
      if (behind) yield { kind: 'caught-up', position: after ?? null };
      behind = false;
      await this.commits.after(seen, signal, this.pollMs);
      if (this.commits.commits !== seen) await this.commits.after(this.commits.commits, signal, GATHERING_MS);
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
      yield { events: page.events, position: page.position };
    }
  }

  async #page(after: Position, safe: bigint, size: number, options: ReadAllOptions): Promise<Page | null> {
    const { filter, withoutMetadata = false } = options;
    const range = [BigInt(after).toString(), safe.toString(), size];
    if (!filter?.streamPrefixes && !filter?.types && !withoutMetadata) {
      const { rows } = await this.reading(() =>
        this.pool.query<EventRow>({ ...PAGE, values: range } as QueryArrayConfig),
      );
      const last = rows.at(-1);
      return last ? { events: rows.map(eventOf), position: positionOf(last[0]), full: rows.length === size } : null;
    }
    const statement = withoutMetadata ? FILTERED_PAGE_WITHOUT_METADATA : FILTERED_PAGE;
    const values = [...range, filter?.streamPrefixes ?? null, filter?.types ?? null];
    const { rows } = await this.reading(() =>
      this.pool.query<FilteredRow>({ ...statement, values } as QueryArrayConfig),
    );
    const last = rows.at(-1);
    if (!last) return null;
    const events = rows.filter((row): row is EventRow => row[1] !== null).map(eventOf);
    return { events, position: positionOf(last[0]), full: rows.length === size };
  }

  async #safePosition(): Promise<bigint> {
    const safe = await this.reading(() => safePositionOf(this.pool));
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
