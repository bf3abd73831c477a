import { useQuery } from '@tanstack/react-query';
import { addDays, effectiveDeadlines, parseBusinessDate, workingCalendar, type BusinessDate } from '@bofu/kernel';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';

export type CalendarYear =
  paths['/v1/calendars']['get']['responses']['200']['content']['application/json']['items'][number];
export type CalendarYearInFull =
  paths['/v1/calendars/{year}']['get']['responses']['200']['content']['application/json'];

export function useCalendarYears() {
  const { agencyId, knownAt } = useBooks();
  return useQuery({
    queryKey: ['calendars', agencyId, knownAt],
    queryFn: () =>
      read(api.GET('/v1/calendars', { params: { query: { ...(knownAt && { knownAt }), ...ofAgency({ agencyId }) } } })),
  });
}

export function useCalendarYear(year: number | null, deadlineDay: number) {
  const { agencyId, knownAt } = useBooks();
  return useQuery({
    queryKey: ['calendars', agencyId, knownAt, year, deadlineDay],
    enabled: year !== null,
    queryFn: () =>
      read(
        api.GET('/v1/calendars/{year}', {
          params: {
            path: { year: year ?? 0 },
            query: { deadlineDay, ...(knownAt && { knownAt }), ...ofAgency({ agencyId }) },
          },
        }),
      ),
  });
}

/** Days as a person types them: one holiday a line, its first and last day and its name. */
export const holidaysAsText = ({ holidays }: Pick<CalendarYearInFull, 'holidays'>): string =>
  holidays.map(({ from, to, name }) => `${from} ${to} ${name}`).join('\n');

const HOLIDAY = /^(\d{4}-\d{2}-\d{2})\s+(\d{4}-\d{2}-\d{2})\s+(\S.*)$/;

/** The holidays, or the line that does not read as one. */
export function typedHolidays(text: string): CalendarYearInFull['holidays'] | { readonly wrong: string } {
  const holidays: CalendarYearInFull['holidays'] = [];
  for (const line of linesOf(text)) {
    const [, from, to, name] = HOLIDAY.exec(line) ?? [];
    if (from === undefined || to === undefined || name === undefined) return { wrong: line };
    holidays.push({ from, to, name });
  }
  return holidays;
}

/** Make-up days, by spaces, commas or lines. */
export const typedDays = (text: string): string[] => text.split(/[\s,，、]+/).filter((day) => day !== '');

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

type Days = Pick<CalendarYearInFull, 'holidays' | 'makeUpDays'>;

/** A year as it is published, before it is loaded. */
export function usePublishedYear(year: number | null) {
  return useQuery({
    queryKey: ['published-calendar', year],
    enabled: year !== null,
    staleTime: Infinity,
    queryFn: () => read(api.GET('/v1/calendars/{year}/published', { params: { path: { year: year ?? 0 } } })),
  });
}

/** What the deadlines of a year will be once these days are on record; `null` while one of them cannot be read. */
export function deadlinesWith(year: number, { holidays, makeUpDays }: Days, day: number) {
  try {
    const calendar = workingCalendar([
      { year, holidays: holidays.flatMap(daysFrom), makeUpDays: makeUpDays.map(parseBusinessDate) },
    ]);
    return effectiveDeadlines(calendar, year, day);
  } catch {
    // Days that are half typed.
    return null;
  }
}

const LONGEST_HOLIDAY = 366;

function daysFrom({ from, to }: Days['holidays'][number]): BusinessDate[] {
  const days: BusinessDate[] = [];
  const last = parseBusinessDate(to);
  for (let day = parseBusinessDate(from); day <= last && days.length < LONGEST_HOLIDAY; day = addDays(day, 1))
    days.push(day);
  return days;
}
