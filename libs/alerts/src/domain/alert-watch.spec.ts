import { parseBusinessDate } from '@bofu/kernel';
import { specOf, stateAfter } from '@bofu/testing';
import { daysToJudge } from '../days-to-judge';
import { alertWatchDecider, lastEvaluated, type AlertWatchCommand, type AlertWatchEvent } from './alert-watch';

const day = (text: string) => parseBusinessDate(`2021-${text}`);
const decider = alertWatchDecider('watch-1');
const spec = specOf(decider);
const own = { watchId: 'watch-1', fiscalYear: 2021 };

const evaluated = (on: string): AlertWatchEvent => ({
  type: 'AlertsEvaluated',
  data: { ...own, evaluatedOn: day(on), knownUpTo: '7', programmes: 2, unjudgedCount: 0, unjudged: [] },
});
const evaluate = (on: string, changed = false): AlertWatchCommand => ({
  ...{ type: 'record-evaluation', fiscalYear: 2021, evaluatedOn: day(on), knownUpTo: '7', programmes: 2 },
  ...{ unjudged: [], changed },
});
const withdrawn = (on: string): AlertWatchEvent => ({
  type: 'AlertEvaluationWithdrawn',
  data: { ...own, evaluatedOn: day(on), reason: '误评估' },
});
const enabled: AlertWatchEvent = { type: 'AlertWatchEnabled', data: { ...own, from: day('03-01') } };

describe('the watch of a year', () => {
  it('is switched on once', () => {
    const enable: AlertWatchCommand = { type: 'enable-alert-watch', fiscalYear: 2021, from: day('03-01') };
    spec.given([]).when(enable).then([enabled]);
    spec.given([enabled]).when(enable).thenRefuses('alert-watch-enabled');
  });
  it('keeps each day that was judged, and the same again only if something came of it', () => {
    spec
      .given([])
      .when(evaluate('03-01'))
      .then([evaluated('03-01')]);
    spec
      .given([evaluated('03-01')])
      .when(evaluate('03-01'))
      .thenNothing();
    spec
      .given([evaluated('03-01')])
      .when(evaluate('03-01', true))
      .then([evaluated('03-01')]);
  });
  it('judges no earlier day than the last, until that is withdrawn', () => {
    spec
      .given([evaluated('12-31')])
      .when(evaluate('03-01'))
      .thenRefuses('evaluation-before-last', { on: day('03-01'), last: day('12-31') });
    spec
      .given([evaluated('02-28'), evaluated('12-31'), withdrawn('12-31')])
      .when(evaluate('03-01'))
      .then([evaluated('03-01')]);
  });
  it('withdraws what was judged, and what came after', () => {
    const withdraw = (on: string): AlertWatchCommand => ({
      ...{ type: 'withdraw-evaluation', fiscalYear: 2021, evaluatedOn: day(on), reason: '误评估' },
    });
    spec.given([]).when(withdraw('03-01')).thenRefuses('evaluation-not-found');
    spec
      .given([evaluated('03-01'), evaluated('03-02')])
      .when(withdraw('03-01'))
      .then([withdrawn('03-01')]);
    expect(lastEvaluated(stateAfter(decider, [evaluated('03-01'), evaluated('03-02'), withdrawn('03-01')]))).toBeNull();
  });
  it('says what failed until a day is judged again', () => {
    const failed: AlertWatchEvent = {
      type: 'AlertEvaluationFailed',
      data: { ...own, on: day('03-02'), reason: '连接不上' },
    };
    const fail: AlertWatchCommand = {
      ...{ type: 'record-failed-evaluation', fiscalYear: 2021, on: day('03-02'), reason: '连接不上' },
    };
    spec.given([]).when(fail).then([failed]);
    spec.given([failed]).when(fail).thenNothing();
    expect(stateAfter(decider, [failed]).failed).toMatchObject({ reason: '连接不上' });
    expect(stateAfter(decider, [failed, evaluated('03-02')]).failed).toBeNull();
  });
});

describe('the days to judge', () => {
  it('are all that were missed, oldest first', () => {
    const watch = stateAfter(decider, [enabled, evaluated('03-05')]);
    expect(daysToJudge(watch, 2021, day('03-08'))).toEqual([day('03-06'), day('03-07'), day('03-08')]);
    expect(daysToJudge(watch, 2021, day('03-05'))).toEqual([]);
  });
  it('are the year’s own, and then the day alone, once the year is over', () => {
    const watch = stateAfter(decider, [enabled, evaluated('12-29')]);
    const inFebruary = parseBusinessDate('2022-02-03');
    expect(daysToJudge(watch, 2021, inFebruary)).toEqual([day('12-30'), day('12-31'), inFebruary]);
  });
  it('begin on the day the watch was switched on, and without that are the one asked for', () => {
    expect(daysToJudge(stateAfter(decider, [enabled]), 2021, day('03-02'))).toEqual([day('03-01'), day('03-02')]);
    expect(daysToJudge(decider.initial, 2021, day('03-02'))).toEqual([day('03-02')]);
  });
});
