import { parseBusinessDate, type By } from '@bofu/kernel';
import { reportDue } from './report-due';
import {
  reportSchedulesDecider,
  type ReportScheduleCommand,
  type ReportScheduleEvent,
  type ReportSchedules,
} from './report-schedules';

const by: By = { personId: 'li', post: 'clerk', delegationId: null, channel: 'page', mode: 'office' };
const day = parseBusinessDate('2021-11-02');
const monthly: ReportScheduleCommand = {
  ...{ type: 'schedule-report', scheduleId: 's-1', report: 'period-summary', format: 'pdf', every: 'month', day: 5 },
  ...{ unitCode: null, fundingLevel: null, programmeId: null, scheduledOn: day },
};

const { initial, decide, evolve } = reportSchedulesDecider;
const after = (events: readonly ReportScheduleEvent[]): ReportSchedules =>
  events.reduce((state, event) => evolve(state, event, by), initial);
const given = (...commands: ReportScheduleCommand[]): ReportSchedules =>
  commands.reduce<ReportSchedules>(
    (state, command) => decide(state, command, by).reduce((next, event) => evolve(next, event, by), state),
    initial,
  );

describe('a scheduled report', () => {
  it('stands until it is ended, with who asked for it', () => {
    expect([...given(monthly).values()]).toMatchObject([{ scheduleId: 's-1', scheduledBy: 'li', day: 5 }]);
    const ended = decide(given(monthly), { type: 'end-report-schedule', scheduleId: 's-1', endedOn: day }, by);
    expect(ended).toEqual([{ type: 'ReportScheduleEnded', data: { scheduleId: 's-1', endedOn: day } }]);
    expect(after([...decide(initial, monthly, by), ...ended]).size).toBe(0);
  });

  it('is not scheduled twice, but may be for another cycle or another level', () => {
    const again = { ...monthly, scheduleId: 's-2' } as const;
    expect(() => decide(given(monthly), again, by)).toThrow('report-scheduled-already');
    expect(given(monthly, { ...again, every: 'quarter' }).size).toBe(2);
    expect(given(monthly, { ...again, fundingLevel: 'central' }).size).toBe(2);
  });

  it('is not ended where it does not stand', () => {
    const end: ReportScheduleCommand = { type: 'end-report-schedule', scheduleId: 's-1', endedOn: day };
    expect(() => decide(initial, end, by)).toThrow('report-schedule-not-found');
    expect(() => decide(given(monthly, end), end, by)).toThrow('report-schedule-not-found');
  });
});

describe('what is due', () => {
  it.each([
    ['month', 5, '2021-11-04', null],
    ['month', 5, '2021-11-05', '2021-10-01 2021-10-31'],
    ['month', 5, '2021-11-30', '2021-10-01 2021-10-31'],
    ['month', 1, '2022-01-01', '2021-12-01 2021-12-31'],
    ['month', 28, '2022-03-28', '2022-02-01 2022-02-28'],
    ['quarter', 10, '2021-10-09', null],
    ['quarter', 10, '2021-10-10', '2021-07-01 2021-09-30'],
    ['quarter', 10, '2021-12-31', '2021-07-01 2021-09-30'],
    ['quarter', 3, '2022-02-01', '2021-10-01 2021-12-31'],
  ] as const)('every %s from day %i on: on %s, %s', (every, from, today, expected) => {
    const due = reportDue({ every, day: from }, parseBusinessDate(today));
    expect(due && `${due.from} ${due.asOf}`).toBe(expected);
  });
});
