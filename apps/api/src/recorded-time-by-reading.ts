import type { EventStore, Position } from '@bofu/event-store';
import type { RecordedTime } from '@bofu/read-model';

/** Finds the position of an instant by reading the events from the first: exact, and as slow as the store is long. */
export const recordedTimeByReading = (store: EventStore): RecordedTime => ({
  async positionAt(instant: string): Promise<Position | null> {
    const limit = Date.parse(instant);
    let last: Position | null = null;
    for await (const { events } of store.readAll())
      for (const { metadata, position } of events) {
        if (Date.parse(metadata['recordedAt'] ?? '') > limit) return last;
        last = position;
      }
    return last;
  },
});
