import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useAddress } from '../books/books';
import { useShortcuts } from '../frame/shortcuts';
import { moneyText } from '../marks/money';
import { Refusal, Waiting } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { waitedText } from '../signing/since';
import { PaperInFull } from './paper-in-full';
import { usePaper, type Paper } from './papers';
import '../signing/signing.css';
import './papers.css';

/**
 * Papers on the left, the one in hand on the right, from one to the next by the keyboard.
 *
 * @param goesOn once one is signed the next is in hand; else it stays, with what became of it
 */
export function PaperQueue({
  items,
  goesOn,
  nothing,
}: {
  items: readonly Paper[];
  goesOn: boolean;
  nothing: ReactNode;
}) {
  const { address, change } = useAddress();
  const [said, setSaid] = useState('');
  // What was in hand stays in hand when it has left the list, until its outcome is told here.
  const [held, setHeld] = useState(items[0]?.paperId ?? null);
  const currentId = address.get('paper') ?? held ?? items[0]?.paperId ?? null;
  const shown = usePaper(currentId);
  const at = items.findIndex(({ paperId }) => paperId === currentId);
  const lastAt = useRef(0);
  if (at !== -1) lastAt.current = at;
  const list = useRef<HTMLUListElement>(null);
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    list.current?.querySelector<HTMLElement>('[aria-current="true"] .queue-row')?.focus();
  });
  const moveTo = (wanted: number) => {
    const paper = items[Math.max(0, Math.min(items.length - 1, wanted))];
    if (paper === undefined) return;
    wantsFocus.current = true;
    change({ paper: paper.paperId });
  };
  const settled = (sentence: string) => {
    setSaid(sentence);
    if (!goesOn) return;
    wantsFocus.current = true;
    const left = items.filter(({ paperId }) => paperId !== currentId);
    setHeld(left[Math.min(lastAt.current, left.length - 1)]?.paperId ?? null);
    change({ paper: null });
  };
  useShortcuts([
    { key: 'j', does: '下一份', run: () => moveTo(at + 1) },
    { key: 'k', does: '上一份', run: () => moveTo(at - 1) },
  ]);
  return (
    <>
      <p className={said === '' ? 'signing-said' : 'recorded signing-said'} role="status" aria-live="polite">
        {said}
      </p>
      {currentId === null ? (
        nothing
      ) : (
        <div className="signing">
          <ul className="queue" ref={list} aria-label="单据">
            {items.map((paper) => (
              <PaperRow
                key={paper.paperId}
                paper={paper}
                isCurrent={paper.paperId === currentId}
                onOpen={() => change({ paper: paper.paperId })}
              />
            ))}
          </ul>
          {shown.data ? (
            <PaperInFull key={currentId} paper={shown.data.value} onSettled={settled} />
          ) : shown.error === null ? (
            <Waiting />
          ) : (
            <Refusal error={shown.error} onRetry={() => void shown.refetch()} />
          )}
        </div>
      )}
    </>
  );
}

function PaperRow({ paper, isCurrent, onOpen }: { paper: Paper; isCurrent: boolean; onOpen: () => void }) {
  const { title, summary, total, stateLabel, barred, steps } = paper;
  const [submission] = steps;
  const last = steps.at(-1);
  return (
    <li
      aria-current={isCurrent ? 'true' : undefined}
      className={barred === null ? 'paper-row' : 'paper-row queue-barred'}
    >
      <button type="button" className="queue-row" onClick={onOpen}>
        <span className="queue-line">
          <b>{title}</b>
          <b className="queue-amount">{total === '0.00' ? '' : moneyText(total, 'yuan')}</b>
        </span>
        <span className="queue-line queue-small">
          <span>{summary}</span>
          <span>{stateLabel}</span>
        </span>
        <span className="queue-line queue-small">
          <span>
            {submission?.by} {submission && instantText(submission.recordedAt)} 提交
          </span>
          <span>{barred ?? (last && paper.waitsFor !== null ? waitedText(last.recordedAt, new Date()) : '')}</span>
        </span>
      </button>
    </li>
  );
}
