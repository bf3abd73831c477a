import { addDays, dateOf, dayOfWeek, parseBusinessDate, type BusinessDate } from './business-date';
import { CALENDAR_2021 } from '../testing/calendar-2021';
import { InvariantViolation } from './refusal';
import { whereLoaded, workingCalendar, type CalendarYear } from './working-calendar';

const refused = (code: string, facts?: object) =>
  expect.objectContaining({ name: 'Refusal', code, ...(facts ? { facts } : {}) });
const day = (text: string) => parseBusinessDate(text);
const calendar = workingCalendar([CALENDAR_2021]);

const daysOf2021: BusinessDate[] = Array.from({ length: 365 }, (_, index) => addDays(dateOf(2021, 1, 1), index));

describe('the year 2021', () => {
  it('has 31 days off, seven worked weekend days and 250 working days', () => {
    expect(new Set(CALENDAR_2021.holidays).size).toBe(31);
    expect(CALENDAR_2021.makeUpDays).toHaveLength(7);
    expect(daysOf2021.filter(calendar.isWorkingDay)).toHaveLength(250);
  });

  it('departs from an ordinary week exactly where the notice says', () => {
    const workedWeekends = daysOf2021.filter((date) => dayOfWeek(date) >= 6 && calendar.isWorkingDay(date));
    const weekdaysOff = daysOf2021.filter((date) => dayOfWeek(date) < 6 && !calendar.isWorkingDay(date));
    expect(workedWeekends).toEqual(
      ['02-07', '02-20', '04-25', '05-08', '09-18', '09-26', '10-09'].map((text) => `2021-${text}`),
    );
    expect(weekdaysOff).toEqual(
      [
        ['01-01'],
        ['02-11', '02-12', '02-15', '02-16', '02-17'],
        ['04-05'],
        ['05-03', '05-04', '05-05'],
        ['06-14'],
        ['09-20', '09-21'],
        ['10-01', '10-04', '10-05', '10-06', '10-07'],
      ]
        .flat()
        .map((text) => `2021-${text}`),
    );
  });

  it.each([
    ['2021-05-30', '2021-05-28'],
    ['2021-02-28', '2021-02-26'],
    ['2021-10-07', '2021-09-30'],
    ['2021-10-09', '2021-10-09'],
    ['2021-02-14', '2021-02-10'],
    ['2021-06-30', '2021-06-30'],
  ])('finds the last working day on or before %s to be %s', (date, working) => {
    expect(calendar.onOrBefore(day(date))).toBe(working);
  });

  it.each([
    ['2021-09-30', 3, '2021-09-27'],
    ['2021-10-11', 1, '2021-10-09'],
    ['2021-10-08', 1, '2021-09-30'],
    ['2021-10-03', 1, '2021-09-30'],
    ['2021-05-28', 0, '2021-05-28'],
  ])('counts back from %s by %s working days to %s', (date, n, before) => {
    expect(calendar.workingDaysBefore(day(date), n)).toBe(before);
  });

  it.each([
    ['2021-09-30', 1, '2021-10-08'],
    ['2021-09-30', 2, '2021-10-09'],
    ['2021-09-30', 3, '2021-10-11'],
    ['2021-02-10', 1, '2021-02-18'],
    ['2021-02-13', 3, '2021-02-20'],
  ])('counts on from %s by %s working days to %s', (date, n, after) => {
    expect(calendar.workingDaysAfter(day(date), n)).toBe(after);
  });

  it('counts back and forth between any two working days alike', () => {
    const working = daysOf2021.filter(calendar.isWorkingDay);
    for (let index = 0; index + 7 < working.length; index += 1) {
      const [from, to] = [working[index], working[index + 7]];
      if (from === undefined || to === undefined) throw new Error('unreachable');
      expect(calendar.workingDaysAfter(from, 7)).toBe(to);
      expect(calendar.workingDaysBefore(to, 7)).toBe(from);
    }
  });

  it.each([-1, 1.5, Number.NaN])('cannot count %s days', (n) => {
    expect(() => calendar.workingDaysBefore(day('2021-05-28'), n)).toThrow(InvariantViolation);
  });
});

describe('a year that is not loaded', () => {
  it('is refused, not guessed', () => {
    expect(() => calendar.isWorkingDay(day('2022-03-01'))).toThrow(refused('calendar-year-missing', { year: 2022 }));
    expect(() => calendar.onOrBefore(day('2020-12-31'))).toThrow(refused('calendar-year-missing', { year: 2020 }));
  });

  it('is refused when counting crosses into it from either side', () => {
    expect(() => calendar.workingDaysBefore(day('2021-01-05'), 2)).toThrow(
      refused('calendar-year-missing', { year: 2020 }),
    );
    expect(() => calendar.onOrBefore(day('2021-01-02'))).toThrow(refused('calendar-year-missing', { year: 2020 }));
    expect(() => calendar.workingDaysAfter(day('2021-12-31'), 1)).toThrow(
      refused('calendar-year-missing', { year: 2022 }),
    );
  });

  it('opens up once it is loaded', () => {
    const year2022: CalendarYear = {
      year: 2022,
      holidays: ['2022-01-01', '2022-01-02', '2022-01-03'].map(day),
      makeUpDays: [day('2022-01-29')],
    };
    const with2022 = workingCalendar([year2022, CALENDAR_2021]);
    expect(with2022.loadedYears).toEqual([2021, 2022]);
    expect(with2022.workingDaysAfter(day('2021-12-31'), 1)).toBe('2022-01-04');
    expect(with2022.workingDaysBefore(day('2022-01-04'), 1)).toBe('2021-12-31');
    expect(with2022.isWorkingDay(day('2022-01-29'))).toBe(true);
  });

  it('is our defect when loaded twice', () => {
    expect(() => workingCalendar([CALENDAR_2021, CALENDAR_2021])).toThrow(InvariantViolation);
  });

  it('may be asked about and answered with nothing, every other trouble staying what it is', () => {
    expect(whereLoaded(() => calendar.onOrBefore(day('2021-01-02')))).toBeNull();
    expect(whereLoaded(() => calendar.onOrBefore(day('2021-01-09')))).toBe('2021-01-08');
    expect(() => whereLoaded(() => parseBusinessDate('2021-02-30'))).toThrow(refused('invalid-date'));
  });
});

describe('a calendar for the days of one year', () => {
  const of2021 = workingCalendar([CALENDAR_2021], 2021);

  it.each(Array.from({ length: 15 }, (_, index) => index + 1))(
    'knows what comes five working days before the %sth of January, be it only that it lies before the year',
    (dayOfMonth) => {
      const due = of2021.onOrBefore(dateOf(2021, 1, dayOfMonth));
      const reminder = of2021.workingDaysBefore(due, 5);
      expect(due < '2021-01-01').toBe(dayOfMonth <= 3);
      expect(reminder < '2021-01-01').toBe(dayOfMonth <= 10);
      expect(reminder <= due).toBe(true);
    },
  );

  it('says the same as one that holds the year before as well, wherever the day lies within the year', () => {
    const year2020: CalendarYear = { year: 2020, holidays: [], makeUpDays: [] };
    const both = workingCalendar([year2020, CALENDAR_2021], 2021);
    expect(both.workingDaysBefore(day('2021-01-05'), 3)).toBe('2020-12-30');
    for (const date of daysOf2021.slice(14))
      expect(of2021.workingDaysBefore(date, 5)).toBe(both.workingDaysBefore(date, 5));
  });

  it('still refuses the year itself and the one after it', () => {
    const empty = workingCalendar([], 2021);
    expect(() => empty.onOrBefore(day('2021-06-30'))).toThrow(refused('calendar-year-missing', { year: 2021 }));
    expect(() => of2021.workingDaysAfter(day('2021-12-31'), 1)).toThrow(refused('calendar-year-missing'));
  });
});
