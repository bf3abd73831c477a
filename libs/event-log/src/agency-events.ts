import { StreamCut, type EventStore, type Position, type RecordedEvent, type StreamId } from '@bofu/event-store';
import type { Database } from '@bofu/read-model';
import type { EventMarks } from './event-marks.query';

/** An event with its 事件号: 1, 2, 3 … in the order things became known, without gaps. */
export interface NumberedEvent extends RecordedEvent {
  readonly number: number;
}

interface Place {
  readonly number: number;
  readonly position: Position;
  readonly eventId: string;
  readonly stream: StreamId;
  readonly personId: string | null;
}

const PLACE = `number::int, position, event_id as "eventId", stream, person_id as "personId"`;
const STREAMS_AT_ONCE = 16;

/**
 * The events of one agency as the store has them, at a cost that grows with that agency and not with the log: the event
 * log only tells which they are, and what they are called.
 */
export class AgencyEvents {
  constructor(
    private readonly store: Pick<EventStore, 'readStream' | 'eventAt'>,
    private readonly database: Database,
    private readonly marks: Pick<EventMarks, 'upTo'>,
  ) {}

  /**
   * Up to a position, in the order recorded; with them, of whoever acted in them, the events of that person's own
   * stream, since somebody of another agency may have. Refuses `event-log-behind` as `EventMarks` does.
   */
  async upTo(
    position: Position,
    agencyId: string,
    streamOf: (personId: string) => StreamId,
  ): Promise<readonly NumberedEvent[]> {
    await this.marks.upTo(position);
    const own = await this.database.query<Place[]>(
      `select ${PLACE} from event_log.event where agency_id = $1 and position <= $2`,
      [agencyId, position],
    );
    const acted = new Set(own.flatMap(({ personId }) => (personId === null ? [] : [streamOf(personId)])));
    const ofPeople = await this.database.query<Place[]>(
      `select ${PLACE} from event_log.event where stream = any($1::text[]) and agency_id <> $2 and position <= $3`,
      [[...acted], agencyId, position],
    );
    return this.#read([...own, ...ofPeople]);
  }

  async #read(places: readonly Place[]): Promise<NumberedEvent[]> {
    const ofStream = new Map<StreamId, Place[]>();
    for (const place of places) {
      const known = ofStream.get(place.stream);
      if (known === undefined) ofStream.set(place.stream, [place]);
      else known.push(place);
    }
    const streams = ofStream.entries();
    const found: NumberedEvent[] = [];
    const readOn = async () => {
      for (const [stream, wanted] of streams) found.push(...(await this.#ofStream(stream, wanted)));
    };
    await Promise.all(Array.from({ length: STREAMS_AT_ONCE }, readOn));
    return found.sort((a, b) => a.number - b.number);
  }

  async #ofStream(stream: StreamId, wanted: readonly Place[]): Promise<NumberedEvent[]> {
    const numbers = new Map(wanted.map(({ eventId, number }) => [eventId, number]));
    try {
      const { events } = await this.store.readStream(stream);
      return events.flatMap((event) => {
        const number = numbers.get(event.id);
        return number === undefined ? [] : [{ ...event, number }];
      });
    } catch (error) {
      if (!(error instanceof StreamCut)) throw error;
      // What was cut off stands in the order of all for as long as the database keeps it.
      const kept = await Promise.all(wanted.map(({ position }) => this.store.eventAt(position)));
      return kept.map((event, index) => {
        if (event === null) throw error;
        return { ...event, number: wanted[index]!.number };
      });
    }
  }
}
