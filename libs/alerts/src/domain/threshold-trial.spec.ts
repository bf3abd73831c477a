import { BUDGET_TYPE_LABEL } from '@bofu/budget';
import { CALENDAR, day, programmeOnDay, type Standing } from '../../../monitoring/testing/programme-on-day';
import { alertRuleDecider, shippedThresholds, type Thresholds } from './alert-rule';
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
    run.take({ fiscalYear: 2021, on: day(on), programmes, schemes: [], declaredTotals: [] });
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
      run.take({ fiscalYear: 2021, on: day('2021-12-31'), programmes, schemes: [], declaredTotals: [] });
      expect([rule.id, run.result.differences]).toEqual([rule.id, []]);
    }
  });
});
