import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';

/** As it stands now, with the revision that an act on it is written against. */
export function useProgrammeNow(programmeId: string) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['programme-now', agencyId, programmeId],
    queryFn: () =>
      read(
        api.GET('/v1/programmes/{programmeId}', { params: { path: { programmeId }, query: ofAgency({ agencyId }) } }),
      ),
  });
}
