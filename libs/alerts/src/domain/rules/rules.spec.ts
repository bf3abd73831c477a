import { addDays, bankHandOver, dueDate, parseYuan, periodsOfYear, type BusinessDate, type Period } from '@bofu/kernel';
import { programmeOf } from '../../../../monitoring/src/domain/programme-on-day';
import { unchangingTerms } from '../../../../monitoring/src/domain/programme-terms';
import {
  appropriationOnDay,
  CALENDAR,
  day,
  month,
  monthly,
  programmeOnDay,
  SEQUENCES,
  type Paid,
  type Standing,
} from '../../../../monitoring/testing/programme-on-day';
import { BUDGET_TYPE_LABEL, type TargetMeasure } from '@bofu/budget';
import { performanceOf } from '../../../../monitoring/src/domain/performance';
import type { TargetOnDay } from '../../../../monitoring/src/domain/target-on-day';
import { NOTHING_ELSE } from '../../../testing/nothing-else';
import { shippedThresholds, type RuleId } from '../alert-rule';
import { knownRule } from '../catalogue';
import type { Examined, ExpectedShortage, RuleInputs, YearOnDay } from '../rule';

const NOTHING_FORETOLD: RuleInputs = {
  calendar: CALENDAR,
  expectedShortageOf: () => null,
  targetResultsOf: (programme, calendar) => performanceOf(programme, calendar).targets,
  budgetTypeLabel: BUDGET_TYPE_LABEL,
};

function examine(id: RuleId, office: Partial<YearOnDay>, more: object = {}, around = NOTHING_FORETOLD): Examined[] {
  const rule = knownRule(id);
  const thresholds = { ...shippedThresholds(rule).versions[0]?.thresholds, ...more };
  const programmes = office.programmes ?? [];
  const on = office.on ?? programmes[0]?.on ?? day('2021-01-01');
  const whole = { fiscalYear: 2021, on, ...NOTHING_ELSE, ...office, programmes };
  return rule.examine(whole, { ...around, thresholds }).filter(({ finding }) => finding !== null);
}

const levels = (id: RuleId, sequence: number, on: string, standing: Standing = {}, more: object = {}) =>
  examine(id, { programmes: [programmeOnDay(sequence, on, standing)] }, more).map(
    ({ period, finding }) => (period === null ? '' : `${period} `) + finding?.level,
  );
const level = (id: RuleId, sequence: number, on: string, standing?: Standing) =>
  levels(id, sequence, on, standing)[0] ?? null;
const formula = (id: RuleId, sequence: number, on: string, standing?: Standing) =>
  examine(id, { programmes: [programmeOnDay(sequence, on, standing)] })[0]?.finding?.formula;

const PENSION = {
  schemeId: 'pension',
  name: '城乡居保基础养老金',
  fiscalYear: 2021,
  headcount: 75_587,
  payee: { kind: 'persons-by-bank' as const, name: '代发户' },
  payeeId: null,
  effectiveOn: day('2021-01-01'),
  version: 0n,
};

const YEAR = periodsOfYear(2021);
const allDays = Array.from({ length: 365 }, (_, at) => addDays(day('2021-01-01'), at));
const dueOf = (period: Period, dayOfMonth = 30): BusinessDate =>
  dueDate({ kind: 'monthly', day: dayOfMonth, printed: '' }, period, CALENDAR) ?? day('2021-01-01');
const onTime = (period: Period) => ({ submitted: bankHandOver(dueOf(period), CALENDAR), on: dueOf(period) });
const without = (...missed: string[]) => YEAR.filter((period) => !missed.includes(period));
const upTo = (last: string) => YEAR.filter((period) => period <= last);

/** Each pension programme, paid by its standard on the due day of every month. */
const PENSIONS: [number, string][] = [
  [5, '188967.50'],
  [14, '7029591.00'],
  [17, '1133805.00'],
  [18, '188967.50'],
];
/** 7 and 15 state no day and no rate, and pay a twelfth on the 25th. */
const TWELFTHS: [number, string][] = [
  [7, '123333.33'],
  [15, '5000000.00'],
];
const onThe25th = (period: Period) => {
  const on = CALENDAR.onOrBefore(day(`${period}-25`));
  return { submitted: CALENDAR.workingDaysBefore(on, 2), on };
};
const PAYERS: [number, Paid[]][] = [
  ...PENSIONS.map(([sequence, yuan]): [number, Paid[]] => [sequence, monthly(YEAR, yuan, onTime)]),
  ...TWELFTHS.map(([sequence, yuan]): [number, Paid[]] => [sequence, monthly(YEAR, yuan, onThe25th)]),
];

describe('a monthly programme paid on time', () => {
  it.each(PAYERS)('raises none of R01, R02, R03 and R06 on any day of the year: no. %i', (sequence, payments) => {
    const raised = allDays.flatMap((on) => {
      const programmes = [programmeOnDay(sequence, on, { payments })];
      return (['R01', 'R02', 'R03', 'R06'] as const).flatMap((id) =>
        examine(id, { programmes }).map(({ finding }) => `${on} ${id} ${finding?.level}`),
      );
    });
    expect(raised).toEqual([]);
  });

  it('raises no R22 either, though it has paid eleven twelfths only on 15 December', () => {
    for (const [sequence, payments] of PAYERS)
      if (![17, 18].includes(sequence))
        expect(allDays.filter((on) => level('R22', sequence, on, { payments }) !== null)).toEqual([]);
  });

  it('would be called late by the days of the year (the control: this is what the steps are for)', () => {
    const standing = { payments: monthly(upTo('2021-02'), '188967.50', onTime) };
    const { settledFen } = programmeOnDay(5, '2021-03-29', standing);
    // 88 of 365 days against two of twelve months.
    expect(88 * 12 * 10_000 - 365 * 2 * 10_000).toBeGreaterThan(500 * 365 * 12);
    expect(settledFen).toBe(parseYuan('377935.00'));
    expect(level('R02', 5, '2021-03-29', standing)).toBeNull();
  });
});

describe('R01 计划滞后', () => {
  it('is silent where the plan is blank until December, and red where 100 % were planned and nothing was paid', () => {
    expect(level('R01', 12, '2021-06-30')).toBeNull();
    expect(level('R01', 3, '2021-06-29')).toBeNull();
    expect(level('R01', 3, '2021-06-30')).toBe('red');
    expect(formula('R01', 3, '2021-06-30')).toBe(
      '计划进度（至 2021-06-30）100.00% − 执行率 0.00 ÷ 36,000.00 = 0.00%，滞后 100.00 个百分点，合 36,000.00 元',
    );
  });

  it('sees one missed month in March and not at the October checkpoint', () => {
    const missed = (period: string) => ({ payments: monthly(without(period), '188967.50', onTime) });
    expect(level('R01', 5, '2021-03-31', missed('2021-03'))).toBe('yellow');
    expect(formula('R01', 5, '2021-03-31', missed('2021-03'))).toContain('滞后 8.33 个百分点，合 188,967.50 元');
    expect(level('R01', 5, '2021-10-31', missed('2021-10'))).toBeNull();
  });

  it('leaves a small sum alone', () => {
    expect(level('R01', 16, '2021-01-30', { budgetYuan: '11000.00' })).toBeNull();
    expect(level('R01', 16, '2021-01-30')).toBe('yellow');
  });

  it('does not ask a quarter of a single payment before its day, but of one without a day', () => {
    expect(level('R01', 1, '2021-03-31')).toBeNull();
    expect(level('R01', 20, '2021-03-30')).toBeNull();
    expect(level('R01', 20, '2021-03-31')).toBe('red');
  });

  it('reaches a level exactly at its threshold', () => {
    const paid = (yuan: string) => ({ payments: [{ yuan, on: '2021-03-20' }] });
    expect(level('R01', 13, '2021-03-31', paid('10000.01'))).toBeNull();
    expect(level('R01', 13, '2021-03-31', paid('10000.00'))).toBe('yellow');
    expect(level('R01', 13, '2021-03-31', paid('7500.00'))).toBe('orange');
    expect(level('R01', 13, '2021-03-31', paid('5000.01'))).toBe('orange');
    expect(level('R01', 13, '2021-03-31', paid('5000.00'))).toBe('red');
  });
});

describe('R01 between the checkpoints of who does not pay by the month', () => {
  const asNeeded = {
    standard: { cashFlow: 'as-needed' as const, deadline: { kind: 'unstated' as const, printed: '' } },
  };
  const plan = (...shares: (number | null)[]) =>
    ['03-31', '06-30', '10-31', '12-31'].map((on, at) => ({
      on: day(`2021-${on}`),
      cumulativeShare: shares[at] ?? null,
    }));
  const lag = (on: string, yuan: string, shares: (number | null)[] = [2_500, 5_000, 7_500, 10_000]) =>
    level('R01', 7, on, {
      ...{ ...asNeeded, budgetYuan: '1000000.00', plan: plan(...shares), payments: [{ yuan, on: '2021-06-25' }] },
    });

  it('is seen at the month’s end an auditor looks at: 59.56 % at the end of September', () => {
    expect(lag('2021-09-29', '595600.00')).toBeNull();
    expect(lag('2021-09-30', '595600.00')).toBe('yellow');
    expect(lag('2021-09-30', '500000.00')).toBe('red');
    expect(lag('2021-09-30', '640000.00')).toBeNull();
  });
  it('is not seen within a month, before the first figure, nor across a blank', () => {
    expect(lag('2021-07-30', '500000.00')).toBeNull();
    expect(lag('2021-02-28', '0.01')).toBeNull();
    expect(lag('2021-09-30', '500000.00', [2_500, 5_000, null, 10_000])).toBeNull();
    expect(lag('2021-11-30', '500000.00', [2_500, 5_000, null, 10_000])).toBeNull();
  });
  it('goes by quarters for who pays by the quarter', () => {
    const quarterly = (on: string, yuan: string) =>
      level('R01', 7, on, {
        standard: { cashFlow: 'quarterly' as const, deadline: { kind: 'unstated' as const, printed: '' } },
        ...{
          budgetYuan: '1000000.00',
          plan: plan(2_500, 5_000, 7_500, 10_000),
          payments: [{ yuan, on: '2021-06-25' }],
        },
      });
    expect(quarterly('2021-08-31', '500000.00')).toBeNull();
    expect(quarterly('2021-09-30', '500000.00')).toBe('red');
  });
});

describe('R02 应付期数进度', () => {
  it('counts months due: 9 of 10 paid is 8.33 points on 31 October, 9 of 9 nothing on the 26th', () => {
    const nine = { payments: monthly(upTo('2021-09'), '188967.50', onTime) };
    expect(level('R02', 5, '2021-10-26', nine)).toBeNull();
    expect(level('R02', 5, '2021-10-29', nine)).toBeNull();
    expect(level('R02', 5, '2021-10-31', nine)).toBe('yellow');
    expect(formula('R02', 5, '2021-10-31', nine)).toContain('83.33% − 执行率 1,700,707.50 ÷ 2,267,610.00 = 75.00%');
  });

  it('sees a missed month of a programme whose budget is too small, which looks ahead by its budget', () => {
    expect(level('R02', 14, '2021-10-31', { payments: monthly(upTo('2021-09'), '7029591.00', onTime) })).toBe('yellow');
  });

  it('asks only those who pay monthly', () => {
    expect(level('R02', 12, '2021-11-30')).toBeNull();
    expect(level('R02', 8, '2021-11-30')).toBeNull();
  });
});

describe('R03 超前', () => {
  it('is silent for a bill paid before its checkpoint and for a payment made once', () => {
    expect(level('R03', 21, '2021-03-18', { payments: [{ yuan: '35000.00', on: '2021-03-18' }] })).toBeNull();
    expect(level('R03', 8, '2021-06-25', { payments: [{ yuan: '1390000.00', on: '2021-06-25' }] })).toBeNull();
  });

  it('sees what goes out before its time', () => {
    const paid = (yuan: string) => ({ payments: [{ yuan, on: '2021-02-10' }] });
    expect(level('R03', 2, '2021-02-10', paid('976500.00'))).toBe('yellow');
    expect(level('R03', 2, '2021-02-10', paid('1255500.00'))).toBe('orange');
    expect(level('R03', 2, '2021-02-10', paid('1534500.00'))).toBe('red');
  });
});

describe('R04 预计耗尽', () => {
  const shortage: ExpectedShortage = {
    period: month('2021-10'),
    requiredFen: parseYuan('7029591.00'),
    availableFen: parseYuan('6973681.00'),
    shortFen: parseYuan('55910.00'),
  };
  const around = { ...NOTHING_FORETOLD, expectedShortageOf: () => shortage };
  const seen = (on: string, paidTo: string) =>
    examine(
      'R04',
      { programmes: [programmeOnDay(14, on, { payments: monthly(upTo(paidTo), '7029591.00', onTime) })] },
      {},
      around,
    )[0]?.finding;

  it('is yellow far off, orange from three months before and red when it is the next batch', () => {
    expect(seen('2021-01-04', '2020-12')?.level).toBe('yellow');
    expect(seen('2021-06-30', '2021-06')?.level).toBe('yellow');
    expect(seen('2021-07-01', '2021-06')?.level).toBe('orange');
    expect(seen('2021-09-27', '2021-08')?.level).toBe('orange');
    expect(seen('2021-09-30', '2021-09')?.level).toBe('red');
    expect(seen('2022-01-31', '2021-08')?.level).toBe('red');
    expect(seen('2021-09-30', '2021-09')?.formula).toBe(
      '预计 2021-10 需要 7,029,591.00 元，届时可用 6,973,681.00 元，缺口 55,910.00 元（即下一批）',
    );
  });
});

describe('R05 标准测算缺口', () => {
  it.each([
    [14, 'red', '-16.73%'],
    [5, 'yellow', '-1.66%'],
    [1, 'yellow', '-0.58%'],
    [17, 'yellow', '+15.69%'],
    [18, 'orange', '+61.67%'],
    [10, 'info', '-0.16%'],
    [19, 'info', '+0.08%'],
  ])('no. %i is %s at %s', (sequence, expected, gap) => {
    expect(level('R05', sequence, '2021-01-01')).toBe(expected);
    expect(formula('R05', sequence, '2021-01-01')).toContain(gap);
  });

  it('finds nothing where it fits exactly, and nothing to reckon where rates are missing or two', () => {
    for (const sequence of [12, 4, 3, 2, 7, 15, 16]) expect(level('R05', sequence, '2021-01-01')).toBeNull();
  });

  it('says the sum in words', () => {
    expect(formula('R05', 14, '2021-01-01')).toBe(
      '全年预算 70,240,000.00 元 − 标准所需 93.00 元 × 75,587 人 × 12 个月 = 84,355,092.00 元，缺 14,115,092.00 元（-16.73%）',
    );
  });
});

describe('R06 逐期发放时限', () => {
  const found = (sequence: number, on: string, standing?: Standing, more?: object) =>
    levels('R06', sequence, on, standing, more).filter((one) => one.startsWith('2021-05'));

  it('goes from yellow over orange to red on 21, 25 and 29 May 2021', () => {
    const april = { payments: monthly(upTo('2021-03'), '188967.50', onTime) };
    const turns = allDays.map((on) => [on, found(5, on, april)[0]?.slice(8) ?? null] as const);
    const changes = turns.filter(([, now], at) => now !== (turns[at - 1]?.[1] ?? null));
    expect(changes).toEqual([
      ['2021-05-21', 'yellow'],
      ['2021-05-25', 'orange'],
      ['2021-05-29', 'red'],
    ]);
  });

  it('reminds those who were in time the month before only where everybody is to be reminded', () => {
    const inTime = { payments: monthly(upTo('2021-04'), '188967.50', onTime) };
    expect(found(5, '2021-05-24', inTime)).toEqual([]);
    expect(found(5, '2021-05-21', inTime, { remindEveryone: 1n })).toEqual(['2021-05 yellow']);
    expect(found(5, '2021-05-25', inTime)).toEqual(['2021-05 orange']);
  });

  it('catches one missed month at the end of October, where R01 sees no lag', () => {
    const missed = { payments: monthly(without('2021-08'), '188967.50', onTime) };
    expect(level('R01', 5, '2021-10-31', missed)).toBeNull();
    expect(levels('R06', 5, '2021-10-31', missed)).toEqual(['2021-08 red']);
  });

  it('stays until it is paid: submitted is enough before the day, not after', () => {
    const payments = [{ yuan: '188967.50', period: '2021-05', submitted: '2021-05-26', on: '2021-06-03' }];
    expect(found(5, '2021-05-26', { payments })).toEqual([]);
    expect(found(5, '2021-05-29', { payments })).toEqual(['2021-05 red']);
    expect(found(5, '2021-06-03', { payments })).toEqual([]);
  });

  it('counts neither what was sent back nor a supplementary run', () => {
    const sentBack: Paid = { yuan: '1.00', period: '2021-05', submitted: '2021-05-20', situation: 'released' };
    const latecomers: Paid = { yuan: '1.00', period: '2021-05', on: '2021-05-20', headcount: 1, run: 'supplementary' };
    expect(found(5, '2021-05-25', { payments: [sentBack, latecomers] })).toEqual(['2021-05 orange']);
  });

  it('asks nobody without a stated monthly deadline, nor a payment made once a year', () => {
    for (const sequence of [7, 15, 13, 8, 12]) expect(levels('R06', sequence, '2021-12-31')).toEqual([]);
  });
});

describe('R07 一次性期限', () => {
  it('is red the day after, even where the plan asks for half', () => {
    const unpaid = allDays.map((on) => [on, level('R07', 1, on)] as const);
    expect(unpaid.filter(([, now], at) => now !== (unpaid[at - 1]?.[1] ?? null))).toEqual([
      ['2021-05-31', 'yellow'],
      ['2021-06-20', 'orange'],
      ['2021-07-01', 'red'],
    ]);
    expect(level('R07', 1, '2021-07-01', { payments: [{ yuan: '25000.00', on: '2021-06-15' }] })).toBe('red');
  });

  it.each([
    [1, '49995.00'],
    [10, '11385.00'],
    [19, '64251.00'],
    [4, '220000.00'],
  ])('is content when no one more can be paid: no. %i', (sequence, yuan) => {
    expect(level('R07', sequence, '2021-07-01', { payments: [{ yuan, on: '2021-06-18' }] })).toBeNull();
  });

  it('is not content with one person less', () => {
    expect(level('R07', 1, '2021-07-01', { payments: [{ yuan: '49962.00', on: '2021-06-18' }] })).toBe('red');
  });

  it('is content with what is submitted before the day, and not after', () => {
    const payments = [{ yuan: '49995.00', submitted: '2021-06-28', on: '2021-07-02' }];
    expect(level('R07', 1, '2021-06-29', { payments })).toBeNull();
    expect(level('R07', 1, '2021-07-01', { payments })).toBe('red');
  });

  it('watches 3 and 12 until the end of the year', () => {
    for (const sequence of [3, 12]) {
      expect(level('R07', sequence, '2021-11-30')).toBeNull();
      expect(level('R07', sequence, '2021-12-01')).toBe('yellow');
      expect(level('R07', sequence, '2021-12-21')).toBe('orange');
    }
  });
});

describe('R08 计划与期限矛盾', () => {
  it('names 1, 10 and 19 and nobody else', () => {
    expect(SEQUENCES.filter((sequence) => level('R08', sequence, '2021-01-01') !== null)).toEqual([1, 10, 19]);
    expect(level('R08', 1, '2021-01-01')).toBe('yellow');
  });

  it('is over once all is paid', () => {
    expect(level('R08', 1, '2021-06-18', { payments: [{ yuan: '49995.00', on: '2021-06-18' }] })).toBeNull();
  });
});

describe('a programme that begins within the year', () => {
  it('does not owe what was due before it began, and owes what is due after', () => {
    const asked = (begins: string) => allDays.filter((on) => on >= begins && level('R07', 1, on, { begins }) !== null);
    expect(asked('2021-09-01')).toEqual([]);
    expect(asked('2021-07-01')).toEqual([]);
    expect(asked('2021-06-30')[0]).toBe('2021-06-30');
    expect(level('R08', 1, '2021-06-30', { begins: '2021-06-30' })).toBe('yellow');
    expect(level('R08', 1, '2021-06-30', { begins: '2021-07-01' })).toBeNull();
  });

  it('is not asked about days before its record begins, and then about what its 期初 leaves open', () => {
    const recordedFrom = '2021-09-01';
    const before = allDays.filter((on) => on < recordedFrom);
    for (const [id, sequence] of [
      ['R01', 3],
      ['R06', 17],
      ['R07', 1],
      ['R08', 1],
    ] as const) {
      const asked = (standing: Standing) => before.some((on) => level(id, sequence, on, standing) !== null);
      expect([id, asked({ recordedFrom }), asked({})]).toEqual([id, false, true]);
    }
    const opening = (yuan: string) => ({ recordedFrom, payments: [{ yuan, on: recordedFrom }] });
    expect(level('R07', 1, recordedFrom, opening('49995.00'))).toBeNull();
    expect(level('R07', 1, recordedFrom, opening('20000.00'))).toBe('red');
  });
});

describe('R09 超可用', () => {
  const attempt = {
    attemptId: 'attempt-1',
    attempted: 'submit-payout-run',
    doneSince: false,
    on: day('2021-10-26'),
    period: month('2021-10'),
    requiredFen: parseYuan('7029591.00'),
    availableFen: parseYuan('6973681.00'),
    shortFen: parseYuan('55910.00'),
  };
  const nine = monthly(upTo('2021-09'), '7029591.00', onTime);

  it('is red for the October of no. 14, short 55,910.00', () => {
    const standing = { payments: nine, refusedAttempts: [attempt] };
    expect(levels('R09', 14, '2021-10-26', standing)).toEqual(['2021-10 red']);
    expect(formula('R09', 14, '2021-10-26', standing)).toContain('缺口 55,910.00 元');
    expect(levels('R09', 14, '2021-10-25', standing)).toEqual([]);
  });

  it('is over when there is money enough, or the month has been submitted after all', () => {
    expect(
      levels('R09', 14, '2021-11-02', { payments: nine, refusedAttempts: [attempt], budgetYuan: '84355092.00' }),
    ).toEqual([]);
    const october = (yuan: string): Paid => ({ yuan, submitted: '2021-10-27', period: '2021-10' });
    const after = (...paid: Paid[]) =>
      levels('R09', 14, '2021-10-27', { payments: [...nine, ...paid], refusedAttempts: [attempt] });
    expect(after(october('6900000.00'))).toEqual([]);
    // Another payment of the month is not the month.
    expect(after(october('100.00'))).toEqual(['2021-10 red']);
  });
});

describe('R09 超可用 of what is no payment of a month', () => {
  const attempt = {
    ...{ attemptId: 'attempt-2', attempted: 'claw-back-appropriation', on: day('2021-05-10'), period: null },
    ...{ requiredFen: parseYuan('99000.00'), availableFen: parseYuan('9900.00'), shortFen: parseYuan('89100.00') },
    doneSince: false,
  };
  const found = (more: Partial<typeof attempt>, payments: readonly Paid[] = []) =>
    levels('R09', 19, '2021-05-11', { budgetYuan: '9900.00', payments, refusedAttempts: [{ ...attempt, ...more }] });

  it('is over when the same was done after all, and not by a small payment', () => {
    expect(found({})).toEqual(['red']);
    expect(found({}, [{ yuan: '10.00', on: '2021-05-11' }])).toEqual(['red']);
    expect(found({ doneSince: true })).toEqual([]);
  });
});

describe('R12 单价缺失或异常', () => {
  it('is orange at 0.3324 元 a head for no. 16, and only a word on no. 15 that prints no rate', () => {
    const found = SEQUENCES.map((sequence) => [sequence, level('R12', sequence, '2021-01-01')] as const);
    expect(found.filter(([, now]) => now !== null)).toEqual([
      [15, 'info'],
      [16, 'orange'],
    ]);
    expect(formula('R12', 16, '2021-01-01')).toContain('17,300.00 元 ÷ 52,039 人 = 0.3324 元/人/年');
    expect(formula('R12', 15, '2021-01-01')).toContain('13824.8847 元/人/年');
  });
});

describe('R14 四级人数不一致', () => {
  const RATES: [number, string][] = [
    [14, '93.00'],
    [17, '15.00'],
    [18, '2.50'],
    [5, '2.50'],
  ];
  const found = (on: string, heads: Record<number, number>, rates = RATES) => {
    const programmes = rates.map(([sequence, rateYuan]) => {
      const headcount = heads[sequence];
      const payments =
        headcount === undefined ? [] : [{ yuan: '1.00', on: '2021-05-28', period: '2021-05', headcount, rateYuan }];
      return programmeOnDay(sequence, on, { payments });
    });
    const lines = programmes.map(({ appropriations: [{ appropriationId }] }, at) => ({
      ...{ appropriationId, groupId: null, per: 'month' as const, headcount: null },
      rateFen: parseYuan(RATES[at]?.[1]),
    }));
    return examine('R14', { programmes, schemes: [{ ...PENSION, lines }] }).map(({ subject, period, finding }) => [
      subject,
      period,
      finding?.level,
      finding?.formula,
    ]);
  };
  const all = { 14: 75_587, 17: 75_587, 18: 75_587, 5: 75_587 };

  it('is silent where all four agree, and while one has not come to it yet', () => {
    expect(found('2021-05-28', all)).toEqual([]);
    expect(found('2021-05-28', { 14: 75_587, 17: 75_587 })).toEqual([]);
  });

  it('is red where one level counts differently, or has not paid when all are past their day', () => {
    expect(found('2021-05-28', { ...all, 5: 75_580 })).toMatchObject([
      ['pension', '2021-05', 'red', expect.stringContaining('75,580 人')],
    ]);
    expect(found('2021-06-01', { 14: 75_587, 17: 75_587, 18: 75_587 })).toHaveLength(1);
  });

  it('is red where the rates do not add up to 113 元', () => {
    const wrong = RATES.map(([sequence, rate]): [number, string] => [sequence, sequence === 5 ? '2.00' : rate]);
    expect(found('2021-05-28', all, wrong)[0]?.[3]).toContain('112.50 元 ≠ 方案 113.00 元');
  });
});

describe('R16 退票', () => {
  /** 1,133,805.00 元 sent for May, of which so much has bounced and is not paid anew. */
  const may = (yuan: string, returned: string): Standing => ({
    payments: [
      { yuan: '1133805.00', submitted: '2021-05-25', on: '2021-05-28', period: '2021-05', headcount: 75_587 },
      { yuan: `-${yuan}`, on: returned, period: '2021-05' },
    ],
    bounced: [{ yuan, period: '2021-05', returned }],
  });
  const SUMMER = allDays.slice(allDays.indexOf(day('2021-05-28')), allDays.indexOf(day('2021-09-01')));
  const since = (yuan: string, returned = '2021-06-01') => {
    let before: string | null = null;
    return SUMMER.flatMap((on) => {
      const now = level('R16', 17, on, may(yuan, returned));
      const changed = now !== before;
      before = now;
      return changed ? [`${on} ${now?.replace('2021-05 ', '')}`] : [];
    });
  };

  it('is no alert while it is little and young: 30 people of 75,587', () => {
    expect(since('450.00')).toEqual(['2021-06-09 yellow', '2021-06-17 orange', '2021-07-15 red']);
    expect(formula('R16', 17, '2021-06-09', may('450.00', '2021-06-01'))).toBe(
      '2021-05 退票 450.00 元 尚未重发，占该月发放 1,133,805.00 元 的 0.04%；最早于 2021-06-01 退回，已超过 5 个工作日',
    );
  });

  it('counts working days, a rest day being none of them', () => {
    // Returned on a Friday, the holiday of 12 to 14 June among the days that follow.
    expect(since('450.00', '2021-06-04')[0]).toBe('2021-06-15 yellow');
    expect(since('450.00', '2021-06-05')[0]).toBe('2021-06-15 yellow');
    expect(since('450.00', '2021-06-07')[0]).toBe('2021-06-16 yellow');
  });

  it('reaches a level exactly at its share, on the day it comes back', () => {
    expect(since('5669.02')[0]).toBe('2021-06-09 yellow');
    expect(since('5669.03')[0]).toBe('2021-06-01 yellow');
    expect(since('11338.05')[0]).toBe('2021-06-01 orange');
    expect(since('22676.10')[0]).toBe('2021-06-01 red');
    expect(since('22676.09')[0]).toBe('2021-06-01 orange');
  });

  it('says nothing of what has been paid anew, and a level is that of what is still open', () => {
    expect(level('R16', 17, '2021-08-31', { ...may('450.00', '2021-06-01'), bounced: [] })).toBeNull();
    const some = { ...may('22676.10', '2021-06-01'), bounced: [{ ...may('6000.00', '2021-06-01').bounced![0]! }] };
    expect(levels('R16', 17, '2021-06-02', some)).toEqual(['2021-05 yellow']);
  });

  it('asks age alone of what was paid for no month, where one payee is all of its payment', () => {
    const whole: Standing = { bounced: [{ yuan: '6200.00', returned: '2021-06-01' }] };
    expect(level('R16', 20, '2021-06-08', whole)).toBeNull();
    expect(levels('R16', 20, '2021-06-09', whole)).toEqual(['yellow']);
    expect(formula('R16', 20, '2021-06-09', whole)).toBe(
      '退票 6,200.00 元 尚未重发；最早于 2021-06-01 退回，已超过 5 个工作日',
    );
  });

  it('keeps months apart', () => {
    const bounced = ['2021-03', '2021-04'].map((period) => ({ yuan: '450.00', period, returned: '2021-05-06' }));
    expect(levels('R16', 17, '2021-05-31', { bounced })).toEqual(['2021-03 red', '2021-04 red']);
  });

  it('is no arrears: the month stands as paid within the tolerance', () => {
    const bounced = may('450.00', '2021-06-01');
    expect(levels('R06', 17, '2021-08-31', bounced).filter((found) => found.startsWith('2021-05'))).toEqual([]);
    const half = may('566902.50', '2021-06-01');
    expect(levels('R06', 17, '2021-08-31', half)).toContain('2021-05 red');
  });
});

describe('R21 绩效滞后', () => {
  const name = { level1: '产出指标', level2: '数量指标', level3: '发放金额' };
  const target = { ...name, target: '≥223万元', basis: '' };
  const measured = (measure: TargetMeasure, value: string, accrues = true): TargetOnDay => ({
    ...{ target, statement: null },
    measured: { ...name, measure, planned: { value, bound: 'at-least' }, accrues },
  });
  const said = (asOf: string, completion: number, accrues: boolean | null = null): TargetOnDay => ({
    target,
    measured: accrues === null ? null : { ...name, measure: 'evidence', planned: null, accrues },
    statement: {
      ...{ ...name, asOf: day(asOf), reason: null, outlook: null, remedy: null },
      finding: { actual: '六成', verdict: 'partly-met', completion, comment: '台账' },
    },
  });
  const found = (on: string, targets: readonly TargetOnDay[], payments: Standing = {}) =>
    examine('R21', { programmes: [{ ...programmeOnDay(5, on, payments), targets }] })[0]?.finding ?? null;
  const sixMonths = { payments: monthly(upTo('2021-06'), '188967.50', onTime) };
  const amount = measured('amount-paid', '223000000');

  it('holds what accrues by payments against the months due, and names the target and the sum', () => {
    expect(found('2021-06-30', [amount], sixMonths)).toBeNull();
    const four = { payments: monthly(upTo('2021-04'), '188967.50', onTime) };
    const behind = found('2021-07-31', [amount], four);
    expect(behind?.level).toBe('orange');
    expect(behind?.formula).toContain(
      '“发放金额”时间进度 58.33% − 完成率 33.89%（已付净额 755,870.00 元），滞后 24.44',
    );
    expect(behind?.figures).toEqual({
      ...{ target: '发放金额', expectedPoints: '5833', completionPoints: '3389', lagPoints: '2444' },
    });
    expect(found('2021-12-31', [amount])?.level).toBe('red');
  });

  it('is silent of whoever pays each month on time, on every day of the year', () => {
    const paid = { payments: monthly(YEAR, '188967.50', onTime) };
    expect(allDays.filter((on) => found(on, [amount], paid) !== null)).toEqual([]);
  });

  const foundOf = (sequence: number, on: string, payments: Standing = {}) =>
    examine('R21', {
      programmes: [{ ...programmeOnDay(sequence, on, payments), targets: [measured('amount-paid', '4000000')] }],
    })[0]?.finding ?? null;

  it('goes by quarters of whoever pays by the quarter: two months of the next are no lag', () => {
    const first = { payments: [{ yuan: '10000.00', on: '2021-03-31' }] };
    expect(foundOf(11, '2021-03-30')).toBeNull();
    expect(foundOf(11, '2021-03-31')?.level).toBe('orange');
    expect(foundOf(11, '2021-05-31', first)).toBeNull();
    expect(foundOf(11, '2021-06-30', first)?.formula).toContain('时间进度 50.00% − 完成率 25.00%');
  });

  it('goes by its own plan of whoever pays as needed, checkpoint by checkpoint', () => {
    // 22 is planned with nothing before 70 % at the end of October.
    expect(foundOf(22, '2021-10-30')).toBeNull();
    expect(foundOf(22, '2021-10-31')?.formula).toContain('时间进度 70.00% − 完成率 0.00%');
    expect(foundOf(22, '2021-12-30', { payments: [{ yuan: '28000.00', on: '2021-09-15' }] })).toBeNull();
    expect(foundOf(22, '2021-12-31', { payments: [{ yuan: '28000.00', on: '2021-09-15' }] })?.level).toBe('red');
  });

  it('counts a month on its due day, paid or not: whoever pays a part of each lags as much the day after', () => {
    const half = { payments: monthly(upTo('2021-05'), '94483.75', onTime) };
    // May's day is the 28th, before a weekend.
    expect(found('2021-05-28', [amount], half)?.figures).toEqual(found('2021-05-29', [amount], half)?.figures);
    expect(found('2021-05-27', [amount], half)?.figures).not.toEqual(found('2021-05-28', [amount], half)?.figures);
  });

  it('holds a rate, which is whole from the first day, against the whole', () => {
    const rate = measured('payout-rate', '10000', false);
    expect(found('2021-06-30', [rate], sixMonths)).toBeNull();
    const five = {
      payments: monthly(
        without('2021-03').filter((period) => period <= '2021-06'),
        '188967.50',
        onTime,
      ),
    };
    expect(found('2021-07-01', [rate], five)?.level).toBe('yellow');
  });

  it('takes what a person has said in its own month, and in no other', () => {
    expect(found('2021-07-31', [said('2021-07-31', 6_500)])?.level).toBe('red');
    expect(found('2021-07-31', [said('2021-07-31', 6_500)])?.formula).toContain(
      '（2021-07-31 登记：六成），滞后 35.00',
    );
    expect(found('2021-08-01', [said('2021-07-31', 6_500)])).toBeNull();
    // Of what accrues 65 % at the end of July is more than the time that is over.
    expect(found('2021-07-31', [said('2021-07-31', 6_500, true)])).toBeNull();
  });

  it('judges nothing that nobody has declared or said, nor what the books cannot say', () => {
    expect(found('2021-12-31', [{ target, measured: null, statement: null }])).toBeNull();
    expect(found('2021-12-31', [measured('people-paid', '75587')])).toBeNull();
  });
});

describe('R22 年末', () => {
  it('counts what is still to come, and shows what will be left', () => {
    const eleven = { payments: monthly(upTo('2021-11'), '188967.50', onTime) };
    expect(level('R22', 18, '2021-11-29', eleven)).toBeNull();
    expect(level('R22', 18, '2021-11-30', eleven)).toBe('yellow');
    expect(level('R22', 18, '2021-12-15', eleven)).toBe('orange');
    expect(level('R22', 18, '2021-12-25', eleven)).toBe('red');
    expect(formula('R22', 18, '2021-12-25', eleven)).toContain('预计结余 1,398,390.00 元');
  });

  it('leaves a payment with a date of its own to R07, and fen left over to nobody', () => {
    expect(level('R22', 12, '2021-12-30')).toBeNull();
    expect(level('R22', 22, '2021-12-31', { payments: [{ yuan: '99600.00', on: '2021-12-15' }] })).toBeNull();
    expect(level('R22', 22, '2021-12-31', { payments: [{ yuan: '98000.00', on: '2021-12-15' }] })).toBe('red');
  });
});

describe('R25 口径差', () => {
  const programmes = SEQUENCES.map((sequence) => programmeOnDay(sequence, '2021-01-01'));
  const declared = (yuan: string) => [
    {
      ...{ documentDigest: 'programmes-file', label: '项目支出', budgetType: 'general-public' as const },
      amountFen: parseYuan(yuan),
    },
  ];

  it('explains 21.19 万元 as another budget type, and only tells', () => {
    const [found] = examine('R25', { programmes, declaredTotals: declared('158515400.00') });
    expect([found?.subject, found?.finding?.level]).toEqual(['2021', 'info']);
    expect(found?.finding?.formula).toContain('= 211,900.00 元，即未申报的国有资本经营预算 211,900.00 元');
  });

  it('takes what rounding to 0.01 万元 makes of 20 lines and their total for none, and is red a fen beyond it', () => {
    const found = (yuan: string) => examine('R25', { programmes, declaredTotals: declared(yuan) })[0]?.finding;
    expect(found('158516450.00')?.level).toBe('info');
    expect(found('158514350.00')?.level).toBe('info');
    expect([found('158516450.01')?.level, found('158516450.01')?.figures['unexplainedFen']]).toEqual([
      'red',
      '-105001',
    ]);
    expect(found('158514349.99')?.level).toBe('red');
  });

  it('asks nothing of what came by hand or on a document without totals', () => {
    const later = ['hand', null].map((documentDigest) =>
      programmeOf(
        [{ ...appropriationOnDay(2, '2021-06-30'), programmeId: `later-${documentDigest}`, documentDigest }],
        unchangingTerms([], { beginsOn: day('2021-01-01') }),
      ),
    );
    const [found] = examine('R25', { programmes: [...programmes, ...later], declaredTotals: declared('158515400.00') });
    expect(found?.finding).toEqual(
      examine('R25', { programmes, declaredTotals: declared('158515400.00') })[0]?.finding,
    );
    expect(found?.finding?.level).toBe('info');
    expect(examine('R25', { programmes: later, declaredTotals: [] })).toEqual([]);
  });

  it('says nothing where nothing was declared', () => {
    expect(examine('R25', { programmes })).toEqual([]);
  });
});

describe('a programme that two appropriations of one level finance', () => {
  const STANDARD = programmeOnDay(5, '2021-01-01').standards;
  /** The first batch pays January to June, the second from July on: the same people by the same standard. */
  const batches = (on: string, months = YEAR, ends: string | null = null) => {
    const first = appropriationOnDay(5, on, {
      budgetYuan: '1133805.00',
      payments: monthly(
        months.filter((period) => period <= '2021-06'),
        '188967.50',
        onTime,
      ),
    });
    const second = appropriationOnDay(5, on, {
      budgetYuan: '1133805.00',
      payments: monthly(
        months.filter((period) => period > '2021-06'),
        '188967.50',
        onTime,
      ),
      plan: null,
    });
    return programmeOf([first, { ...second, appropriationId: 'appropriation-5b' }], {
      ...unchangingTerms(STANDARD, { beginsOn: day('2021-01-01'), endsOn: ends === null ? null : day(ends) }),
    });
  };
  const found = (id: RuleId, on: string, months = YEAR) =>
    examine(id, { programmes: [batches(on, months)] }).map(({ period, finding }) => [period, finding?.level]);

  it('is not red for months paid from the first, nor for those paid from the second', () => {
    for (const on of ['2021-06-30', '2021-07-31', '2021-12-31'])
      for (const id of ['R02', 'R04', 'R05', 'R06'] as const) expect([id, on, found(id, on)]).toEqual([id, on, []]);
  });

  it('is red once for a month paid from neither, and not once for each', () => {
    const missed = found('R06', '2021-08-31', without('2021-05', '2021-08'));
    expect(missed).toEqual([
      ['2021-05', 'red'],
      ['2021-08', 'red'],
    ]);
  });

  it('is reckoned against the sum of both budgets, where each alone would be half of what is needed', () => {
    expect(found('R05', '2021-01-01')).toEqual([]);
    const { appropriations, standards, record, paidTolerance, targets, entitled } = batches('2021-01-01');
    const alone = programmeOf([appropriations[0]], { standards, record, paidTolerance, targets, entitled });
    expect(examine('R05', { programmes: [alone] })[0]?.finding).toMatchObject({ level: 'red' });
  });

  it('lets each appropriation be judged by its own budget and plan', () => {
    const judged = examine('R22', { programmes: [batches('2021-12-25', upTo('2021-11'))] });
    expect(judged.map(({ subject, appropriationId }) => [subject, appropriationId])).toEqual([]);
    const nothing = examine('R22', { programmes: [batches('2021-12-31', upTo('2021-06'))] });
    expect(nothing.map(({ subject }) => subject)).toEqual(['appropriation-5b']);
  });

  it('counts the run of a month from the first batch beside those of the other levels', () => {
    const run = { headcount: 10, rateYuan: '2.50' };
    const paidFrom = (period: string) => [{ yuan: '25.00', on: `${period}-28`, period, ...run }];
    const first = appropriationOnDay(5, '2021-08-31', { payments: paidFrom('2021-05') });
    const second = { ...appropriationOnDay(5, '2021-08-31'), appropriationId: 'appropriation-5b' };
    const ours = programmeOf([first, second], unchangingTerms(STANDARD, { beginsOn: day('2021-01-01') }));
    const theirs = programmeOnDay(18, '2021-08-31', { payments: paidFrom('2021-05') });
    const lines = ['appropriation-5b', 'appropriation-18'].map((appropriationId) => ({
      ...{ appropriationId, groupId: null, per: 'month' as const, headcount: null, rateFen: parseYuan('2.50') },
    }));
    expect(examine('R14', { programmes: [ours, theirs], schemes: [{ ...PENSION, lines }] })).toEqual([]);
  });
});

describe('a programme that has ended', () => {
  const paid = { payments: monthly(upTo('2021-06'), '188967.50', onTime) };
  const ended = { ...paid, endsOn: '2021-07-01' };

  it('owes no month from its end on, and those before it as ever', () => {
    expect(levels('R06', 5, '2021-12-31', ended)).toEqual([]);
    expect(levels('R06', 5, '2021-12-31', { ...ended, payments: ended.payments.slice(0, 5) })).toEqual(['2021-06 red']);
    expect(levels('R06', 5, '2021-12-31', paid)).toHaveLength(6);
  });

  it('is neither behind its months nor its plan, and is told of the money it leaves', () => {
    for (const id of ['R01', 'R02'] as const) {
      expect([id, levels(id, 5, '2021-12-31', ended)]).toEqual([id, []]);
      expect([id, levels(id, 5, '2021-12-31', paid)]).toEqual([id, ['red']]);
    }
    expect(formula('R05', 5, '2021-08-01', ended)).toContain('× 6 个月 = 1,133,805.00 元');
    expect(level('R22', 5, '2021-12-31', ended)).toBe('red');
  });

  it('is not held to a day of the year that comes after its end', () => {
    expect(level('R07', 1, '2021-07-01', { endsOn: '2021-06-01' })).toBeNull();
    expect(level('R08', 1, '2021-02-01', { endsOn: '2021-06-01' })).toBeNull();
    expect(level('R07', 1, '2021-07-01')).toBe('red');
  });
});

describe('groups with standards of their own', () => {
  const group = (groupId: string, name: string, headcount: number, amountFen: string, dayOfMonth: number) => ({
    groupId,
    groupName: name,
    rates: [{ label: name, amountFen, per: 'month' as const }],
    headcount,
    cashFlow: 'monthly' as const,
    deadline: { kind: 'monthly' as const, day: dayOfMonth, printed: `每月${dayOfMonth}日前` },
  });
  const STANDARDS = [group('town', '城镇', 100, '10000', 10), group('village', '农村', 50, '20000', 25)];
  const grouped = (on: string, payments: readonly Paid[] = []) =>
    programmeOf([appropriationOnDay(5, on, { budgetYuan: '240000.00', payments })], {
      ...unchangingTerms(STANDARDS, { beginsOn: day('2021-01-01') }),
    });
  const paid = (groupName: string, period: string, yuan: string): Paid => ({
    ...{
      yuan,
      period,
      group: groupName,
      headcount: groupName === 'town' ? 100 : 50,
      submitted: `${period}-04`,
      on: `${period}-08`,
    },
  });

  it('are each held to their own day', () => {
    const town = paid('town', '2021-03', '10000.00');
    const march = (on: string, ...payments: Paid[]) =>
      examine('R06', { programmes: [grouped(on, payments)] })
        .filter(({ period }) => period === '2021-03')
        .map(({ finding }) => finding?.formula);
    expect(march('2021-03-12')).toEqual([expect.stringContaining('2021-03 城镇 应于 2021-03-10 前发放')]);
    expect(march('2021-03-12', town)).toEqual([]);
    expect(march('2021-03-26', town)).toEqual([expect.stringContaining('2021-03 农村 应于 2021-03-25 前发放')]);
    expect(march('2021-03-26', town, paid('village', '2021-03', '10000.00'))).toEqual([]);
  });

  it('are added up to what the year costs, and what a roll states of a month takes its place', () => {
    expect(examine('R05', { programmes: [grouped('2021-01-01')] })).toEqual([]);
    const { appropriations } = grouped('2021-01-01');
    const stated = {
      ...{ groupId: 'town', period: month('2021-03'), heads: 300, amountFen: parseYuan('30000.00') },
      ...{ recordedOn: day('2021-03-01'), order: 9 },
    };
    const [found] = examine('R05', {
      programmes: [
        programmeOf(
          appropriations,
          unchangingTerms(STANDARDS, { beginsOn: day('2021-01-01'), entitlements: [stated] }),
        ),
      ],
    });
    expect(found?.finding?.figures).toMatchObject({ needFen: '26000000', gapFen: '-2000000' });
  });
});
