import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';

export type Unit = paths['/v1/units']['get']['responses']['200']['content']['application/json']['items'][number];

/** 预算单位 of the agency in sight. */
export function useUnits() {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['units', agencyId],
    queryFn: () => read(api.GET('/v1/units', { params: { query: ofAgency({ agencyId }) } })),
  });
}
