import { useQuery } from '@tanstack/react-query';
import { api, read, type Reading } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency, queryOf } from '../books/books-asked';
import { useBooks } from '../books/books';

export type Programme = paths['/v1/programmes/{programmeId}']['get']['responses']['200']['content']['application/json'];

const LARGEST_PAGE = 200;

/** Every programme of the agency as it stands now: its code and name, its groups, the standards in force. */
export function useProgrammes() {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['programmes', agencyId],
    queryFn: async (): Promise<Reading<readonly Programme[]>> => {
      const all: Programme[] = [];
      for (let cursor: string | undefined; ;) {
        const query = { limit: LARGEST_PAGE, ...(cursor !== undefined && { cursor }), ...ofAgency({ agencyId }) };
        const page = await read(api.GET('/v1/programmes', { params: { query } }));
        all.push(...page.value.items);
        if (page.value.next === null) return { ...page, value: all };
        cursor = page.value.next;
      }
    },
  });
}

/** One programme on the day in sight. */
export function useProgramme(programmeId: string) {
  const { agencyId, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['programme', agencyId, programmeId, asOf, knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/programmes/{programmeId}', {
          params: { path: { programmeId }, query: queryOf({ agencyId, asOf, knownAt }) },
        }),
      ),
  });
}

export const groupName = (programmes: readonly Programme[], programmeId: string, groupId: string | null): string =>
  groupId === null
    ? '全体'
    : (programmes.find((each) => each.programmeId === programmeId)?.groups.find((each) => each.groupId === groupId)
        ?.name ?? '');
