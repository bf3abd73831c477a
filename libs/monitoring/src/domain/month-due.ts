import {
  bankHandOver,
  dueDate,
  whereLoaded,
  type BusinessDate,
  type PaymentDeadline,
  type Period,
  type WorkingCalendar,
} from '@bofu/kernel';

/** By when a month must be paid, and by when money and list must be with the bank for that. */
export interface MonthDue {
  /** The last working day in time; `null` where the document names no day or the calendar does not reach. */
  readonly dueOn: BusinessDate | null;
  readonly handOverBy: BusinessDate | null;
}

interface Month {
  readonly period: Period;
  readonly runs: readonly { readonly standard: { readonly deadline: PaymentDeadline } | null }[];
}

/** Of groups with deadlines of their own the earliest counts: their run goes to the bank as one. */
export function monthDue({ period, runs }: Month, calendar: WorkingCalendar): MonthDue {
  const days = runs.flatMap(({ standard }) =>
    standard === null ? [] : (whereLoaded(() => dueDate(standard.deadline, period, calendar)) ?? []),
  );
  const dueOn = days.toSorted()[0] ?? null;
  return { dueOn, handOverBy: dueOn && whereLoaded(() => bankHandOver(dueOn, calendar)) };
}
