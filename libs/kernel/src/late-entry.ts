import { daysBetween, yearOf, type BusinessDate } from './business-date';
import { workingCalendar, type CalendarYear } from './working-calendar';

/** 补登: what is entered when more working days than these have passed since its day. */
export const LATE_AFTER_WORKING_DAYS = 5;

/** Over the longest holidays, more days than these hold five that are worked. */
const SURELY_LATE_DAYS = 31;

/** The calendar years that `isLateEntry` may ask for. */
export const yearsToTellLate = (day: BusinessDate, today: BusinessDate): readonly number[] =>
  isWithin(day, today) ? [...new Set([yearOf(day), yearOf(today)])] : [];

const isWithin = (day: BusinessDate, today: BusinessDate): boolean => {
  const days = daysBetween(day, today);
  return days > LATE_AFTER_WORKING_DAYS && days <= SURELY_LATE_DAYS;
};

/**
 * Whether what happened on a day is entered late. Of a year whose calendar is not on record, the weekends are the days
 * off: this only decides whether a reason is asked for.
 *
 * @param years the calendar years on record, of those `yearsToTellLate` names
 */
export function isLateEntry(day: BusinessDate, today: BusinessDate, years: readonly CalendarYear[]): boolean {
  if (!isWithin(day, today)) return daysBetween(day, today) > LATE_AFTER_WORKING_DAYS;
  const plain = yearsToTellLate(day, today)
    .filter((year) => !years.some((known) => known.year === year))
    .map((year) => ({ year, holidays: [], makeUpDays: [] }));
  const calendar = workingCalendar([...years, ...plain], yearOf(day));
  return day < calendar.workingDaysBefore(today, LATE_AFTER_WORKING_DAYS);
}
