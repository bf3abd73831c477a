import type { NumberedEvent } from '@bofu/event-log';
import type { EventMetadata, EventStore } from '@bofu/event-store';
import { positionOnRecord, type KnownAt } from '@bofu/http';

export type { NumberedEvent };

/** How a number is written wherever people read it: `E-000123`. */
export const eventNumber = (number: number): string => `E-${String(number).padStart(6, '0')}`;

/**
 * Every event from the first, with its number, batch by batch, up to where `knownAt` says, or to where the store stands
 * now. An instant stands for the last event such that nothing of the agency up to it was recorded later: what others
 * record does not move it. Numbers are counted and instants compared here instead of being looked up, so that whoever
 * checks the books leans on nothing but the store.
 * Refuses what `positionOnRecord` does.
 */
export async function* numberedEvents(
  store: EventStore,
  knownAt: KnownAt | null,
  agencyId: string | null = null,
): AsyncGenerator<readonly NumberedEvent[]> {
  const named = knownAt !== null && 'position' in knownAt;
  const upTo = named ? await positionOnRecord(store, knownAt) : await store.head();
  const instant = knownAt !== null && 'instant' in knownAt ? Date.parse(knownAt.instant) : Infinity;
  if (upTo === null) return;
  let number = 0;
  for await (const { events } of store.readAll()) {
    const end = events.findIndex(
      ({ position, agency, metadata }) =>
        position > upTo || ((agencyId === null || agency === agencyId) && recordedAfter(metadata, instant)),
    );
    const known = end === -1 ? events : events.slice(0, end);
    if (known.length > 0) yield known.map((event) => ({ ...event, number: (number += 1) }));
    if (end !== -1) return;
  }
}

const recordedAfter = ({ recordedAt }: EventMetadata, instant: number): boolean =>
  recordedAt !== undefined && Date.parse(recordedAt) > instant;
