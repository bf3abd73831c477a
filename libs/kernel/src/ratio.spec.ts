import fc from 'fast-check';
import { LARGEST_AMOUNT } from './fen';
import { basisPointsOf, formatBasisPoints } from './ratio';

describe('a ratio', () => {
  it.each([
    [5n, 6n, 8333],
    [1n, 3n, 3333],
    [2n, 3n, 6667],
    [1n, 20_000n, 1],
    [1n, 20_001n, 0],
    [-1n, 3n, -3333],
    [1n, -3n, -3333],
    [-2n, -3n, 6667],
    [0n, 5n, 0],
    [12n, 10n, 12_000],
  ])('of %s to %s is %s basis points', (part, whole, points) => {
    expect(basisPointsOf(part, whole)).toBe(points);
  });

  it('is not a number when there is nothing to divide by', () => {
    expect(basisPointsOf(5n, 0n)).toBeNull();
    expect(basisPointsOf(0n, 0n)).toBeNull();
  });

  it('is never more than half a basis point off, under any sign', () => {
    const amount = fc.bigInt({ min: 1n, max: LARGEST_AMOUNT });
    fc.assert(
      fc.property(fc.bigInt({ min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT }), amount, (part, whole) => {
        // Beyond 2^53 basis points a ratio has left the range of numbers, and of meaning.
        fc.pre((part < 0n ? -part : part) / whole < 10n ** 11n);
        const points = BigInt(basisPointsOf(part, whole) ?? Number.NaN);
        const off = points * whole - part * 10_000n;
        expect(2n * (off < 0n ? -off : off) <= whole).toBe(true);
        expect(basisPointsOf(-part, -whole)).toBe(Number(points));
      }),
    );
  });
});

describe('basis points in print', () => {
  it.each([
    [8333, '83.33'],
    [10_000, '100.00'],
    [5, '0.05'],
    [50, '0.50'],
    [0, '0.00'],
    [-833, '-8.33'],
    [-5, '-0.05'],
    [123_456, '1234.56'],
  ])('%s is %s', (points, text) => {
    expect(formatBasisPoints(points)).toBe(text);
  });
});
