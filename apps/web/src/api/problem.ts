import { words } from '../words';

/** What the server answers when it does not do what was asked (RFC 9457). */
export interface Problem {
  /** One Chinese sentence for the person at the screen. */
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** Finds the request in the server's log; empty where no server answered. */
  readonly traceId: string;
  readonly errors?: readonly { pointer?: string; parameter?: string; code: string; message: string }[];
  /** What the sentence was made of; money is 元 text. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly currentRevision?: string;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.title}`);
    this.name = 'ProblemError';
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'title' in body;

/** The problem in an answer's body, or what can be said of an answer that carries none. */
export function problemIn(body: unknown, response: Response): Problem {
  if (isProblem(body)) return body;
  return { title: words.unclearAnswer, status: response.status, code: `http-${response.status}`, traceId: '' };
}

/** What to show for anything that was thrown: a refusal as the server worded it, a lost line as that. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const code = error instanceof TypeError ? 'not-connected' : 'unexpected';
  const title = error instanceof TypeError ? words.notConnected : String(error);
  return { title, status: 0, code, traceId: '' };
}
