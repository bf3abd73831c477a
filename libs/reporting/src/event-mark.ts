import type { EventStore, Position } from '@bofu/event-store';

/** What a reader calls a position: the number of the last event up to it, and when that was recorded. */
export interface EventMark {
  /** 1, 2, 3 … in the order of the store; 0 before the first event. */
  readonly number: number;
  /** RFC 3339 as recorded; `null` before the first event or where it does not say. */
  readonly recordedAt: string | null;
}

/** Names positions for people. An injection token; whoever keeps a log of events can answer at once. */
export abstract class EventMarks {
  abstract upTo(position: Position): Promise<EventMark>;
}

interface Counted extends EventMark {
  readonly position: Position;
}

const BATCH = 10_000;
const REMEMBERED = 100;

/** Counts by reading the store, on from the nearest position already counted: the first answer costs the whole log. */
export class EventMarksByReading extends EventMarks {
  readonly #counted: Counted[] = [];

  constructor(private readonly store: EventStore) {
    super();
  }

  async upTo(position: Position): Promise<EventMark> {
    const from = this.#counted.findLast((counted) => counted.position <= position);
    let { number, recordedAt } = from ?? { number: 0, recordedAt: null };
    if (from?.position === position) return { number, recordedAt };
    const read = this.store.readAll({ batchSize: BATCH, ...(from && { after: from.position }) });
    reading: for await (const { events } of read)
      for (const event of events) {
        if (event.position > position) break reading;
        number += 1;
        recordedAt = event.metadata['recordedAt'] ?? null;
      }
    this.#remember({ position, number, recordedAt });
    return { number, recordedAt };
  }

  #remember(counted: Counted): void {
    this.#counted.push(counted);
    this.#counted.sort((a, b) => (a.position < b.position ? -1 : 1));
    if (this.#counted.length > REMEMBERED) this.#counted.shift();
  }
}
