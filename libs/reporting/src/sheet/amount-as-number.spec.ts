import * as fc from 'fast-check';
import { fen, formatYuan, LARGEST_AMOUNT } from '@bofu/kernel';
import { amountAsNumber } from './amount-as-number';

const LARGEST = LARGEST_AMOUNT * 10n;

describe('an amount as a number in a spreadsheet', () => {
  it('gives the fen back as they were, or is no number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -LARGEST, max: LARGEST }), (amount) => {
        const number = amountAsNumber(fen(amount));
        // What is stored is the shortest text of the double; a reader shows it with two places.
        if (number !== null) expect(BigInt(number.toFixed(2).replace('.', ''))).toBe(amount);
        if (number !== null) expect(String(number).replace(/[-.]/g, '').length).toBeLessThanOrEqual(15);
        if (number !== null) expect(number.toFixed(2).replace(/^-(?=0\.00$)/, '')).toBe(formatYuan(amount));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is a number up to fifteen digits and none beyond, where the last fen would be lost', () => {
    expect(amountAsNumber(fen(999_999_999_999_999n))).toBe(9_999_999_999_999.99);
    expect(amountAsNumber(fen(-999_999_999_999_999n))).toBe(-9_999_999_999_999.99);
    expect(amountAsNumber(fen(10n ** 15n))).toBeNull();
    expect(amountAsNumber(fen(-(10n ** 15n)))).toBeNull();
    // The control: a double gives this one back wrong.
    expect(Number.parseFloat('90071992547409929.99').toFixed(2)).not.toBe('90071992547409929.99');
  });
});
