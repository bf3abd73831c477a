import createClient from 'openapi-fetch';
import type { paths } from './interface';
import { rememberWrite } from './own-writes';
import { problemIn, ProblemError } from './problem';

/** The HTTP interface with the types of its own document. Screens wrap each call in `read` or `recorded`. */
export const api = createClient<paths>({ baseUrl: '', headers: { accept: 'application/json' } });

interface Answer<Data> {
  readonly data?: Data | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/** What was read, and how far the books reached that it was read from. */
export interface Reading<Data> {
  readonly value: Data;
  /** The last event these figures know; `null` where the answer does not say. */
  readonly position: string | null;
  readonly readAt: Date;
  /** For the `If-Match` of a command on what was read. */
  readonly revision: string | null;
}

/** Throws `ProblemError` where the server refused. */
export async function read<Data>(asking: Promise<Answer<Data>>): Promise<Reading<Data>> {
  const { data, error, response } = await asking;
  if (data === undefined) throw new ProblemError(problemIn(error, response));
  return {
    value: data,
    position: response.headers.get('x-projection-position'),
    readAt: new Date(),
    revision: response.headers.get('etag'),
  };
}

/** As `read`, for a command: what follows on the screens will see what it recorded. */
export async function recorded<Data extends { readonly position: string | null }>(
  asking: Promise<Answer<Data>>,
): Promise<Data> {
  const { value } = await read(asking);
  rememberWrite(value.position);
  return value;
}
