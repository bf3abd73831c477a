import { parseBusinessDate } from '@bofu/kernel';
import { givenEvents, issued, scopeOf } from '../../testing/given-events';
import { alertsAndTheirHandling } from './q11-alerts-and-their-handling';
import { answerTo } from './question';

describe('alerts and their handling', () => {
  const own = { alertId: 'R06-A-2021-05' };
  const stream = `alert-${own.alertId}`;
  const manager = { personId: 'li', post: 'supervisor', delegationId: null, channel: 'page', mode: 'office' };
  const line = {
    ...{ rule: 'R06', ruleName: '逐期发放时限', edition: 1, ruleVersion: 2, blocking: false, appropriationId: null },
    ...{ period: '2021-05', level: 'yellow', formula: '2021-05 未提交', figures: {}, stakeFen: '1', renewedBy: null },
    since: '2021-05-21',
  };
  const found = { level: 'yellow', lines: [line], evaluatedOn: '2021-05-21' };
  const raised = {
    ...own,
    cause: 'unpaid',
    fiscalYear: 2021,
    subject: 'of-A',
    subjectName: '项目A',
    programmeId: 'of-A',
    appropriationId: 'A',
  };
  const events = givenEvents(
    {
      stream: 'person-li',
      type: 'PersonRegistered',
      data: { personId: 'li', name: '李主管', number: '7', kind: 'person' },
    },
    {
      stream: 'alertRule-R06',
      type: 'AlertThresholdsSet',
      data: {
        alertRuleId: 'R06',
        rule: 'R06',
        version: 2,
        effectiveFrom: '2021-03-01',
        thresholds: {},
        reason: '提早提醒',
      },
    },
    { stream, type: 'AlertRaised', data: { ...raised, ...found } },
    { stream, type: 'AlertAcknowledged', data: { ...own, actedOn: '2021-05-22', by: manager } },
    {
      stream,
      type: 'AlertEscalated',
      data: { ...own, ...found, level: 'orange', from: 'yellow', evaluatedOn: '2021-05-25' },
    },
    {
      stream,
      type: 'AlertDisposed',
      data: { ...own, actedOn: '2021-05-26', decision: 'supplement', reason: '已申请追加' },
    },
    { stream, type: 'AlertCleared', data: { ...own, evaluatedOn: '2021-05-28' } },
  );
  const ask = (scope = {}) => answerTo(alertsAndTheirHandling, events, scopeOf(scope));

  it('tells each case from its raise to its end, and the thresholds it was raised by', () => {
    const { rows, answer, events: proof } = ask();
    expect(rows).toMatchObject([
      {
        alertId: 'R06-A-2021-05',
        raisedOn: '2021-05-21',
        raisedLevel: 'yellow',
        causeName: '未按期支付',
        lines: [
          {
            rule: 'R06',
            period: '2021-05',
            ruleVersion: 2,
            thresholdsSince: '2021-03-01',
            thresholdsReason: '提早提醒',
          },
        ],
        disposition: 'supplement',
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
    expect(proof.map(({ number }) => number)).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('goes no further than the date asked for', () => {
    const { rows } = ask({ asOf: parseBusinessDate('2021-05-25') });
    expect(rows).toMatchObject([{ disposition: null, clearedOn: null }]);
    expect(rows[0]?.steps).toHaveLength(3);
    expect(ask({ asOf: parseBusinessDate('2021-05-20') }).rows).toEqual([]);
    expect(ask({ appropriationIds: ['B'] }).rows).toEqual([]);
  });

  it('finds a case of a whole programme by any appropriation it is paid from', () => {
    const pension = { programmeId: 'pension' };
    const told = givenEvents(
      issued('A', '100', pension),
      issued('B', '200', { ...pension, fundingLevel: 'central' }),
      issued('C', '300'),
      { stream, type: 'AlertRaised', data: { ...raised, ...found, ...pension, subject: 'pension' } },
    );
    const about = (appropriationId: string) =>
      answerTo(alertsAndTheirHandling, told, scopeOf({ appropriationIds: [appropriationId] })).rows.length;
    expect([about('A'), about('B'), about('C')]).toEqual([1, 1, 0]);
  });
});
