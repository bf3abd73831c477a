import { dateOf, yearOf, type BusinessDate, type WorkingCalendar } from '@bofu/kernel';
import { workingDaysBefore } from './months-due';

export const DAYS_OF_LEVEL = { red: 'redDays', orange: 'orangeDays', yellow: 'yellowDays' } as const;
export type AgedLevel = keyof typeof DAYS_OF_LEVEL;

/**
 * More than so many working days are over since a day, the one that is judged among them. Of a year that is judged in the
 * one after, whose days nobody has loaded yet, the days of the new year are not counted.
 */
export function isOlderThan(since: BusinessDate, days: bigint, on: BusinessDate, calendar: WorkingCalendar): boolean {
  const last = dateOf(calendar.loadedYears.at(-1) ?? yearOf(on), 12, 31);
  const counted = on > last ? last : on;
  return since < workingDaysBefore(calendar.onOrBefore(counted), Number(days), calendar);
}

/** The worst level whose number of working days is over; `null` below yellow. */
export const levelByAge = (
  since: BusinessDate,
  on: BusinessDate,
  thresholds: Readonly<Record<'yellowDays' | 'orangeDays' | 'redDays', bigint>>,
  calendar: WorkingCalendar,
): AgedLevel | null =>
  (['red', 'orange', 'yellow'] as const).find((level) =>
    isOlderThan(since, thresholds[DAYS_OF_LEVEL[level]], on, calendar),
  ) ?? null;
