import type { Position } from '@bofu/event-store';
import type { RecordedTime } from '@bofu/read-model';
import { received, refuse } from './http-refusals';
import { isPosition } from './position';
import { parsedBy } from './schemas';

/** What had been recorded by then: a position as such, or an instant that stands for one. */
export type KnownAt = { readonly position: Position } | { readonly instant: string };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

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
  description: '登记时点：事件位置，或带时区的时刻；缺省为现在',
  example: '2021-06-30T23:59:59+08:00',
}).optional();

/** The same from any outside text. Throws Refusal `invalid-position`. */
export function parseKnownAt(input: unknown): KnownAt {
  if (typeof input !== 'string') return refuse('invalid-position', { received: received(input) });
  const moment = asInstant(input);
  if (moment !== null) return { instant: moment };
  return isPosition(input) ? { position: input } : refuse('invalid-position', { received: received(input) });
}

/** Before the first event: every store's positions sort after it. */
export const NOTHING_KNOWN = '' as Position;

/** The position meant; `null` where nothing was said, which means: all that is known now. */
export async function knownPosition(recordedTime: RecordedTime, known: KnownAt | undefined): Promise<Position | null> {
  if (known === undefined) return null;
  return 'position' in known ? known.position : ((await recordedTime.positionAt(known.instant)) ?? NOTHING_KNOWN);
}

/** A store's positions are of one length: one of another length would sort among them and mean nothing. */
export function requireOfSameStore(known: Position | null, position: string): void {
  if (known && position && known.length !== position.length) refuse('invalid-position', { received: received(known) });
}
