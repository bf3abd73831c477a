import { parseBusinessDate, parsePeriod, workingCalendar, type PaymentDeadline } from '@bofu/kernel';
import { monthDue } from './month-due';

/** National Day 2021: off until the seventh, Saturday the ninth worked. */
const CALENDAR = workingCalendar([
  {
    year: 2021,
    holidays: ['01', '02', '03', '04', '05', '06', '07'].map((day) => parseBusinessDate(`2021-10-${day}`)),
    makeUpDays: [parseBusinessDate('2021-09-26'), parseBusinessDate('2021-10-09')],
  },
]);
const OCTOBER = parsePeriod('2021-10');
const monthly = (day: number) => ({
  standard: { deadline: { kind: 'monthly' as const, day, printed: '' } satisfies PaymentDeadline },
});
const dueOf = (...runs: Parameters<typeof monthDue>[0]['runs']) => monthDue({ period: OCTOBER, runs }, CALENDAR);

describe('the days a month is due by', () => {
  it('are the last working day in time, and three working days before it at the bank', () => {
    expect(dueOf(monthly(31))).toEqual({ dueOn: '2021-10-29', handOverBy: '2021-10-26' });
    expect(dueOf(monthly(10))).toEqual({ dueOn: '2021-10-09', handOverBy: '2021-09-29' });
  });
  it('are those of the group that is due first', () => {
    expect(dueOf(monthly(31), monthly(15)).dueOn).toBe('2021-10-15');
  });
  it('are unknown where no document names a day, or the calendar does not reach', () => {
    const unstated = { standard: { deadline: { kind: 'unstated' as const, printed: '' } } };
    expect(dueOf(unstated, { standard: null })).toEqual({ dueOn: null, handOverBy: null });
    expect(monthDue({ period: parsePeriod('2022-03'), runs: [monthly(10)] }, CALENDAR).dueOn).toBeNull();
    expect(monthDue({ period: parsePeriod('2021-01'), runs: [monthly(2)] }, CALENDAR)).toEqual({
      dueOn: '2021-01-01',
      handOverBy: null,
    });
  });
});
