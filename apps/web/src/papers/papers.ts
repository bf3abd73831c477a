import { useQuery } from '@tanstack/react-query';
import type { Post } from '@bofu/kernel';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { useBooks } from '../books/books';

type List = paths['/v1/papers']['get'];
export type Paper = List['responses']['200']['content']['application/json']['items'][number];
export type ShownPaper = paths['/v1/papers/{paperId}']['get']['responses']['200']['content']['application/json'];
type Submission = NonNullable<paths['/v1/papers']['post']['requestBody']>['content']['application/json'];
export type Entry = Submission['entries'][number];

const ofOne = (agencyId: string | null) => (agencyId === null ? {} : { agency: agencyId });

export function usePapers(state: 'open' | 'all', enabled = true) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['papers', agencyId, state],
    enabled,
    queryFn: () => everyPaper({ limit: 200, ...(state === 'open' && { state }), ...ofOne(agencyId) }),
  });
}

/** Page by page: a paper that carries a whole budget may fill one by itself. */
async function everyPaper(query: NonNullable<paths['/v1/papers']['get']['parameters']['query']>) {
  const first = await read(api.GET('/v1/papers', { params: { query } }));
  const items = [...first.value.items];
  for (let { next } = first.value; next !== null;) {
    const page = await read(api.GET('/v1/papers', { params: { query: { ...query, cursor: next } } }));
    items.push(...page.value.items);
    ({ next } = page.value);
  }
  return { ...first, value: { items, next: null } };
}

/** What was read from one file, in whatever state. */
export function usePapersOfFile(fileDigest: string | null) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['papers', agencyId, 'of-file', fileDigest],
    enabled: fileDigest !== null,
    queryFn: () =>
      read(
        api.GET('/v1/papers', { params: { query: { limit: 20, fileDigest: fileDigest ?? '', ...ofOne(agencyId) } } }),
      ),
  });
}

/** What it would do is worked out when it is read: it is asked anew each time it is opened. */
export function usePaper(paperId: string | null) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['papers', agencyId, 'one', paperId],
    enabled: paperId !== null,
    staleTime: 0,
    queryFn: () =>
      read(api.GET('/v1/papers/{paperId}', { params: { path: { paperId: paperId ?? '' }, query: ofOne(agencyId) } })),
  });
}

/** What waits for one of her posts; the papers she made or signed herself say why she may not sign them. */
export const waitingForPosts = (papers: readonly Paper[], posts: ReadonlySet<Post>): readonly Paper[] =>
  papers.filter(
    ({ waitsFor }) =>
      (waitsFor === 'review' && posts.has('reviewer')) || (waitsFor === 'approval' && posts.has('approver')),
  );

/** Her own that were sent back, and nobody has entered again. */
export const toEnterAgain = (papers: readonly Paper[]): readonly Paper[] =>
  papers.filter(
    ({ paperId, state, isMine }) =>
      state === 'returned' && isMine && !papers.some(({ replaces }) => replaces === paperId),
  );
