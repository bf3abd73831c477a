import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';
import { queryOfPoints, type Points } from './points-in-address';

export type Difference = paths['/v1/replay/difference']['get']['responses']['200']['content']['application/json'];
export type Movement = Difference['events']['items'][number];
export type LoggedEvent =
  paths['/v1/events']['get']['responses']['200']['content']['application/json']['items'][number];

export function useDifference(points: Points) {
  const { agencyId, fiscalYear } = useBooks();
  return useInfiniteQuery({
    queryKey: ['difference', agencyId, fiscalYear, points],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/v1/replay/difference', {
          params: {
            query: {
              fiscalYear,
              limit: 200,
              ...(pageParam !== undefined && { cursor: pageParam }),
              ...queryOfPoints(points),
              ...ofAgency({ agencyId }),
            },
          },
        }),
      ),
    getNextPageParam: ({ value }) => value.events.next ?? undefined,
  });
}

/** One event with everything it carries. */
export function useEventInFull(eventId: string | null) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['event', agencyId, eventId],
    enabled: eventId !== null,
    staleTime: Infinity,
    queryFn: () => {
      const params = { path: { eventId: eventId ?? '' }, query: ofAgency({ agencyId }) };
      return read(api.GET('/v1/events/{eventId}', { params }));
    },
  });
}
