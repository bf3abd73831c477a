import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read, type Reading } from '../api/client';
import type { paths } from '../api/interface';
import { queryOf, useBooks } from '../books/books';

export type MonthStrip =
  paths['/v1/month-strips']['get']['responses'][200]['content']['application/json']['items'][number];
export type MonthState = MonthStrip['months'][number]['state'];
type Forecast = paths['/v1/forecast']['get']['responses'][200]['content']['application/json'];
export type ShortProgramme = Forecast['programmes'][number] & {
  firstFailure: NonNullable<Forecast['programmes'][number]['firstFailure']>;
};

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
export function useYearBefore() {
  const { agencyId, fiscalYear, knownAt } = useBooks();
  const before = { agencyId, fiscalYear: fiscalYear - 1, asOf: `${fiscalYear - 1}-12-31`, knownAt };
  return useQuery({
    queryKey: ['plan-against-actual', before.agencyId, before.fiscalYear, before.asOf, before.knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/plan-against-actual', {
          params: {
            query: { fiscalYear: before.fiscalYear, ...queryOf({ agencyId, asOf: before.asOf as never, knownAt }) },
          },
        }),
      ),
  });
}

const shortProgrammesOf = ({ value }: Reading<Forecast>): ShortProgramme[] =>
  value.programmes
    .flatMap((programme): ShortProgramme[] =>
      programme.firstFailure === null ? [] : [{ ...programme, firstFailure: programme.firstFailure }],
    )
    .sort((a, b) => (a.firstFailure.period < b.firstFailure.period ? -1 : 1));

/** Whose money will not last the year, the earliest first. */
export function useShortProgrammes() {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['forecast', agencyId, fiscalYear, asOf, knownAt],
    queryFn: () =>
      read(api.GET('/v1/forecast', { params: { query: { fiscalYear, ...queryOf({ agencyId, asOf, knownAt }) } } })),
    select: shortProgrammesOf,
    placeholderData: keepPreviousData,
  });
}
