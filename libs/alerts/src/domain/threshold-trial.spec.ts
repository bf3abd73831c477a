import { BUDGET_TYPE_LABEL } from '@bofu/budget';
import { fen } from '@bofu/kernel';
import { CALENDAR, day, programmeOnDay, type Paid, type Standing } from '../../../monitoring/testing/programme-on-day';
import { NOTHING_ELSE } from '../../testing/nothing-else';
import { alertRuleDecider, requireSound, shippedThresholds, type RuleId, type Thresholds } from './alert-rule';
import { ALERT_RULES, knownRule } from './catalogue';
import { ThresholdTrialRun } from './threshold-trial';

const RULE = knownRule('R07');
const INPUTS = {
  calendar: CALENDAR,
  expectedShortageOf: () => null,
  targetResultsOf: () => [],
  budgetTypeLabel: BUDGET_TYPE_LABEL,
};
const PROPOSED = { yellowDays: 40n, orangeDays: 20n };

/** Of no. 1, due on 30 June. */
function tried(days: readonly string[], proposed: Thresholds, standing: Standing = {}, rule = shippedThresholds(RULE)) {
  const run = new ThresholdTrialRun(RULE, rule, proposed, INPUTS);
  for (const on of days) {
    const programmes = [programmeOnDay(1, on, standing)];
    run.take({ fiscalYear: 2021, on: day(on), programmes, ...NOTHING_ELSE });
  }
  const { differences, ...lines } = run.result;
  return {
    ...lines,
    differences: differences.map(({ inForce, proposed: then, firstOn, lastOn, days: count }) =>
      [`${inForce ?? 'none'}→${then ?? 'none'}`, firstOn, lastOn, count].join(' '),
    ),
  };
}

describe('thresholds that are tried', () => {
  const DAYS = ['2021-05-18', '2021-05-21', '2021-05-25', '2021-06-01', '2021-06-12', '2021-06-15', '2021-07-01'];

  it('say where they differ from those in force, from which day to which', () => {
    expect(tried(DAYS, PROPOSED)).toEqual({
      linesInForce: 1,
      linesProposed: 1,
      differences: ['none→yellow 2021-05-21 2021-05-25 2', 'yellow→orange 2021-06-12 2021-06-15 2'],
    });
  });

  it('do not differ from themselves, nor where nothing is found by either', () => {
    const { versions } = shippedThresholds(RULE);
    expect(tried(DAYS, versions[0]?.thresholds ?? {})).toEqual({ linesInForce: 1, linesProposed: 1, differences: [] });
    const paid = { payments: [{ yuan: '49995.00', on: '2021-05-01' }] };
    expect(tried(DAYS, PROPOSED, paid)).toEqual({ linesInForce: 0, linesProposed: 0, differences: [] });
  });

  it('count a line that one of them alone has ever found', () => {
    expect(tried(['2021-05-25'], PROPOSED)).toMatchObject({ linesInForce: 0, linesProposed: 1 });
  });

  it('are held against the version in force on each day', () => {
    const decider = alertRuleDecider('rule', RULE);
    const set = { type: 'set-alert-thresholds' as const, thresholds: PROPOSED, reason: '提前提醒' };
    const by = { personId: 'p', service: null, post: 'supervisor', mode: 'office' } as never;
    const [event] = decider.decide(decider.initial, { ...set, effectiveFrom: day('2021-06-01') }, by);
    const versions = decider.evolve(decider.initial, event!, by);
    expect(tried(DAYS, PROPOSED, {}, versions).differences).toHaveLength(1);
  });

  it('can be of every rule that has any', () => {
    const rules = ALERT_RULES.filter(({ thresholds }) => Object.keys(thresholds).length > 0);
    expect(rules.length).toBeGreaterThan(10);
    for (const rule of rules) {
      const shipped = shippedThresholds(rule);
      const run = new ThresholdTrialRun(rule, shipped, shipped.versions[0]?.thresholds ?? {}, INPUTS);
      const programmes = [5, 14].map((sequence) => programmeOnDay(sequence, '2021-12-31'));
      run.take({ fiscalYear: 2021, on: day('2021-12-31'), programmes, ...NOTHING_ELSE });
      expect([rule.id, run.result.differences]).toEqual([rule.id, []]);
    }
  });
});

/** For each threshold of a rule of runs, receipts, accounts, cases, corrections and arrivals: a day it decides. */
describe('a threshold that is tried shows what it would change', () => {
  const run = (period: string, headcount: number): Paid => ({
    ...{ yuan: '2.50', on: `${period}-26`, period, headcount, rateYuan: '2.50' },
  });
  const heads = (more: number): Standing => ({ payments: [run('2021-01', 100), run('2021-02', 100 + more)] });
  const unpaper: Standing = { payments: [{ yuan: '1.00', on: '2021-06-01', receipt: false }] };
  const large: Standing = { payments: [{ yuan: '600000.00', on: '2021-06-01' }] };
  const ofNew: Standing = { payments: [{ yuan: '1.00', on: '2021-06-01', account: 'new' }] };
  const awaited: Standing = { arrivalsKeptSince: '2021-06-01' };
  const corrected = (count: number): Standing => ({
    corrections: Array.from({ length: count }, (_, at) => ({
      ...{ kind: 'reversed' as const, paymentId: `p${at}`, on: day('2021-06-01'), amountFen: fen(100n) },
    })),
  });
  const asNeeded = {
    standard: { cashFlow: 'as-needed' as const, deadline: { kind: 'unstated' as const, printed: '' } },
  };
  const spent = (early: string, october: string, december: string): Standing => ({
    ...asNeeded,
    payments: [
      { yuan: early, on: '2021-05-10' },
      { yuan: october, on: '2021-10-11' },
      { yuan: december, on: '2021-12-10' },
    ],
  });
  const old = { formedIn: 2020 };

  const TRIALS: readonly [RuleId, string, bigint, number, string, Standing][] = [
    ['R13', 'yellow', 50n, 5, '2021-02-28', { payments: [run('2021-01', 1_000), run('2021-02', 1_005)] }],
    ['R13', 'orange', 200n, 5, '2021-02-28', heads(2)],
    ['R13', 'red', 400n, 5, '2021-02-28', heads(4)],
    ['R13', 'leastHeads', 10n, 5, '2021-02-28', heads(6)],
    ['R19', 'yellowDays', 1n, 7, '2021-06-03', unpaper],
    ['R19', 'orangeDays', 4n, 7, '2021-06-08', unpaper],
    ['R19', 'redDays', 9n, 7, '2021-06-16', unpaper],
    ['R20', 'leastFen', 70_000_000n, 7, '2021-06-02', large],
    ['R20', 'accountDays', 10n, 7, '2021-06-02', ofNew],
    ['R20', 'shownDays', 5n, 7, '2021-06-11', large],
    ['R23', 'yellowDays', 3n, 7, '2021-06-07', {}],
    ['R23', 'orangeDays', 7n, 7, '2021-06-11', {}],
    ['R23', 'redMonths', 1n, 7, '2021-06-30', {}],
    ['R27', 'yellow', 2n, 7, '2021-06-30', corrected(2)],
    ['R27', 'orange', 4n, 7, '2021-06-30', corrected(4)],
    ['R27', 'red', 9n, 7, '2021-06-30', corrected(9)],
    ['R28', 'yellowDays', 5n, 14, '2021-06-10', awaited],
    ['R28', 'orangeDays', 15n, 14, '2021-06-24', awaited],
    ['R28', 'redDays', 25n, 14, '2021-07-08', awaited],
    ['R29', 'december', 1_000n, 7, '2021-12-31', spent('88000.00', '0.01', '12000.00')],
    ['R29', 'quarter', 2_000n, 7, '2021-12-31', spent('75000.00', '25000.00', '0.01')],
    ['R29', 'quarterOrange', 3_800n, 7, '2021-12-31', spent('60000.00', '40000.00', '0.01')],
    ['R29', 'leastFen', 5_000_000n, 7, '2021-12-31', spent('60000.00', '40000.00', '0.01')],
    ['R30', 'yellowDays', 120n, 7, '2021-09-10', old],
    ['R30', 'orangeDays', 60n, 7, '2021-11-10', old],
    ['R30', 'leastFen', 10_000_000n, 7, '2021-11-10', { ...old, budgetYuan: '50000.00' }],
  ];

  it.each(TRIALS)('%s %s', (id, name, value, sequence, on, standing) => {
    const rule = knownRule(id);
    const shipped = shippedThresholds(rule);
    const tried = { ...shipped.versions[0]?.thresholds, [name]: value };
    requireSound(rule, tried);
    const trial = new ThresholdTrialRun(rule, shipped, tried, INPUTS);
    trial.take({
      ...{ fiscalYear: 2021, on: day(on), programmes: [programmeOnDay(sequence, on, standing)], ...NOTHING_ELSE },
      unanswered: [{ subjectName: '项目', cause: 'unpaid', level: 'red', since: day('2021-06-01') }],
      accountConfirmedOn: (account) => (account === 'new' ? day('2021-05-10') : null),
    });
    expect(trial.result.differences).toHaveLength(1);
  });

  it('is tried of every one of theirs', () => {
    const rules = [...new Set(TRIALS.map(([id]) => id))];
    const names = rules.flatMap((id) => Object.keys(knownRule(id).thresholds).map((name) => `${id} ${name}`));
    expect(TRIALS.map(([id, name]) => `${id} ${name}`)).toEqual(names);
  });
});
