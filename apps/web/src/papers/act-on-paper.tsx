import { useEffect, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from 'antd';
import { entryOf, recordAct, usePaperNeeded, type Act } from '../api/record-act';
import type { Recording } from '../api/recording';
import { nothingUnsaved } from '../forms/unsaved';
import { useAddress } from '../books/books';
import type { ActFile } from '../attachments/act-files';
import { Refusal } from '../pages/answer';
import { useDraftPaper } from './draft-paper';
import type { EntryInHand } from './entry-in-hand';

/** How a form's act goes on record: by itself, as a paper, or as one entry of a paper that has several. */
export interface ActOnPaper {
  /** Which paper the form was filled from, and why it came back. */
  readonly note: ReactNode;
  /** What the button says where it does something else than to submit. */
  readonly word: string | null;
  /** It goes into a draft of a paper, which says itself what is missing. */
  readonly intoDraft: boolean;
  readonly record: <Entered extends { readonly files?: readonly ActFile[] }>(
    recording: Recording<Entered>,
    act: Act,
    about: string,
    entered: Entered,
  ) => void;
  /** 加入单据, beside the button. */
  readonly adding: (
    inTheWay: string | null,
    entry: () => { readonly act: Act; readonly about: string } | null,
    files?: readonly ActFile[],
  ) => ReactNode;
}

/**
 * @param mayShare the form's acts can stand in a paper with others
 * @param onAdded what the form does once its act lies in the draft of a paper
 */
export function useActOnPaper(
  { state }: Pick<Recording, 'state'>,
  inHand: EntryInHand | null,
  mayShare: boolean,
  onAdded: () => void,
): ActOnPaper {
  const needsPaper = usePaperNeeded();
  const { linkTo } = useAddress();
  const navigate = useNavigate();
  const draft = useDraftPaper();
  const [spent, setSpent] = useState(false);
  const [added, setAdded] = useState<{ readonly draftId: string; readonly count: number } | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const isRecorded = state.kind === 'recorded';
  // Entered again: what the form says next is another paper.
  useEffect(() => {
    if (isRecorded) setSpent(true);
  }, [isRecorded]);
  const from = inHand === null || spent ? null : inHand.from;

  const keeping = (kept: Promise<void>) => {
    setFailed(null);
    kept.catch(setFailed);
  };
  return {
    word: from?.kind === 'draft' ? '放回单据' : null,
    intoDraft: from?.kind === 'draft',
    note: (
      <>
        {from !== null && (
          <p className="replaced-note" role="status">
            {from.kind === 'draft' ? `修改单据草稿的第 ${from.at + 1} 项` : '修改后重新提交，代替原单据'}
            {typeof inHand?.returnedFor === 'string' && `。退回事由：${inHand.returnedFor}`}
          </p>
        )}
        {failed !== null && <Refusal error={failed} />}
        {added !== null && (
          <p className="recorded" role="status">
            已加入单据草稿，共 {added.count} 项，尚未提交。
            <Link to={linkTo('/papers/draft', { draft: added.draftId })}>看草稿并提交</Link>
          </p>
        )}
      </>
    ),
    record: (recording, act, about, entered) => {
      setAdded(null);
      if (from?.kind === 'draft' && needsPaper(act.name)) {
        const { draftId, at } = from;
        const put = draft.replace(draftId, at, { sent: entryOf(act), about }, entered.files ?? []);
        return keeping(
          put.then(() => {
            nothingUnsaved();
            onAdded();
            void navigate(linkTo('/papers/draft', { draft: draftId }));
          }),
        );
      }
      const replaces = from?.kind === 'returned' ? from.paperId : null;
      recordAct({ recording, onPaper: needsPaper(act.name), replaces }, act, about, entered);
    },
    adding: (inTheWay, entry, files = []) =>
      mayShare && from === null && needsPaper('supplement-appropriation') ? (
        <Button
          disabled={inTheWay !== null || state.kind === 'sending' || state.kind === 'asking'}
          onClick={() => {
            const stated = entry();
            if (stated === null) return;
            keeping(
              draft.add({ sent: entryOf(stated.act), about: stated.about }, files).then((kept) => {
                nothingUnsaved();
                setAdded(kept);
                onAdded();
              }),
            );
          }}
        >
          加入单据
        </Button>
      ) : null,
  };
}
