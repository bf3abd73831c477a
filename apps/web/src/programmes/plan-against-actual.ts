import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { queryOf, useBooks } from '../books/books';

export type PlanAgainstActual =
  paths['/v1/plan-against-actual']['get']['responses'][200]['content']['application/json'];
export type ProgrammeLine = PlanAgainstActual['programmes'][number];
export type ExecutionState = ProgrammeLine['state'];

/** 计划与实际 on the books shown: the list and every programme of it, read once. */
export function usePlanAgainstActual() {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['plan-against-actual', agencyId, fiscalYear, asOf, knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/plan-against-actual', {
          params: { query: { fiscalYear, ...queryOf({ agencyId, asOf, knownAt }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
