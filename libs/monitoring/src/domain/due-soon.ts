import {
  dueDate,
  whereLoaded,
  type BusinessDate,
  type Fen,
  type PaymentDeadline,
  type Period,
  type WorkingCalendar,
} from '@bofu/kernel';

/** As many working days ahead is soon. */
export const SOON_WORKING_DAYS = 10;

interface OpenRun {
  /** `null` while too little of it has been submitted. */
  readonly submittedOn: BusinessDate | null;
  readonly standard: { readonly deadline: PaymentDeadline } | null;
}
/** What is asked of a programme on a day. */
export interface ProgrammeWithMonths {
  readonly programmeId: string;
  readonly programmeName: string;
  readonly appropriations: readonly { readonly appropriationId: string }[];
  readonly months: readonly {
    readonly period: Period;
    readonly runs: readonly OpenRun[];
    readonly openFen: Fen | null;
  }[];
}

/** A month of a programme that has not been submitted in full, with the day it is due by. */
export interface DuePeriod {
  readonly programmeId: string;
  readonly programmeName: string;
  readonly appropriationIds: readonly string[];
  readonly period: Period;
  readonly dueOn: BusinessDate;
  readonly isOverdue: boolean;
  /** What is still to be submitted; `null` where nobody says what the month costs. */
  readonly openFen: Fen | null;
}

/**
 * What falls due within ten working days or has passed without, the earliest first; and the next after that. A month
 * whose document names no day never falls due, and one whose day lies in a year without calendar is left out.
 */
export function dueSoon(
  programmes: readonly ProgrammeWithMonths[],
  today: BusinessDate,
  calendar: WorkingCalendar,
): { readonly items: readonly DuePeriod[]; readonly next: DuePeriod | null } {
  const until = calendar.workingDaysAfter(today, SOON_WORKING_DAYS);
  const open = programmes
    .flatMap(({ programmeId, programmeName, appropriations, months }) =>
      months.flatMap(({ period, runs, openFen }): DuePeriod[] => {
        const days = runs.flatMap(({ submittedOn, standard }) =>
          submittedOn !== null || standard === null
            ? []
            : (whereLoaded(() => dueDate(standard.deadline, period, calendar)) ?? []),
        );
        const [dueOn] = days.toSorted();
        if (dueOn === undefined) return [];
        const appropriationIds = appropriations.map(({ appropriationId }) => appropriationId);
        const own = { programmeId, programmeName, appropriationIds, period, openFen };
        return [{ ...own, dueOn, isOverdue: dueOn < today }];
      }),
    )
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const later = open.findIndex(({ dueOn }) => dueOn > until);
  return later === -1 ? { items: open, next: null } : { items: open.slice(0, later), next: open[later] ?? null };
}
