import { parsePeriod, periodsOfYear } from './business-date';
import { CALENDAR_2021 } from '../testing/calendar-2021';
import { bankHandOver, dueDate, type PaymentDeadline } from './payment-deadline';
import { InvariantViolation } from './refusal';
import { workingCalendar } from './working-calendar';

const calendar = workingCalendar([CALENDAR_2021]);
const monthly = (day: number): PaymentDeadline => ({ kind: 'monthly', day, printed: `每月${day}日以前` });
const duesOf2021 = (deadline: PaymentDeadline) =>
  periodsOfYear(2021).map((period) => {
    const due = dueDate(deadline, period, calendar);
    if (due === null) throw new Error('a monthly deadline always falls due');
    return due;
  });
const in2021 = (...days: string[]) => days.map((day) => `2021-${day}`);

describe('每月30日以前 in 2021', () => {
  const dues = duesOf2021(monthly(30));

  it('falls due on the last working day on or before the 30th or the month end', () => {
    expect(dues).toEqual(
      in2021(
        '01-29',
        '02-26',
        '03-30',
        '04-30',
        '05-28',
        '06-30',
        '07-30',
        '08-30',
        '09-30',
        '10-29',
        '11-30',
        '12-30',
      ),
    );
  });

  it('wants money and list at the bank three working days earlier', () => {
    expect(dues.map((due) => bankHandOver(due, calendar))).toEqual(
      in2021(
        '01-26',
        '02-23',
        '03-25',
        '04-27',
        '05-25',
        '06-25',
        '07-27',
        '08-25',
        '09-27',
        '10-26',
        '11-25',
        '12-27',
      ),
    );
  });
});

describe('月底前 in 2021', () => {
  it('differs from the 30th only in March, May, August and December', () => {
    const [thirtieth, monthEnd] = [duesOf2021(monthly(30)), duesOf2021(monthly(31))];
    expect(monthEnd.filter((due, month) => due !== thirtieth[month])).toEqual(
      in2021('03-31', '05-31', '08-31', '12-31'),
    );
  });
});

describe('a deadline once a year', () => {
  const byDate = (monthDay: string): PaymentDeadline => ({ kind: 'by-date', monthDay, printed: '上半年完成' });

  it.each([
    ['06-30', '2021-06-30'],
    ['12-31', '2021-12-31'],
    ['10-31', '2021-10-29'],
    ['02-29', '2021-02-26'],
  ])('%s falls due on %s whatever the period', (monthDay, due) => {
    expect(dueDate(byDate(monthDay), parsePeriod('2021-01'), calendar)).toBe(due);
    expect(dueDate(byDate(monthDay), parsePeriod('2021-12'), calendar)).toBe(due);
  });
});

describe('a deadline the document does not state', () => {
  it('never falls due', () => {
    expect(dueDate({ kind: 'unstated', printed: '及时拨付' }, parsePeriod('2021-06'), calendar)).toBeNull();
  });
});

describe('what cannot be answered', () => {
  it('refuses a period in a year whose calendar is not loaded', () => {
    expect(() => dueDate(monthly(30), parsePeriod('2022-05'), calendar)).toThrow(
      expect.objectContaining({ code: 'calendar-year-missing', facts: { year: 2022 } }),
    );
  });

  it('stops the work at a day no month has, and at a kind it does not know', () => {
    expect(() => dueDate(monthly(0), parsePeriod('2021-05'), calendar)).toThrow(InvariantViolation);
    const foreign = { kind: 'weekly', printed: '' } as unknown as PaymentDeadline;
    expect(() => dueDate(foreign, parsePeriod('2021-05'), calendar)).toThrow(InvariantViolation);
  });
});
