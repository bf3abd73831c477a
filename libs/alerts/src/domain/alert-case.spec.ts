import { parseBusinessDate, parsePeriod, type BusinessDate } from '@bofu/kernel';
import { SOMEBODY, specOf, stateAfter } from '@bofu/testing';
import {
  alertDecider,
  situationOn,
  type AlertCommand,
  type AlertEvent,
  type AlertIdentity,
  type RaisedAlert,
} from './alert-case';
import type { AlertLevel } from './alert-level';
import type { AlertLine } from './alert-line';

const day = (text: string): BusinessDate => parseBusinessDate(`2021-${text}`);
const identity: AlertIdentity = {
  cause: 'unpaid',
  fiscalYear: 2021,
  subject: 'programme-1',
  subjectName: '基础养老金补贴',
  programmeId: 'programme-1',
  appropriationId: 'appropriation-1',
};
const alertId = 'alert-1';
const spec = specOf(alertDecider(alertId));

const line = (level: AlertLevel, more: Partial<AlertLine> = {}): AlertLine => ({
  rule: 'R06',
  ruleName: '逐期发放时限',
  edition: 1,
  ruleVersion: 1,
  blocking: false,
  appropriationId: null,
  period: parsePeriod('2021-05'),
  level,
  formula: '未提交',
  figures: { due: '2021-05-28' },
  stakeFen: '100',
  renewedBy: null,
  since: day('05-21'),
  ...more,
});
const june = (level: AlertLevel) => line(level, { period: parsePeriod('2021-06') });
const assess = (on: string, ...lines: readonly (AlertLevel | AlertLine | null)[]): AlertCommand => ({
  type: 'assess-alert',
  identity,
  evaluatedOn: day(on),
  lines: lines.filter((one) => one !== null).map((one) => (typeof one === 'string' ? line(one) : one)),
});
const raised = (level: AlertLevel, on = '05-21', lines = [line(level)]): AlertEvent => ({
  type: 'AlertRaised',
  data: { alertId, ...identity, level, lines, evaluatedOn: day(on) },
});
const changed = (type: 'AlertEscalated' | 'AlertEased', from: AlertLevel, to: AlertLevel, on: string): AlertEvent => ({
  type,
  data: { alertId, level: to, lines: [line(to)], evaluatedOn: day(on), from },
});
const cleared = (on: string): AlertEvent => ({ type: 'AlertCleared', data: { alertId, evaluatedOn: day(on) } });
const reopened = (level: AlertLevel, on: string, lines = [line(level)]): AlertEvent => ({
  type: 'AlertReopened',
  data: { alertId, level, lines, evaluatedOn: day(on) },
});
const acknowledged: AlertEvent = { type: 'AlertAcknowledged', data: { alertId, actedOn: day('05-22') } };
const snoozed: AlertEvent = {
  type: 'AlertSnoozed',
  data: { alertId, actedOn: day('05-22'), until: day('05-27'), reason: '等批复' },
};
const snooze = (on: string, until: string): AlertCommand => ({
  type: 'snooze-alert',
  actedOn: day(on),
  until: day(until),
  reason: '等批复',
});

const standing = (...events: AlertEvent[]): RaisedAlert => {
  const state = stateAfter(alertDecider(alertId), events);
  if (state.situation === 'none') throw new Error('never raised');
  return state;
};

describe('a case and its rule', () => {
  it('is raised by the first finding', () =>
    spec
      .given([])
      .when(assess('05-21', 'yellow'))
      .then([raised('yellow')]));
  it('is not made by finding nothing', () => spec.given([]).when(assess('05-21', null)).thenNothing());
  it('stays as it is when the same level is found again, on the day or later, with other figures', () => {
    spec
      .given([raised('yellow')])
      .when(assess('05-21', 'yellow'))
      .thenNothing();
    spec
      .given([raised('yellow')])
      .when(assess('05-24', 'yellow'))
      .thenNothing();
    spec
      .given([raised('yellow')])
      .when(assess('05-24', line('yellow', { formula: '已过三天' })))
      .thenNothing();
  });
  it('escalates', () =>
    spec
      .given([raised('yellow')])
      .when(assess('05-25', 'orange'))
      .then([changed('AlertEscalated', 'yellow', 'orange', '05-25')]));
  it('eases', () =>
    spec
      .given([raised('red')])
      .when(assess('05-25', 'info'))
      .then([changed('AlertEased', 'red', 'info', '05-25')]));
  it('is cleared when its cause is gone, once', () => {
    spec
      .given([raised('red')])
      .when(assess('06-03', null))
      .then([cleared('06-03')]);
    spec
      .given([raised('red'), cleared('06-03')])
      .when(assess('06-04', null))
      .thenNothing();
  });
  it('is reopened when it comes back, to be looked at anew', () => {
    spec
      .given([raised('red'), acknowledged, cleared('06-03')])
      .when(assess('06-10', 'yellow'))
      .then([reopened('yellow', '06-10')]);
    expect(standing(raised('red'), acknowledged, cleared('06-03'), reopened('yellow', '06-10'))).toMatchObject({
      situation: 'open',
      recurrences: 1,
      clearedOn: null,
      raisedOn: day('05-21'),
    });
  });
  it('is not changed by a look at an earlier day', () => {
    spec
      .given([raised('red', '05-29')])
      .when(assess('05-24', null))
      .thenNothing();
    spec
      .given([raised('red', '05-29')])
      .when(assess('05-24', 'yellow'))
      .thenNothing();
  });
});

describe('the lines of a case', () => {
  const twoLines: AlertEvent = {
    type: 'AlertLinesChanged',
    data: { alertId, level: 'red', lines: [line('red'), june('red')], evaluatedOn: day('06-29') },
  };

  it('are told when another joins at the same level', () =>
    spec
      .given([raised('red')])
      .when(assess('06-29', 'red', june('red')))
      .then([twoLines]));
  it('are told when one goes, though the case stands', () =>
    spec
      .given([raised('red'), twoLines])
      .when(assess('06-30', june('red')))
      .then([
        { type: 'AlertLinesChanged', data: { alertId, level: 'red', lines: [june('red')], evaluatedOn: day('06-30') } },
      ]));
  it('are told anew when what they are about moves on', () => {
    const short = (month: string) => line('red', { rule: 'R04', period: null, renewedBy: month });
    spec
      .given([raised('red', '05-21', [short('2021-06')])])
      .when(assess('06-01', short('2021-07')))
      .then([
        {
          type: 'AlertLinesChanged',
          data: { alertId, level: 'red', lines: [short('2021-07')], evaluatedOn: day('06-01') },
        },
      ]);
  });
});

describe('a case closed by a person', () => {
  const close = (alone: boolean): AlertCommand => ({
    ...{ type: 'close-alert', actedOn: day('05-24'), reason: '财政停发', alone },
  });
  const data = { alertId, actedOn: day('05-24'), reason: '财政停发' };
  const closed: AlertEvent = { type: 'AlertClosed', data };
  const requested: AlertEvent = { type: 'AlertClosureRequested', data };

  it('needs one where one person does everything', () => {
    spec
      .given([raised('red')])
      .when(close(true))
      .then([closed]);
    expect(standing(raised('red'), closed)).toMatchObject({ situation: 'cleared', closed: { reason: '财政停发' } });
  });
  it('needs a second one where people have rights of their own', () => {
    const decider = alertDecider(alertId);
    spec
      .given([raised('red')])
      .when(close(false))
      .then([requested]);
    const state = [raised('red'), requested].reduce(
      (was, event) => decider.evolve(was, event, SOMEBODY),
      decider.initial,
    );
    expect(() => decider.decide(state, close(false), SOMEBODY)).toThrow('closure-by-second-person');
    const another = { ...SOMEBODY, personId: 'person-2' };
    expect(decider.decide(state, close(false), another)).toEqual([closed]);
  });
  it('stays closed while nothing is added, and comes back when it gets worse or another line joins', () => {
    spec
      .given([raised('yellow'), closed])
      .when(assess('05-25', 'yellow'))
      .thenNothing();
    spec
      .given([raised('yellow'), closed])
      .when(assess('05-25', 'red'))
      .then([reopened('red', '05-25')]);
    spec
      .given([raised('yellow'), closed])
      .when(assess('05-25', 'yellow', june('yellow')))
      .then([reopened('yellow', '05-25', [line('yellow'), june('yellow')])]);
  });
  it('is forgotten as closed once its cause is gone', () =>
    spec
      .given([raised('yellow'), closed, cleared('06-01')])
      .when(assess('06-05', 'yellow'))
      .then([reopened('yellow', '06-05')]));
});

describe('an evaluation withdrawn', () => {
  const withdraw = (on: string): AlertCommand => ({
    type: 'withdraw-assessment',
    evaluatedOn: day(on),
    reason: '误评估',
  });
  const withdrawn = (on: string): AlertEvent => ({
    type: 'AlertAssessmentWithdrawn',
    data: { alertId, evaluatedOn: day(on), reason: '误评估' },
  });
  const worse = changed('AlertEscalated', 'yellow', 'red', '05-29');

  it('puts the case back to how it stood, with what people said of it', () => {
    spec
      .given([raised('yellow'), worse])
      .when(withdraw('05-25'))
      .then([withdrawn('05-25')]);
    expect(standing(raised('yellow'), acknowledged, worse, withdrawn('05-25'))).toMatchObject({
      ...{ situation: 'acknowledged', evaluatedOn: day('05-21'), latest: { level: 'yellow' } },
    });
  });
  it('lets an earlier day be looked at again', () =>
    spec
      .given([raised('yellow'), worse, withdrawn('05-25')])
      .when(assess('05-24', 'orange'))
      .then([changed('AlertEscalated', 'yellow', 'orange', '05-24')]));
  it('ends a case that it raised', () => {
    expect(standing(raised('red'), withdrawn('05-21'))).toMatchObject({ situation: 'cleared', evaluatedOn: null });
    spec
      .given([raised('red'), withdrawn('05-21')])
      .when(assess('05-10', 'yellow'))
      .then([reopened('yellow', '05-10')]);
  });
  it('concerns no case that was not touched since', () =>
    spec
      .given([raised('yellow')])
      .when(withdraw('05-25'))
      .thenNothing());
});

describe('a case and people', () => {
  it('is acknowledged once', () => {
    const command: AlertCommand = { type: 'acknowledge-alert', actedOn: day('05-22') };
    spec
      .given([raised('yellow')])
      .when(command)
      .then([acknowledged]);
    spec
      .given([raised('yellow'), acknowledged])
      .when(command)
      .thenNothing();
  });
  it('is assigned, and to the same person once', () => {
    const command: AlertCommand = { type: 'assign-alert', actedOn: day('05-22'), assigneeId: 'person-2' };
    const assigned: AlertEvent = {
      type: 'AlertAssigned',
      data: { alertId, actedOn: day('05-22'), assigneeId: 'person-2' },
    };
    spec
      .given([raised('yellow')])
      .when(command)
      .then([assigned]);
    spec
      .given([raised('yellow'), assigned])
      .when(command)
      .thenNothing();
  });
  it('takes comments, after it is cleared too', () => {
    const command: AlertCommand = { type: 'comment-alert', actedOn: day('06-05'), comment: '已补发' };
    const commented: AlertEvent = {
      type: 'AlertCommented',
      data: { alertId, actedOn: day('06-05'), comment: '已补发' },
    };
    spec
      .given([raised('red'), cleared('06-03')])
      .when(command)
      .then([commented]);
  });
  it('is disposed of with a reason, which does not clear it', () => {
    const command: AlertCommand = {
      type: 'dispose-alert',
      actedOn: day('05-22'),
      decision: 'supplement',
      reason: '报追加',
    };
    const disposed: AlertEvent = {
      type: 'AlertDisposed',
      data: { alertId, actedOn: day('05-22'), decision: 'supplement', reason: '报追加' },
    };
    spec
      .given([raised('red')])
      .when(command)
      .then([disposed]);
    expect(standing(raised('red'), disposed)).toMatchObject({
      situation: 'acknowledged',
      disposition: { decision: 'supplement' },
    });
  });
  it.each<AlertCommand>([
    { type: 'acknowledge-alert', actedOn: day('06-05') },
    { type: 'assign-alert', actedOn: day('06-05'), assigneeId: 'person-2' },
    snooze('06-05', '06-08'),
    { type: 'dispose-alert', actedOn: day('06-05'), decision: 'cancel', reason: '不办了' },
  ])('needs a case that stands: $type', (command) => {
    spec.given([]).when(command).thenRefuses('alert-not-found', { alertId });
    spec
      .given([raised('red'), cleared('06-03')])
      .when(command)
      .thenRefuses('alert-cleared', { alertId, clearedOn: day('06-03') });
  });
});

describe('a case put off', () => {
  it('has a day ahead and a reason', () => {
    spec
      .given([raised('yellow')])
      .when(snooze('05-22', '05-27'))
      .then([snoozed]);
    spec
      .given([raised('yellow')])
      .when(snooze('05-22', '05-22'))
      .thenRefuses('snooze-not-ahead');
  });
  it('stands again by itself when the day is over, as it stood', () => {
    expect(situationOn(standing(raised('yellow'), snoozed), day('05-27'))).toBe('snoozed');
    expect(situationOn(standing(raised('yellow'), snoozed), day('05-28'))).toBe('open');
    expect(situationOn(standing(raised('yellow'), acknowledged, snoozed), day('05-28'))).toBe('acknowledged');
  });
  it('stands again when it gets worse, not when it gets better', () => {
    const worse = changed('AlertEscalated', 'yellow', 'orange', '05-25');
    expect(situationOn(standing(raised('yellow'), snoozed, worse), day('05-25'))).toBe('open');
    const better = changed('AlertEased', 'yellow', 'info', '05-25');
    expect(situationOn(standing(raised('yellow'), snoozed, better), day('05-25'))).toBe('snoozed');
  });
  it('is never a red one of a rule that blocks', () => {
    spec
      .given([raised('red', '05-21', [line('red', { rule: 'R09', blocking: true })])])
      .when(snooze('05-22', '05-27'))
      .thenRefuses('alert-blocking-not-snoozed');
    spec
      .given([raised('red')])
      .when(snooze('05-22', '05-27'))
      .then([snoozed]);
  });
});
