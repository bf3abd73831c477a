import { parseBusinessDate } from '@bofu/kernel';
import { specOf, stateAfter } from '@bofu/testing';
import { alertRuleDecider, versionOn, type AlertRuleEvent, type RuleTerms, type Thresholds } from './alert-rule';

const day = parseBusinessDate;
const TERMS: RuleTerms = {
  id: 'R01',
  thresholds: {
    yellow: { label: '黄', unit: 'points', shipped: 500n },
    red: { label: '红', unit: 'points', shipped: 1_500n },
    leastFen: { label: '下限', unit: 'fen', shipped: 100_000n },
  },
  rising: [['yellow', 'red']],
};
const spec = specOf(alertRuleDecider('alert-rule-1', TERMS));
const set = (effectiveFrom: string, thresholds: Thresholds) => ({
  type: 'set-alert-thresholds' as const,
  effectiveFrom: day(effectiveFrom),
  thresholds,
  reason: '财政局要求',
});
const wasSet = (version: number, effectiveFrom: string, yellow: string): AlertRuleEvent => ({
  type: 'AlertThresholdsSet',
  data: {
    alertRuleId: 'alert-rule-1',
    rule: 'R01',
    version,
    effectiveFrom: day(effectiveFrom),
    thresholds: { yellow, red: '1500', leastFen: '100000' },
    reason: '财政局要求',
  },
});
const SOUND = { yellow: 300n, red: 1_500n, leastFen: 100_000n };

describe('the thresholds of a rule', () => {
  it('are version 1 as shipped, and each change is a further version from its day on', () => {
    spec
      .given([])
      .when(set('2021-04-01', SOUND))
      .then([wasSet(2, '2021-04-01', '300')]);
    spec
      .given([wasSet(2, '2021-04-01', '300')])
      .when(set('2021-10-01', { ...SOUND, yellow: 200n }))
      .then([wasSet(3, '2021-10-01', '200')]);
  });

  it('count by the day evaluated', () => {
    const state = stateAfter(alertRuleDecider('alert-rule-1', TERMS), [
      wasSet(2, '2021-04-01', '300'),
      wasSet(3, '2021-10-01', '200'),
    ]);
    const on = (date: string) => {
      const { version, thresholds } = versionOn(state, day(date));
      return [version, thresholds['yellow']];
    };
    expect([on('2021-03-31'), on('2021-04-01'), on('2021-09-30'), on('2021-10-01')]).toEqual([
      [1, 500n],
      [2, 300n],
      [2, 300n],
      [3, 200n],
    ]);
  });

  it.each<[string, Thresholds, object]>([
    ['a scale that does not rise', { ...SOUND, yellow: 1_500n }, { field: '红', reason: 'not-rising' }],
    ['one that is missing', { yellow: 300n, red: 1_500n }, { field: '下限', reason: 'missing' }],
    ['one the rule has not', { ...SOUND, blue: 1n }, { field: 'blue', reason: 'unknown' }],
    ['less than nothing', { ...SOUND, yellow: -1n }, { field: '黄', reason: 'out-of-range' }],
    ['more than can be written', { ...SOUND, leastFen: 10n ** 16n }, { field: '下限', reason: 'out-of-range' }],
    ['a level nothing can reach', { ...SOUND, red: 10_001n }, { field: '红', reason: 'switches-off' }],
    ['a level everything reaches', { ...SOUND, yellow: 0n }, { field: '黄', reason: 'switches-off' }],
    [
      'a minimum that hides every programme',
      { ...SOUND, leastFen: 10_000_001n },
      { field: '下限', reason: 'switches-off' },
    ],
  ])('are refused with %s', (_what, thresholds, facts) => {
    spec
      .given([])
      .when(set('2021-04-01', thresholds))
      .thenRefuses('thresholds-unsound', facts as Record<string, unknown>);
  });

  it('do not come into force before those they replace', () => {
    spec
      .given([wasSet(2, '2021-04-01', '300')])
      .when(set('2021-03-31', SOUND))
      .thenRefuses('thresholds-before-former', { effectiveFrom: day('2021-03-31'), former: day('2021-04-01') });
  });
});
