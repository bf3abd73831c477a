import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';

export type FirstHour = paths['/v1/first-hour']['get']['responses']['200']['content']['application/json'];

/** What an office that begins has on record; nothing is asked once it has paid. */
export function useFirstHour(enabled = true) {
  const { agencyId, fiscalYear } = useBooks();
  return useQuery({
    queryKey: ['first-hour', agencyId, fiscalYear],
    enabled,
    queryFn: () => read(api.GET('/v1/first-hour', { params: { query: { fiscalYear, ...ofAgency({ agencyId }) } } })),
  });
}
