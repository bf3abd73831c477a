import type { RecordedEvent } from '@bofu/event-store';

/** The event a projection stopped at, and why. */
export interface PoisonEvent {
  readonly code: 'poison-event';
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly position: string;
  readonly message: string;
}

/**
 * A projection's tables do not belong to what it would go on with: its checkpoint names an event that this store does
 * not hold (`history-differs`), or its rows stand elsewhere than its checkpoint (`rows-differ`). Only a rebuild mends it.
 */
export interface Mismatch {
  readonly code: 'history-differs' | 'rows-differ';
  readonly position: string;
  readonly message: string;
}

/** Why a projection has stopped. */
export type ProjectionFault = PoisonEvent | Mismatch;

/** A projection has stopped and waits for a person: its figures no longer move. */
export interface ProjectionAlarm {
  readonly projection: string;
  readonly fault: ProjectionFault;
}

export const isMismatch = (fault: ProjectionFault | null): fault is Mismatch =>
  fault !== null && fault.code !== 'poison-event';

export const poisonEvent = (event: RecordedEvent, error: unknown): PoisonEvent => ({
  code: 'poison-event',
  eventId: event.id,
  type: event.type,
  stream: event.stream,
  position: event.position,
  message: error instanceof Error ? error.message : String(error),
});
