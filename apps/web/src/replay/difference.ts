import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { sinceOwnWrites } from '../api/own-writes';
import { useBooks } from '../books/books';
import { queryOfPoints, type Points } from './points-in-address';

export type Difference = paths['/v1/replay/difference']['get']['responses']['200']['content']['application/json'];
export type Movement = Difference['events']['items'][number];
export type LoggedEvent =
  paths['/v1/events']['get']['responses']['200']['content']['application/json']['items'][number];

export function useDifference(points: Points) {
  const { fiscalYear } = useBooks();
  return useInfiniteQuery({
    queryKey: ['difference', fiscalYear, points],
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
              ...sinceOwnWrites(),
            },
          },
        }),
      ),
    getNextPageParam: ({ value }) => value.events.next ?? undefined,
  });
}

/** One event with everything it carries. */
export const useEventInFull = (eventId: string | null) =>
  useQuery({
    queryKey: ['event', eventId],
    enabled: eventId !== null,
    staleTime: Infinity,
    queryFn: () => read(api.GET('/v1/events/{eventId}', { params: { path: { eventId: eventId ?? '' } } })),
  });
