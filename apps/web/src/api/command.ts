import type { Actor } from './acting-person';
import { rememberWrite } from './own-writes';
import type { paths } from './interface';
import { problemIn, type Problem } from './problem';

type CommandPath = { [Path in keyof paths]: paths[Path] extends { post: object } ? Path : never }[keyof paths];
type Post<Path extends CommandPath> = paths[Path]['post'];
type JsonOf<Carrier> = Carrier extends { content: { 'application/json': infer Json } } ? Json : never;
type BodyOf<Path extends CommandPath> = Post<Path> extends { requestBody: infer Body } ? JsonOf<Body> : never;
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type SeenRevision<Path extends CommandPath> =
  Post<Path> extends { parameters: { header: { 'If-Match': string } } } ? { readonly revision: string } : object;

/** What a command under this path answers. */
export type AnswerTo<Path extends CommandPath> =
  Post<Path> extends { responses: infer Responses }
    ? { [Status in keyof Responses]: JsonOf<Responses[Status]> }[keyof Responses]
    : never;

/** What is asked of the server, as data: it can be put away and sent again, to the letter. */
export interface Command {
  readonly url: string;
  readonly ifMatch: string | null;
  readonly body: unknown;
}

/** A command with the types of the interface's own document. `revision` is the one that was read and decided on. */
export function command<Path extends CommandPath>(
  path: Path,
  asked: { readonly path?: Readonly<Record<NamesIn<Path>, string>>; readonly body: BodyOf<Path> } & SeenRevision<Path>,
): Command {
  const named: Readonly<Record<string, string>> = asked.path ?? {};
  return {
    url: path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(named[name] ?? '')),
    ifMatch: 'revision' in asked ? `"${asked.revision}"` : null,
    body: asked.body,
  };
}

/** What came back. `lost`: nothing did, or nothing that can be read. */
export type Reply =
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'lost' };

/** A server that says nothing for so long is asked again; one that is still at it says so then. */
const PATIENCE_MS = 30_000;

/** Sends once. What was recorded will be seen by the reads that follow. */
export async function sendCommand(
  { url, ifMatch, body }: Command,
  key: string,
  { agencyId, personId, post, posts }: Actor,
): Promise<Reply> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      signal: patience.signal,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'Bofu-Channel': 'page',
        'Idempotency-Key': key,
        ...(posts.length < 2 && { 'Bofu-Post': post }),
        ...(agencyId !== null && { 'Bofu-Agency': agencyId }),
        ...(personId !== null && { 'Bofu-Actor': personId }),
        ...(ifMatch !== null && { 'If-Match': ifMatch }),
      },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok)
      return { kind: 'problem', problem: problemIn(answer, response), retryAfterSeconds: secondsIn(response) };
    if (typeof answer === 'object' && answer !== null && 'position' in answer && typeof answer.position === 'string')
      rememberWrite(answer.position);
    return { kind: 'done', answer };
  } catch {
    return { kind: 'lost' };
  } finally {
    clearTimeout(timer);
  }
}

function secondsIn({ headers }: Response): number | null {
  const told = headers.get('retry-after');
  return told !== null && /^\d{1,4}$/.test(told) ? Number(told) : null;
}
