import { addDays, dayOfWeek, yearOf, type BusinessDate } from './business-date';
import { refuse } from './kernel-refusals';
import { invariant, Refusal } from './refusal';

/** One year's 节假日安排, as the State Council's notice prints it. */
export interface CalendarYear {
  readonly year: number;
  /** Every day off the notice names, weekends among them included. Other weekends need not be listed. */
  readonly holidays: readonly BusinessDate[];
  /** 调休上班: Saturdays and Sundays that are worked. */
  readonly makeUpDays: readonly BusinessDate[];
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

export const isWeekend = (date: BusinessDate): boolean => dayOfWeek(date) >= 6;

/**
 * @param since whoever judges the days of this year asks only whether another day lies before it. A day that is looked
 *   for backwards and falls into an earlier year, not loaded, is answered with the first such day: before the year.
 */
export function workingCalendar(years: readonly CalendarYear[], since?: number): WorkingCalendar {
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
      if (step === -1 && since !== undefined && yearOf(date) < since && !loaded.has(yearOf(date))) return date;
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

/** What the calendar says, or `null` where the question reaches a year that is not loaded. */
export function whereLoaded<Value>(ask: () => Value): Value | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'calendar-year-missing') return null;
    throw error;
  }
}
