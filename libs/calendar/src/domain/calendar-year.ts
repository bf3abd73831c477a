import {
  addDays,
  isWeekend,
  unreachable,
  yearOf,
  type BusinessDate,
  type Decider,
  type DomainEvent,
} from '@bofu/kernel';
import { refuse } from './refusals';

/**
 * One year's 节假日安排 of one agency. It is loaded once, and what is found wrong in it, or decided by the province
 * alone, is a correction that gives the whole year anew and its reason: both are on record, and the last one counts.
 */

/** Days off in a row, both ends included, weekends among them as the notice prints them: 10月1日至7日放假. */
export interface Holiday {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly name: string;
}

export interface CalendarDays {
  /** Other weekends need not be listed. */
  readonly holidays: readonly Holiday[];
  /** 调休上班: Saturdays and Sundays that are worked. */
  readonly makeUpDays: readonly BusinessDate[];
}

/** Where the days come from: a notice by its title, or a published list with its version. */
export interface CalendarSource {
  readonly name: string;
  readonly version: string | null;
}

interface Recorded extends CalendarDays {
  readonly calendarId: string;
  readonly year: number;
  readonly source: CalendarSource;
  /** The day the office acted. */
  readonly actedOn: BusinessDate;
}

export type CalendarEvent =
  | DomainEvent<'CalendarYearLoaded', Recorded & { reason: string | null }>
  | DomainEvent<'CalendarYearCorrected', Recorded & { reason: string }>;

interface Given extends CalendarDays {
  readonly source: CalendarSource;
  readonly actedOn: BusinessDate;
}

export type CalendarCommand =
  | ({ type: 'load-calendar-year'; reason: string | null } & Given)
  | ({ type: 'correct-calendar-year'; reason: string } & Given);

/** `null` before the year is loaded. */
export type CalendarYearState = (CalendarDays & { readonly source: CalendarSource }) | null;

/** Every day of the holidays, one by one. */
export const daysOff = (holidays: readonly Holiday[]): BusinessDate[] =>
  holidays.flatMap(({ from, to }) => {
    const days: BusinessDate[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
    return days;
  });

/** In the order of the year. Refuses what cannot be a year's arrangement. */
function checked(year: number, { holidays, makeUpDays }: CalendarDays): CalendarDays {
  // No notice is without holidays: an empty list is one cut short, and would turn 国庆 into working days.
  if (holidays.length === 0) refuse('calendar-holidays-missing', { year });
  for (const date of [...holidays.flatMap(({ from, to }) => [from, to]), ...makeUpDays])
    if (yearOf(date) !== year) refuse('calendar-date-outside-year', { date, year });
  for (const { from, to } of holidays) if (to < from) refuse('calendar-holiday-reversed', { from, to });
  const seen = new Set<BusinessDate>();
  for (const date of [...daysOff(holidays), ...makeUpDays]) {
    if (seen.has(date)) refuse('calendar-date-repeated', { date });
    seen.add(date);
  }
  const workday = makeUpDays.find((date) => !isWeekend(date));
  if (workday !== undefined) refuse('calendar-make-up-not-weekend', { date: workday });
  return {
    holidays: [...holidays].sort((a, b) => (a.from < b.from ? -1 : 1)),
    makeUpDays: [...makeUpDays].sort(),
  };
}

const same = (a: CalendarYearState, { holidays, makeUpDays, source }: NonNullable<CalendarYearState>): boolean =>
  a !== null &&
  a.source.name === source.name &&
  a.source.version === source.version &&
  a.makeUpDays.join() === makeUpDays.join() &&
  a.holidays.map(inOneLine).join() === holidays.map(inOneLine).join();

const inOneLine = ({ from, to, name }: Holiday): string => `${from} ${to} ${name}`;

export const calendarYearDecider = (
  calendarId: string,
  year: number,
): Decider<CalendarYearState, CalendarCommand, CalendarEvent> => ({
  initial: null,
  decide(state, command) {
    const { source, actedOn } = command;
    const days = { ...checked(year, command), source };
    if (command.type === 'correct-calendar-year' && state === null) return refuse('calendar-year-not-loaded', { year });
    if (same(state, days)) return [];
    const data = { calendarId, year, ...days, actedOn };
    switch (command.type) {
      case 'load-calendar-year':
        if (state !== null) return refuse('calendar-year-loaded', { year });
        return [{ type: 'CalendarYearLoaded', data: { ...data, reason: command.reason } }];
      case 'correct-calendar-year':
        return [{ type: 'CalendarYearCorrected', data: { ...data, reason: command.reason } }];
      default:
        return unreachable(command);
    }
  },
  evolve: (_state, { data: { holidays, makeUpDays, source } }) => ({ holidays, makeUpDays, source }),
});
