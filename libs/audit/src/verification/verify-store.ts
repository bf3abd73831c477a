import { ChainFollower, type ChainFault, type EventStore, type Position } from '@bofu/event-store';

/** The first event that does not fit the one before it in its stream, or its own hash. */
export interface FirstMisfit {
  /** Its place among all events, from 1. */
  readonly number: number;
  readonly position: Position;
  readonly stream: string;
  readonly version: bigint;
  readonly eventId: string;
  readonly type: string;
  readonly fault: ChainFault;
  readonly expected: string;
  readonly found: string;
}

export interface Verification {
  readonly events: number;
  readonly streams: number;
  /** Up to here; `null` where the store is empty. */
  readonly position: Position | null;
  /** How many do not fit. */
  readonly misfits: number;
  readonly first: FirstMisfit | null;
}

/** Walks the whole store once and holds every event against its stream's chain: version, hash, previous hash. */
export async function verifyStore(
  store: EventStore,
  onProgress: (events: number) => void = () => undefined,
): Promise<Verification> {
  const chains = new ChainFollower();
  let events = 0;
  let misfits = 0;
  let position: Position | null = null;
  let first: FirstMisfit | null = null;
  for await (const batch of store.readAll()) {
    for (const event of batch.events) {
      events += 1;
      const misfit = chains.next(event);
      if (misfit === null) continue;
      misfits += 1;
      const { fault, expected, found } = misfit;
      const { position: at, stream, version, id, type } = event;
      first ??= { number: events, position: at, stream, version, eventId: id, type, fault, expected, found };
    }
    position = batch.position;
    onProgress(events);
  }
  return { events, streams: chains.streams, position, misfits, first };
}
