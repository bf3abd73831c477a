import canonicalize from 'canonicalize';
import {
  LARGEST_APPEND_BYTES,
  LARGEST_EVENT_BYTES,
  type AppendRequest,
  type EventFilter,
  type JsonValue,
  type NewEvent,
  type ReadAllOptions,
  type RecordedEvent,
  type StreamCheck,
} from './event-store';
import { AppendTooLarge, EventTooLarge, InvalidEvent } from './event-store-errors';

/**
 * What every adapter holds an append to before it sends anything: so that no store is asked to keep what another
 * could not, and none has to guess what a refusal of its client library meant.
 */

/** An append as it goes to the store: already text, so that no client library serialises it in its own way. */
export interface WrittenRequest extends AppendRequest {
  readonly events: readonly WrittenEvent[];
  readonly bytes: number;
}

export interface WrittenEvent extends NewEvent {
  readonly dataJson: string;
  readonly metadataJson: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NO_UUID = '00000000-0000-0000-0000-000000000000';
const UNKEEPABLE = /[\0\p{Surrogate}]/u;
const CONTROL_CHARACTER = /\p{Cc}/u;
const DEEPEST = 128;
const LONGEST_NAME_BYTES = 512;
const LONGEST_AGENCY = 64;
const LAST_VERSION = 2n ** 63n - 1n;

/** The size that counts against the limits: UTF-8 bytes of the data and the metadata, each as JSON. */
export const eventBytes = (event: Pick<WrittenEvent, 'dataJson' | 'metadataJson'>): number =>
  Buffer.byteLength(event.dataJson) + Buffer.byteLength(event.metadataJson);

/** Throws InvalidEvent, EventTooLarge, AppendTooLarge. Limits hold for all requests of one atomic append together. */
export function writeRequests(
  requests: readonly AppendRequest[],
  checks: readonly StreamCheck[] = [],
): readonly WrittenRequest[] {
  if (requests.length === 0) throw new InvalidEvent('an append needs at least one stream');
  const streams = new Set<string>();
  const ids = new Set<string>();
  const count = requests.reduce((sum, { events }) => sum + events.length, 0);
  let total = 0;
  const checkPlace = ({ stream, expected }: StreamCheck): void => {
    checkName(stream, 'stream');
    // To KurrentDB two names are one where they differ in case only.
    const name = stream.toLowerCase();
    if (streams.has(name)) throw new InvalidEvent(`stream ${stream} is named twice`);
    streams.add(name);
    if (expected !== 'no-stream' && (typeof expected !== 'bigint' || expected < 0n || expected > LAST_VERSION))
      throw new InvalidEvent(`no version: ${String(expected)}`);
  };
  const written = requests.map(({ stream, expected, events }) => {
    checkPlace({ stream, expected });
    if (events.length === 0) throw new InvalidEvent(`no events for ${stream}`);
    let bytes = 0;
    const writtenEvents = events.map((event) => {
      const writtenEvent = writeEvent(event);
      if (ids.has(event.id)) throw new InvalidEvent(`event id ${event.id} is used twice`);
      ids.add(event.id);
      checkOwnWords(event, `${ids.size}/${count}`);
      const size = eventBytes(writtenEvent);
      if (size > LARGEST_EVENT_BYTES) throw new EventTooLarge(event.id, size);
      bytes += size;
      return writtenEvent;
    });
    total += bytes;
    return { stream, expected, events: writtenEvents, bytes };
  });
  checks.forEach(checkPlace);
  if (total > LARGEST_APPEND_BYTES) throw new AppendTooLarge(total);
  return written;
}

/** What every event says about itself and its append, as text under its hash. */
function checkOwnWords({ id, metadata: { schema, agency, append } }: NewEvent, place: string): void {
  if (schema === undefined || !/^[1-9]\d{0,3}$/.test(schema))
    throw new InvalidEvent(`metadata schema of ${id}: ${schema}`);
  if (agency === undefined || agency === '' || agency.length > LONGEST_AGENCY)
    throw new InvalidEvent(`metadata agency of ${id}: ${agency}`);
  if (append !== place) throw new InvalidEvent(`metadata append of ${id}: ${append}, stands at ${place}`);
}

function writeEvent({ id, type, data, metadata }: NewEvent): WrittenEvent {
  if (typeof id !== 'string' || !UUID.test(id) || id === NO_UUID)
    throw new InvalidEvent(`event id is no UUID in lower case: ${String(id).slice(0, 40)}`);
  checkName(type, 'event type');
  if (!isPlainObject(data)) throw new InvalidEvent(`data of ${id} is no JSON object`);
  if (!isPlainObject(metadata)) throw new InvalidEvent(`metadata of ${id} is no JSON object`);
  checkJson(data, id, 0);
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value !== 'string') throw new InvalidEvent(`metadata ${key} of ${id} is no text`);
    if (key === '') throw new InvalidEvent(`metadata of ${id}: a name that is empty`);
    if (/^(?:\$|bofu\.)/.test(key))
      throw new InvalidEvent(`metadata ${key} of ${id}: names with $ or bofu. belong to the store`);
    checkText(key, id);
    checkText(value, id);
  }
  return { id, type, data, metadata, dataJson: JSON.stringify(data), metadataJson: JSON.stringify(metadata) };
}

/**
 * Names with `$` belong to KurrentDB itself, the length keeps within what Postgres can index, and control characters
 * have no place in a name (the Postgres adapter separates names by one).
 */
function checkName(name: string, what: string): void {
  if (typeof name !== 'string' || name === '' || name.startsWith('$'))
    throw new InvalidEvent(`no name for a ${what}: ${String(name)}`);
  checkText(name, what);
  if (CONTROL_CHARACTER.test(name)) throw new InvalidEvent(`${what}: name with a control character`);
  if (Buffer.byteLength(name) > LONGEST_NAME_BYTES) throw new InvalidEvent(`${what}: name is too long`);
}

/** NUL cannot be kept by Postgres, half a surrogate pair not by UTF-8. */
function checkText(text: string, where: string): void {
  if (UNKEEPABLE.test(text)) throw new InvalidEvent(`${where}: text that not every store can keep`);
}

/** What JSON.stringify would drop, change or choke on is refused, so that what is read equals what was written. */
function checkJson(value: JsonValue, where: string, depth: number): void {
  if (depth > DEEPEST) throw new InvalidEvent(`${where}: nested deeper than ${DEEPEST}`);
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') return checkText(value, where);
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Object.is(value, -0)) throw new InvalidEvent(`${where}: no JSON number: ${value}`);
    return;
  }
  if (Array.isArray(value)) {
    // By index, because iteration methods pass over the holes of a sparse array.
    for (let index = 0; index < value.length; index += 1) checkJson(value[index] as JsonValue, where, depth + 1);
    return;
  }
  if (!isPlainObject(value)) throw new InvalidEvent(`${where}: not JSON: ${typeof value}`);
  if (typeof value['toJSON'] === 'function') throw new InvalidEvent(`${where}: not JSON: toJSON`);
  for (const [key, member] of Object.entries(value)) {
    checkText(key, where);
    checkJson(member, where, depth + 1);
  }
}

function isPlainObject(value: unknown): value is { readonly [key: string]: JsonValue } {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Whether an event that came again is the one recorded under its id: type, data and command, but not the rest of the
 * metadata, because a retry may carry another time or correlation.
 */
export const sameContent = (recorded: Pick<RecordedEvent, 'type' | 'data' | 'metadata'>, again: NewEvent): boolean =>
  recorded.type === again.type &&
  recorded.metadata['commandHash'] === again.metadata['commandHash'] &&
  canonicalize(recorded.data) === canonicalize(again.data);

export const matches = (
  { streamPrefixes, types }: EventFilter,
  event: Pick<RecordedEvent, 'stream' | 'type'>,
): boolean =>
  (!streamPrefixes || streamPrefixes.some((prefix) => event.stream.startsWith(prefix))) &&
  (!types || types.includes(event.type));

/** Throws InvalidEvent outside 1 to 10,000. */
export function batchSizeOf({ batchSize = 1_000 }: ReadAllOptions): number {
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > 10_000)
    throw new InvalidEvent(`batch size ${batchSize} is not within 1 to 10,000`);
  return batchSize;
}
