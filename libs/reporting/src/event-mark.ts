import type { Position } from '@bofu/event-store';

/** What a reader calls a position: the number of the last event up to it, and when that was recorded. */
export interface EventMark {
  /** 1, 2, 3 … in the order of the store; 0 before the first event. */
  readonly number: bigint;
  /** An RFC 3339 instant; `null` where the event does not say. */
  readonly recordedAt: string | null;
}

/** Names positions for people: whoever keeps a log of events knows. A class only to be its own injection token. */
export abstract class EventMarks {
  abstract upTo(position: Position): Promise<EventMark>;
}
