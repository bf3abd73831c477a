import { hash as digestOf } from 'node:crypto';
import canonicalize from 'canonicalize';
import { placed, type Placing } from './append-place';
import type { AppendRequest, NewEvent, RecordedEvent, StreamId } from './event-store';

/**
 * Each event of a stream carries its own hash and that of the event before it, so that whoever changes, removes,
 * inserts or moves one has to change every later one as well. A store's position is no part of it: it is given after
 * the event was sealed, and the version says the place in the stream.
 */

/** What is sealed: all that a reader can see of an event in its stream. */
export type Envelope = Pick<RecordedEvent, 'stream' | 'version' | 'id' | 'type' | 'data' | 'metadata'>;

/** In the place of the previous hash where no event came before. */
export const NO_PREVIOUS_HASH = '0'.repeat(64);

/**
 * SHA-256, in hex, of the envelope as canonical JSON (RFC 8785), the version as text and the metadata without the hash
 * itself. The canonical form is the same whatever order a store gives keys back in.
 */
export function hashOf({ stream, version, id, type, data, metadata }: Envelope): string {
  const { hash: _itself, ...sealed } = metadata;
  const text = canonicalize({ stream, version: String(version), id, type, data, metadata: sealed });
  return digestOf('sha256', text ?? '', 'hex');
}

/** An event recorded without a hash still holds its place: the next one seals what it was. */
const linkOf = (event: Envelope): string => event.metadata['hash'] ?? hashOf(event);

/** The events as they go into the stream after its last one, each sealed together with the one before. */
export function chained(stream: StreamId, last: Envelope | undefined, events: readonly NewEvent[]): NewEvent[] {
  let previousHash = last ? linkOf(last) : NO_PREVIOUS_HASH;
  let version = last ? last.version : -1n;
  return events.map((event) => {
    version += 1n;
    const metadata = { ...event.metadata, previousHash };
    previousHash = hashOf({ ...event, stream, version, metadata });
    return { ...event, metadata: { ...metadata, hash: previousHash } };
  });
}

/** What a stream is to gain, and the last event it has. */
export interface Addition {
  readonly stream: StreamId;
  readonly last: Envelope | undefined;
  readonly events: readonly NewEvent[];
}

/** One append as it is written: every event with its own words, and sealed together with the one before in its stream. */
export const sealed = (additions: readonly Addition[], placing?: Placing): AppendRequest[] =>
  placed(additions, placing).map(({ stream, last, events }) => ({
    stream,
    expected: last?.version ?? 'no-stream',
    events: chained(stream, last, events),
  }));

/** What does not fit: the place in the stream, the missing seal, the event before, or the event's own content. */
export type ChainFault = 'version' | 'unsealed' | 'previous-hash' | 'hash';

export interface ChainBreak<Event extends Envelope = RecordedEvent> {
  readonly event: Event;
  readonly fault: ChainFault;
  readonly expected: string;
  readonly found: string;
}

/** Follows the chains of all streams at once, in the order of recording; keeps the last link of each and nothing else. */
export class ChainFollower<Event extends Envelope = RecordedEvent> {
  readonly #ends = new Map<StreamId, { readonly version: bigint; readonly link: string }>();

  get streams(): number {
    return this.#ends.size;
  }

  /** What is wrong with the next event; after a break it goes on from the event as it stands. */
  next(event: Event): ChainBreak<Event> | null {
    const end = this.#ends.get(event.stream);
    const { hash, previousHash } = event.metadata;
    const computed = hashOf(event);
    this.#ends.set(event.stream, { version: event.version, link: hash ?? computed });

    const version = end ? end.version + 1n : 0n;
    if (event.version !== version)
      return { event, fault: 'version', expected: String(version), found: String(event.version) };
    if (hash === undefined || previousHash === undefined)
      return { event, fault: 'unsealed', expected: computed, found: '' };
    if (hash !== computed) return { event, fault: 'hash', expected: computed, found: hash };
    const link = end?.link ?? NO_PREVIOUS_HASH;
    if (previousHash !== link) return { event, fault: 'previous-hash', expected: link, found: previousHash };
    return null;
  }
}

/** The first event that does not fit, `null` where all do. */
export function firstBreak<Event extends Envelope>(events: Iterable<Event>): ChainBreak<Event> | null {
  const follower = new ChainFollower<Event>();
  for (const event of events) {
    const found = follower.next(event);
    if (found) return found;
  }
  return null;
}
