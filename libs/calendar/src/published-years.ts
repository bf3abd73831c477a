import published from 'chinese-days/dist/chinese-days.json';
import { version } from 'chinese-days/package.json';
import { addDays, parseBusinessDate, workingCalendar, type BusinessDate, type WorkingCalendar } from '@bofu/kernel';
import { daysOff, type CalendarDays, type CalendarSource, type Holiday } from './domain/calendar-year';
import { refuse } from './domain/refusals';

/** Of each day, `English name,中文名称,days`. */
const DAYS_OFF: Readonly<Record<string, string>> = published.holidays;
const WORKED: Readonly<Record<string, string>> = published.workdays;

export const PUBLISHED_SOURCE: CalendarSource = { name: 'chinese-days', version };

/**
 * The years the package really knows. Asked about any other it answers with plain weekends, so its lists are looked at
 * themselves: a year is there when both its first holiday and its last are, for a notice always names 元旦 and 国庆.
 */
export const publishedYears: readonly number[] = [
  ...new Set(Object.keys(DAYS_OFF).map((date) => Number(date.slice(0, 4)))),
]
  .filter((year) => `${year}-01-01` in DAYS_OFF && `${year}-10-01` in DAYS_OFF)
  .sort((a, b) => a - b);

const ofYear = (list: Readonly<Record<string, string>>, year: number): BusinessDate[] =>
  Object.keys(list)
    .filter((date) => date.startsWith(`${year}-`))
    .sort()
    .map(parseBusinessDate);

/** One year of the package. Refuses `calendar-year-unpublished` for any it has no notice of. */
export function publishedYear(year: number): CalendarDays & { readonly source: CalendarSource } {
  if (!publishedYears.includes(year)) {
    const { name, version: of } = PUBLISHED_SOURCE;
    const [first = year, last = year] = [publishedYears[0], publishedYears.at(-1)];
    return refuse('calendar-year-unpublished', { year, first, last, source: `${name} ${of}` });
  }
  const holidays: Holiday[] = [];
  for (const date of ofYear(DAYS_OFF, year)) {
    const name = DAYS_OFF[date]?.split(',')[1] ?? '';
    const before = holidays.at(-1);
    if (before !== undefined && before.name === name && addDays(before.to, 1) === date)
      holidays[holidays.length - 1] = { ...before, to: date };
    else holidays.push({ from: date, to: date, name });
  }
  return { holidays, makeUpDays: ofYear(WORKED, year), source: PUBLISHED_SOURCE };
}

/** The working calendar of published years, for whoever has none on record. */
export const publishedCalendar = (...years: readonly number[]): WorkingCalendar =>
  workingCalendar(
    years.map((year) => {
      const { holidays, makeUpDays } = publishedYear(year);
      return { year, holidays: daysOff(holidays), makeUpDays };
    }),
  );
