import type { FastifyReply } from 'fastify';
import { formatYuan, invariant, kernelRefusals, Refusal } from '@bofu/kernel';
import { httpRefusals, type HttpRefusals } from './http-refusals';

/** One thing wrong with the request: where it stands (RFC 6901 pointer into the body, or a query parameter) and why. */
export interface RequestDefect {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly refusal: Refusal;
}

/** The request cannot be read as what it should be; lists everything found wrong, up to a bound. */
export class InvalidRequest extends Error {
  constructor(readonly defects: readonly [RequestDefect, ...RequestDefect[]]) {
    super(defects.map(({ refusal }) => refusal.code).join(', '));
    this.name = 'InvalidRequest';
  }
}

/** The body of every refusal: RFC 9457 problem details and the members this product adds. */
export interface Problem {
  readonly type: string;
  /** One Chinese sentence a clerk understands. */
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** The path that was asked for, without its query. */
  readonly instance: string;
  /** Finds the request in the server's log, and the events it caused by their correlation id. */
  readonly traceId: string;
  readonly errors?: readonly { pointer?: string; parameter?: string; code: string; message: string }[];
  /** What the sentence was made of; money is 元 text. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Where the same command is being carried out already: since when (RFC 3339). */
  readonly since?: string;
  /** Where a change by somebody else was the reason: the `ETag` to read and decide on. */
  readonly currentRevision?: string;
}

/** Any capability's `RefusalCatalogue`. */
export type AnyRefusalCatalogue = Readonly<
  Record<string, { readonly status: number; readonly title: (facts: never) => string }>
>;

/** One table of all codes. A code stands in one catalogue only: two meanings of one code would be a defect. */
export function mergeCatalogues(catalogues: readonly AnyRefusalCatalogue[]): AnyRefusalCatalogue {
  const merged: Record<string, AnyRefusalCatalogue[string]> = {};
  for (const catalogue of [httpRefusals, kernelRefusals, ...catalogues] as readonly AnyRefusalCatalogue[])
    for (const [code, entry] of Object.entries(catalogue)) {
      invariant(!Object.hasOwn(merged, code) || merged[code] === entry, `refusal code in two catalogues: ${code}`);
      merged[code] = entry;
    }
  return merged;
}

export const httpRefusal = <Code extends keyof HttpRefusals>(code: Code, facts: HttpRefusals[Code]): Refusal =>
  new Refusal(code, facts as Record<string, unknown>);

/** Money leaves as 元 text: `availableFen: 697368100n` becomes `available: "6973681.00"`. */
function factsInYuan(facts: unknown): unknown {
  if (typeof facts === 'bigint') return formatYuan(facts);
  if (Array.isArray(facts)) return facts.map(factsInYuan);
  if (typeof facts !== 'object' || facts === null) return facts;
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      typeof value === 'bigint' ? name.replace(/Fen$/, '') : name,
      factsInYuan(value),
    ]),
  );
}

/** Where a request was answered: what a problem says about its own occurrence. */
export interface Occurrence {
  readonly instance: string;
  readonly traceId: string;
}

/** The problem document of a refusal, `null` when no catalogue knows its code. */
export function problemOf(refusal: Refusal, catalogue: AnyRefusalCatalogue, occurrence: Occurrence): Problem | null {
  const entry = Object.hasOwn(catalogue, refusal.code) ? catalogue[refusal.code] : undefined;
  if (!entry) return null;
  const { currentRevision, ...facts } = factsInYuan(refusal.facts) as Record<string, unknown>;
  return {
    type: `/problems/${refusal.code}`,
    title: entry.title(refusal.facts as never),
    status: entry.status,
    code: refusal.code,
    ...occurrence,
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(typeof facts['since'] === 'string' && { since: facts['since'] }),
    ...(typeof currentRevision === 'string' && { currentRevision }),
  };
}

/** The problem of a request with defects: it carries the first one's code and status, and lists them all. */
export function problemOfDefects(
  { defects }: InvalidRequest,
  catalogue: AnyRefusalCatalogue,
  occurrence: Occurrence,
): Problem | null {
  const [first] = defects;
  const problem = problemOf(first.refusal, catalogue, occurrence);
  if (!problem) return null;
  const errors = defects.map(({ refusal, ...place }) => ({
    ...place,
    code: refusal.code,
    message: problemOf(refusal, catalogue, occurrence)?.title ?? refusal.code,
  }));
  const title = defects.length === 1 ? problem.title : `请求内容有 ${defects.length} 处不正确：${problem.title}`;
  return { ...problem, title, errors };
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export const sendProblem = (reply: FastifyReply, problem: Problem): void =>
  void reply.status(problem.status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(problem));
