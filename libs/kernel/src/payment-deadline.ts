import { dayInPeriod, parsePeriod, periodsOfYear, yearOf, type BusinessDate, type Period } from './business-date';
import { unreachable } from './refusal';
import { whereLoaded, type WorkingCalendar } from './working-calendar';

/** 发放时限: the rule a payment is due by. `printed` keeps the document's own words, 每月30日以前. */
export type PaymentDeadline =
  /** `day` 1–31; a month too short means its last day, so 31 is 月底. */
  | { readonly kind: 'monthly'; readonly day: number; readonly printed: string }
  /** Once in the period's year, `MM-DD`. */
  | { readonly kind: 'by-date'; readonly monthDay: string; readonly printed: string }
  /** The document names no date: nothing falls due, and nothing can be overdue. */
  | { readonly kind: 'unstated'; readonly printed: string };

/** The last working day on which the payment is in time: a deadline on a day off is met before it, not after. */
export function dueDate(deadline: PaymentDeadline, period: Period, calendar: WorkingCalendar): BusinessDate | null {
  switch (deadline.kind) {
    case 'monthly':
      return calendar.onOrBefore(dayInPeriod(period, deadline.day));
    case 'by-date': {
      const [month, day] = deadline.monthDay.split('-');
      return calendar.onOrBefore(dayInPeriod(parsePeriod(`${yearOf(period)}-${month}`), Number(day)));
    }
    case 'unstated':
      return null;
    default:
      return unreachable(deadline);
  }
}

const BANK_LEAD = 3;

/** The day money and list must be with the bank so that it can credit the accounts by the due date. */
export const bankHandOver = (due: BusinessDate, calendar: WorkingCalendar): BusinessDate =>
  calendar.workingDaysBefore(due, BANK_LEAD);

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
