import { refusalsOf, type BusinessDate } from '@bofu/kernel';

/** What the keeping of calendar years refuses. */
export interface CalendarRefusals {
  'calendar-year-loaded': { year: number };
  'calendar-year-not-loaded': { year: number };
  'calendar-year-unpublished': { year: number; first: number; last: number; source: string };
  'calendar-holidays-missing': { year: number };
  'calendar-holiday-reversed': { from: BusinessDate; to: BusinessDate };
  'calendar-date-outside-year': { date: BusinessDate; year: number };
  'calendar-date-repeated': { date: BusinessDate };
  'calendar-make-up-not-weekend': { date: BusinessDate };
  'calendar-file-unreadable': { field: string };
}

export const refuse: <Code extends keyof CalendarRefusals>(code: Code, facts: CalendarRefusals[Code]) => never =
  refusalsOf<CalendarRefusals>();
