import { Fragment, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { v4 } from 'uuid';
import { useActor } from '../api/acting-person';
import { api, read } from '../api/client';
import { useAddress, useBooks } from '../books/books';
import { Refusal, Waiting } from '../pages/answer';
import { ofClerk, type DraftInFull } from './drafts';

/** What a form begins with, and the id under which it keeps what is typed. */
export interface Kept<Entered> {
  readonly draftId: string;
  readonly entered: Partial<Entered>;
}

/**
 * A form begins from the draft its address names: after a session that ended, a page read anew, a link from the workbench.
 * A colleague's draft is begun from and left as it is.
 */
export function FromDraft<Entered extends object>({ children }: { children: (kept: Kept<Entered>) => ReactNode }) {
  const { agencyId } = useBooks();
  const { address } = useAddress();
  const actor = useActor();
  const [own] = useState(() => v4());
  const asked = address.get('draft');
  const isElsewhere = asked !== null && asked !== own;
  const draft = useQuery({
    queryKey: ['draft', agencyId, asked],
    enabled: isElsewhere,
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async () => {
      const params = { path: { draftId: asked ?? '' }, query: ofClerk(agencyId, actor) };
      return (await read(api.GET('/v1/drafts/{draftId}', { params }))).value;
    },
  });
  if (!isElsewhere) return <Fragment key={own}>{children({ draftId: own, entered: {} })}</Fragment>;
  if (draft.data !== undefined) {
    const { draftId, isMine, entered }: DraftInFull = draft.data;
    return (
      <Fragment key={asked}>
        {children({ draftId: isMine ? draftId : own, entered: entered as Partial<Entered> })}
      </Fragment>
    );
  }
  if (draft.error === null) return <Waiting />;
  return (
    <>
      <Refusal error={draft.error} />
      <Fragment key={own}>{children({ draftId: own, entered: {} })}</Fragment>
    </>
  );
}
