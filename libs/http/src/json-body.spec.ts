import fc from 'fast-check';
import { DEEPEST_NESTING, parseJsonBody } from './json-body';

const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/** Says by walking the value itself, not its text, whether a body may pass. */
function isHarmless(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return /^[\u0020-\u007e\u4e00-\u9fff]*$/.test(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= DEEPEST_NESTING) return false;
  if (Array.isArray(value)) return value.every((item) => isHarmless(item, depth + 1));
  return Object.entries(value).every(
    ([name, item]) => !FORBIDDEN.includes(name) && isHarmless(name) && isHarmless(item, depth + 1),
  );
}

const plainText = fc.stringMatching(/^[ -~一-龥]{0,8}$/);
const { body } = fc.letrec<{ value: unknown; body: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    plainText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof({ weight: 30, arbitrary: plainText }, fc.constantFrom(...FORBIDDEN)), tie('value'), {
      maxKeys: 4,
    }),
  ),
  body: fc.dictionary(plainText, tie('value'), { maxKeys: 5 }),
}));

const parses = (text: string): boolean => {
  try {
    parseJsonBody(Buffer.from(text));
    return true;
  } catch {
    return false;
  }
};

describe('any JSON object', () => {
  it('is read as JSON.parse reads it, or refused where it reaches into prototypes', () => {
    fc.assert(
      fc.property(body, fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parses(text)).toBe(isHarmless(JSON.parse(text)));
        if (parses(text)) expect(parseJsonBody(Buffer.from(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('cut off anywhere is refused', () => {
    fc.assert(
      fc.property(body, fc.nat(), (value, at) => {
        const text = JSON.stringify(value);
        expect(parses(text.slice(0, at % text.length))).toBe(false);
      }),
    );
  });

  it('is read at the deepest nesting and refused one deeper', () => {
    const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    expect(parses(nested(DEEPEST_NESTING))).toBe(true);
    expect(parses(nested(DEEPEST_NESTING + 1))).toBe(false);
  });

  it('never throws anything but a refusal, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          parseJsonBody(bytes);
        } catch (error) {
          expect(['Refusal', 'InvalidRequest']).toContain((error as Error).name);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
