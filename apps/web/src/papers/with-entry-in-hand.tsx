import { Fragment, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useAddress } from '../books/books';
import { filesStanding } from '../attachments/act-files';
import { useAttachments } from '../attachments/attachments';
import { Answer } from '../pages/answer';
import { useDraftPaper } from './draft-paper';
import { EntryInHandContext } from './entry-in-hand';
import { usePaper, type Entry } from './papers';

/** A page that is opened to enter something again: `again` names a returned paper, `paperDraft` and `entry` a draft's. */
export default function WithEntryInHand({ children }: { children: ReactNode }) {
  const { address } = useAddress();
  const [again, draftId] = [address.get('again'), address.get('paperDraft')];
  if (again !== null)
    return (
      <FromReturned key={again} paperId={again}>
        {children}
      </FromReturned>
    );
  const at = Number(address.get('entry') ?? '1') - 1;
  if (draftId !== null)
    return (
      <FromDraftPaper key={`${draftId}/${at}`} draftId={draftId} at={at}>
        {children}
      </FromDraftPaper>
    );
  return <Fragment>{children}</Fragment>;
}

function FromReturned({ paperId, children }: { paperId: string; children: ReactNode }) {
  const paper = usePaper(paperId);
  const attached = useAttachments({ kind: 'paper', id: paperId });
  return (
    <Answer query={paper}>
      {({ value: { lines, steps } }) => (
        <Answer query={attached}>
          {({ value: { items } }) => {
            const [only] = lines;
            const returnedFor = steps.at(-1)?.reason ?? null;
            const from = { kind: 'returned', paperId } as const;
            const inHand = only && {
              ...{ sent: only.act as unknown as Entry, from, returnedFor, files: filesStanding(items) },
            };
            return <EntryInHandContext value={inHand ?? null}>{children}</EntryInHandContext>;
          }}
        </Answer>
      )}
    </Answer>
  );
}

function FromDraftPaper({ draftId, at, children }: { draftId: string; at: number; children: ReactNode }) {
  const { read } = useDraftPaper();
  const draft = useQuery({
    queryKey: ['draft', 'paper', draftId],
    staleTime: Infinity,
    gcTime: 0,
    queryFn: () => read(draftId),
  });
  return (
    <Answer query={draft}>
      {({ entries, returnedFor }) => {
        const sent = entries[at]?.sent;
        const from = { kind: 'draft', draftId, at } as const;
        return (
          <EntryInHandContext value={sent === undefined ? null : { sent, from, returnedFor, files: [] }}>
            {children}
          </EntryInHandContext>
        );
      }}
    </Answer>
  );
}
