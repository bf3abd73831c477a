import { parseBusinessDate } from '@bofu/kernel';
import { givenEvents, scopeOf } from '../../testing/given-events';
import { alertsAndTheirHandling } from './q11-alerts-and-their-handling';
import { answerTo } from './question';

describe('alerts and their handling', () => {
  const stream = 'alert-R06-2021-A-2021-05';
  const found = { ruleVersion: 2, level: 'yellow', formula: '2021-05 未提交', figures: {}, evaluatedOn: '2021-05-21' };
  const raised = {
    alertId: 'R06-2021-A-2021-05',
    rule: 'R06',
    ruleName: '逐期发放时限',
    blocking: false,
    fiscalYear: 2021,
    subject: '2021-A',
    subjectName: '项目A',
    appropriationId: '2021-A',
    period: '2021-05',
  };
  const events = givenEvents(
    {
      stream: 'alert-rule-R06',
      type: 'AlertThresholdsSet',
      data: { rule: 'R06', version: 2, effectiveFrom: '2021-03-01', thresholds: {}, reason: '提早提醒' },
    },
    { stream, type: 'AlertRaised', data: { ...raised, ...found } },
    { stream, type: 'AlertAcknowledged', data: { actedOn: '2021-05-22' }, metadata: { actor: '李主管' } },
    { stream, type: 'AlertEscalated', data: { ...found, level: 'orange', from: 'yellow', evaluatedOn: '2021-05-25' } },
    { stream, type: 'AlertDisposed', data: { actedOn: '2021-05-26', decision: 'supplement', reason: '已申请追加' } },
    { stream, type: 'AlertCleared', data: { ruleVersion: 2, evaluatedOn: '2021-05-28' } },
  );
  const ask = (scope = {}) => answerTo(alertsAndTheirHandling, events, scopeOf(scope));

  it('tells each case from its raise to its end, and the thresholds it was raised by', () => {
    const { rows, answer, events: proof } = ask();
    expect(rows).toMatchObject([
      {
        alertId: 'R06-2021-A-2021-05',
        raisedOn: '2021-05-21',
        raisedLevel: 'yellow',
        ruleVersion: 2,
        thresholdsSince: '2021-03-01',
        thresholdsReason: '提早提醒',
        disposition: '追加',
        clearedOn: '2021-05-28',
      },
    ]);
    expect(rows[0]?.steps.map(({ what, on }) => [what, on])).toEqual([
      ['触发', '2021-05-21'],
      ['确认', '2021-05-22'],
      ['升级', '2021-05-25'],
      ['处置', '2021-05-26'],
      ['销号', '2021-05-28'],
    ]);
    expect(rows[0]?.steps[1]?.actor).toBe('李主管');
    expect(answer).toBe(
      '共触发 1 个预警（按触发时级别：红 0 个、橙 0 个、黄 1 个、提示 0 个），已处置 1 个，已销号 1 个，未销号 0 个。',
    );
    expect(proof.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('goes no further than the date asked for', () => {
    const { rows } = ask({ asOf: parseBusinessDate('2021-05-25') });
    expect(rows).toMatchObject([{ disposition: null, clearedOn: null }]);
    expect(rows[0]?.steps).toHaveLength(3);
    expect(ask({ asOf: parseBusinessDate('2021-05-20') }).rows).toEqual([]);
    expect(ask({ appropriationId: '2021-B' }).rows).toEqual([]);
  });
});
