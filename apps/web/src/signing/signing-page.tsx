import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { Checkbox, Segmented } from 'antd';
import { formatYuanGrouped, parseYuan, type Post } from '@bofu/kernel';
import { useAddress } from '../books/books';
import { useShortcuts } from '../frame/shortcuts';
import { moneyText } from '../marks/money';
import { MarkShape } from '../marks/status-tag';
import { Answer, Nothing } from '../pages/answer';
import { instantText, PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { PaperQueue } from '../papers/paper-queue';
import { usePapers, waitingForPosts } from '../papers/papers';
import { AccountQueue } from '../payees/account-queue';
import { usePayees, waitingIn } from '../payees/payees';
import { useBearerNames } from '../payments/bearers';
import { kindText } from '../payments/payments';
import { useSignedIn } from '../session/session';
import { words, wordFor } from '../words';
import { Desk } from './desk';
import { SignSeveral } from './sign-several';
import { isPlain, ORDERS, useSigningQueue, type Order, type Queue, type ToSign } from './signing-queue';
import { waitedText } from './since';
import './signing.css';

/** The queues every office has; another that the server counts has a tab as well. */
const QUEUES = ['review', 'approval', 'hand-over'] as const;

const idOf = ({ payment }: ToSign): string => payment.paymentId;

/** 复核审批: what waits on the left, the voucher in hand on the right, from one to the next by the keyboard. */
export function Component() {
  const { address, change } = useAddress();
  const signedIn = useSignedIn();
  const posts = new Set<Post>(signedIn?.posts.map(({ post }) => post));
  const order: Order = address.get('order') === 'largest-first' ? 'largest-first' : 'oldest-first';
  const everything = useSigningQueue(null, order);
  const counts = everything.data?.value.counts ?? [];
  const [papers, accounts] = [usePapersToSign(posts, order), useAccountsToConfirm(posts)];
  // Chosen once: a queue that she has emptied stays in sight, and says so.
  const first = useRef<string | null>(null);
  const isCounted = [papers, accounts].every((each) => each === null || each.query.data !== undefined);
  if (first.current === null && everything.data && isCounted)
    first.current = firstTab(counts, papers?.counts.hers ?? 0, accounts?.counts.hers ?? 0);
  const tab = address.get('waits') ?? first.current;
  const isOfPayments = tab !== null && tab !== 'papers' && tab !== 'accounts';
  const queue = useSigningQueue(isOfPayments ? tab : null, order, isOfPayments);
  const tabs: readonly Tab[] = [
    ...[...new Set<string>([...QUEUES, ...counts.map(({ waitsFor }) => waitsFor)])].map((key) => ({
      ...{ key, word: wordFor(words.waitsFor, key), count: 0, hers: 0 },
      ...counts.find(({ waitsFor }) => waitsFor === key),
    })),
    ...(papers === null ? [] : [{ key: 'papers', word: words.pages.papers, ...papers.counts }]),
    ...(accounts === null ? [] : [{ key: 'accounts', word: '收款账户', ...accounts.counts }]),
  ];
  return (
    <>
      <PageTitle parts={[words.pages.signing]} />
      <div className="toolbar">
        <h1>{words.pages.signing}</h1>
        <div role="group" aria-label="队列" className="queue-tabs">
          {tabs.map(({ key, word, count, hers }) => (
            <button
              key={key}
              type="button"
              aria-pressed={key === tab}
              className="queue-tab"
              onClick={() => change({ waits: key, paper: null })}
            >
              {word} <b>{count}</b>
              {count !== hers && ` 可办 ${hers}`}
            </button>
          ))}
        </div>
        <div className="toolbar-end">
          <Segmented<Order>
            aria-label="顺序"
            value={order}
            onChange={(chosen) => change({ order: chosen === 'oldest-first' ? null : chosen })}
            options={Object.entries(ORDERS).map(([value, label]) => ({ value: value as Order, label }))}
          />
        </div>
      </div>
      {signedIn === null ? (
        <Nothing>单人模式下付款不经复核、审批：有人授予岗位之后，待签的付款列在这里。</Nothing>
      ) : tab === 'papers' && papers !== null ? (
        <Answer query={papers.query} lines={12}>
          {() => <PaperQueue items={papers.items} goesOn nothing={<Nothing>这里没有待办的单据。</Nothing>} />}
        </Answer>
      ) : tab === 'accounts' && accounts !== null ? (
        <Answer query={accounts.query} lines={12}>
          {() => <AccountQueue items={accounts.items} />}
        </Answer>
      ) : (
        <Answer query={queue} lines={12}>
          {({ value }) => <SigningQueue key={tab} queue={value} />}
        </Answer>
      )}
      <PageStatus reading={everything.data} />
    </>
  );
}

interface Tab {
  readonly key: string;
  readonly word: string;
  readonly count: number;
  readonly hers: number;
}

/** 单据 that wait for one of her posts; `null` where none of them signs papers. */
function usePapersToSign(posts: ReadonlySet<Post>, order: Order) {
  const signs = posts.has('reviewer') || posts.has('approver');
  const query = usePapers('open', signs);
  if (!signs) return null;
  const waiting = [...waitingForPosts(query.data?.value.items ?? [], posts)].reverse();
  const items =
    order === 'oldest-first' ? waiting : waiting.sort((a, b) => Number(parseYuan(b.total) - parseYuan(a.total)));
  return { query, items, counts: { count: items.length, hers: items.filter(({ barred }) => barred === null).length } };
}

/** 收款账户 that wait for a second person; `null` where she confirms none. */
function useAccountsToConfirm(posts: ReadonlySet<Post>) {
  const confirms = posts.has('reviewer');
  const query = usePayees('', confirms);
  if (!confirms) return null;
  const items = waitingIn(query.data?.value.items ?? []);
  const hers = items.filter(({ account }) => account.barred === null).length;
  return { query, items, counts: { count: items.length, hers } };
}

/** Where she has something to do; else where any payment waits. */
function firstTab(counts: Queue['counts'], papers: number, accounts: number): string {
  const hers = counts.find((each) => each.hers > 0)?.waitsFor;
  if (hers !== undefined) return hers;
  if (papers > 0) return 'papers';
  return accounts > 0 ? 'accounts' : (counts.find(({ count }) => count > 0)?.waitsFor ?? 'review');
}

function SigningQueue({ queue: { items, counts, done } }: { queue: Queue }) {
  const { address } = useAddress();
  const [currentId, setCurrentId] = useState<string | null>(address.get('payment'));
  const [held, setHeld] = useState<ToSign | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const lastAt = useRef(0);
  const list = useRef<HTMLUListElement>(null);
  const found = items.findIndex((item) => idOf(item) === currentId);
  // What was in hand has left the queue: the one that stands in its place is the next.
  const at = found === -1 ? Math.min(lastAt.current, items.length - 1) : found;
  lastAt.current = Math.max(0, at);
  const current = items[at] ?? null;
  const inHand = held ?? current;
  /** What is in hand has left the queue under her eyes; none of those that wait is it. */
  const isGone = held !== null && !items.some((item) => idOf(item) === idOf(held));
  const focusRow = () => list.current?.querySelector<HTMLElement>('[aria-current="true"] .queue-row')?.focus();
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    focusRow();
  });
  const moveTo = (wanted: number) => {
    const item = items[Math.max(0, Math.min(items.length - 1, wanted))];
    if (item === undefined) return;
    setHeld(null);
    setCurrentId(idOf(item));
    wantsFocus.current = true;
  };
  const choose = (item: ToSign, isChosen: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      if (isChosen) after.add(idOf(item));
      else after.delete(idOf(item));
      return after;
    });
  useShortcuts([
    { key: 'j', does: '下一笔', run: () => moveTo(isGone ? at : at + 1) },
    { key: 'k', does: '上一笔', run: () => moveTo(at - 1) },
    {
      key: 'x',
      does: '选中、不选',
      run: () => current && isPlain(current) && choose(current, !chosen.has(idOf(current))),
    },
  ]);
  const settled = (sentence: string) => {
    setSaid(sentence);
    setHeld(null);
    wantsFocus.current = true;
  };
  const several = items.filter((item) => chosen.has(idOf(item)) && isPlain(item));
  return (
    <>
      <p className={said === '' ? 'signing-said' : 'recorded signing-said'} role="status" aria-live="polite">
        {said}
      </p>
      {inHand === null ? (
        <NothingWaits counts={counts} done={done} />
      ) : (
        <div className="signing">
          <div className="queue-column">
            <ul className="queue" ref={list} aria-label="待签的付款">
              {items.map((item) => (
                <QueueRow
                  key={idOf(item)}
                  item={item}
                  isCurrent={item === current && !isGone}
                  isChosen={chosen.has(idOf(item))}
                  onChoose={(isChosen) => choose(item, isChosen)}
                  onOpen={() => {
                    setHeld(null);
                    setCurrentId(idOf(item));
                    document.getElementById('voucher')?.focus();
                  }}
                />
              ))}
            </ul>
            {several.length > 0 && (
              <SignSeveral
                chosen={several}
                onDone={(sentence) => {
                  setChosen(new Set());
                  settled(sentence);
                }}
              />
            )}
          </div>
          <Desk key={idOf(inHand)} row={inHand} onHold={() => setHeld(inHand)} onSettled={settled} />
        </div>
      )}
    </>
  );
}

function QueueRow({
  item,
  isCurrent,
  isChosen,
  onChoose,
  onOpen,
}: {
  item: ToSign;
  isCurrent: boolean;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  onOpen: () => void;
}) {
  const nameOf = useBearerNames();
  const { payment, waitingSince, warnings, barred, isHers } = item;
  const names = [...new Set(payment.charges.map(nameOf))];
  const plain = isPlain(item);
  const programmes = names.length === 1 ? names[0] : `${names[0]} 等 ${names.length} 项`;
  return (
    <li
      aria-current={isCurrent ? 'true' : undefined}
      className={barred === null ? 'queue-item' : 'queue-item queue-barred'}
    >
      <Checkbox
        checked={isChosen && plain}
        disabled={!plain}
        onChange={({ target }) => onChoose(target.checked)}
        aria-label={`选中 ${payment.purpose}`}
        title={plain ? '' : isHers && barred === null ? '有提醒的请逐笔办理' : (barred ?? '不由您的岗位办理')}
      />
      <button type="button" className="queue-row" onClick={onOpen} aria-disabled={barred !== null}>
        <span className="queue-line">
          <b>{payment.purpose}</b>
          <b className="queue-amount">{moneyText(payment.total, 'yuan')}</b>
        </span>
        <span className="queue-line queue-small">
          <span className="queue-programme" title={names.join('；')}>
            {kindText(payment)}，{programmes}
          </span>
          <span>{waitedText(waitingSince, new Date())}</span>
        </span>
        <span className="queue-line queue-small">
          <span>{payment.submittedBy.name ?? words.nothing} 提交</span>
          {barred !== null ? (
            <span className="queue-why" title={barred}>
              {barred}
            </span>
          ) : warnings.length > 0 ? (
            <span className="queue-warned">
              <MarkShape mark="yellow" /> {warnings.length} 项提醒
            </span>
          ) : null}
        </span>
      </button>
    </li>
  );
}

/** Nothing waits here: where else something does, and what was done last. */
function NothingWaits({ counts, done }: Pick<Queue, 'counts' | 'done'>) {
  const { linkTo, change } = useAddress();
  const elsewhere = counts.filter(({ count }) => count > 0);
  return (
    <section className="panel">
      <p tabIndex={-1}>
        这里没有待办的付款。
        {elsewhere.map(({ waitsFor, count }) => (
          <button key={waitsFor} type="button" className="link-button" onClick={() => change({ waits: waitsFor })}>
            {wordFor(words.waitsFor, waitsFor)} {count} 笔
          </button>
        ))}
      </p>
      <h2>您最近办理的</h2>
      {done.length === 0 ? (
        <p className="form-note">还没有。</p>
      ) : (
        <ol className="queue-done">
          {done.map(({ paymentId, purpose, label, recordedAt, total }) => (
            <li key={paymentId + recordedAt}>
              {instantText(recordedAt)} {label}　<Link to={linkTo(`/payments/${paymentId}`)}>{purpose}</Link>　
              {formatYuanGrouped(parseYuan(total))} 元
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
