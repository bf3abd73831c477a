import {
  monthLockAggregate,
  type EventStore,
  type MonthLockEvent,
  type Position,
  type RecordedEvent,
} from '@bofu/event-store';
import { fold, type Period, type Stamped } from '@bofu/kernel';
import { monthAggregate } from './closing-aggregate';
import type { Month } from './domain/month';

/** A month's own stream, folded, and who closed it when. */
export interface RecordedMonth {
  readonly month: Month;
  readonly version: bigint | null;
  /** 登记时点 of the closing that stands, RFC 3339; `null` while the month is open. */
  readonly closedAt: string | null;
}

/** Few events, and always as they stand: a closing is judged by what was just said of it. */
export async function readMonth(store: EventStore, agencyId: string, period: Period): Promise<RecordedMonth> {
  const { stream, decider, codec } = monthAggregate(agencyId, period);
  const { events } = await store.readStream(stream);
  const month = fold(
    decider,
    events.map((event) => codec.decode(event)),
  );
  const closing = events.findLast(({ type }) => type === 'MonthClosed');
  const closedAt = month.closing === null ? null : (closing?.metadata['recordedAt'] ?? null);
  return { month, version: events.at(-1)?.version ?? null, closedAt };
}

/** The months locked now, or at a position, each with the event that locked it: what was known at its position is the closed month. */
export async function readLocks(
  store: EventStore,
  agencyId: string,
  knownAt: Position | null = null,
): Promise<ReadonlyMap<Period, RecordedEvent>> {
  const { stream, codec } = monthLockAggregate(agencyId);
  const locks = new Map<Period, RecordedEvent>();
  for (const recorded of (await store.readStream(stream)).events) {
    if (knownAt !== null && recorded.position > knownAt) break;
    const { type, data }: Stamped<MonthLockEvent> = codec.decode(recorded);
    if (type === 'MonthLocked') locks.set(data.month, recorded);
    else locks.delete(data.month);
  }
  return locks;
}
