import fc from 'fast-check';
import { fen, formatYuan, NO_MONEY, parseYuan } from './fen';
import { payableFor, peoplePaidBy } from './rate';

describe('paying 75,587 people for a month', () => {
  it.each([
    ['93.00', '7029591.00'],
    ['15.00', '1133805.00'],
    ['2.50', '188967.50'],
    ['113.00', '8541331.00'],
  ])('at %s 元 a head costs %s 元', (rate, cost) => {
    expect(formatYuan(payableFor(parseYuan(rate), 75_587))).toBe(cost);
  });

  it('costs nothing for nobody', () => {
    expect(payableFor(parseYuan('93.00'), 0)).toBe(NO_MONEY);
  });
});

describe('how many people an amount pays', () => {
  const rate = parseYuan('33.00');

  it.each([
    ['50000.00', 1515],
    ['11400.00', 345],
    ['64300.00', 1948],
    ['32.99', 0],
    ['33.00', 1],
    ['0.00', 0],
    ['-33.00', 0],
  ])('%s 元 at 33 元 pays %s in full', (amount, people) => {
    expect(peoplePaidBy(rate, parseYuan(amount))).toBe(people);
  });

  it('is nobody where no rate is set', () => {
    expect(peoplePaidBy(NO_MONEY, parseYuan('100.00'))).toBe(0);
  });

  it('is the largest number whose cost still fits', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n }).map(fen);
    fc.assert(
      fc.property(amount, amount, (rateFen, available) => {
        const people = peoplePaidBy(rateFen, available);
        expect(payableFor(rateFen, people) <= available).toBe(true);
        expect(payableFor(rateFen, people + 1) > available).toBe(true);
      }),
    );
  });
});
