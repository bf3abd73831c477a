import fc from 'fast-check';
import { identityNumberIn, refuseIdentityNumber } from './identity-number';

/** The check character by the standard's own table of weights, written apart. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checked = (seventeen: string): string => {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0);
  return seventeen + '10X98765432'.charAt(sum % 11);
};

const two = (value: number): string => String(value).padStart(2, '0');
const anyNumber = fc
  .tuple(
    fc.integer({ min: 110_000, max: 659_999 }),
    fc.integer({ min: 1900, max: 2025 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, year, month, day, order]) =>
    checked(`${region}${year}${two(month)}${two(day)}${String(order).padStart(3, '0')}`),
  );

describe('an identity number in a text', () => {
  it('is found among words, in groups, in wide digits and with a small x', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        const groups = `${number.slice(0, 6)} ${number.slice(6, 14)}-${number.slice(14)}`;
        const wide = number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
        for (const written of [number, number.toLowerCase(), groups, wide])
          expect(identityNumberIn(`补发张某（${written}）1月养老金`)).toBe(number);
      }),
    );
  });

  it('is none with another check character, without a birthday, or as part of a longer code', () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: 1, max: 10 }), (number, off) => {
        const other = '10X98765432'.charAt(('10X98765432'.indexOf(number.charAt(17)) + off) % 11);
        expect(identityNumberIn(number.slice(0, 17) + other)).toBeNull();
        expect(identityNumberIn(checked(`${number.slice(0, 10)}13${number.slice(12, 17)}`))).toBeNull();
        expect(identityNumberIn(`${number}0`)).toBeNull();
        expect(identityNumberIn(`A${number}`)).toBeNull();
      }),
    );
  });

  it('is none in what offices write', () => {
    for (const text of [
      '冀财社〔2020〕114号',
      '13062121RXGO3YWDTCKQR',
      '专户 622848 0638 1234 5678 901',
      '2021-10-0031',
    ])
      expect(identityNumberIn(text)).toBeNull();
  });

  it('is refused by its last four characters only', () => {
    const number = checked('13060719550101001');
    expect(() => refuseIdentityNumber(`退回 ${number}`)).toThrow(
      expect.objectContaining({ code: 'identity-number', facts: { ending: number.slice(-4) } }),
    );
    refuseIdentityNumber('退回 3 人');
  });
});
