import { createContext, useContext } from 'react';
import type { ActFile } from '../attachments/act-files';
import type { Entry } from './papers';

export type EntryType = Entry['type'];
export type ContentOf<Type extends EntryType> = Extract<Entry, { readonly type: Type }>['content'];

/** How a form is filled from an entry it once made, by the kind of entry. */
export type Refill<Entered extends object> = {
  readonly [Type in EntryType]?: (content: ContentOf<Type>) => Partial<Entered>;
};

/** The entry of a paper that the form in sight is filled with. */
export interface EntryInHand {
  readonly sent: Entry;
  /** Of one that came back and is entered again, or of a draft of several that it is put back into. */
  readonly from:
    | { readonly kind: 'returned'; readonly paperId: string }
    | { readonly kind: 'draft'; readonly draftId: string; readonly at: number };
  readonly returnedFor: string | null;
  /** What stood at the paper that came back. */
  readonly files: readonly ActFile[];
}

export const EntryInHandContext = createContext<EntryInHand | null>(null);

/** `null` where the address names none, or one that another form has made. */
export function useEntryInHand<Entered extends object>(refill: Refill<Entered>): EntryInHand | null {
  const inHand = useContext(EntryInHandContext);
  return inHand !== null && inHand.sent.type in refill ? inHand : null;
}

/** What the form begins with. */
export function refilled<Entered extends object>(
  inHand: EntryInHand | null,
  refill: Refill<Entered>,
): Partial<Entered> {
  if (inHand === null) return {};
  const fill = refill[inHand.sent.type] as ((content: Entry['content']) => Partial<Entered>) | undefined;
  return fill?.(inHand.sent.content) ?? {};
}
