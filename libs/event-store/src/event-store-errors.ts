import type { ExpectedVersion, HowCut, StreamId } from './event-store';

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

/**
 * The store answers, and cannot be used as it is set up: nothing was written, and trying again helps only once somebody
 * has mended it. The message is one Chinese sentence for whoever set it up.
 */
export class StoreUnusable extends StoreUnavailable {
  constructor(
    readonly why: 'access-denied' | 'certificate-refused' | 'server-too-old' | 'address-invalid',
    sentence: string,
    cause?: unknown,
  ) {
    super(cause);
    this.message = sentence;
  }
}

/**
 * The database's own tools have deleted this stream or cut off its beginning: what is left of it is not what was
 * recorded, so nothing is decided on it and nothing is added to it.
 */
export class StreamCut extends EventStoreError {
  readonly code = 'stream-cut';
  constructor(
    readonly stream: StreamId,
    readonly how: HowCut,
    cause?: unknown,
  ) {
    super(`${stream}: the database's own tools have deleted or cut this stream (${how})`, { cause });
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

/** The store was written by another version of the record, whose events this program would read in a wrong way. */
export class StoreOfAnotherShape extends EventStoreError {
  readonly code = 'store-of-another-shape';
  constructor(what: string) {
    super(`这个事件库由另一版本的记录格式写成，本程序不能使用：${what}`);
  }
}

/** The client of the chosen store is not installed: one Chinese sentence for the operator, naming what to run. */
export class StoreClientMissing extends EventStoreError {
  readonly code = 'store-client-missing';
  constructor(name: string, version: string) {
    super(`事件库的客户端 ${name} 未安装，请先运行：npm install --no-save --save-prod ${name}@${version}`);
  }
}

/** The server is too old for what was asked, e.g. an append to several streams before KurrentDB 26.1. */
export class Unsupported extends EventStoreError {
  readonly code = 'unsupported';
}

/** A type or version that this program does not know, or data of another shape: written by another program. */
export class UnknownEvent extends EventStoreError {
  readonly code = 'unknown-event';
  constructor(
    readonly type: string,
    readonly schema: number,
    cause?: unknown,
  ) {
    super(`event ${type} of version ${schema} is not known here`, { cause });
  }
}
