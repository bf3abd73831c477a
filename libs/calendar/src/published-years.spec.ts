import { SOMEBODY } from '@bofu/testing';
import { isWorkday } from 'chinese-days';
import { addDays, dateOf, daysInYear, workingCalendar } from '@bofu/kernel';
import { CALENDAR_2021 } from '../../kernel/testing/calendar-2021';
import { calendarYearDecider, daysOff } from './domain/calendar-year';
import { publishedCalendar, publishedYear, publishedYears } from './published-years';

const daysOf = (year: number) => Array.from({ length: daysInYear(year) }, (_, at) => addDays(dateOf(year, 1, 1), at));

describe('the published years', () => {
  it('hold the year that was typed from its notice, day for day', () => {
    const { holidays, makeUpDays } = publishedYear(2021);
    expect([daysOff(holidays), makeUpDays]).toEqual([CALENDAR_2021.holidays, CALENDAR_2021.makeUpDays]);
    const [published, typed] = [publishedCalendar(2021), workingCalendar([CALENDAR_2021])];
    expect(daysOf(2021).filter(published.isWorkingDay)).toEqual(daysOf(2021).filter(typed.isWorkingDay));
  });

  it('name each holiday once, by its Chinese name and its days in a row', () => {
    expect(publishedYear(2026).holidays).toContainEqual({ from: '2026-10-01', to: '2026-10-07', name: '国庆节' });
  });

  it.each(publishedYears)('hold %s, which can be loaded and says what the package says of every day', (year) => {
    const days = publishedYear(year);
    const command = { type: 'load-calendar-year' as const, ...days, actedOn: dateOf(year, 1, 1), reason: null };
    expect(calendarYearDecider('c', year).decide(null, command, SOMEBODY)).toHaveLength(1);
    const calendar = publishedCalendar(year);
    expect(daysOf(year).filter((date) => calendar.isWorkingDay(date) !== isWorkday(date))).toEqual([]);
  });

  it('end where the package ends, which would go on answering with plain weekends', () => {
    const last = publishedYears.at(-1) ?? 0;
    expect(last).toBeGreaterThanOrEqual(2026);
    const beyond = last + 1;
    // The positive control: the package itself does not say that it does not know.
    expect(isWorkday(`${beyond}-10-01`)).toBe(new Date(`${beyond}-10-01`).getUTCDay() % 6 !== 0);
    for (const year of [beyond, 2003, 9999])
      expect(() => publishedYear(year)).toThrow(
        expect.objectContaining({ code: 'calendar-year-unpublished', facts: expect.objectContaining({ year, last }) }),
      );
  });
});
