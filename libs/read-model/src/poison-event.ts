import type { RecordedEvent } from '@bofu/event-store';

/** The event a projection stopped at, and why. */
export interface PoisonEvent {
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly position: string;
  readonly message: string;
}

/** A projection has stopped and waits for a person: its figures no longer move. */
export interface ProjectionAlarm {
  readonly projection: string;
  readonly poison: PoisonEvent;
}

export const poisonEvent = (event: RecordedEvent, error: unknown): PoisonEvent => ({
  eventId: event.id,
  type: event.type,
  stream: event.stream,
  position: event.position,
  message: error instanceof Error ? error.message : String(error),
});
