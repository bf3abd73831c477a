/**
 * The event store port. Everything the product knows is in here, in the order it became known; every adapter passes
 * one contract suite (`../contract`). Terms follow KurrentDB's: a stream's version is 0-based, read-all is one total
 * order, start positions are exclusive.
 */

declare const streamBrand: unique symbol;
declare const positionBrand: unique symbol;

/** `<category>-<id>`, e.g. `appropriation-2021-13062121RXGO3YWDTCKQR`. */
export type StreamId = string & { readonly [streamBrand]: 'StreamId' };
export const streamId = (category: string, id: string): StreamId => `${category}-${id}` as StreamId;

/** Where an event stands in the store's one order: opaque text that sorts as it stands. Equal length within a store. */
export type Position = string & { readonly [positionBrand]: 'Position' };

/** What a stream must look like for an append to go through. There is no "any": see ADR on expected versions. */
export type ExpectedVersion = 'no-stream' | bigint;

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Flat text to text, because KurrentDB's multi-stream append takes nothing else. */
export type EventMetadata = Readonly<Record<string, string>>;

export interface NewEvent {
  /** UUID made by the caller from the command and the event's ordinal, so a retry is recognised for ever. */
  readonly id: string;
  readonly type: string;
  readonly data: { readonly [key: string]: JsonValue };
  readonly metadata: EventMetadata;
}

export interface RecordedEvent extends NewEvent {
  readonly stream: StreamId;
  /** 0-based, without gaps within a stream. */
  readonly version: bigint;
  readonly position: Position;
}

export interface AppendRequest {
  readonly stream: StreamId;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
}

export interface AppendOptions {
  /** How long to wait for an answer before the outcome counts as unknown. Default 10 s. */
  readonly timeoutMs?: number;
}

export interface AppendResult {
  /** The stream's version after the append. */
  readonly version: bigint;
  /** The position of the last event written (or, for a repeat, of the last event found). */
  readonly position: Position;
  /** True when the same events already stood at the expected place: nothing was written again. */
  readonly repeated: boolean;
}

export interface AtomicAppendResult {
  /** In the order of the requests. */
  readonly versions: readonly bigint[];
  readonly position: Position;
  readonly repeated: boolean;
}

export interface ReadStreamOptions {
  /** First version wanted, inclusive. Default: 0 forwards, the last backwards. */
  readonly from?: bigint;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
}

/** A stream as found: its events in the asked order, or `exists: false`. An absent stream is an answer, not an error. */
export interface StreamSlice {
  readonly exists: boolean;
  readonly events: readonly RecordedEvent[];
}

export interface EventFilter {
  readonly streamPrefixes?: readonly string[];
  readonly types?: readonly string[];
}

export interface ReadAllOptions {
  /** Exclusive. Default: from the first event. */
  readonly after?: Position;
  readonly filter?: EventFilter;
  /** Events looked at per batch, 1 to 10,000. Default 1,000. */
  readonly batchSize?: number;
  /**
   * The reader does not look at metadata. A store that saves by it may hand events over with none; most of what a
   * replay costs on Postgres is carrying and parsing it.
   */
  readonly withoutMetadata?: boolean;
}

export interface EventBatch {
  readonly events: readonly RecordedEvent[];
  /** Up to here everything has been seen; moves on even where the filter matched nothing. */
  readonly position: Position;
}

export interface SubscribeOptions extends ReadAllOptions {
  readonly signal: AbortSignal;
}

/** `caught-up` follows once the subscription has given all there was; it can come again after each time behind. */
export type SubscriptionMessage =
  | { readonly kind: 'batch'; readonly batch: EventBatch }
  | { readonly kind: 'caught-up'; readonly position: Position | null };

/** A class without a body only so that the port is its own injection token; adapters implement it, none extends it. */
export abstract class EventStore {
  /** Which adapter this is, for logs and `bofu doctor`. */
  abstract readonly name: 'memory' | 'postgres' | 'kurrentdb';

  /**
   * Appends one or more events to one stream, all or none.
   * A repeat (the same ids, types, data and command at the expected place) answers `repeated: true`.
   * Throws ConcurrencyConflict, EventIdReused, EventTooLarge, AppendTooLarge, InvalidEvent, AppendOutcomeUnknown,
   * StoreUnavailable.
   */
  abstract append(request: AppendRequest, options?: AppendOptions): Promise<AppendResult>;

  /**
   * Appends to several streams, all or none; each stream at most once. Throws what `append` throws; a conflict names
   * the first stream, in the order of the requests, that did not look as expected.
   */
  abstract appendAtomic(requests: readonly AppendRequest[], options?: AppendOptions): Promise<AtomicAppendResult>;

  abstract readStream(stream: StreamId, options?: ReadStreamOptions): Promise<StreamSlice>;

  /** All events in the store's order, batch by batch, up to where the store stood when the read began or later; ends. */
  abstract readAll(options?: ReadAllOptions): AsyncIterable<EventBatch>;

  /**
   * As `readAll`, and goes on with events as they come until `signal` aborts (then it ends). It never reconnects by
   * itself: a lost connection throws StoreUnavailable, and the caller subscribes again after the last position it saw.
   */
  abstract subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage>;

  /** The position up to which everything can be read, `null` while the store is empty. */
  abstract head(): Promise<Position | null>;

  abstract close(): Promise<void>;
}

/** Limits that hold on every store: the older KurrentDB servers take 1 MiB an append. */
export const LARGEST_EVENT_BYTES = 64 * 1024;
export const LARGEST_APPEND_BYTES = 900 * 1024;
