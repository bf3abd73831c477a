import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read, type Reading } from '../api/client';
import type { paths } from '../api/interface';
import { queryOf, useBooks } from '../books/books';

type Forecast = paths['/v1/forecast']['get']['responses']['200']['content']['application/json'];

const shortMonthsOf = ({ value }: Reading<Forecast>): ReadonlyMap<string, string> =>
  new Map(
    value.programmes.flatMap(({ appropriationIds, firstFailure }) =>
      firstFailure === null ? [] : appropriationIds.map((id) => [id, firstFailure.period] as const),
    ),
  );

/** By appropriation of the books in sight: the first month its programme's money will not suffice for. */
export function useShortMonths() {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['forecast', agencyId, fiscalYear, asOf, knownAt],
    queryFn: () =>
      read(api.GET('/v1/forecast', { params: { query: { fiscalYear, ...queryOf({ agencyId, asOf, knownAt }) } } })),
    select: shortMonthsOf,
    placeholderData: keepPreviousData,
  });
}
