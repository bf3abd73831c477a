import type { EventDescriber } from '@bofu/event-log';
import {
  AppendFollower,
  categoryOf,
  ChainFollower,
  UnknownEvent,
  type ChainFault,
  type CutStream,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '@bofu/event-store';

/** What does not fit: an event's place in its stream, its seal, or its place among what one command recorded. */
export type Fault = ChainFault | 'append-place';

/** The first event that does not fit the one before it in its stream, its append, or its own hash. */
export interface FirstMisfit {
  /** Its place among all events, from 1. */
  readonly number: number;
  readonly position: Position;
  readonly stream: string;
  readonly version: bigint;
  readonly eventId: string;
  readonly type: string;
  readonly fault: Fault;
  readonly expected: string;
  readonly found: string;
}

/** Events of one type and version that this program cannot read, though the category is its own. */
export interface UnknownEvents {
  readonly category: string;
  readonly type: string;
  readonly schema: number;
  readonly count: number;
}

/** Events in a category that is none of this program's. */
export interface ForeignEvents {
  readonly category: string;
  readonly count: number;
}

export interface Verification {
  readonly events: number;
  readonly streams: number;
  /** Up to here; `null` where the store is empty. */
  readonly position: Position | null;
  /** How many do not fit. */
  readonly misfits: number;
  readonly first: FirstMisfit | null;
  readonly unknown: readonly UnknownEvents[];
  readonly foreign: readonly ForeignEvents[];
  /** What the database's own tools have deleted or cut: its events may be gone from the record any day. */
  readonly cut: readonly Pick<CutStream, 'stream' | 'how'>[];
}

/**
 * Walks the whole store once and holds every event against its stream's chain (version, hash, previous hash) and its
 * place in its append, and names what this program cannot read or has nothing to do with.
 *
 * @param describers who knows the events of which category
 */
export async function verifyStore(
  store: EventStore,
  describers: readonly EventDescriber[],
  onProgress: (events: number) => void = () => undefined,
): Promise<Verification> {
  const chains = new ChainFollower();
  const appends = new AppendFollower();
  const unread = new UnreadEvents(describers);
  let events = 0;
  let misfits = 0;
  let position: Position | null = null;
  let first: FirstMisfit | null = null;
  const note = (event: RecordedEvent, fault: Fault, expected: string, found: string): void => {
    misfits += 1;
    const { position: at, stream, version, id, type } = event;
    first ??= { number: events, position: at, stream, version, eventId: id, type, fault, expected, found };
  };
  for await (const batch of store.readAll()) {
    for (const event of batch.events) {
      events += 1;
      const broken = chains.next(event);
      const misplaced = appends.next(event);
      if (broken) note(event, broken.fault, broken.expected, broken.found);
      else if (misplaced) note(event, 'append-place', misplaced.expected, misplaced.found);
      unread.observe(event);
    }
    position = batch.position;
    onProgress(events);
  }
  const cut = appends.end();
  if (cut) note(cut.event, 'append-place', cut.expected, cut.found);
  const cutStreams = (await store.cutStreams()).map(({ stream, how }) => ({ stream, how }));
  return { events, streams: chains.streams, position, misfits, first, ...unread.found(), cut: cutStreams };
}

/** Counts what cannot be read, by category, type and version. */
class UnreadEvents {
  readonly #describers: ReadonlyMap<string, EventDescriber>;
  readonly #unknown = new Map<string, UnknownEvents>();
  readonly #foreign = new Map<string, number>();

  constructor(describers: readonly EventDescriber[]) {
    this.#describers = new Map(describers.map((describer) => [describer.category, describer]));
  }

  observe(event: RecordedEvent): void {
    const category = categoryOf(event.stream);
    const describer = this.#describers.get(category);
    if (describer === undefined) {
      this.#foreign.set(category, (this.#foreign.get(category) ?? 0) + 1);
      return;
    }
    try {
      describer.describe(event);
    } catch (error) {
      if (!(error instanceof UnknownEvent)) throw error;
      const { type, schema } = event;
      const key = `${category}/${type}/${schema}`;
      const count = (this.#unknown.get(key)?.count ?? 0) + 1;
      this.#unknown.set(key, { category, type, schema, count });
    }
  }

  found(): Pick<Verification, 'unknown' | 'foreign'> {
    return {
      unknown: [...this.#unknown.values()],
      foreign: [...this.#foreign].map(([category, count]) => ({ category, count })),
    };
  }
}
