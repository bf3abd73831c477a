import {
  bankHandOver,
  dueDate,
  periodsOfYear,
  whereLoaded,
  type BusinessDate,
  type Period,
  type WorkingCalendar,
} from '@bofu/kernel';

export interface EffectiveDeadline {
  readonly period: Period;
  /** The last working day on which the payment is in time; `null` where it lies in a year that is not loaded. */
  readonly due: BusinessDate | null;
  /** By when money and list must be with the bank. */
  readonly bankHandOver: BusinessDate | null;
}

/** What 每月 N 日以前 means in each month of a year, rest days and make-up days considered. */
export const effectiveDeadlines = (calendar: WorkingCalendar, year: number, day: number): EffectiveDeadline[] =>
  periodsOfYear(year).map((period) => {
    const due = whereLoaded(() => dueDate({ kind: 'monthly', day, printed: `每月${day}日以前` }, period, calendar));
    return { period, due, bankHandOver: due && whereLoaded(() => bankHandOver(due, calendar)) };
  });
