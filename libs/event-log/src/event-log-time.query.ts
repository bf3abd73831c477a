import type { EventStore, Position } from '@bofu/event-store';
import { NOTHING_KNOWN, positionOnRecord, requireReached } from '@bofu/http';
import type { Database, NamedPosition, ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { EVENT_LOG } from './event-log.projection';
import { refuse } from './event-log-refusals';

const PATIENCE_MS = 10_000;

/** What had been recorded of some agencies by an instant, read from the event log. */
export class EventLogTime implements RecordedTime {
  constructor(
    private readonly store: Pick<EventStore, 'head' | 'eventAt' | 'appendEnd'>,
    private readonly database: Database,
    private readonly projections: Pick<ProjectionRunner, 'waitFor'>,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Refuses `event-log-behind` where the log does not reach the store's head in time: a guess would be wrong money. */
  async positionAt(instant: string, agencyScope: readonly string[]): Promise<Position | null> {
    requireReached(EVENT_LOG, undefined, await this.projections.waitFor(EVENT_LOG, NOTHING_KNOWN, 0));
    const known = await this.#look(instant, agencyScope);
    // Once something later of theirs is in the log, nothing that is still to come into it can change the answer.
    if (known.settled) return known.position;
    const head = await this.store.head();
    if (head === null) return null;
    const { reached } = await this.projections.waitFor(EVENT_LOG, head, this.patienceMs);
    return reached ? (await this.#look(instant, agencyScope)).position : refuse('event-log-behind', {});
  }

  positionNamed(named: NamedPosition): Promise<Position> {
    return positionOnRecord(this.store, named);
  }

  async #look(
    instant: string,
    agencyScope: readonly string[],
  ): Promise<{ position: Position | null; settled: boolean }> {
    const [row] = await this.database.query<{ position: Position | null; settled: boolean }[]>(
      `with first_later as (
         select min(later.number) as number
         from unnest($2::text[]) of(agency_id)
         cross join lateral (
           select number from event_log.event
           where agency_id = of.agency_id and known_by > to_timestamp($1::double precision / 1000)
           order by known_by, number limit 1
         ) later
       )
       select
         (select max(last.position)
          from unnest($2::text[]) of(agency_id)
          cross join lateral (
            select position from event_log.event e
            where e.agency_id = of.agency_id and (first_later.number is null or e.number < first_later.number)
            order by e.number desc limit 1
          ) last) as position,
         first_later.number is not null as settled
       from first_later`,
      [Date.parse(instant), agencyScope],
    );
    return row ?? { position: null, settled: false };
  }
}
