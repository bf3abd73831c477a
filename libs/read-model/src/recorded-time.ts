import type { Position } from '@bofu/event-store';

/**
 * What had been recorded by an instant. The order of what was known is the store's position, never a clock; an instant
 * only names a position, and this says which.
 */
export abstract class RecordedTime {
  /** The last position such that nothing up to it was recorded later than `instant` (RFC 3339); `null` before the first. */
  abstract positionAt(instant: string): Promise<Position | null>;
}
