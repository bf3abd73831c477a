import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { dateOf } from '@bofu/kernel';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { queryOf, type BooksAsked } from '../books/books-asked';
import { useBooks } from '../books/books';

const SHORT_SHOWN = 50;

export type MonthStrip =
  paths['/v1/month-strips']['get']['responses'][200]['content']['application/json']['items'][number];
export type MonthState = MonthStrip['months'][number]['state'];
export type PlanTotals = paths['/v1/plan-against-actual/total']['get']['responses'][200]['content']['application/json'];

/** A level or a unit by its key in the address, `level:central`; whatever else: all of them. */
const groupAsked = (group: string) =>
  group.startsWith('unit:')
    ? { unit: group.slice('unit:'.length) }
    : group.startsWith('level:')
      ? { fundingLevel: group.slice('level:'.length) }
      : {};

export const planTotals = ({ agencyId, fiscalYear, asOf, knownAt }: BooksAsked, group = '') => ({
  queryKey: ['plan-against-actual', 'total', agencyId, fiscalYear, asOf, knownAt, group],
  queryFn: () =>
    read(
      api.GET('/v1/plan-against-actual/total', {
        params: { query: { fiscalYear, ...groupAsked(group), ...queryOf({ agencyId, asOf, knownAt }) } },
      }),
    ),
});

/** 计划与实际 in sums on the books shown, and month by month of one group. */
export const usePlanTotals = (group: string) =>
  useQuery({ ...planTotals(useBooks(), group), placeholderData: keepPreviousData });

/** 月度发放 of the books in sight, those with most overdue first, a page at a time. */
export function useMonthStrips() {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  return useInfiniteQuery({
    queryKey: ['month-strips', agencyId, fiscalYear, asOf, knownAt],
    queryFn: ({ pageParam }) => {
      const query = {
        fiscalYear,
        ...queryOf({ agencyId, asOf, knownAt }),
        ...(pageParam !== '' && { cursor: pageParam }),
      };
      return read(api.GET('/v1/month-strips', { params: { query } }));
    },
    initialPageParam: '',
    getNextPageParam: ({ value }) => value.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The year before, to its end: what went out in the same months. */
export function useYearBefore(group: string) {
  const { agencyId, fiscalYear, knownAt } = useBooks();
  const before = fiscalYear - 1;
  return useQuery(planTotals({ agencyId, fiscalYear: before, asOf: dateOf(before, 12, 31), knownAt }, group));
}

/** Whose money will not last the year, the earliest first: as many as a side of the page shows, and how many there are. */
export function useShortProgrammes() {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['forecast', 'short', agencyId, fiscalYear, asOf, knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/forecast/short', {
          params: { query: { fiscalYear, limit: SHORT_SHOWN, ...queryOf({ agencyId, asOf, knownAt }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
