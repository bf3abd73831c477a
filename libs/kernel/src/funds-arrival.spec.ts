import * as fc from 'fast-check';
import { addDays, dateOf, type BusinessDate } from './business-date';
import { fen, type Fen } from './fen';
import { arrivalStanding, fundsArrivalsKeptSince } from './funds-arrival';

const day = (at: number): BusinessDate => addDays(dateOf(2021, 1, 1), at);
const given = (...changes: [number, bigint][]) =>
  changes.map(([at, amount]): [BusinessDate, Fen] => [day(at), fen(amount)]);
const came = (...arrivals: [number, bigint][]) =>
  arrivals.map(([at, amount]) => ({ arrivedOn: day(at), amountFen: fen(amount) }));

describe('what of an appropriation has arrived', () => {
  it('meets the oldest authority first', () => {
    expect(arrivalStanding(given([0, 100n], [270, 50n]), came([20, 60n], [40, 40n]), day(300))).toEqual({
      ...{ expectedFen: 150n, arrivedFen: 100n, missingFen: 50n, missingSince: day(270) },
    });
    expect(arrivalStanding(given([0, 100n]), came([20, 60n]), day(300)).missingSince).toBe(day(0));
  });
  it('waits for nothing once all is there, nor for what was taken back', () => {
    expect(arrivalStanding(given([0, 100n]), came([20, 100n]), day(20)).missingSince).toBeNull();
    expect(arrivalStanding(given([0, 100n], [30, -40n]), came([20, 60n]), day(29)).missingSince).toBe(day(0));
    expect(arrivalStanding(given([0, 100n], [30, -40n]), came([20, 60n]), day(30))).toMatchObject({
      ...{ missingFen: 0n, missingSince: null },
    });
  });
  it('sees nothing of later days', () => {
    expect(arrivalStanding(given([5, 100n]), came([9, 100n]), day(8))).toMatchObject({
      ...{ arrivedFen: 0n, missingSince: day(5) },
    });
  });

  it('is, on any day, what whoever walks the days finds', () => {
    const amounts = fc.array(fc.tuple(fc.nat(30), fc.bigInt(-50n, 100n)), { maxLength: 8 });
    const arrivals = fc.array(fc.tuple(fc.nat(30), fc.bigInt(0n, 100n)), { maxLength: 6 });
    fc.assert(
      fc.property(amounts, arrivals, fc.nat(30), (changes, arrived, at) => {
        const sum = (list: readonly [number, bigint][], upTo: number) =>
          list.reduce((total, [on, amount]) => (on <= upTo ? total + amount : total), 0n);
        const arrivedFen = sum(arrived, at);
        let since: number | null = null;
        for (let back = at; back >= 0 && sum(changes, back) > arrivedFen; back -= 1) since = back;
        expect(arrivalStanding(given(...changes), came(...arrived), day(at))).toEqual({
          expectedFen: sum(changes, at),
          arrivedFen,
          missingFen: since === null ? 0n : sum(changes, at) - arrivedFen,
          missingSince: since === null ? null : day(since),
        });
      }),
    );
  });
});

describe('whether arrivals are kept', () => {
  const said = [
    { kept: true, effectiveOn: day(10) },
    { kept: false, effectiveOn: day(20) },
    { kept: true, effectiveOn: day(30) },
    { kept: true, effectiveOn: day(25) },
  ];
  it('is known on each day, and since when without a break', () => {
    const since = (at: number) => fundsArrivalsKeptSince(said, day(at));
    expect([9, 10, 19, 20, 24].map(since)).toEqual([null, day(10), day(10), null, null]);
    expect([25, 30, 60].map(since)).toEqual([day(25), day(25), day(25)]);
  });
});
