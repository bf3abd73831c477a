import DataLoader from 'dataloader';
import type { Pool, QueryArrayConfig } from 'pg';
import type { RecordedEvent, StreamId } from '../event-store';
import { EVENT_COLUMNS, eventOf, type EventRow } from './feed';

interface Wanted {
  readonly stream: StreamId;
  readonly from: bigint;
}

/**
 * Streams read to their end. Most of what a command costs is asking: what many clients ask for in the same turn is
 * asked for in one statement, each stream by its own index range.
 */
export class StreamReads {
  readonly #together = new DataLoader((wanted: readonly Wanted[]) => this.#read(wanted), {
    cache: false,
    maxBatchSize: 64,
    batchScheduleFn: setImmediate,
  });

  constructor(
    private readonly pool: Pool,
    private readonly reading: <Result>(work: () => Promise<Result>) => Promise<Result>,
  ) {}

  /** Its events in order, from a version on; none where there is no such stream. */
  from(stream: StreamId, from: bigint): Promise<readonly RecordedEvent[]> {
    return this.#together.load({ stream, from });
  }

  async #read(wanted: readonly Wanted[]): Promise<readonly (readonly RecordedEvent[])[]> {
    const starts = new Map<StreamId, bigint>();
    for (const { stream, from } of wanted) if (from < (starts.get(stream) ?? from + 1n)) starts.set(stream, from);
    const { rows } = await this.reading(() =>
      this.pool.query<EventRow>({
        name: 'read-streams',
        text: `select e.* from unnest($1::text[], $2::bigint[]) s (wanted, start) cross join lateral (
                 select ${EVENT_COLUMNS} from event_store.event
                 where stream_id = wanted and version >= start order by version) e`,
        values: [[...starts.keys()], [...starts.values()].map(String)],
        rowMode: 'array',
      } as QueryArrayConfig),
    );
    const read = new Map<StreamId, RecordedEvent[]>();
    for (const event of rows.map(eventOf)) {
      const events = read.get(event.stream);
      if (events === undefined) read.set(event.stream, [event]);
      else events.push(event);
    }
    return wanted.map(({ stream, from }) => (read.get(stream) ?? []).filter(({ version }) => version >= from));
  }
}
