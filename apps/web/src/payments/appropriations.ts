import { useQuery } from '@tanstack/react-query';
import { api, read, type Reading } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';

export type Appropriation =
  paths['/v1/appropriations']['get']['responses']['200']['content']['application/json']['items'][number];

const LARGEST_PAGE = 200;

/** All appropriations of the year as they stand now, whatever day the page looks at: money is recorded on today's books. */
export function useAppropriations() {
  const { agencyId, fiscalYear } = useBooks();
  return useQuery({
    queryKey: ['appropriations-now', agencyId, fiscalYear],
    queryFn: async (): Promise<Reading<readonly Appropriation[]>> => {
      const all: Appropriation[] = [];
      for (let cursor: string | undefined; ;) {
        const query = {
          fiscalYear,
          limit: LARGEST_PAGE,
          ...(cursor !== undefined && { cursor }),
          ...ofAgency({ agencyId }),
        };
        const page = await read(api.GET('/v1/appropriations', { params: { query } }));
        all.push(...page.value.items);
        if (page.value.next === null) return { ...page, value: all };
        cursor = page.value.next;
      }
    },
  });
}
