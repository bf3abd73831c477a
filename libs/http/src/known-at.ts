import type { EventStore, Position } from '@bofu/event-store';
import { isOfSameForm, type NamedPosition, type RecordedTime } from '@bofu/read-model';
import { received, refuse } from './http-refusals';
import { isPosition } from './position';
import { parsedBy } from './schemas';

/** What had been recorded by then: a position as such, or an instant that stands for one. */
export type KnownAt = NamedPosition | { readonly instant: string };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

const HASH_DIGITS = 8;
/** No store's positions end so. */
const WITH_HASH = new RegExp(`^(.+)-([0-9a-f]{${HASH_DIGITS}})$`);

const isInstant = (text: string): boolean => INSTANT.test(text) && !Number.isNaN(Date.parse(text));

/** A `+` in an address means a space, so an offset may arrive with one. */
const asInstant = (input: string): string | null => {
  const instant = input.replace(/ (?=\d{2}:\d{2}$)/, '+');
  return isInstant(instant) ? instant : null;
};

/** `?instant=`: a moment with its zone, RFC 3339. */
export const instant = parsedBy(
  (input): string =>
    (typeof input === 'string' ? asInstant(input) : null) ?? refuse('invalid-instant', { received: received(input) }),
  {
    type: 'string',
    format: 'date-time',
    description: '带时区的时刻',
    example: '2021-06-30T23:59:59+08:00',
  },
);

/** `?knownAt=`: the books as they were known then 登记时点, beside `asOf`, the business date 业务日期. */
export const knownAt = parsedBy(parseKnownAt, {
  type: 'string',
  description: '登记时点：事件位置（可带末尾 8 位校验码，不符则拒绝），或带时区的时刻；缺省为现在',
  example: '2021-06-30T23:59:59+08:00',
}).optional();

/** The same from any outside text. Throws Refusal `invalid-position`. */
export function parseKnownAt(input: unknown): KnownAt {
  if (typeof input !== 'string') return refuse('invalid-position', { received: received(input) });
  const moment = asInstant(input);
  if (moment !== null) return { instant: moment };
  const [position = '', hash] = WITH_HASH.exec(input)?.slice(1) ?? [input];
  if (!isPosition(position)) return refuse('invalid-position', { received: received(input) });
  return { position, ...(hash !== undefined && { hash }) };
}

/** Before the first event: every store's positions sort after it. */
export const NOTHING_KNOWN = '' as Position;

/** The position meant; `null` where nothing was said, which means: all that is known now. Refuses what `positionNamed` does. */
export async function knownPosition(
  recordedTime: RecordedTime,
  known: KnownAt | undefined,
  agencyScope: readonly string[],
): Promise<Position | null> {
  if (known === undefined) return null;
  if ('position' in known) return recordedTime.positionNamed(known);
  return (await recordedTime.positionAt(known.instant, agencyScope)) ?? NOTHING_KNOWN;
}

/**
 * The end of the command that a position from outside lies in: half a command was never known to anybody. Refuses
 * `invalid-position`, `position-beyond-head` and `position-of-another-history`.
 */
export async function positionOnRecord(
  store: Pick<EventStore, 'head' | 'eventAt' | 'appendEnd'>,
  { position, hash }: NamedPosition,
): Promise<Position> {
  const head = await store.head();
  // One of another form would sort among a store's positions and mean nothing.
  if (head !== null && !isOfSameForm(position, head)) refuse('invalid-position', { received: received(position) });
  if (head === null || position > head) return refuse('position-beyond-head', { received: received(position) });
  if (hash !== undefined && !(await hashAt(store, position)).startsWith(hash))
    return refuse('position-of-another-history', { received: received(`${position}-${hash}`) });
  // Between events there may be positions that belong to none.
  return (await store.appendEnd(position))?.position ?? position;
}

/**
 * A position as it leaves the house: with the first digits of its event's hash, so that one written down before a backup
 * was restored is not taken for another event that stands there now.
 */
export const writtenPosition = (position: Position, hash: string): string =>
  hash === '' ? position : `${position}-${hash.slice(0, HASH_DIGITS)}`;

/** The same for a position whose event is not at hand. */
export const positionInWriting = async (store: Pick<EventStore, 'eventAt'>, position: Position): Promise<string> =>
  position === NOTHING_KNOWN ? position : writtenPosition(position, await hashAt(store, position));

const hashAt = async (store: Pick<EventStore, 'eventAt'>, position: Position): Promise<string> =>
  (await store.eventAt(position))?.metadata['hash'] ?? '';
