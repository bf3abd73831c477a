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

/** What a stream's name says before its first hyphen, and after it: ids have hyphens of their own. */
export const categoryOf = (stream: StreamId): string => partsOf(stream)[0];
export const idOf = (stream: StreamId): string => partsOf(stream)[1];

function partsOf(stream: StreamId): readonly [category: string, id: string] {
  const hyphen = stream.indexOf('-');
  return hyphen === -1 ? [stream, ''] : [stream.slice(0, hyphen), stream.slice(hyphen + 1)];
}

/** Where an event stands in the store's one order: opaque text that sorts as it stands. Equal length within a store. */
export type Position = string & { readonly [positionBrand]: 'Position' };

/** What a stream must look like for an append to go through. There is no "any": see ADR on expected versions. */
export type ExpectedVersion = 'no-stream' | bigint;

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Flat text to text, because KurrentDB's multi-stream append takes nothing else. `schema`, `agency` and `append` stand
 * in every event's, so that its hash covers them; `placed` puts them there.
 */
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
  /** The version of its shape, from 1. */
  readonly schema: number;
  /** The agency whose event it is: an opaque id. Empty only where another program wrote into the store. */
  readonly agency: string;
  readonly append: AppendPlace;
}

/**
 * Which of how many events of its append an event is, over all streams, from 1. Events of one append stand next to
 * each other in the store's order, so the append ends where the two are equal.
 */
export interface AppendPlace {
  readonly ordinal: number;
  readonly count: number;
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

/** A stream that must stand at a version without being written: a month's lock, say, that a payment must find open. */
export interface StreamCheck {
  readonly stream: StreamId;
  readonly expected: ExpectedVersion;
}

export interface AtomicAppendOptions extends AppendOptions {
  readonly checks?: readonly StreamCheck[];
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
  /**
   * Whether a stream that is absent was deleted need not be found out now: the caller appends on its absence, which is
   * refused then, or reads again. Default: it is found out, at the price of another question.
   */
  readonly trustAbsence?: boolean;
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
  /**
   * Exclusive. Default: from the first event. Within an append, reading goes on from there all the same: whoever goes
   * on from positions of batches, of `head` or of answers to appends never has one.
   */
  readonly after?: Position;
  readonly filter?: EventFilter;
  /** Events looked at per batch, 1 to 10,000, and then the rest of the append it would cut. Default 1,000. */
  readonly batchSize?: number;
  /**
   * The reader does not look at metadata. A store that saves by it may hand events over with none; most of what a
   * replay costs on Postgres is carrying and parsing it.
   */
  readonly withoutMetadata?: boolean;
}

/** Ends where an append ends, so that nobody ever sees half of what one command recorded. */
export interface EventBatch {
  readonly events: readonly RecordedEvent[];
  /** Up to here everything has been seen; moves on even where the filter matched nothing. */
  readonly position: Position;
  /** The event at that position, let through by the filter or not. */
  readonly last: EventMark;
}

/** An event by what it can be told by for ever: a store that has another one there holds another history. */
export interface EventMark {
  readonly position: Position;
  /** In which it stands: what was done to that stream explains why it is not there any more. */
  readonly stream: StreamId;
  readonly id: string;
  /** Its own hash; empty where it was recorded without one. */
  readonly hash: string;
}

/** A stream that the database's own tools have deleted, or whose beginning they have cut off. */
export interface CutStream {
  readonly stream: StreamId;
  readonly how: HowCut;
  /** Where that was done. */
  readonly position: Position;
}

/** Deleted so that it can be brought back, deleted for good, or shortened. */
export type HowCut = 'deleted' | 'tombstoned' | 'truncated';

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
   * Appends to several streams, all or none; each stream at most once. Streams to be checked are judged in the same
   * append, so that none of them can move in between. Throws what `append` throws; a conflict names the first stream,
   * in the order of the requests and then of the checks, that did not look as expected. A repeat is one whatever the
   * checked streams have become.
   */
  abstract appendAtomic(requests: readonly AppendRequest[], options?: AtomicAppendOptions): Promise<AtomicAppendResult>;

  abstract readStream(stream: StreamId, options?: ReadStreamOptions): Promise<StreamSlice>;

  /** All events in the store's order, batch by batch, up to where the store stood when the read began or later; ends. */
  abstract readAll(options?: ReadAllOptions): AsyncIterable<EventBatch>;

  /**
   * As `readAll`, and goes on with events as they come until `signal` aborts (then it ends). It never reconnects by
   * itself: a lost connection throws StoreUnavailable, and the caller subscribes again after the last position it saw.
   */
  abstract subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage>;

  /** The position up to which everything can be read, the end of an append; `null` while the store is empty. */
  abstract head(): Promise<Position | null>;

  /** The event at exactly this position, `null` where there is none. */
  abstract eventAt(position: Position): Promise<RecordedEvent | null>;

  /** The last event of the append that the event at exactly this position belongs to, `null` where there is none. */
  abstract appendEnd(position: Position): Promise<EventMark | null>;

  /**
   * The streams that the database's own tools have deleted or cut and nobody has brought back. Reading one, or adding to
   * it, throws StreamCut; its events stand in the order of all as long as the database keeps them. A store that has no
   * such tools has none.
   */
  abstract cutStreams(): Promise<readonly CutStream[]>;

  abstract close(): Promise<void>;
}

/** Limits that hold on every store: the older KurrentDB servers take 1 MiB an append. */
export const LARGEST_EVENT_BYTES = 64 * 1024;
export const LARGEST_APPEND_BYTES = 900 * 1024;
