import fc from 'fast-check';
import {
  dateOf,
  dayOfYear,
  fen,
  parseBusinessDate,
  plannedOn,
  plannedShareOn,
  Refusal,
  sumFen,
  type BasisPoints,
  type BusinessDate,
  type SpendingPlan,
} from '@bofu/kernel';
import { yuan } from '../../testing/appropriation-examples';
import type { PlanDefect } from './refusals';
import { checkedPlan } from './spending-plan';

const CHECKPOINTS = ['2021-03-31', '2021-06-30', '2021-10-31', '2021-12-31'] as const;

/** A plan as the founding document prints it: four cells in percent, `·` for a blank. */
const plan = (cells: string): SpendingPlan =>
  cells.split('/').map((cell, at) => ({
    on: parseBusinessDate(CHECKPOINTS[at]),
    cumulativeShare: cell === '·' ? null : Number(cell) * 100,
  }));

const percentOn = (cells: SpendingPlan, date: string): number => {
  const { basisPointDays, days } = plannedShareOn(cells, parseBusinessDate(date));
  return Number(basisPointDays) / Number(days) / 100;
};
const planned = (cells: SpendingPlan, amount: string) =>
  CHECKPOINTS.map((date) => plannedOn(cells, parseBusinessDate(date), yuan(amount)));

describe('a plan printed with blanks', () => {
  it('means nothing yet before its first figure: no. 12 plans 0 at 30 June', () => {
    const no12 = plan('·/·/·/100');
    expect(percentOn(no12, '2021-06-30')).toBe(0);
    expect(planned(no12, '236,400.00')).toEqual([0n, 0n, 0n, yuan('236,400.00')]);
  });

  it('carries its last figure on: no. 3 plans 100 percent at 31 October', () => {
    const no3 = plan('·/100/·/·');
    expect(percentOn(no3, '2021-10-31')).toBe(100);
    expect(percentOn(no3, '2021-08-15')).toBe(100);
    expect(planned(no3, '36,000.00')).toEqual([0n, yuan('36,000.00'), yuan('36,000.00'), yuan('36,000.00')]);
  });

  it('stays blank where it is kept', () => expect(checkedPlan(plan('·/·/70/100'))).toEqual(plan('·/·/70/100')));
});

describe('the third checkpoint', () => {
  const even = plan('25/50/75/100');

  it('is 31 October: at 30 September less than 75 percent is planned', () => {
    expect(percentOn(even, '2021-10-31')).toBe(75);
    // 92 of the 123 days from 30 June to 31 October are gone: 50 + 25 × 92 ÷ 123.
    expect(plannedShareOn(even, parseBusinessDate('2021-09-30'))).toEqual({
      basisPointDays: 5_000n * 123n + 2_500n * 92n,
      days: 123n,
    });
  });
});

describe('a day of the plan', () => {
  const even = plan('25/50/75/100');

  it.each([
    ['2020-06-30', 0],
    ['2020-12-31', 0],
    ['2021-03-31', 25],
    ['2021-06-30', 50],
    ['2021-12-31', 100],
    ['2022-05-01', 100],
  ])('%s has %i percent', (date, percent) => expect(percentOn(even, date)).toBe(percent));

  it('between checkpoints lies on a straight line: day 45 of the 90 to 31 March is half of 25 percent', () =>
    expect(percentOn(even, '2021-02-14')).toBe(12.5));

  it('has nothing planned where there is no plan', () => {
    expect(percentOn([], '2021-06-30')).toBe(0);
    expect(plannedOn([], parseBusinessDate('2021-06-30'), yuan('1.00'))).toBe(0n);
  });
});

describe('an amount planned', () => {
  it('is exact to the fen and rounded half up', () => {
    // 25.00 percent of 0.02 and 0.01 is half a fen and a quarter of one.
    expect(plannedOn(plan('25/50/75/100'), parseBusinessDate('2021-03-31'), fen(2n))).toBe(1n);
    expect(plannedOn(plan('25/50/75/100'), parseBusinessDate('2021-03-31'), fen(1n))).toBe(0n);
  });

  it('comes to the totals of the 22 programmes of 2021', () => {
    const programmes: [string, string][] = [
      ['50,000.00', '25/50/75/100'],
      ['2,790,000.00', '25/50/75/100'],
      ['36,000.00', '·/100/·/·'],
      ['220,000.00', '50/100/·/·'],
      ['2,230,000.00', '25/50/75/100'],
      ['25,800.00', '25/50/75/100'],
      ['1,480,000.00', '25/50/75/100'],
      ['1,390,000.00', '25/50/75/100'],
      ['186,100.00', '25/50/75/100'],
      ['11,400.00', '25/50/75/100'],
      ['40,000.00', '25/50/75/100'],
      ['236,400.00', '·/·/·/100'],
      ['50,000.00', '25/50/75/100'],
      ['70,240,000.00', '25/50/75/100'],
      ['60,000,000.00', '25/50/75/100'],
      ['17,300.00', '25/50/75/100'],
      ['15,740,000.00', '25/50/75/100'],
      ['3,666,000.00', '25/50/75/100'],
      ['64,300.00', '25/50/75/100'],
      ['104,000.00', '25/50/75/100'],
      ['50,000.00', '70/100/·/·'],
      ['100,000.00', '·/·/70/100'],
    ];
    const totals = CHECKPOINTS.map((date) =>
      sumFen(programmes.map(([amount, cells]) => plannedOn(plan(cells), parseBusinessDate(date), yuan(amount)))),
    );
    expect(totals).toEqual(['39,666,225.00', '79,348,450.00', '118,939,675.00', '158,727,300.00'].map(yuan));
  });
});

describe('what is no plan', () => {
  const at = (date: string, cumulativeShare: BasisPoints | null) => ({ on: parseBusinessDate(date), cumulativeShare });

  it.each<[PlanDefect, SpendingPlan]>([
    ['no-checkpoints', []],
    ['dates-not-ascending', [at('2021-06-30', 5_000), at('2021-03-31', 10_000)]],
    ['dates-not-ascending', [at('2021-06-30', 5_000), at('2021-06-30', 10_000)]],
    ['share-out-of-range', [at('2021-06-30', -1), at('2021-12-31', 10_000)]],
    ['share-out-of-range', [at('2021-12-31', 10_001)]],
    ['share-out-of-range', [at('2021-06-30', 33.5), at('2021-12-31', 10_000)]],
    ['shares-decreasing', plan('50/25/75/100')],
    ['shares-decreasing', plan('100/·/99/100')],
    ['does-not-reach-100-percent', plan('25/50/75/99')],
    ['does-not-reach-100-percent', plan('·/·/·/·')],
  ])('%s', (reason, checkpoints) => {
    let refusal: unknown;
    try {
      checkedPlan(checkpoints);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toEqual(new Refusal('plan-unsound', { reason }));
    expect((refusal as Refusal).facts).toEqual({ reason });
  });

  it('is none of the plans that stand still or are full at once', () => {
    for (const cells of ['0/0/0/100', '100/100/100/100', '50/50/50/100', '70/100/·/·'])
      expect(checkedPlan(plan(cells))).toEqual(plan(cells));
  });
});

describe('any plan', () => {
  const anyPlan = fc
    .record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 364 }), { minLength: 0, maxLength: 6 }),
      shares: fc.array(fc.option(fc.integer({ min: 0, max: 10_000 })), { minLength: 6, maxLength: 6 }),
    })
    .map(({ days, shares }): SpendingPlan => {
      const dates = [...[...days].sort((a, b) => a - b).map(dayNumbered), dateOf(2021, 12, 31)];
      const figures = shares.filter((share) => share !== null).sort((a, b) => a - b);
      return dates.map((on, at) => ({
        on,
        cumulativeShare: at === dates.length - 1 ? 10_000 : shares[at] === null ? null : (figures.shift() ?? null),
      }));
    });
  const dayNumbered = (number: number): BusinessDate => {
    const date = new Date(Date.UTC(2021, 0, number));
    return dateOf(2021, date.getUTCMonth() + 1, date.getUTCDate());
  };

  it('is sound, never falls, starts at zero, ends at all of it, and meets its own figures', () => {
    fc.assert(
      fc.property(anyPlan, (checkpoints) => {
        checkedPlan(checkpoints);
        const year = Array.from({ length: 365 }, (_, at) => dayNumbered(at + 1));
        const shares = year.map((date) => plannedShareOn(checkpoints, date));
        const falls = shares.findIndex(({ basisPointDays, days }, at) => {
          const before = shares[at - 1] ?? { basisPointDays: 0n, days: 1n };
          return basisPointDays * before.days < before.basisPointDays * days;
        });
        expect(falls).toBe(-1);
        expect(shares.at(-1)).toEqual({ basisPointDays: 10_000n, days: 1n });
        let carried = 0;
        for (const { on, cumulativeShare } of checkpoints) {
          carried = cumulativeShare ?? carried;
          expect(plannedShareOn(checkpoints, on)).toEqual({ basisPointDays: BigInt(carried), days: 1n });
          expect(plannedOn(checkpoints, on, fen(10_000n))).toBe(BigInt(carried));
        }
        // The straight line, by floating point: close is enough to tell another line from it.
        const [first] = checkpoints;
        const share = first!.cumulativeShare ?? 0;
        const half = year[Math.floor(dayOfYear(first!.on) / 2)]!;
        if (half < first!.on)
          expect(percentOn(checkpoints, half) * 100).toBeCloseTo((share * dayOfYear(half)) / dayOfYear(first!.on), 6);
      }),
      { seed: 20_211_231, numRuns: Number(process.env['BOFU_PROPERTY_RUNS'] ?? 100) },
    );
  });
});
