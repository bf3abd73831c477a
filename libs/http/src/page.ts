import { z } from 'zod';
import { received, refuse } from './http-refusals';
import { isPosition } from './position';
import { parsedBy } from './schemas';

export const DEFAULT_PAGE_SIZE = 50;
export const LARGEST_PAGE = 200;
/** Of the rows of a page, so that with what stands beside them an answer stays below 200,000 bytes. */
export const LARGEST_PAGE_BYTES = 190_000;

/** Where the next page begins. Opaque to callers; it carries what the query needs to go on. */
export interface Cursor {
  /** The list it pages: it means nothing in another one. */
  readonly list: string;
  /** The read model's position when the first page was read: a query can keep later changes out of later pages. */
  readonly position: string;
  /** The sort values of the last row given, as text. */
  readonly after: readonly string[];
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Hand it back as `cursor` for the next page; `null` on the last one. */
  readonly next: string | null;
}

const cursorShape = z.strictObject({
  list: z.string(),
  position: z.string().refine((position) => position === '' || isPosition(position)),
  after: z.array(z.string().max(200)).min(1).max(8),
});

/** A count in a cursor, small enough for every database. */
export const COUNTED = /^\d{1,18}$/;

const encodeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

function readCursor(input: unknown): Cursor | null {
  if (typeof input !== 'string' || !/^[\w-]{1,2000}$/.test(input)) return null;
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(input, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

function parseLimit(input: unknown): number {
  if (typeof input !== 'string' || !/^[1-9]\d*$/.test(input))
    return refuse('invalid-page', { received: received(input) });
  const limit = Number(input);
  return limit <= LARGEST_PAGE ? limit : refuse('page-too-large', { limit: LARGEST_PAGE });
}

/**
 * The two query parameters of a list: `strictObject({ ...pageQuery('payments'), unit: … })`. It takes its own cursors
 * only, and of those only what its rows can be compared with.
 */
export const pageQuery = (list: string, sortValue = /^/) => ({
  limit: parsedBy(parseLimit, {
    type: 'integer',
    minimum: 1,
    maximum: LARGEST_PAGE,
    default: DEFAULT_PAGE_SIZE,
    description: '每页至多几条；行大时一页较少（不超过 200 kB），是否还有以 next 为准',
    example: DEFAULT_PAGE_SIZE,
  })
    .optional()
    .transform((limit) => limit ?? DEFAULT_PAGE_SIZE),
  cursor: parsedBy(
    (input): Cursor => {
      const cursor = readCursor(input);
      const isOurs = cursor?.list === list && cursor.after.every((value) => sortValue.test(value));
      return isOurs ? cursor : refuse('invalid-cursor', {});
    },
    {
      type: 'string',
      description: '上一页的 next，原样带回；第一页不带',
      example: 'eyJsaXN0IjoicGF5bWVudHMiLCJwb3NpdGlvbiI6IjAwNDIiLCJhZnRlciI6WyIwMDA0Il19',
    },
  ).optional(),
});

/**
 * One page of rows read in order, as they leave, given `limit + 1` of them where there are that many: the one too many
 * says that another page follows, without a count. A page ends before it is too large to send, however many rows that
 * leaves out; one row it has always.
 */
export function page<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorAfter: (last: Row) => Cursor,
  view: (row: Row) => Item,
): Page<Item> {
  const items: Item[] = [];
  let bytes = 0;
  for (const row of rows.slice(0, limit)) {
    const item = view(row);
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    if (items.length > 0 && bytes > LARGEST_PAGE_BYTES) break;
    items.push(item);
  }
  const last = rows[items.length - 1];
  return { items, next: rows.length > items.length && last !== undefined ? encodeCursor(cursorAfter(last)) : null };
}

/** The answer's shape for the OpenAPI document: `pageOf(appropriationRow)`. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe('下一页的 cursor；最后一页为 null'),
  });
