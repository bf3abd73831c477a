import type { QueryBus } from '@nestjs/cqrs';
import { daysOff, ListCalendarYears } from '@bofu/calendar';
import { workingCalendar, type CalendarYear, type WorkingCalendar } from '@bofu/kernel';

/**
 * The working days of some years. Of a year whose calendar is not on record the weekends are the days off: this only
 * reminds and shows, and judges nobody.
 */
export async function remindingCalendar(
  queries: QueryBus,
  agencyId: string,
  years: readonly number[],
): Promise<WorkingCalendar> {
  const recorded = await queries.execute(new ListCalendarYears(agencyId));
  const known = recorded.map(({ recorded: { year, holidays, makeUpDays } }): CalendarYear => ({
    ...{ year, holidays: daysOff(holidays), makeUpDays },
  }));
  const plain = years
    .filter((year) => !known.some((one) => one.year === year))
    .map((year): CalendarYear => ({ year, holidays: [], makeUpDays: [] }));
  return workingCalendar([...known, ...plain]);
}
