import {
  dayInPeriod,
  dueDate,
  periodsOfYear,
  type BusinessDate,
  type Period,
  type WorkingCalendar,
} from '@bofu/kernel';
import type { ProgrammeOnDay } from '../facts/programme-facts';

type MonthlyPayer = Pick<ProgrammeOnDay, 'fiscalYear' | 'standard'>;

const remembered = new WeakMap<WorkingCalendar, Map<string, BusinessDate>>();

/** A calendar walks day by day; over thousands of programmes the same few days are asked for again and again. */
function once(calendar: WorkingCalendar, key: string, day: () => BusinessDate): BusinessDate {
  const days = remembered.get(calendar) ?? new Map<string, BusinessDate>();
  remembered.set(calendar, days);
  const known = days.get(key) ?? day();
  days.set(key, known);
  return known;
}

/**
 * The day a month's payment is due by: the deadline's, moved before rest days; the month's last day where the document
 * names none, since a month can be called unpaid at the earliest when it is over.
 */
export function monthDue({ standard }: MonthlyPayer, period: Period, calendar: WorkingCalendar): BusinessDate {
  const deadline = standard?.deadline;
  if (deadline?.kind !== 'monthly') return dayInPeriod(period, 31);
  return once(
    calendar,
    `${period}/${deadline.day}`,
    () => dueDate(deadline, period, calendar) ?? dayInPeriod(period, 31),
  );
}

export const workingDaysBefore = (date: BusinessDate, days: number, calendar: WorkingCalendar): BusinessDate =>
  once(calendar, `${date}-${days}`, () => calendar.workingDaysBefore(date, days));

/** The months of the year whose due day lies before `on`: it has passed, and nothing of them may be open any more. */
export const monthsPastDue = (programme: MonthlyPayer, on: BusinessDate, calendar: WorkingCalendar): Period[] =>
  periodsOfYear(programme.fiscalYear).filter((period) => monthDue(programme, period, calendar) < on);
