import { BUDGET_TYPE_LABEL } from '@bofu/budget';
import { daysOff, publishedYear } from '@bofu/calendar';
import { periodsOfYear, workingCalendar, type Period } from '@bofu/kernel';
import {
  appropriationOnDay,
  day,
  month,
  monthly,
  programmeOnDay,
  type Paid,
  type Standing,
} from '../../../../monitoring/testing/programme-on-day';
import { programmeOf } from '../../../../monitoring/src/domain/programme-on-day';
import { NOTHING_ELSE } from '../../../testing/nothing-else';
import { shippedThresholds, type RuleId } from '../alert-rule';
import { knownRule } from '../catalogue';
import type { Examined, UnansweredCase, YearOnDay } from '../rule';

/** R13, R19, R20, R23, R24, R27 to R30: rules about runs, receipts, accounts, cases, papers and money that arrives. */

const { holidays, makeUpDays } = publishedYear(2021);
/** As an evaluation has it: a day that is looked for before the year is before it. */
const CALENDAR = workingCalendar([{ year: 2021, holidays: daysOff(holidays), makeUpDays }], 2021);

function found(id: RuleId, year: Partial<YearOnDay> & Pick<YearOnDay, 'on'>, more: object = {}): Examined[] {
  const rule = knownRule(id);
  const thresholds = { ...shippedThresholds(rule).versions[0]?.thresholds, ...more };
  const inputs = { calendar: CALENDAR, expectedShortageOf: () => null, targetResultsOf: () => [] };
  return rule
    .examine(
      { fiscalYear: 2021, programmes: [], ...NOTHING_ELSE, ...year },
      { ...inputs, budgetTypeLabel: BUDGET_TYPE_LABEL, thresholds },
    )
    .filter(({ finding, unjudged }) => finding !== null || unjudged !== null);
}
const ofProgramme = (id: RuleId, sequence: number, on: string, standing: Standing = {}, more: object = {}) =>
  found(id, { on: day(on), programmes: [programmeOnDay(sequence, on, standing)] }, more);
const level = (...asked: Parameters<typeof ofProgramme>) => ofProgramme(...asked)[0]?.finding?.level ?? null;
const sentence = (...asked: Parameters<typeof ofProgramme>) => ofProgramme(...asked)[0]?.finding?.formula;

describe('R13 人数波动', () => {
  const run = (period: string, headcount: number, more: Partial<Paid> = {}): Paid => ({
    ...{ yuan: `${headcount * 2}.50`, on: `${period}-26`, period, headcount, rateYuan: '2.50' },
    ...more,
  });
  const heads = (...counts: number[]): Standing => ({
    payments: counts.map((headcount, at) => run(`2021-0${at + 1}`, headcount)),
  });
  const march = (standing: Standing, more?: object) => level('R13', 5, '2021-03-31', standing, more);

  it('reaches a level exactly at its share of the month before', () => {
    expect(march(heads(75_587, 10_000, 10_099))).toBeNull();
    expect(march(heads(75_587, 10_000, 10_100))).toBe('yellow');
    expect(march(heads(75_587, 10_000, 9_900))).toBe('yellow');
    expect(march(heads(75_587, 10_000, 10_300))).toBe('orange');
    expect(march(heads(75_587, 10_000, 9_500))).toBe('red');
    // 1 % of 75,587 is 756.
    expect([march(heads(75_587, 75_587 - 755)), march(heads(75_587, 75_587 - 756))]).toEqual([null, 'yellow']);
  });
  it('is over when the next run is as large', () => {
    const standing = heads(10_000, 9_000, 9_000);
    expect(level('R13', 5, '2021-02-28', standing)).toBe('red');
    expect(march(standing)).toBeNull();
  });
  it('says both months, and why', () => {
    expect(sentence('R13', 5, '2021-02-28', heads(10_000, 9_900))).toBe(
      '2021-02 发放 9,900 人，上期 2021-01 10,000 人，减 100 人（1.00%）；未说明事由',
    );
    const said = {
      payments: [run('2021-01', 10_000), run('2021-02', 9_900, { confirmation: '资格认证未通过 100 人' })],
    };
    expect(sentence('R13', 5, '2021-02-28', said)).toContain('事由：资格认证未通过 100 人');
    const programme = programmeOnDay(5, '2021-02-28', said);
    const entitled = [{ groupId: null, period: month('2021-02'), reason: '年检核减' }];
    const [stated] = found('R13', { on: day('2021-02-28'), programmes: [{ ...programme, entitled }] });
    expect(stated?.finding?.formula).toContain('事由：年检核减');
  });
  it('counts neither what is paid anew, nor 补发, nor what was reversed', () => {
    const two = [run('2021-01', 100), run('2021-02', 100)];
    const more = (paid: Partial<Paid>) => ({ payments: [...two, run('2021-02', 30, paid)] });
    expect(level('R13', 5, '2021-02-28', more({}))).toBe('red');
    expect(level('R13', 5, '2021-02-28', more({ reissue: true }))).toBeNull();
    expect(level('R13', 5, '2021-02-28', more({ run: 'supplementary' }))).toBeNull();
    expect(level('R13', 5, '2021-02-28', more({ situation: 'reversed' }))).toBeNull();
  });
  it('compares each level and each group with itself', () => {
    const first = appropriationOnDay(5, '2021-02-28', { payments: [run('2021-01', 100), run('2021-02', 100)] });
    const other = {
      ...appropriationOnDay(5, '2021-02-28', { payments: [run('2021-02', 40)] }),
      ...{ appropriationId: 'other', fundingLevel: 'central' as const },
    };
    const terms = programmeOnDay(5, '2021-02-28');
    expect(found('R13', { on: day('2021-02-28'), programmes: [programmeOf([first, other], terms)] })).toEqual([]);
    const same = { ...other, fundingLevel: first.fundingLevel };
    expect(found('R13', { on: day('2021-02-28'), programmes: [programmeOf([first, same], terms)] })).toHaveLength(1);
    const groups = [
      run('2021-01', 100, { group: 'a' }),
      run('2021-02', 100, { group: 'a' }),
      run('2021-02', 9, { group: 'b' }),
    ];
    expect(level('R13', 5, '2021-02-28', { payments: groups })).toBeNull();
  });
  it('lets an office leave a few people alone', () => {
    expect(march(heads(20, 20, 19))).toBe('red');
    expect(march(heads(20, 20, 19), { leastHeads: 2n })).toBeNull();
  });
});

describe('R19 无回单', () => {
  // 2021-06-01 is a Tuesday; 14 June was a day off.
  const paid = (more: Partial<Paid> = {}) => ({
    payments: [{ yuan: '100.00', on: '2021-06-01', receipt: false, ...more }],
  });

  it('comes with the working days after the payment, more than two, five and ten', () => {
    const on = (date: string) => level('R19', 7, date, paid());
    expect([on('2021-06-03'), on('2021-06-04')]).toEqual([null, 'yellow']);
    expect([on('2021-06-08'), on('2021-06-09')]).toEqual(['yellow', 'orange']);
    expect([on('2021-06-16'), on('2021-06-17')]).toEqual(['orange', 'red']);
    expect(sentence('R19', 7, '2021-06-17', paid())).toBe(
      '1 笔已付未登记回单，合计 100.00 元；最早于 2021-06-01 付款，已超过 10 个工作日',
    );
  });
  it('asks about nothing that has its voucher, is not out any more, or was not paid', () => {
    expect(level('R19', 7, '2021-07-30', paid({ receipt: true }))).toBeNull();
    expect(level('R19', 7, '2021-07-30', paid({ situation: 'reversed' }))).toBeNull();
    expect(
      level('R19', 7, '2021-06-30', { payments: [{ yuan: '1.00', submitted: '2021-06-01', receipt: false }] }),
    ).toBeNull();
  });
});

describe('R20 大额或新账户', () => {
  const large = (more: Partial<Paid> = {}) => ({
    payments: [{ yuan: '500000.00', submitted: '2021-06-01', on: '2021-06-03', ...more }],
  });
  const confirmed = (on: string) => ({
    accountConfirmedOn: (id: string, upTo: string) => (id === 'account-1' && on <= upTo ? day(on) : null),
  });
  const withAccount = (on: string, confirmedOn: string, more: Partial<Paid> = {}) =>
    found('R20', {
      ...{ on: day(on), ...confirmed(confirmedOn) },
      programmes: [programmeOnDay(7, on, large({ yuan: '1.00', account: 'account-1', ...more }))],
    }).map(({ finding }) => finding?.level);

  it('tells of half a million from submission to ten working days after it was paid', () => {
    expect(level('R20', 7, '2021-06-02', large({ yuan: '499999.99' }))).toBeNull();
    expect(level('R20', 7, '2021-06-02', large())).toBe('yellow');
    expect([level('R20', 7, '2021-06-18', large()), level('R20', 7, '2021-06-21', large())]).toEqual(['yellow', null]);
    expect(sentence('R20', 7, '2021-06-02', large())).toBe(
      '2021-06-01 提交的付款 500,000.00 元，达到 500,000.00 元，未经第二次审批',
    );
  });
  it('leaves alone what a second person approved, and the regular payment of a month', () => {
    expect(level('R20', 7, '2021-06-04', large({ approvedAgain: true }))).toBeNull();
    expect(level('R20', 7, '2021-06-04', large({ period: '2021-05' }))).toBeNull();
    expect(level('R20', 7, '2021-06-04', large({ period: '2021-05', run: 'supplementary' }))).toBe('yellow');
  });
  it('tells of an account confirmed up to 30 days before, whatever the amount', () => {
    expect(withAccount('2021-06-04', '2021-05-02')).toEqual(['orange']);
    expect(withAccount('2021-06-04', '2021-05-01')).toEqual([]);
    expect(withAccount('2021-06-04', '2021-05-02', { period: '2021-05' })).toEqual(['orange']);
    expect(withAccount('2021-06-04', '2021-06-02')).toEqual([]);
    expect(withAccount('2021-06-04', '2021-05-02', { account: 'account-2' })).toEqual([]);
  });
});

describe('R23 预警超期', () => {
  const standing = (since: string, more: Partial<UnansweredCase> = {}): UnansweredCase => ({
    ...{ subjectName: '项目', cause: 'unpaid', level: 'yellow', since: day(since) },
    ...more,
  });
  const on = (date: string, ...unanswered: UnansweredCase[]) => found('R23', { on: day(date), unanswered })[0]?.finding;

  it('comes with the working days nobody has answered for, and is red over three month ends', () => {
    const raised = standing('2021-03-01');
    expect([on('2021-03-08', raised)?.level, on('2021-03-09', raised)?.level]).toEqual([undefined, 'yellow']);
    expect([on('2021-03-15', raised)?.level, on('2021-03-16', raised)?.level]).toEqual(['yellow', 'orange']);
    expect([on('2021-05-30', raised)?.level, on('2021-05-31', raised)?.level]).toEqual(['orange', 'red']);
    expect(on('2021-05-31', raised, standing('2021-05-20'))?.formula).toBe(
      '2 件预警未处置：跨过 3 个月末的 1 件，超过 5 个工作日的 1 件；最早 2021-03-01 的“项目”',
    );
  });
  it('never counts itself, nor what asks for no answer', () => {
    expect(on('2021-12-31', standing('2021-01-01', { cause: 'unanswered', level: 'red' }))).toBeUndefined();
    expect(on('2021-12-31', standing('2021-01-01', { level: 'info' }))).toBeUndefined();
    expect(on('2021-12-31', standing('2021-01-01', { level: 'red' }))?.level).toBe('red');
  });
});

describe('R24 文号缺失或不规范', () => {
  const number = (sequence: number, documentNumber: string | null = null) =>
    level('R24', sequence, '2021-01-31', { documentNumber });

  it('is red where money of a level above has none, and asks the district for none', () => {
    expect([number(14), number(5)]).toEqual(['red', null]);
  });
  it('is 提示 for a number printed in another form', () => {
    expect(number(14, '保财社〔2020〕101号')).toBeNull();
    for (const printed of ['保财社【2020】124号', '保财社[2020]101号', '保财社2020【114】号', '财社发101'])
      expect(number(14, printed)).toBe('info');
    expect(sentence('R24', 14, '2021-01-31', { documentNumber: '保财社2020【114】号' })).toBe(
      '文号“保财社2020【114】号”不规范，规范写法为“保财社〔2020〕114号”',
    );
  });
});

describe('R27 更正、冲销频次', () => {
  const corrections = (count: number, on = '2021-06-10') =>
    Array.from({ length: count }, (_, at) => ({
      ...{ kind: at === 0 ? ('reversed' as const) : ('reclassified' as const), paymentId: `p${at}` },
      ...{ on: day(on), amountFen: programmeOnDay(5, on).budgetFen },
    }));
  const june = (count: number) => level('R27', 5, '2021-06-30', { corrections: corrections(count) });

  it('counts payments put right in one month', () => {
    expect([2, 3, 4, 5, 9, 10].map(june)).toEqual([null, 'yellow', 'yellow', 'orange', 'orange', 'red']);
    const twice = [...corrections(2), ...corrections(2)];
    expect(level('R27', 5, '2021-06-30', { corrections: twice })).toBeNull();
  });
  it('is told in that month and the one after', () => {
    const on = (date: string) =>
      ofProgramme('R27', 5, date, { corrections: corrections(3) }).map(({ period }) => period);
    expect([on('2021-06-10'), on('2021-07-31'), on('2021-08-01')]).toEqual([['2021-06'], ['2021-06'], []]);
  });
});

describe('R28 上级资金到位', () => {
  const kept = { arrivalsKeptSince: '2021-01-01' };
  const on = (date: string, standing: Standing = kept) => level('R28', 14, date, standing);

  it('comes with the working days since the authority, more than ten, twenty and thirty', () => {
    // The first working days of 2021: 4 to 15 January are ten of them.
    expect([on('2021-01-17'), on('2021-01-18')]).toEqual([null, 'yellow']);
    expect([on('2021-01-29'), on('2021-02-01')]).toEqual(['yellow', 'orange']);
    expect([on('2021-02-18'), on('2021-02-19')]).toEqual(['orange', 'red']);
  });
  it('is over once all has arrived, and says how much has not', () => {
    const some = { ...kept, arrivals: [{ yuan: '70000000.00', on: '2021-01-10' }] };
    expect(sentence('R28', 14, '2021-03-01', some)).toBe(
      '应到 70,240,000.00 元 − 已到 70,000,000.00 元 = 未到 240,000.00 元，自 2021-01-01 起已超过 30 个工作日',
    );
    expect(on('2021-03-01', { ...kept, arrivals: [{ yuan: '70240000.00', on: '2021-03-01' }] })).toBeNull();
  });
  it('asks neither the district, nor an agency that keeps no arrivals, nor what was carried over', () => {
    expect(level('R28', 5, '2021-12-31', kept)).toBeNull();
    expect(on('2021-12-31', {})).toBeNull();
    expect(on('2021-12-31', { ...kept, formedIn: 2020 })).toBeNull();
  });
  it('counts from the day arrivals began to be kept', () => {
    expect([
      on('2021-06-15', { arrivalsKeptSince: '2021-06-01' }),
      on('2021-06-17', { arrivalsKeptSince: '2021-06-01' }),
    ]).toEqual([null, 'yellow']);
  });
});

describe('R29 年末集中支付', () => {
  const asNeeded = {
    standard: { cashFlow: 'as-needed' as const, deadline: { kind: 'unstated' as const, printed: '' } },
  };
  const paid = (...payments: [string, string][]) => ({
    ...asNeeded,
    payments: payments.map(([on, yuan]) => ({ on: `2021-${on}`, yuan })),
  });
  const at = (on: string, standing: Standing) => level('R29', 7, on, standing);

  it('is told from December on, by the quarter or by the month', () => {
    expect(at('2021-12-31', paid(['06-10', '65001.00'], ['10-12', '34999.00']))).toBeNull();
    expect(at('2021-12-31', paid(['06-10', '65000.00'], ['10-12', '35000.00']))).toBe('yellow');
    expect(at('2021-12-31', paid(['06-10', '55000.00'], ['10-12', '45000.00']))).toBe('orange');
    expect(at('2021-11-30', paid(['06-10', '55000.00'], ['10-12', '45000.00']))).toBeNull();
    expect(at('2021-12-31', paid(['06-10', '85001.00'], ['12-10', '14999.00']))).toBeNull();
    expect(at('2021-12-31', paid(['06-10', '85000.00'], ['12-10', '15000.00']))).toBe('yellow');
    expect(at('2021-12-31', paid(['06-10', '500.00'], ['12-10', '999.99']))).toBeNull();
  });
  it('ends with January', () => {
    const standing = paid(['06-10', '55000.00'], ['10-12', '45000.00']);
    expect([at('2022-01-31', standing), at('2022-02-01', standing)]).toEqual(['orange', null]);
  });
  it('is nothing where the document says so: a deadline in December, quarters, every month', () => {
    const late = {
      cashFlow: 'one-off' as const,
      deadline: { kind: 'by-date' as const, monthDay: '12-31', printed: '年底' },
    };
    const standing = paid(['12-10', '36000.00']);
    expect(at('2021-12-31', { ...standing, standard: late })).toBeNull();
    expect(at('2021-12-31', standing)).toBe('orange');
    const quarters = paid(['03-30', '2500.00'], ['06-30', '2500.00'], ['09-30', '2500.00'], ['12-30', '2500.00']);
    expect(at('2021-12-31', { ...quarters, standard: { ...asNeeded.standard, cashFlow: 'quarterly' } })).toBeNull();
    expect(at('2021-12-31', quarters)).toBe('yellow');
    const onThe25th = (period: Period) => ({ submitted: `${period}-20`, on: `${period}-25` });
    expect(at('2021-12-31', { payments: monthly(periodsOfYear(2021), '123333.33', onThe25th) })).toBeNull();
  });
});

describe('R30 两年未用资金', () => {
  const left = (on: string, formedIn = 2020) => level('R30', 7, on, { formedIn });

  it('is told in the last quarter of its second year, and red in a third', () => {
    expect([left('2021-09-29'), left('2021-09-30'), left('2021-11-29'), left('2021-11-30')]).toEqual([
      ...[null, 'yellow', 'yellow', 'orange'],
    ]);
    expect([left('2021-12-31'), left('2021-03-01', 2019)]).toEqual(['orange', 'red']);
    expect(left('2021-12-31', 2021)).toBeNull();
  });
  it('asks only about what is left', () => {
    const used = (yuan: string) => ({ formedIn: 2020, budgetYuan: '10000.00', payments: [{ yuan, on: '2021-05-06' }] });
    expect(level('R30', 7, '2021-12-31', used('9000.00'))).toBe('orange');
    expect(level('R30', 7, '2021-12-31', used('9000.01'))).toBeNull();
  });
});
