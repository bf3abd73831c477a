import type { ExpectedVersion, StreamId } from './event-store';

/** The base of what a store may throw, so that callers can tell the store's trouble from their own. */
export abstract class EventStoreError extends Error {
  abstract readonly code: string;
}

/** The stream did not look as expected: somebody else was first. Read again, decide again. */
export class ConcurrencyConflict extends EventStoreError {
  readonly code = 'concurrency-conflict';
  constructor(
    readonly stream: StreamId,
    readonly expected: ExpectedVersion,
    readonly actual: ExpectedVersion,
  ) {
    super(`${stream}: expected ${String(expected)}, is ${String(actual)}`);
  }
}

/** An event id that is already recorded came again with other content: a defect or a forged retry, never written. */
export class EventIdReused extends EventStoreError {
  readonly code = 'event-id-reused';
  constructor(
    readonly stream: StreamId,
    readonly eventId: string,
  ) {
    super(`${stream}: event id ${eventId} is recorded with other content`);
  }
}

/**
 * The store may or may not have recorded the append: the connection broke, or no answer came in time. The only right
 * next step is the same append with the same ids.
 */
export class AppendOutcomeUnknown extends EventStoreError {
  readonly code = 'append-outcome-unknown';
  constructor(cause: unknown) {
    super('the store did not say whether the append was recorded', { cause });
  }
}

/** The store cannot be reached or does not answer, and nothing was written by this call. */
export class StoreUnavailable extends EventStoreError {
  readonly code = 'store-unavailable';
  constructor(cause: unknown) {
    super('the event store cannot be reached', { cause });
  }
}

export class EventTooLarge extends EventStoreError {
  readonly code = 'event-too-large';
  constructor(
    readonly eventId: string,
    readonly bytes: number,
  ) {
    super(`event ${eventId} has ${bytes} bytes`);
  }
}

export class AppendTooLarge extends EventStoreError {
  readonly code = 'append-too-large';
  constructor(readonly bytes: number) {
    super(`append has ${bytes} bytes`);
  }
}

/** The request itself is malformed: no events, a bad id, a stream named twice, data that JSON cannot carry. */
export class InvalidEvent extends EventStoreError {
  readonly code = 'invalid-event';
}

/** The server is too old for what was asked, e.g. an atomic append before KurrentDB 25.1. */
export class Unsupported extends EventStoreError {
  readonly code = 'unsupported';
}
