import type { EventMetadata, EventStore, RecordedEvent } from '@bofu/event-store';
import { requireOfSameStore, type KnownAt } from '@bofu/http';

/** An event with its 事件号: 1, 2, 3 … in the order things became known, without gaps. */
export interface NumberedEvent extends RecordedEvent {
  readonly number: number;
}

/** How a number is written wherever people read it: `E-000123`. */
export const eventNumber = (number: number): string => `E-${String(number).padStart(6, '0')}`;

/**
 * Every event from the first, with its number, batch by batch, up to where `knownAt` says, or to where the store stands
 * now. An instant stands for the last event such that nothing up to it was recorded later. Numbers are counted and
 * instants compared here instead of being looked up, so that whoever checks the books leans on nothing but the store.
 * Refuses `invalid-position` for a position of another store.
 */
export async function* numberedEvents(
  store: EventStore,
  knownAt: KnownAt | null,
): AsyncGenerator<readonly NumberedEvent[]> {
  const head = await store.head();
  const upTo = knownAt !== null && 'position' in knownAt ? knownAt.position : head;
  requireOfSameStore(upTo, head ?? '');
  const instant = knownAt !== null && 'instant' in knownAt ? Date.parse(knownAt.instant) : Infinity;
  if (upTo === null) return;
  let number = 0;
  for await (const { events } of store.readAll()) {
    const end = events.findIndex(({ position, metadata }) => position > upTo || recordedAfter(metadata, instant));
    const known = end === -1 ? events : events.slice(0, end);
    if (known.length > 0) yield known.map((event) => ({ ...event, number: (number += 1) }));
    if (end !== -1) return;
  }
}

const recordedAfter = ({ recordedAt }: EventMetadata, instant: number): boolean =>
  recordedAt !== undefined && Date.parse(recordedAt) > instant;
