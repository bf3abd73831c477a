import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';

export type Job = paths['/v1/jobs']['get']['responses']['200']['content']['application/json']['items'][number];

const LOOK_AGAIN_MS = 1_500;

/** The latest jobs; looked at again and again while one of them is under way. */
export function useJobs() {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['jobs', agencyId],
    queryFn: () => read(api.GET('/v1/jobs', { params: { query: { limit: 50, ...ofAgency({ agencyId }) } } })),
    refetchInterval: ({ state }) =>
      state.data?.value.items.some(({ situation }) => situation === 'requested') ? LOOK_AGAIN_MS : false,
  });
}

/** How many jobs run; told by the server whenever one begins or ends. */
export function useRunningJobs(agencyId: string | null, enabled: boolean) {
  return useQuery({
    queryKey: ['jobs', agencyId, 'running'],
    enabled,
    queryFn: () => read(api.GET('/v1/jobs/counts', { params: { query: ofAgency({ agencyId }) } })),
  });
}

/** How far a job under way has come, as far as it can be counted. */
export function shareDone({ progress }: Job): number | null {
  if (progress === null || progress.total === null || progress.total === 0) return null;
  return Math.min(100, Math.floor((progress.done * 100) / progress.total));
}
