import { createScanner, SyntaxKind, visit, type JSONPath } from 'jsonc-parser';
import { firstUnseen, Refusal } from '@bofu/kernel';
import { refuse } from './http-refusals';
import { InvalidRequest } from './problem';

export const MOST_KEYS_PER_OBJECT = 1_000;
export const DEEPEST_NESTING = 32;

/** Names by which JSON reaches into JavaScript's own objects. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
export const isForbiddenKey = (key: string): boolean => FORBIDDEN_KEYS.has(key);

export const pointerOf = (path: readonly PropertyKey[]): string =>
  `#${path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;

/**
 * What is wrong with a text wherever it may stand: NUL (Postgres cannot store it), half characters, unseen ones. Line
 * breaks and other controls are for the field to judge.
 */
export function checkText(text: string, field: string): void {
  if (/\0|\p{Cs}/u.test(text)) refuse('invalid-text', { field });
  const codePoint = firstUnseen(text.replace(/\p{Cc}/gu, ''));
  if (codePoint !== null) refuse('forbidden-character', { field, codePoint });
}

/**
 * Reads a request body as one strict JSON object. Stricter than `JSON.parse` (RFC 8259 leaves it open): a name given
 * twice, names that reach into prototypes, and depth or breadth no form of ours has are refused, because the next
 * program to read them may see something else. Throws `Refusal`, or `InvalidRequest` with the place.
 */
export function parseJsonBody(bytes: Uint8Array): Record<string, unknown> {
  const text = decodeUtf8(bytes);
  checkDepth(text);
  checkSyntaxAndNames(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('malformed-json', {});
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('not-an-object', {});
  checkTexts(value, []);
  return value as Record<string, unknown>;
}

/** A raw NUL byte has no place in JSON; it is what UTF-16 and UTF-32 look like when read as UTF-8. */
function decodeUtf8(bytes: Uint8Array): string {
  if (bytes.includes(0)) return refuse('invalid-encoding', {});
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('invalid-encoding', {});
  }
}

/** Before anything recursive reads the text: a million brackets would exhaust the stack. */
function checkDepth(text: string): void {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    if (token === SyntaxKind.OpenBraceToken || token === SyntaxKind.OpenBracketToken) depth += 1;
    if (token === SyntaxKind.CloseBraceToken || token === SyntaxKind.CloseBracketToken) depth -= 1;
    if (depth > DEEPEST_NESTING) refuse('too-deep', { limit: DEEPEST_NESTING });
  }
}

function checkSyntaxAndNames(text: string): void {
  // The visitor reads on after an error, and what it finds there may be an artefact: the syntax is judged first.
  const onError = (): never => refuse('malformed-json', {});
  visit(text, { onError }, { disallowComments: true, allowTrailingComma: false });

  const namesSoFar: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void namesSoFar.push(new Set()),
    onObjectEnd: () => void namesSoFar.pop(),
    onObjectProperty: (key, _offset, _length, _line, _character, pathSupplier) => {
      const names = namesSoFar.at(-1) ?? new Set();
      if (names.size >= MOST_KEYS_PER_OBJECT) refuse('too-many-keys', { limit: MOST_KEYS_PER_OBJECT });
      atPlace([...pathSupplier(), key], () => {
        if (isForbiddenKey(key)) refuse('forbidden-key', { key });
        if (names.has(key)) refuse('duplicate-key', { key });
      });
      names.add(key);
    },
  });
}

function checkTexts(value: unknown, path: JSONPath): void {
  if (typeof value === 'string') atPlace(path, () => checkText(value, String(path.at(-1) ?? '')));
  else if (Array.isArray(value)) value.forEach((item, index) => checkTexts(item, [...path, index]));
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) {
      checkTexts(item, [...path, name]);
      atPlace(path, () => checkText(name, '字段名'));
    }
}

/** A refusal found while reading gets the place it was found at. */
function atPlace(path: JSONPath, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw error instanceof Refusal ? new InvalidRequest([{ pointer: pointerOf(path), refusal: error }]) : error;
  }
}
