import type { FastifyRequest } from 'fastify';
import { checkWayIn, type Entrance } from './entrance';
import { FILE_TYPE, takesFile } from './file-body';
import { received, refuse } from './http-refusals';
import { isForbiddenKey } from './json-body';

export const LARGEST_BODY_BYTES = 1_000_000;
export const LONGEST_URL = 8_000;
export const LARGEST_HEADERS_BYTES = 16_384;

const ONCE_ONLY: ReadonlySet<string> = new Set([
  'host',
  'origin',
  'sec-fetch-site',
  'x-forwarded-proto',
  'content-type',
  'content-encoding',
  'idempotency-key',
  'if-match',
  'bofu-actor',
  'bofu-agency',
  'bofu-channel',
  'bofu-post',
]);

/** GET, HEAD and OPTIONS change nothing (RFC 9110 §9.2.1); every other method is a command. */
export const isCommand = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);

/** Everything that can be judged before the body is read; the cheapest and most general first. */
export function checkRequestHead(request: FastifyRequest, entrance: Entrance | undefined): void {
  const { url = '', rawHeaders, headers, method = '' } = request.raw;
  if (url.length > LONGEST_URL) refuse('uri-too-long', {});
  checkHeaders(rawHeaders);
  checkWayIn(request, entrance, isCommand(method));
  checkQuery(url);
  if (!request.is404) checkContent(headers['content-type'], headers['content-encoding'], takesFile(request));
}

function checkHeaders(rawHeaders: readonly string[]): void {
  if (rawHeaders.reduce((sum, part) => sum + part.length + 2, 0) > LARGEST_HEADERS_BYTES)
    refuse('headers-too-large', {});
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (ONCE_ONLY.has(name) && seen.has(name)) refuse('bad-request', {});
    seen.add(name);
  }
}

/** One meaning for every reader of the query: each name once, decodable, and none that reaches into prototypes. */
function checkQuery(url: string): void {
  const at = url.indexOf('?');
  if (at === -1 || at === url.length - 1) return;
  const seen = new Set<string>();
  for (const pair of url.slice(at + 1).split('&')) {
    const [name = '', value = ''] = pair.split(/=(.*)/s).map(decodeComponent);
    for (const step of name.split(/[[\].]/)) if (isForbiddenKey(step)) refuse('forbidden-key', { key: step });
    if (name.includes('\0') || value.includes('\0')) refuse('invalid-encoding', {});
    if (seen.has(name)) refuse('duplicate-parameter', { parameter: name.slice(0, 40) });
    seen.add(name);
  }
}

function decodeComponent(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return refuse('invalid-encoding', {});
  }
}

function checkContent(contentType: string | undefined, contentEncoding: string | undefined, mayBeFile: boolean): void {
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== 'identity')
    refuse('unsupported-encoding', { received: received(contentEncoding) });
  if (contentType === undefined) return;
  const [mediaType = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (mayBeFile && mediaType === FILE_TYPE) return;
  if (mediaType !== 'application/json') refuse('unsupported-media-type', { received: received(mediaType) });
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.split('=');
    const charset = value.replace(/^"(.*)"$/, '$1');
    if (name === 'charset' && charset !== 'utf-8') refuse('unsupported-charset', { received: received(charset) });
  }
}
