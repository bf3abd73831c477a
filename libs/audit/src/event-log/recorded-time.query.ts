import type { DataSource } from 'typeorm';
import type { EventStore, Position } from '@bofu/event-store';
import type { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { refuse } from '../domain/refusals';
import { eventLogProjection } from './event-log.projection';

const PATIENCE_MS = 10_000;

/** What had been recorded by an instant, read from the event log. */
export class EventLogTime implements RecordedTime {
  constructor(
    private readonly store: Pick<EventStore, 'head'>,
    private readonly database: DataSource,
    private readonly projections: Pick<ProjectionRunner, 'waitFor'>,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Refuses `event-log-behind` where the log does not reach the store's head in time: a guess would be wrong money. */
  async positionAt(instant: string): Promise<Position | null> {
    const known = await this.#look(instant);
    // Once something later is in the log, nothing that is still to come into it can change the answer.
    if (known.settled) return known.position;
    const head = await this.store.head();
    if (head === null) return null;
    const { reached } = await this.projections.waitFor(eventLogProjection.name, head, this.patienceMs);
    return reached ? (await this.#look(instant)).position : refuse('event-log-behind', {});
  }

  async #look(instant: string): Promise<{ position: Position | null; settled: boolean }> {
    const [row] = await this.database.query<{ position: Position | null; settled: boolean }[]>(
      `select
         (select position from event_log.event where known_by <= moment
            order by known_by desc, number desc limit 1) as position,
         exists (select from event_log.event where known_by > moment) as settled
       from to_timestamp($1::double precision / 1000) moment`,
      [Date.parse(instant)],
    );
    return row ?? { position: null, settled: false };
  }
}
