import createClient from 'openapi-fetch';
import type { paths } from './interface';
import { forgetWrites } from './own-writes';
import { problemIn, ProblemError } from './problem';

/** The HTTP interface with the types of its own document. Screens wrap each reading in `read`; what records is a `Command`. */
export const api = createClient<paths>({
  baseUrl: '',
  headers: { accept: 'application/json' },
});

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
  /** Nothing newer comes into these figures until an administrator has looked. */
  readonly stopped: boolean;
  /** For the `If-Match` of a command on what was read. */
  readonly revision: string | null;
}

/** Throws `ProblemError` where the server refused. */
export async function read<Data>(asking: Promise<Answer<Data>>): Promise<Reading<Data>> {
  const { data, error, response } = await asking;
  if (data === undefined) {
    const problem = problemIn(error, response);
    // After a restore the store may lack what this page recorded: waiting for it would refuse every read.
    if (problem.code === 'position-beyond-head') forgetWrites();
    throw new ProblemError(problem);
  }
  return {
    value: data,
    position: response.headers.get('x-projection-position'),
    readAt: new Date(),
    stopped: response.headers.get('x-projection-state') === 'stopped',
    revision: response.headers.get('etag'),
  };
}
