import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { queryOf } from '../books/books-asked';
import { useBooks } from '../books/books';

type OfOne = paths['/v1/plan-against-actual/{appropriationId}']['get']['responses'][200]['content']['application/json'];
export type ProgrammeLine = NonNullable<OfOne['programme']>;

/** 计划与实际 of one appropriation on the books shown. */
export function useProgrammeAgainstPlan(appropriationId: string) {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['plan-against-actual', agencyId, appropriationId, fiscalYear, asOf, knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/plan-against-actual/{appropriationId}', {
          params: { path: { appropriationId }, query: { fiscalYear, ...queryOf({ agencyId, asOf, knownAt }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
