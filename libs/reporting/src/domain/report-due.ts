import { addDays, dateOf, monthOf, yearOf, type BusinessDate } from '@bofu/kernel';
import type { ReportSchedule } from './report-schedules';

/** The days a report is made of. */
export interface ReportDays {
  readonly from: BusinessDate;
  readonly asOf: BusinessDate;
}

/**
 * What a schedule owes on a day: the month or the quarter before, from its day of the month on, so that a day on which
 * nothing ran is made up for; `null` before that day.
 */
export function reportDue(
  { every, day }: Pick<ReportSchedule, 'every' | 'day'>,
  today: BusinessDate,
): ReportDays | null {
  const [year, month] = [yearOf(today), monthOf(today)];
  const first = every === 'month' ? month : month - ((month - 1) % 3);
  if (today < addDays(dateOf(year, first, 1), day - 1)) return null;
  const asOf = addDays(dateOf(year, first, 1), -1);
  const begins = every === 'month' ? monthOf(asOf) : monthOf(asOf) - 2;
  return { from: dateOf(yearOf(asOf), begins, 1), asOf };
}
