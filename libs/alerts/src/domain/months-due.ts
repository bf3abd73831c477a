import {
  dayInPeriod,
  dueDate,
  type BusinessDate,
  type PaymentDeadline,
  type Period,
  type WorkingCalendar,
} from '@bofu/kernel';
import type { MonthOnDay, ProgrammeOnDay } from '@bofu/monitoring';

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
export function monthDue(
  deadline: PaymentDeadline | undefined,
  period: Period,
  calendar: WorkingCalendar,
): BusinessDate {
  if (deadline?.kind !== 'monthly') return dayInPeriod(period, 31);
  return once(
    calendar,
    `${period}/${deadline.day}`,
    () => dueDate(deadline, period, calendar) ?? dayInPeriod(period, 31),
  );
}

export const workingDaysBefore = (date: BusinessDate, days: number, calendar: WorkingCalendar): BusinessDate =>
  once(calendar, `${date}-${days}`, () => calendar.workingDaysBefore(date, days));

/** The day by which all of a month is due, each group by the deadline that was known for it. */
export const dueDayOf = ({ period, runs }: MonthOnDay, calendar: WorkingCalendar): BusinessDate =>
  runs
    .map(({ standard }) => monthDue(standard?.deadline, period, calendar))
    .reduce((last, due) => (due > last ? due : last));

/** The months owed whose due day lies before `on`: it has passed, and nothing of them may be open any more. */
export const monthsPastDue = ({ months }: ProgrammeOnDay, on: BusinessDate, calendar: WorkingCalendar): MonthOnDay[] =>
  months.filter((month) => dueDayOf(month, calendar) < on);
