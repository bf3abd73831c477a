import type { EventStore, Position, RecordedEvent } from '@bofu/event-store';
import type { ProgrammeFacts } from './fact-records';
import { FACT_STREAMS, foldFacts } from './fold-facts';

/** Everything recorded up to a position, in order; everything there is for `null`. */
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

/** The facts as they were known at a position: folded from the events themselves, which needs no table of versions. */
export const factsKnownAt = async (store: EventStore, position: Position | null): Promise<ProgrammeFacts[]> =>
  foldFacts(await recordedUpTo(store, FACT_STREAMS, position));
