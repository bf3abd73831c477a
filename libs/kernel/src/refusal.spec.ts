import { kernelRefusals, type KernelRefusals } from './kernel-refusals';
import { Refusal, InvariantViolation, invariant, refusalsOf, unreachable } from './refusal';

interface Sample {
  'too-much': { available: bigint };
}
const refuse: <Code extends keyof Sample>(code: Code, facts: Sample[Code]) => never = refusalsOf<Sample>();

describe('a refusal', () => {
  it('carries its code and facts, and is an error with a stack', () => {
    let caught: unknown;
    try {
      refuse('too-much', { available: 5n });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(Refusal);
    expect(caught).toBeInstanceOf(Error);
    expect(caught).toMatchObject({ name: 'Refusal', code: 'too-much', message: 'too-much', facts: { available: 5n } });
    expect(caught).not.toBeInstanceOf(InvariantViolation);
  });
});

describe('a defect of ours', () => {
  it('stops the work where a rule does not hold, and only there', () => {
    expect(() => invariant(false, 'two and two')).toThrow(new InvariantViolation('two and two'));
    expect(() => invariant(true, 'two and two')).not.toThrow();
  });

  it('names the value that no case expected, money included', () => {
    const foreign = { type: 'Unheard', amountFen: 100n } as unknown as never;
    expect(() => unreachable(foreign)).toThrow(
      new InvariantViolation('unexpected value: {"type":"Unheard","amountFen":"100n"}'),
    );
  });
});

/** Facts as the parsers give them; a code without an entry here does not compile. */
const examples: { readonly [Code in keyof KernelRefusals]: KernelRefusals[Code] } = {
  'amount-not-string': { received: 'number' },
  'amount-format': { received: '1e3' },
  'amount-too-large': { received: '99999999999999.00' },
  'amount-not-positive': { received: '0.00' },
  'invalid-date': { received: '2021-02-30' },
  'invalid-period': { received: '2021-13' },
  'document-number-not-text': { received: 'number' },
  'document-number-empty': {},
  'document-number-too-long': { length: 101, longest: 100 },
  'document-number-forbidden-character': { character: 'U+202E' },
  'calendar-year-missing': { year: 2022 },
  'identity-number': { ending: '001X' },
  'looks-like-personal-data': { field: 'reason', line: 2, looksLike: 'mobile-number', ending: '5678' },
  'date-ahead': { date: '2021-02-10', today: '2021-02-09' },
};

const titleOf = <Code extends keyof KernelRefusals>(code: Code, facts: KernelRefusals[Code]): string =>
  kernelRefusals[code].title(facts);
const isSentence = (title: string): boolean =>
  /\p{Unified_Ideograph}{3}/u.test(title) && !/undefined|null|NaN|\[object/.test(title);

describe('the kernel catalogue', () => {
  const codes = Object.keys(examples) as (keyof KernelRefusals)[];

  it('has a status and a Chinese sentence for each code, and no code besides', () => {
    expect(Object.keys(kernelRefusals).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s is a sentence that shows every fact a person can act on', (code) => {
    const title = titleOf(code, examples[code]);
    expect(isSentence(title)).toBe(true);
    // Asked back is no refusal for good: the same with a reason goes through.
    expect(kernelRefusals[code].status).toBe(code === 'looks-like-personal-data' ? 409 : 422);
    if (code === 'looks-like-personal-data') return expect(title).toContain('第 2 行事由中的数字像手机号（尾号 5678）');
    if (code.endsWith('-not-string') || code.endsWith('-not-text')) return;
    for (const fact of Object.values(examples[code])) expect(title).toContain(String(fact));
  });

  it('is checked by a check that a forgotten fact turns red', () => {
    expect(isSentence(titleOf('calendar-year-missing', {} as { year: number }))).toBe(false);
    expect(isSentence('not Chinese')).toBe(false);
  });
});
