import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency, useBooks } from '../books/books';

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
