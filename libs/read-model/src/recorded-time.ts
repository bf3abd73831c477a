import type { Position } from '@bofu/event-store';

/** A position as somebody outside wrote it down, perhaps with the first eight hex digits of its event's hash. */
export interface NamedPosition {
  readonly position: Position;
  readonly hash?: string;
}

/**
 * What had been recorded by an instant. The order of what was known is the store's position, never a clock; an instant
 * only names a position, and this says which.
 */
export abstract class RecordedTime {
  /**
   * The last event of these agencies such that none of theirs up to it was recorded later than `instant` (RFC 3339);
   * `null` before their first. What others record, and when, does not move it.
   */
  abstract positionAt(instant: string, agencyScope: readonly string[]): Promise<Position | null>;

  /** The end of the command that a position from outside lies in. Refuses one that this store does not have. */
  abstract positionNamed(named: NamedPosition): Promise<Position>;
}
