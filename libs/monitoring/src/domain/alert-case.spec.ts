import { parseBusinessDate, parsePeriod, type BusinessDate } from '@bofu/kernel';
import { specOf, stateAfter } from '@bofu/testing';
import {
  alertDecider,
  alertIdOf,
  situationOn,
  type AlertCommand,
  type AlertEvent,
  type AlertIdentity,
  type RaisedAlert,
} from './alert-case';
import type { AlertLevel } from './alert-level';

const day = (text: string): BusinessDate => parseBusinessDate(`2021-${text}`);
const identity: AlertIdentity = {
  rule: 'R06',
  ruleName: '逐期发放时限',
  blocking: false,
  fiscalYear: 2021,
  subject: '2021-13062121BHNLI8GFGL4GA',
  subjectName: '基础养老金补贴',
  appropriationId: '2021-13062121BHNLI8GFGL4GA',
  period: parsePeriod('2021-05'),
};
const alertId = alertIdOf(identity);
const spec = specOf(alertDecider(alertId));

const found = (level: AlertLevel, formula = '未提交') => ({ level, formula, figures: { due: '2021-05-28' } });
const assess = (on: string, level: AlertLevel | null, who = identity): AlertCommand => ({
  type: 'assess-alert',
  identity: who,
  ruleVersion: 1,
  evaluatedOn: day(on),
  found: level === null ? null : found(level),
});
const raised = (level: AlertLevel, on = '05-21', who = identity): AlertEvent => ({
  type: 'AlertRaised',
  data: { alertId, ...who, ruleVersion: 1, ...found(level), evaluatedOn: day(on) },
});
const changed = (type: 'AlertEscalated' | 'AlertEased', from: AlertLevel, to: AlertLevel, on: string): AlertEvent => ({
  type,
  data: { ruleVersion: 1, ...found(to), evaluatedOn: day(on), from },
});
const cleared = (on: string): AlertEvent => ({ type: 'AlertCleared', data: { ruleVersion: 1, evaluatedOn: day(on) } });
const reopened = (level: AlertLevel, on: string): AlertEvent => ({
  type: 'AlertReopened',
  data: { ruleVersion: 1, ...found(level), evaluatedOn: day(on) },
});
const acknowledged: AlertEvent = { type: 'AlertAcknowledged', data: { actedOn: day('05-22') } };
const snoozed: AlertEvent = {
  type: 'AlertSnoozed',
  data: { actedOn: day('05-22'), until: day('05-27'), reason: '等批复' },
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
  it('is known by what it is about', () => expect(alertId).toBe('R06-2021-13062121BHNLI8GFGL4GA-2021-05'));

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
    const other = { ...assess('05-24', 'yellow'), found: found('yellow', '已过三天') } as AlertCommand;
    spec
      .given([raised('yellow')])
      .when(other)
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
    const command: AlertCommand = { type: 'assign-alert', actedOn: day('05-22'), assignee: '李股长' };
    const assigned: AlertEvent = { type: 'AlertAssigned', data: { actedOn: day('05-22'), assignee: '李股长' } };
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
    const commented: AlertEvent = { type: 'AlertCommented', data: { actedOn: day('06-05'), comment: '已补发' } };
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
      data: { actedOn: day('05-22'), decision: 'supplement', reason: '报追加' },
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
    { type: 'assign-alert', actedOn: day('06-05'), assignee: '李股长' },
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
    const blocking: AlertIdentity = { ...identity, rule: 'R09', blocking: true };
    spec
      .given([raised('red', '05-21', blocking)])
      .when(snooze('05-22', '05-27'))
      .thenRefuses('alert-blocking-not-snoozed');
    spec
      .given([raised('red')])
      .when(snooze('05-22', '05-27'))
      .then([snoozed]);
  });
});
