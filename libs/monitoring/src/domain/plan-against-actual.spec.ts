import * as fc from 'fast-check';
import { fen, formatBasisPoints, formatYuan, parseBusinessDate, parseYuan, type BusinessDate } from '@bofu/kernel';
import { planAgainstActual, type DayOfMoney, type WatchedAppropriation } from './plan-against-actual';

const on = (text: string): BusinessDate => parseBusinessDate(text);
const QUARTERS: [string, number | null][] = [
  ['2021-03-31', 2500],
  ['2021-06-30', 5000],
  ['2021-10-31', 7500],
  ['2021-12-31', 10_000],
];

const day = (
  date: string,
  change: Partial<Record<'budget' | 'committed' | 'settled' | 'frozen', string>>,
): DayOfMoney => ({
  on: on(date),
  budgetFen: parseYuan(change.budget ?? '0.00'),
  committedFen: parseYuan(change.committed ?? '0.00'),
  settledFen: parseYuan(change.settled ?? '0.00'),
  frozenFen: parseYuan(change.frozen ?? '0.00'),
});

function programme(
  budget: string,
  days: DayOfMoney[],
  plan: [string, number | null][] = QUARTERS,
  changes: Partial<WatchedAppropriation> = {},
): WatchedAppropriation {
  return {
    appropriationId: '2021-A',
    agencyId: 'agency-1',
    programmeId: 'programme-1',
    fiscalYear: 2021,
    programmeCode: 'A',
    programmeName: '甲',
    unitCode: '356001',
    unitName: '本级',
    fundingLevel: 'district',
    budgetType: 'general-public',
    initialFen: parseYuan(budget),
    planStartsOn: on('2021-01-01'),
    plans: [
      {
        effectiveOn: on('2021-01-01'),
        checkpoints: plan.map(([date, cumulativeShare]) => ({ on: on(date), cumulativeShare })),
      },
    ],
    days: [day('2021-01-01', { budget }), ...days],
    ...changes,
  };
}

const MONTH_ENDS = ['01-29', '02-26', '03-30', '04-30', '05-28', '06-30', '07-30', '08-30', '09-30', '10-29'];
const paidMonthly = (months: number, amount: string): DayOfMoney[] =>
  MONTH_ENDS.slice(0, months).map((date) => day(`2021-${date}`, { settled: amount }));

const only = (asOf: string, ...appropriations: WatchedAppropriation[]) =>
  planAgainstActual(2021, on(asOf), appropriations).programmes[0]!;

describe('a programme that pays exactly monthly', () => {
  const monthly = programme('12000.00', paidMonthly(10, '1000.00'));

  it('stands 8.33 points ahead of plan at the end of October, because the third checkpoint is October at 75%', () => {
    const line = only('2021-10-31', monthly);
    expect(line.executionRate).toBe(8333);
    expect(formatBasisPoints(line.planGap!)).toBe('8.33');
    expect(formatYuan(line.planGapFen)).toBe('1000.00');
    expect(line.state).toBe('on-plan');
  });

  it('shows no lag there although it has missed a month', () => {
    expect(only('2021-10-31', programme('12000.00', paidMonthly(9, '1000.00'))).planGap).toBe(0);
  });

  it('shows each month what was paid in it', () => {
    const { months } = only('2021-10-31', monthly);
    expect(months.map(({ settledFen }) => formatYuan(settledFen))).toEqual([
      ...Array<string>(10).fill('1000.00'),
      '0.00',
      '0.00',
    ]);
  });

  it('shows a checkpoint that lies ahead with what is paid so far', () => {
    const [march, june] = only('2021-05-01', monthly).checkpoints;
    expect(march).toMatchObject({ reached: true, settledFen: parseYuan('3000.00'), planGap: 0 });
    expect(june).toMatchObject({ reached: false, settledFen: parseYuan('4000.00') });
  });
});

describe('blank cells of a plan', () => {
  const atYearEnd = programme(
    '236400.00',
    [],
    [
      ['2021-03-31', null],
      ['2021-06-30', null],
      ['2021-10-31', null],
      ['2021-12-31', 10_000],
    ],
  );
  const byJune = programme(
    '36000.00',
    [],
    [
      ['2021-03-31', null],
      ['2021-06-30', 10_000],
      ['2021-10-31', null],
      ['2021-12-31', null],
    ],
  );

  it('mean nothing planned before the first figure, and stay visible as blank', () => {
    const line = only('2021-06-30', atYearEnd);
    expect(line.plannedFen).toBe(0n);
    expect(line.state).toBe('not-due');
    expect(line.checkpoints[1]).toMatchObject({ printedShare: null, plannedFen: 0n });
  });

  it('carry the last figure afterwards', () => {
    const line = only('2021-10-31', byJune);
    expect(formatYuan(line.plannedFen)).toBe('36000.00');
    expect(line.state).toBe('unpaid');
    expect(line.checkpoints[2]).toMatchObject({ printedShare: null, plannedFen: parseYuan('36000.00') });
  });
});

describe('a supplement in November', () => {
  const supplemented = programme('100.00', [day('2021-11-02', { budget: '100.00' })]);

  it('raises the plan from its date on and leaves the October checkpoint as it was', () => {
    const { checkpoints, budgetFen, initialFen } = only('2021-12-31', supplemented);
    expect(checkpoints.map(({ plannedFen }) => formatYuan(plannedFen))).toEqual(['25.00', '50.00', '75.00', '200.00']);
    expect([formatYuan(initialFen), formatYuan(budgetFen)]).toEqual(['100.00', '200.00']);
  });

  it('is not known on the day before', () => {
    expect(formatYuan(only('2021-11-01', supplemented).budgetFen)).toBe('100.00');
  });
});

describe('a small programme left wholly unpaid', () => {
  const large = programme('158709800.00', [day('2021-03-31', { settled: '39677450.00' })]);
  const small = programme('17300.00', [], QUARTERS, { appropriationId: '2021-B', programmeCode: 'B' });

  it('hardly moves the total, and is named in its own line all the same', () => {
    const { total, programmes } = planAgainstActual(2021, on('2021-03-31'), [large, small]);
    expect(total.executionRate).toBe(2500);
    expect(programmes[1]).toMatchObject({ state: 'unpaid', executionRate: 0 });
  });
});

describe('money on its way', () => {
  it('lowers what is available and not what is settled', () => {
    const line = only('2021-02-01', programme('100.00', [day('2021-02-01', { committed: '30.00', frozen: '10.00' })]));
    expect([line.inTransitFen, line.frozenFen, line.availableFen, line.settledFen].map(formatYuan)).toEqual([
      '30.00',
      '10.00',
      '60.00',
      '0.00',
    ]);
  });
});

describe('a year without a budget', () => {
  it('has no rates rather than rates of zero', () => {
    const { total } = planAgainstActual(2021, on('2021-12-31'), []);
    expect([total.executionRate, total.plannedRate, total.planGap]).toEqual([null, null, null]);
  });
});

describe('the line of a plan', () => {
  const late = (planStartsOn: string) =>
    programme(
      '90000.00',
      [],
      [
        ['2021-09-30', 4_000],
        ['2021-12-31', 10_000],
      ],
      {
        planStartsOn: on(planStartsOn),
        days: [day(planStartsOn, { budget: '90000.00' })],
      },
    );

  it('starts at zero on the day the programme begins', () => {
    expect(only('2021-08-16', late('2021-08-16'))).toMatchObject({ plannedFen: 0n, state: 'not-due' });
    // 15 of the 45 days to the end of September.
    expect(formatYuan(only('2021-08-31', late('2021-08-16')).plannedFen)).toBe('12000.00');
    expect(formatYuan(only('2021-09-30', late('2021-08-16')).plannedFen)).toBe('36000.00');
  });

  it('starts with the year for what begins with it, and with a share that stood before a late beginning', () => {
    expect(only('2021-01-01', late('2021-01-01')).plannedFen).toBeGreaterThan(0n);
    expect(formatYuan(only('2021-11-15', late('2021-11-15')).plannedFen)).toBe('36000.00');
    expect(formatYuan(only('2021-12-31', late('2021-11-15')).plannedFen)).toBe('90000.00');
  });
});

describe('a plan that was revised', () => {
  const plan = (effectiveOn: string, ...cells: [string, number][]) => ({
    effectiveOn: on(effectiveOn),
    checkpoints: cells.map(([date, cumulativeShare]) => ({ on: on(date), cumulativeShare })),
  });
  const first = plan('2021-01-01', ['2021-03-31', 3_000], ['2021-06-30', 6_000], ['2021-12-31', 10_000]);
  const revised = plan(
    '2021-08-01',
    ['2021-03-31', 1_000],
    ['2021-05-31', 2_000],
    ['2021-10-31', 7_000],
    ['2021-12-31', 10_000],
  );
  const between = plan('2021-05-01', ['2021-06-30', 4_500], ['2021-12-31', 10_000]);
  const planned = (...plans: WatchedAppropriation['plans']) => programme('80000.00', [], [], { plans });
  const rows = (asOf: string, watched: WatchedAppropriation) =>
    only(asOf, watched).checkpoints.map((row) => [row.on, row.printedShare, formatYuan(row.plannedFen)]);

  it('is one plan in each row: the one in force on the row’s own day, and to come the one in force now', () => {
    expect(rows('2021-09-15', planned(first, revised))).toEqual([
      ['2021-03-31', 3_000, '24000.00'],
      ['2021-06-30', 6_000, '48000.00'],
      ['2021-10-31', 7_000, '56000.00'],
      ['2021-12-31', 10_000, '80000.00'],
    ]);
  });

  it('says of a day what the headline of that day says', () => {
    const watched = planned(first, revised, between);
    for (const row of only('2021-12-31', watched).checkpoints)
      expect([row.on, row.plannedFen]).toEqual([row.on, only(row.on, watched).plannedFen]);
  });

  it('is not overridden by an earlier document that was entered late', () => {
    const late = only('2021-10-31', planned(first, revised, between));
    expect([late.plannedRate, formatYuan(late.plannedFen)]).toEqual([7_000, '56000.00']);
    expect(only('2021-06-30', planned(first, revised, between)).plannedRate).toBe(4_500);
  });

  it('counts every programme at each date any of them has, by its line on that day', () => {
    const quarterly = { ...planned(first), appropriationId: '2021-B' };
    const { total } = planAgainstActual(2021, on('2021-09-15'), [planned(first, revised), quarterly]);
    const october = total.checkpoints.find((row) => row.on === '2021-10-31');
    const own = only('2021-10-31', quarterly).plannedFen;
    expect([total.programmes, formatYuan(october!.budgetFen)]).toEqual([2, '160000.00']);
    expect(october?.plannedFen).toBe(parseYuan('56000.00') + own);
    expect(own).toBeGreaterThan(parseYuan('48000.00'));
  });
});

describe('序时进度', () => {
  it('counts whole months at their ends, and days of the month in between', () => {
    const elapsed = (date: string) => formatBasisPoints(planAgainstActual(2021, on(date), []).elapsedRate ?? -1);
    expect(['2021-05-31', '2021-02-28', '2021-09-30', '2021-11-30', '2021-12-31'].map(elapsed)).toEqual([
      ...['41.67', '16.67', '75.00', '91.67', '100.00'],
    ]);
    expect([elapsed('2021-02-14'), elapsed('2021-06-15'), elapsed('2020-12-31'), elapsed('2022-01-01')]).toEqual([
      ...['12.50', '45.83', '0.00', '100.00'],
    ]);
  });
});

describe('any year of any programmes', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 13n }).map(fen);
  const aDay = fc.record({
    on: fc
      .integer({ min: 1, max: 12 })
      .chain((month) =>
        fc
          .integer({ min: 1, max: 28 })
          .map((date) => on(`2021-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)),
      ),
    budgetFen: amount,
    committedFen: amount,
    settledFen: amount,
    frozenFen: amount,
  });
  const levels = ['central', 'provincial', 'municipal', 'district'];
  const many = fc.array(fc.tuple(fc.array(aDay, { maxLength: 20 }), fc.constantFrom(...levels)), { maxLength: 8 });

  it('sums by level, unit and budget type to the total, and every line to its days, by another way of adding', () => {
    fc.assert(
      fc.property(many, aDay, (programmes, { on: asOf }) => {
        const answer = planAgainstActual(
          2021,
          asOf,
          programmes.map(([days, fundingLevel], at) =>
            programme('0.00', [], QUARTERS, { appropriationId: `2021-${at}`, fundingLevel, days }),
          ),
        );
        for (const groups of [answer.byFundingLevel, answer.byUnit, answer.byBudgetType])
          for (const figure of ['budgetFen', 'settledFen', 'inTransitFen', 'plannedFen', 'availableFen'] as const)
            expect(groups.reduce((sum, line) => sum + line[figure], 0n)).toBe(answer.total[figure]);
        const known = programmes.flatMap(([days]) => days).filter((each) => each.on <= asOf);
        expect(answer.total.settledFen).toBe(known.map((each) => BigInt(each.settledFen)).reduce((a, b) => a + b, 0n));
        expect(answer.total.months.reduce((sum, month) => sum + month.settledFen, 0n)).toBe(answer.total.settledFen);
      }),
      { seed: 2021, numRuns: 200 },
    );
  });
});
