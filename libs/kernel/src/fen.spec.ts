import fc from 'fast-check';
import {
  allocate,
  divideHalfUp,
  fen,
  fenFromDigits,
  fenToDigits,
  formatWan,
  formatYuan,
  formatYuanGrouped,
  LARGEST_AMOUNT,
  NO_MONEY,
  parsePositiveYuan,
  parseYuan,
  sumFen,
  type Fen,
} from './fen';
import { InvariantViolation } from './refusal';

const anyAmount = fc.bigInt({ min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT }).map(fen);
const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });

describe('元 coming in', () => {
  it.each([
    ['188967.50', 18_896_750n],
    ['0.00', 0n],
    ['0.01', 1n],
    ['-325.04', -32_504n],
    ['10000000000000.00', LARGEST_AMOUNT],
    ['-10000000000000.00', -LARGEST_AMOUNT],
  ])('reads %s', (text, amount) => {
    expect(parseYuan(text)).toBe(amount);
  });

  it.each([
    ['a number', 100, 'amount-not-string'],
    ['a bigint', 100n, 'amount-not-string'],
    ['true', true, 'amount-not-string'],
    ['an object', {}, 'amount-not-string'],
    ['an object that cannot become text', { toString: 1 }, 'amount-not-string'],
    ['an array of text', ['1'], 'amount-not-string'],
    ['null', null, 'amount-not-string'],
    ['nothing', undefined, 'amount-not-string'],
    ['an exponent', '1e3', 'amount-format'],
    ['an exponent after two places', '1.00e3', 'amount-format'],
    ['hexadecimal', '0x10', 'amount-format'],
    ['one decimal', '1.5', 'amount-format'],
    ['three decimals', '1.500', 'amount-format'],
    ['no decimals', '100', 'amount-format'],
    ['a zero without decimals', '0', 'amount-format'],
    ['no whole part', '.50', 'amount-format'],
    ['a space before', ' 100.00', 'amount-format'],
    ['a space after', '100.00 ', 'amount-format'],
    ['a line end after', '100.00\n', 'amount-format'],
    ['full-width digits', '１００.００', 'amount-format'],
    ['a full-width point', '100．00', 'amount-format'],
    ['Arabic-Indic digits', '١٠٠.٠٠', 'amount-format'],
    ['a separator', '1,000.00', 'amount-format'],
    ['an underscore', '1_000.00', 'amount-format'],
    ['a plus sign', '+1.00', 'amount-format'],
    ['a typographic minus', '−1.00', 'amount-format'],
    ['a leading zero', '007.00', 'amount-format'],
    ['minus zero', '-0.00', 'amount-format'],
    ['a currency sign', '¥1.00', 'amount-format'],
    ['NaN', 'NaN', 'amount-format'],
    ['Infinity', 'Infinity', 'amount-format'],
    ['nothing in it', '', 'amount-format'],
    ['one fen above the cap', '10000000000000.01', 'amount-too-large'],
    ['one fen below the negative cap', '-10000000000000.01', 'amount-too-large'],
    ['far above the cap', '10000000000000000000.00', 'amount-too-large'],
    ['a megabyte of digits', `${'9'.repeat(1_000_000)}.00`, 'amount-too-large'],
  ])('refuses %s', (_, input, code) => {
    expect(() => parseYuan(input)).toThrow(refused(code));
    expect(() => parsePositiveYuan(input)).toThrow(refused(code));
  });

  it('shows the person a short piece of what arrived, with no mark that could reorder or break the sentence', () => {
    expect(() => parseYuan('\u202e1.00\u0000')).toThrow(expect.objectContaining({ facts: { received: '�1.00�' } }));
    expect(() => parseYuan('x'.repeat(1000))).toThrow(expect.objectContaining({ facts: { received: 'x'.repeat(40) } }));
    const halvedPair = `${'x'.repeat(39)}𠮷`;
    expect(() => parseYuan(halvedPair)).toThrow(
      expect.objectContaining({ facts: { received: `${'x'.repeat(39)}\uFFFD` } }),
    );
  });

  it.each(['0.00', '-0.01', '-188967.50'])('refuses to move %s', (text) => {
    expect(() => parsePositiveYuan(text)).toThrow(refused('amount-not-positive'));
  });

  it('moves a single fen', () => {
    expect(parsePositiveYuan('0.01')).toBe(1n);
  });
});

describe('元 going out', () => {
  it.each([
    [0n, '0.00', '0.00'],
    [5n, '0.05', '0.05'],
    [-5n, '-0.05', '-0.05'],
    [50n, '0.50', '0.50'],
    [99_999n, '999.99', '999.99'],
    [100_000n, '1000.00', '1,000.00'],
    [18_896_750n, '188967.50', '188,967.50'],
    [-697_368_100n, '-6973681.00', '-6,973,681.00'],
    [15_872_730_000n, '158727300.00', '158,727,300.00'],
  ])('writes %s fen for machines and for people', (amount, plain, grouped) => {
    expect(formatYuan(amount)).toBe(plain);
    expect(formatYuanGrouped(amount)).toBe(grouped);
  });

  it('reads back every amount it writes, and writes back every text it reads', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        const text = formatYuan(amount);
        expect(parseYuan(text)).toBe(amount);
        expect(formatYuan(parseYuan(text))).toBe(text);
        expect(formatYuanGrouped(amount).replaceAll(',', '')).toBe(text);
        expect(fenFromDigits(fenToDigits(amount))).toBe(amount);
      }),
    );
  });

  it('groups as the locale library does', () => {
    const locale = new Intl.NumberFormat('en-US');
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: LARGEST_AMOUNT }), (yuan) => {
        expect(formatYuanGrouped(yuan * 100n)).toBe(`${locale.format(yuan)}.00`);
      }),
    );
  });
});

describe('fen in an event', () => {
  it.each(['', '1.0', '1e3', ' 1', '１', 'x'])('stops the work at %j', (digits) => {
    expect(() => fenFromDigits(digits)).toThrow(InvariantViolation);
  });
});

describe('万元 for people', () => {
  it.each([
    [18_896_750n, 2, '18.90'],
    [18_896_750n, 6, '18.896750'],
    [18_896_750n, 0, '19'],
    [15_872_730_000n, 2, '15,872.73'],
    [3_966_622_500n, 2, '3,966.62'],
    [3_966_622_500n, 4, '3,966.6225'],
    [4_999n, 2, '0.00'],
    [5_000n, 2, '0.01'],
    [-4_999n, 2, '0.00'],
    [-5_000n, 2, '-0.01'],
    [0n, 0, '0'],
    [499_999n, 0, '0'],
    [500_000n, 0, '1'],
    [99_999_999_999n, 2, '100,000.00'],
    [1n, 6, '0.000001'],
  ])('shows %s fen with %s places as %s', (amount, places, text) => {
    expect(formatWan(amount, places)).toBe(text);
  });

  it('never strays more than half of its last place, and is exact at six places', () => {
    fc.assert(
      fc.property(anyAmount, fc.integer({ min: 0, max: 6 }), (amount, places) => {
        const shown = BigInt(formatWan(amount, places).replace(/[,.]/g, '')) * 10n ** BigInt(6 - places);
        const strays = shown > amount ? shown - amount : amount - shown;
        expect(strays * 2n <= 10n ** BigInt(6 - places)).toBe(true);
        if (places === 6) expect(shown).toBe(amount);
      }),
    );
  });

  it.each([-1, 7, 1.5])('has no meaning with %s places', (places) => {
    expect(() => formatWan(1n, places)).toThrow(InvariantViolation);
  });
});

describe('division', () => {
  it.each([
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-2n, 3n, -1n],
    [5n, 10n, 1n],
    [4n, 10n, 0n],
    [0n, 7n, 0n],
  ])('%s / %s is rounded to %s', (dividend, divisor, quotient) => {
    expect(divideHalfUp(dividend, divisor)).toBe(quotient);
  });

  it.each([0n, -1n])('by %s is our defect', (divisor) => {
    expect(() => divideHalfUp(1n, divisor)).toThrow(InvariantViolation);
  });
});

describe('splitting an amount', () => {
  it('gives the fen left over to the earliest of equal parts', () => {
    expect(allocate(fen(100n), [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(fen(-100n), [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
  });

  it('gives the fen left over to the largest remainder before the earliest part', () => {
    expect(allocate(fen(10n), [1n, 4n, 2n])).toEqual([1n, 6n, 3n]); // 1.43, 5.71, 2.86
  });

  it('gives a part without weight nothing', () => {
    expect(allocate(fen(5n), [0n, 1n, 0n, 1n])).toEqual([0n, 3n, 0n, 2n]);
  });

  it('splits 7024万元 into twelfths with the four fen left over in the first four months', () => {
    const twelfths = allocate(parseYuan('70240000.00'), Array<bigint>(12).fill(1n));
    expect(twelfths.map(formatYuan)).toEqual([
      ...Array<string>(4).fill('5853333.34'),
      ...Array<string>(8).fill('5853333.33'),
    ]);
  });

  // The exact share is a fraction; all comparisons are multiplied by the sum of the weights to stay whole.
  const isFair = (total: Fen, weights: readonly bigint[], parts: readonly bigint[]): boolean => {
    const sum = weights.reduce((a, b) => a + b, 0n);
    return (
      parts.length === weights.length &&
      parts.reduce((a, b) => a + b, 0n) === total &&
      parts.every((part, index) => {
        const off = part * sum - total * (weights[index] ?? 0n);
        return off < sum && off > -sum;
      })
    );
  };
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 })
    .filter((list) => list.some((weight) => weight > 0n));

  it('sums to the whole, with no part a whole fen away from its exact share', () => {
    fc.assert(
      fc.property(anyAmount, weights, (total, list) => {
        expect(isFair(total, list, allocate(total, list))).toBe(true);
      }),
    );
  });

  it('would be found unfair by the same check if it rounded each part down, or gave the rest to one part', () => {
    expect(isFair(fen(100n), [1n, 1n, 1n], [33n, 33n, 33n])).toBe(false);
    expect(isFair(fen(101n), [1n, 1n, 1n], [35n, 33n, 33n])).toBe(false);
    expect(isFair(fen(101n), [1n, 1n, 1n], [34n, 34n, 33n])).toBe(true);
  });

  it.each([[[]], [[0n, 0n]], [[1n, -1n, 1n]]])('has no meaning by weights %j', (list: bigint[]) => {
    expect(() => allocate(fen(1n), list)).toThrow(InvariantViolation);
  });
});

describe('adding up', () => {
  it('sums fen exactly, and nothing to no money', () => {
    expect(sumFen([fen(702_959_100n), fen(113_380_500n), fen(18_896_750n), fen(18_896_750n)])).toBe(854_133_100n);
    expect(sumFen([])).toBe(NO_MONEY);
  });
});
