import type { Pool, QueryArrayConfig } from 'pg';
import type { RecordedEvent, StreamId } from '../event-store';
import { EVENT_COLUMNS, eventOf, type EventRow } from './feed';

type Settle = (read: Promise<Map<StreamId, readonly RecordedEvent[]>>) => void;

const MOST_TOGETHER = 64;

/**
 * Streams read whole. Most of what a command costs is asking: what many clients ask for in the same turn is asked for
 * in one statement, each stream by its own index range.
 */
export class StreamReads {
  #waiting: { readonly stream: StreamId; readonly settle: Settle }[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly reading: <Result>(work: () => Promise<Result>) => Promise<Result>,
  ) {}

  /** Its events in order; none where there is no such stream. */
  async whole(stream: StreamId): Promise<readonly RecordedEvent[]> {
    const read = await new Promise<Awaited<Parameters<Settle>[0]>>((resolve) => {
      if (this.#waiting.push({ stream, settle: resolve }) === 1) setImmediate(() => this.#readTogether());
    });
    return read.get(stream) ?? [];
  }

  #readTogether(): void {
    const waiting = this.#waiting.splice(0);
    for (let first = 0; first < waiting.length; first += MOST_TOGETHER) {
      const together = waiting.slice(first, first + MOST_TOGETHER);
      const read = this.#read([...new Set(together.map(({ stream }) => stream))]);
      for (const { settle } of together) settle(read);
    }
  }

  async #read(streams: readonly StreamId[]): Promise<Map<StreamId, readonly RecordedEvent[]>> {
    const { rows } = await this.reading(() =>
      this.pool.query<EventRow>({
        name: 'read-streams',
        text: `select e.* from unnest($1::text[]) s (wanted) cross join lateral (
                 select ${EVENT_COLUMNS} from event_store.event where stream_id = wanted order by version) e`,
        values: [streams],
        rowMode: 'array',
      } as QueryArrayConfig),
    );
    const read = new Map<StreamId, RecordedEvent[]>();
    for (const event of rows.map(eventOf)) {
      const events = read.get(event.stream);
      if (events === undefined) read.set(event.stream, [event]);
      else events.push(event);
    }
    return read;
  }
}
