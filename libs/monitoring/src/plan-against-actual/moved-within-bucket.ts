import { appropriationAggregate, appropriationCodec, movementOf } from '@bofu/budget';
import type { EventStore, Position } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import type { DayOfMoney } from '../domain/plan-against-actual';
import { BUCKET_EVENTS } from './plan-against-actual.projection';

/** A bucket whose rows hold events from both sides of a position, and the business dates of those rows. */
export interface BegunBucket {
  readonly bucket: number;
  readonly days: readonly BusinessDate[];
  readonly knownAt: Position;
}

/** What moved in a bucket up to a position, from the events themselves: its rows know only what moved in the whole. */
export async function movedWithin(
  store: EventStore,
  appropriationId: string,
  { bucket, days, knownAt }: BegunBucket,
): Promise<DayOfMoney[]> {
  const { events } = await store.readStream(appropriationAggregate(appropriationId).stream, {
    from: BigInt(bucket) * BigInt(BUCKET_EVENTS),
    limit: BUCKET_EVENTS,
  });
  return events
    .filter(({ position }) => position <= knownAt)
    .map((event) => movementOf(appropriationCodec.decode(event)))
    .filter((movement) => movement !== null)
    .filter(({ on }) => days.includes(on));
}
