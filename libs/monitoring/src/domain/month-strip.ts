import {
  dayInPeriod,
  dueDate,
  whereLoaded,
  type BusinessDate,
  type Fen,
  type PaymentDeadline,
  type Period,
  type WorkingCalendar,
} from '@bofu/kernel';

/** How far a month has come. `open`: over, and no document names a day it is due by; `not-owed`: nothing is owed of it. */
export const MONTH_STATES = ['paid', 'in-transit', 'partly', 'overdue', 'open', 'not-due', 'not-owed'] as const;
export type MonthState = (typeof MONTH_STATES)[number];

/** What is asked of a month, the same as the rules and the forecast ask of it. */
export interface OwedMonth {
  readonly period: Period;
  readonly runs: readonly {
    readonly paidFen: Fen;
    /** `null` while too little of it has been submitted, or paid. */
    readonly submittedOn: BusinessDate | null;
    readonly paidOn: BusinessDate | null;
    readonly standard: { readonly deadline: PaymentDeadline } | null;
  }[];
}

/** One month of a programme at the end of a day; it is overdue from the day after its deadline. */
export function monthState({ period, runs }: OwedMonth, on: BusinessDate, calendar: WorkingCalendar): MonthState {
  if (runs.length === 0) return 'not-owed';
  if (runs.every(({ paidOn }) => paidOn !== null)) return 'paid';
  if (runs.every(({ submittedOn }) => submittedOn !== null)) return 'in-transit';
  if (runs.some(({ paidFen, submittedOn }) => paidFen > 0n || submittedOn !== null)) return 'partly';
  const days = runs.flatMap(({ standard }) =>
    standard === null ? [] : (whereLoaded(() => dueDate(standard.deadline, period, calendar)) ?? []),
  );
  if (days.some((dueOn) => dueOn < on)) return 'overdue';
  return days.length === 0 && dayInPeriod(period, 31) <= on ? 'open' : 'not-due';
}
