import type { MeasuredTarget, PerformanceTarget, TargetStatement } from '@bofu/budget';
import { periodsOfYear, type Period } from '@bofu/kernel';
import { CALENDAR, day, monthly, programmeOnDay, type Paid } from '../../testing/programme-on-day';
import { divergenceOf, performanceOf } from './performance';
import { completionOf, proveTarget, type Proved, type ProvedMeasure } from './prove-target';
import { targetsOnDay, type TargetOnDay } from './target-on-day';

const YEAR = periodsOfYear(2021);
/** Programme 5: 75,587 people at 2.50 元 a month, due by the 30th. */
const run = (late: readonly string[] = []) =>
  monthly(
    YEAR,
    '188967.50',
    (period: Period) => {
      const on = late.includes(period) ? `${period}-31` : `${period}-20`;
      return { submitted: `${period}-18`, on };
    },
    { headcount: 75_587, rateYuan: '2.50' },
  );
const pension = (on: string, payments: readonly Paid[] = run()) =>
  programmeOnDay(5, on, { payments: payments.filter((paid) => (paid.on ?? on) <= on) });
const proved = (measure: ProvedMeasure, programme = pension('2021-07-31'), calendar = CALENDAR) =>
  proveTarget(measure, programme, calendar);

describe('what payments prove of a target', () => {
  it('people of the latest month paid, less who came back', () => {
    expect(proved('people-paid')).toMatchObject({ value: 75_587n, formula: '所属期 2021-07 已付 75,587 人' });
    const two: Paid[] = [
      { yuan: '25.00', on: '2021-02-01', headcount: 10, rateYuan: '2.50' },
      { yuan: '5.00', on: '2021-03-01', headcount: 2, rateYuan: '2.50' },
    ];
    expect(proved('people-paid', pension('2021-07-31', two))).toMatchObject({ value: 12n });
    const back: Paid = { yuan: '5.00', on: '2021-04-01', headcount: 2, rateYuan: '2.50', run: 'supplementary' };
    // 补差 goes to people who were counted; 重发 to those who were taken off the count.
    expect(proved('people-paid', pension('2021-07-31', [...two, back]))).toMatchObject({ value: 12n });
    expect(proved('people-paid', pension('2021-07-31', [...two, { ...back, reissue: true }]))).toMatchObject({
      value: 14n,
    });
    expect(proved('people-paid', pension('2021-07-31', []))).toEqual({ unprovable: '截至该日没有按人数登记的付款' });
  });

  it('money paid, and its share of the budget', () => {
    expect(proved('amount-paid')).toMatchObject({ value: 132_277_250n, formula: '已付净额 1,322,772.50 元' });
    // 2,230,000.00 元 of budget.
    const programme = pension('2021-07-31');
    expect(proved('execution-rate', programme)).toMatchObject({
      value: BigInt(Math.round((1_322_772.5 / (Number(programme.budgetFen) / 100)) * 10_000)),
    });
  });

  it('what was owed of the months that fell due, and which of them came late', () => {
    expect(proved('payout-rate')).toMatchObject({
      value: 10_000n,
      formula: '到期 7 期已付 1,322,772.50 元 ÷ 应发 1,322,772.50 元 = 100.00%',
    });
    const without = run().filter(({ period }) => period !== '2021-05');
    expect(proved('payout-rate', pension('2021-07-31', without))).toMatchObject({ value: 8_571n });
    expect(proved('timely-rate')).toMatchObject({ value: 10_000n });
    expect(proved('timely-rate', pension('2021-07-31', run(['2021-03', '2021-05'])))).toMatchObject({
      value: 7_143n,
      formula: '按时足额 5 期 ÷ 到期 7 期（迟发、欠发 2021-03、2021-05） = 71.43%',
    });
  });

  it('leaves out what 期初 says had been paid: nobody here knows on which day', () => {
    const entered = monthly(
      YEAR,
      '188967.50',
      (period: Period) => {
        const on = period <= '2021-03' ? '2021-04-10' : period === '2021-05' ? '2021-05-31' : `${period}-20`;
        return { submitted: on, on };
      },
      { headcount: 75_587, rateYuan: '2.50' },
    );
    const late = pension('2021-07-31', entered);
    expect(proved('timely-rate', late)).toMatchObject({ value: 4_286n });
    const payments = late.payments.map((payment) =>
      payment.submittedOn === '2021-04-10' ? { ...payment, kind: 'opening-balance' as const } : payment,
    );
    expect(proved('timely-rate', { ...late, payments })).toMatchObject({
      value: 7_500n,
      formula: '按时足额 3 期 ÷ 到期 4 期（迟发、欠发 2021-05），期初以前 3 期的支付日不在账上 = 75.00%',
    });
    const april = pension('2021-04-15', entered.slice(0, 3));
    const all = april.payments.map((payment) => ({ ...payment, kind: 'opening-balance' as const }));
    expect(proved('timely-rate', { ...april, payments: all })).toEqual({
      unprovable: '到期各期都在期初以前付清，支付日不在账上',
    });
  });

  it('names the payments it is made of, and none of later months', () => {
    const { paymentIds } = proved('timely-rate') as Proved;
    expect(paymentIds).toEqual(YEAR.slice(0, 7).map((_, at) => `payment-5-${at}`));
  });

  it('says why it cannot, rather than a figure', () => {
    expect(proved('timely-rate', pension('2021-01-15'))).toEqual({ unprovable: '截至该日没有到期的发放' });
    const once = programmeOnDay(22, '2021-12-31', { standard: { cashFlow: 'as-needed', rates: [], headcount: null } });
    expect(proved('payout-rate', once)).toEqual({ unprovable: '没有发放标准或人数，应发不明' });
  });
});

it.each([
  [9_000n, '9000', 'at-least', 10_000],
  [8_999n, '9000', 'at-least', 9_998],
  [0n, '9000', 'at-least', 0],
  // Never rounded up to the whole.
  [75_586n, '75587', 'at-least', 9_999],
  [100n, '100', 'at-most', 10_000],
  [200n, '100', 'at-most', 5_000],
] as const)('%s of %s %s is %s', (actual, value, bound, expected) =>
  expect(completionOf(actual, { value, bound })).toBe(expected),
);

describe('how a programme stands', () => {
  const target = (level1: string, level3: string): PerformanceTarget => ({
    ...{ level1, level2: '', level3, target: '≥90%', basis: '' },
  });
  const TIMELY = target('产出指标', '及时率');
  const PEOPLE = target('产出指标', '人数');
  const LIFE = target('效益指标', '生活水平');
  const CONTENT = target('满意度指标', '满意度');
  const by = (of: PerformanceTarget, measure: MeasuredTarget['measure'], value: string | null): TargetOnDay => ({
    target: of,
    measured: {
      ...of,
      ...{ measure, planned: value === null ? null : { value, bound: 'at-least' }, accrues: measure === 'amount-paid' },
    },
    statement: null,
  });
  const said = (of: PerformanceTarget, completion: number, accrues = false): TargetOnDay => {
    const finding = { actual: '…', verdict: 'met' as const, completion, comment: '…' };
    const statement: TargetStatement = {
      ...{ ...of, asOf: day('2021-06-30'), finding, reason: null, outlook: null, remedy: null },
    };
    return { target: of, measured: { ...of, measure: 'evidence', planned: null, accrues }, statement };
  };
  const standing = (targets: readonly TargetOnDay[], payments = run()) =>
    performanceOf({ ...pension('2021-12-31', payments), targets }, CALENDAR);
  const whole = [
    by(TIMELY, 'timely-rate', '10000'),
    by(PEOPLE, 'people-paid', '75587'),
    said(LIFE, 9_000),
    said(CONTENT, 10_000),
  ];

  it('earns 10 for its money and 50, 30, 10 for its targets, in equal parts', () => {
    const { targets, executionScore, score, outOf, missing } = standing(whole);
    expect(targets.map(({ weight, score: earned }) => [weight, earned])).toEqual([
      [2_500, 2_500],
      [2_500, 2_500],
      [3_000, 2_700],
      [1_000, 1_000],
    ]);
    expect([executionScore, score, outOf, missing]).toEqual([
      executionScore,
      8_700 + (executionScore ?? 0),
      10_000,
      [],
    ]);
    expect(executionScore).toBeGreaterThan(900);
  });

  it('shares out what does not divide, and loses none of it', () => {
    const three = [TIMELY, PEOPLE, target('成本指标', '成本')].map((one) => said(one, 10_000));
    expect(standing(three).targets.map(({ weight }) => weight)).toEqual([1_667, 1_667, 1_666]);
    expect(standing(three).outOf).toBe(6_000);
  });

  it('has no score while one target has no actual value, or a heading nobody sets points for', () => {
    const nothingSaid: TargetOnDay = { target: LIFE, measured: null, statement: null };
    expect(standing([...whole.slice(0, 2), nothingSaid])).toMatchObject({
      score: null,
      missing: ['生活水平：没有登记实际值'],
    });
    const strange = standing([said(target('其他', '无名'), 10_000)]);
    expect(strange).toMatchObject({ score: null, missing: ['无名：一级指标“其他”没有分值'] });
    expect(standing([])).toMatchObject({ score: null, missing: ['没有绩效指标'] });
  });

  it('forgets what a person said once payments are to prove it, though they cannot yet', () => {
    const early = { ...said(TIMELY, 9_000), measured: by(TIMELY, 'timely-rate', '10000').measured };
    const [result] = performanceOf({ ...pension('2021-01-15'), targets: [early] }, CALENDAR).targets;
    expect(result).toMatchObject({ completion: null, proved: null, statement: { finding: null } });
  });

  it('compares with the money only what accrues over the year', () => {
    const half = run().slice(0, 6);
    const at = (targets: readonly TargetOnDay[]) =>
      performanceOf({ ...pension('2021-06-30', half), targets }, CALENDAR);
    // A rate is whole from the first day, and says nothing beside half a year's money.
    expect(divergenceOf(at([said(CONTENT, 10_000)]))).toBeNull();
    const apart = at([said(LIFE, 9_000, true), said(CONTENT, 10_000)]);
    expect([apart.accrued, divergenceOf(apart)]).toEqual([9_000, 9_000 - (apart.executionRate ?? 0)]);
  });
});

it('goes by the targets, measures and statements of the year that are in force on the day', () => {
  const name = { level1: '产出指标', level2: '', level3: '人数' };
  const since = (on: string) => ({ effectiveOn: day(on), fiscalYear: 2021 });
  const measured = (on: string, value: string, of = name) => ({
    ...since(on),
    ...{
      measured: {
        ...of,
        measure: 'people-paid' as const,
        planned: { value, bound: 'at-least' as const },
        accrues: false,
      },
    },
  });
  const stated = (on: string, reason: string) => ({
    ...since(on),
    statement: { ...name, finding: null, reason, outlook: null, remedy: null },
  });
  const record = {
    targets: [
      { ...since('2021-01-01'), targets: [{ ...name, target: '10人', basis: '' }] },
      { ...since('2021-07-01'), targets: [{ ...name, target: '12人', basis: '' }] },
      { effectiveOn: day('2021-02-01'), fiscalYear: 2022, targets: [] },
    ],
    measures: [
      measured('2021-01-01', '10'),
      measured('2021-07-01', '12'),
      measured('2021-07-02', '9', { ...name, level3: '户数' }),
    ],
    statements: [stated('2021-06-30', '先'), stated('2021-06-30', '更正'), stated('2021-07-31', '后')],
  };
  const on = (date: string) =>
    targetsOnDay(record, 2021, day(date)).map((one) => [
      ...[one.target.target, one.measured?.planned?.value, one.statement?.reason ?? null],
    ]);
  expect(on('2020-12-31')).toEqual([]);
  expect(on('2021-03-01')).toEqual([['10人', '10', null]]);
  expect(on('2021-07-30')).toEqual([['12人', '12', '更正']]);
  expect(on('2021-12-31')).toEqual([['12人', '12', '后']]);
});
