import { addDays, dayOfWeek, parseBusinessDate, yearOf, type BusinessDate } from './business-date';
import { refuse } from './kernel-refusals';
import { invariant } from './refusal';

/** One year's 节假日安排, as the State Council's notice prints it. */
export interface CalendarYear {
  readonly year: number;
  /** Every day off the notice names, weekends among them included. Other weekends need not be listed. */
  readonly holidays: readonly BusinessDate[];
  /** 调休上班: Saturdays and Sundays that are worked. */
  readonly makeUpDays: readonly BusinessDate[];
  /** The notice's title or document number. */
  readonly source: string;
}

/** 工作日历. Every question that reaches a year not loaded is refused with `calendar-year-missing`, never guessed. */
export interface WorkingCalendar {
  readonly loadedYears: readonly number[];
  isWorkingDay(date: BusinessDate): boolean;
  /** The day itself if it is worked, otherwise the last working day before it. */
  onOrBefore(date: BusinessDate): BusinessDate;
  /** The n-th working day before the date, the date itself not counted. */
  workingDaysBefore(date: BusinessDate, n: number): BusinessDate;
  /** The n-th working day after the date, the date itself not counted. */
  workingDaysAfter(date: BusinessDate, n: number): BusinessDate;
}

const isWeekend = (date: BusinessDate): boolean => dayOfWeek(date) >= 6;

export function workingCalendar(years: readonly CalendarYear[]): WorkingCalendar {
  const loadedYears = years.map(({ year }) => year).sort((a, b) => a - b);
  invariant(new Set(loadedYears).size === years.length, `a calendar year is loaded twice: ${loadedYears.join(', ')}`);
  const loaded = new Set(loadedYears);
  const holidays = new Set(years.flatMap((year) => year.holidays));
  const makeUpDays = new Set(years.flatMap((year) => year.makeUpDays));

  const isWorkingDay = (date: BusinessDate): boolean => {
    if (!loaded.has(yearOf(date))) return refuse('calendar-year-missing', { year: yearOf(date) });
    return makeUpDays.has(date) || (!holidays.has(date) && !isWeekend(date));
  };

  const walk = (from: BusinessDate, step: 1 | -1, n: number): BusinessDate => {
    invariant(Number.isInteger(n) && n >= 0, 'working days are counted in whole numbers from 0');
    let date = from;
    for (let left = n; left > 0;) {
      date = addDays(date, step);
      if (isWorkingDay(date)) left -= 1;
    }
    return date;
  };

  return {
    loadedYears,
    isWorkingDay,
    onOrBefore: (date) => (isWorkingDay(date) ? date : walk(date, -1, 1)),
    workingDaysBefore: (date, n) => walk(date, -1, n),
    workingDaysAfter: (date, n) => walk(date, 1, n),
  };
}

const FIELDS = ['year', 'holidays', 'makeUpDays', 'source'];

/**
 * Reads a year from parsed JSON: `{ "year": 2022, "holidays": ["2022-01-01", …], "makeUpDays": [], "source": "…" }`.
 * Refuses `calendar-format`, `invalid-date`, `calendar-date-outside-year`, `calendar-date-repeated` (within a list or
 * across both) and `calendar-make-up-not-weekend`.
 */
export function parseCalendarYear(json: unknown): CalendarYear {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return refuse('calendar-format', { field: '' });
  const file = json as Record<string, unknown>;
  const foreign = Object.keys(file).find((field) => !FIELDS.includes(field));
  if (foreign !== undefined) return refuse('calendar-format', { field: foreign.slice(0, 40) });

  const { year, source } = file;
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1949 || year > 9999) {
    return refuse('calendar-format', { field: 'year' });
  }
  if (typeof source !== 'string' || source.trim() === '') return refuse('calendar-format', { field: 'source' });

  const holidays = datesOf(file, 'holidays');
  const makeUpDays = datesOf(file, 'makeUpDays');
  // No notice is without holidays: an empty list is a file cut short, and would turn 国庆 into working days.
  if (holidays.length === 0) return refuse('calendar-format', { field: 'holidays' });

  const seen = new Set<BusinessDate>();
  for (const date of [...holidays, ...makeUpDays]) {
    if (yearOf(date) !== year) return refuse('calendar-date-outside-year', { date, year });
    if (seen.has(date)) return refuse('calendar-date-repeated', { date });
    seen.add(date);
  }
  const workday = makeUpDays.find((date) => !isWeekend(date));
  if (workday !== undefined) return refuse('calendar-make-up-not-weekend', { date: workday });
  return { year, holidays, makeUpDays, source };
}

function datesOf(file: Record<string, unknown>, field: 'holidays' | 'makeUpDays'): BusinessDate[] {
  const dates = file[field];
  return Array.isArray(dates)
    ? dates.map((date: unknown) => parseBusinessDate(date))
    : refuse('calendar-format', { field });
}
