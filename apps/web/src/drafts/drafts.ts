import { useQuery } from '@tanstack/react-query';
import type { Actor } from '../api/acting-person';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { useActor } from '../api/acting-person';
import { useBooks } from '../books/books';
import { useSignedIn } from '../session/session';

export type Draft = paths['/v1/drafts']['get']['responses']['200']['content']['application/json']['items'][number];
export type DraftInFull = paths['/v1/drafts/{draftId}']['get']['responses']['200']['content']['application/json'];
export type DraftForm = Draft['form'];

/** Where each form stands. */
export const FORM_PATH: Readonly<Record<DraftForm, string>> = {
  'payout-run': '/payments/payout-run',
  disbursement: '/payments/disbursement',
  adjustment: '/payments/adjustment',
  paper: '/papers/draft',
  'paper-reading': '/papers/new',
  'opening-balances': '/setup/opening',
};
export const FORM_WORD: Readonly<Record<DraftForm, string>> = {
  'payout-run': '发放批次',
  disbursement: '单笔拨付',
  adjustment: '指标变动',
  paper: '单据',
  'paper-reading': '读取预算公开',
  'opening-balances': '期初补录',
};

/** Whose drafts are asked for; whoever has signed in is known to the server. */
export const ofClerk = (agencyId: string | null, actor: Actor | null) => ({
  ...(agencyId !== null && { agency: agencyId }),
  ...(actor !== null && actor.personId !== null && { personId: actor.personId }),
});

/** Drafts are a clerk's. */
export function useIsClerk(): boolean {
  const signedIn = useSignedIn();
  const actor = useActor();
  return actor !== null && (signedIn === null || signedIn.posts.some(({ post }) => post === 'clerk'));
}

/** Drafts of the agency's clerks, the last saved first. */
export function useDrafts() {
  const { agencyId } = useBooks();
  const actor = useActor();
  const enabled = useIsClerk();
  return useQuery({
    queryKey: ['drafts', agencyId, actor?.personId],
    enabled,
    queryFn: () => read(api.GET('/v1/drafts', { params: { query: ofClerk(agencyId, actor) } })),
  });
}
