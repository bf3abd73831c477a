import { Link } from 'react-router';
import { useEffect, useRef, useState } from 'react';
import { useAddress } from '../books/books';
import { useShortcuts } from '../frame/shortcuts';
import { moneyText } from '../marks/money';
import { Answer, Nothing, Refusal, Waiting } from '../pages/answer';
import { instantText, PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { waitedText } from '../signing/since';
import { words } from '../words';
import { PaperInFull } from './paper-in-full';
import { usePaper, usePapers, type Paper } from './papers';
import '../signing/signing.css';
import './papers.css';

const TABS = { open: '待办', all: '全部' } as const;

/** 单据: the list on the left, the paper in hand on the right. */
export function Component() {
  const { address, change, linkTo } = useAddress();
  const tab = address.get('papers') === 'all' ? 'all' : 'open';
  const papers = usePapers(tab);
  return (
    <>
      <PageTitle parts={[words.pages.papers]} />
      <div className="toolbar">
        <h1>{words.pages.papers}</h1>
        <div role="group" aria-label="哪些单据" className="queue-tabs">
          {Object.entries(TABS).map(([each, word]) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === tab}
              className="queue-tab"
              onClick={() => change({ papers: each === 'open' ? null : each, paper: null })}
            >
              {word}
            </button>
          ))}
        </div>
        <span className="ways-out">
          <Link to={linkTo('/papers/new')}>读取预算公开</Link>
        </span>
      </div>
      <Answer query={papers} lines={12}>
        {({ value: { items } }) => <PaperList key={tab} items={items} />}
      </Answer>
      <PageStatus reading={papers.data} />
    </>
  );
}

function PaperList({ items }: { items: readonly Paper[] }) {
  const { address, change } = useAddress();
  const [said, setSaid] = useState('');
  // What was in hand stays in hand when it has left the list: its outcome is told here.
  const [first] = useState(items[0]?.paperId ?? null);
  const currentId = address.get('paper') ?? first ?? items[0]?.paperId ?? null;
  const shown = usePaper(currentId);
  const at = items.findIndex(({ paperId }) => paperId === currentId);
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
        <Nothing>没有待办的单据。下达、追加、调剂、计划、标准由经办在相应页面填写，提交后列在这里。</Nothing>
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
            <PaperInFull key={currentId} paper={shown.data.value} onSettled={setSaid} />
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
