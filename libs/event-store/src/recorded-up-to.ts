import type { EventStore, Position, RecordedEvent } from './event-store';

/** Everything in these streams up to a position, in order, without metadata; everything there is for `null`. */
export async function recordedUpTo(
  store: EventStore,
  streamPrefixes: readonly string[],
  position: Position | null,
): Promise<RecordedEvent[]> {
  const known: RecordedEvent[] = [];
  for await (const batch of store.readAll({ filter: { streamPrefixes }, withoutMetadata: true })) {
    known.push(...batch.events.filter((event) => position === null || event.position <= position));
    if (position !== null && batch.position >= position) break;
  }
  return known;
}
