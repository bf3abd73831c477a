import { useEffect, useRef, useState } from 'react';
import { Button } from 'antd';
import { useAddress, useBooks } from '../books/books';
import { useShortcuts } from '../frame/shortcuts';
import { Nothing } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { waitedText } from '../signing/since';
import { words } from '../words';
import { Disclosure } from './disclosure';
import { accountText, KIND, type waitingIn } from './payees';
import { SettleAccountForm } from './settle-account-form';
import '../signing/signing.css';
import '../papers/papers.css';

type Waiting = ReturnType<typeof waitingIn>[number];
type Mode = 'read' | 'confirmation' | 'refusal' | 'disclose';
const SAID = { confirmation: '已确认', refusal: '未予确认' } as const;

/** 待确认的收款账户: on the left what waits, on the right what there was and what there is to be. A confirms, R does not. */
export function AccountQueue({ items }: { items: readonly Waiting[] }) {
  const { address, change } = useAddress();
  const [said, setSaid] = useState('');
  const [held, setHeld] = useState<Waiting | null>(null);
  const asked = items.findIndex(({ account }) => account.accountId === address.get('account'));
  const lastAt = useRef(0);
  // What was in hand is settled: the one that stands in its place is the next.
  const at = asked === -1 ? Math.min(lastAt.current, items.length - 1) : asked;
  lastAt.current = Math.max(0, at);
  const inList = items[at];
  // Until its outcome is told here it stays in hand, though it waits no more.
  const current = held ?? inList;
  const list = useRef<HTMLUListElement>(null);
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    list.current?.querySelector<HTMLElement>('[aria-current="true"] .queue-row')?.focus();
  });
  const moveTo = (wanted: number) => {
    const item = items[Math.max(0, Math.min(items.length - 1, wanted))];
    if (item === undefined) return;
    wantsFocus.current = true;
    setHeld(null);
    change({ account: item.account.accountId });
  };
  useShortcuts([
    { key: 'j', does: '下一个账户', run: () => moveTo(at + 1) },
    { key: 'k', does: '上一个账户', run: () => moveTo(at - 1) },
  ]);
  return (
    <>
      <p className={said === '' ? 'signing-said' : 'recorded signing-said'} role="status" aria-live="polite">
        {said}
      </p>
      {current === undefined ? (
        <Nothing>没有待确认的收款账户。</Nothing>
      ) : (
        <div className="signing">
          <ul className="queue" ref={list} aria-label="待确认的收款账户">
            {items.map((item) => (
              <AccountRow
                key={item.account.accountId}
                item={item}
                isCurrent={item.account.accountId === current.account.accountId}
                onOpen={() => {
                  setHeld(null);
                  change({ account: item.account.accountId });
                }}
              />
            ))}
          </ul>
          <AccountInHand
            key={current.account.accountId}
            item={current}
            onHold={() => setHeld(current)}
            onSettled={(sentence) => {
              setSaid(sentence);
              setHeld(null);
              wantsFocus.current = true;
            }}
          />
        </div>
      )}
    </>
  );
}

function AccountRow({ item, isCurrent, onOpen }: { item: Waiting; isCurrent: boolean; onOpen: () => void }) {
  const { payee, account, replaced } = item;
  const { barred } = account;
  const [proposed] = account.steps;
  return (
    <li
      aria-current={isCurrent ? 'true' : undefined}
      className={barred === null ? 'paper-row' : 'paper-row queue-barred'}
    >
      <button type="button" className="queue-row" onClick={onOpen}>
        <span className="queue-line">
          <b>{payee.name}</b>
          <b>尾号 {account.lastFour}</b>
        </span>
        <span className="queue-line queue-small">
          <span>
            {KIND[payee.kind]}，{replaced === null ? '新增' : `替换尾号 ${replaced.lastFour}`}
          </span>
          <span>{proposed && waitedText(proposed.recordedAt, new Date())}</span>
        </span>
        <span className="queue-line queue-small">
          <span>{proposed?.name ?? words.nothing} 提出</span>
          {barred !== null && (
            <span className="queue-why" title={barred}>
              {barred}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

function AccountInHand({
  item,
  onHold,
  onSettled,
}: {
  item: Waiting;
  /** A form is open: the account stays in hand until it is settled. */
  onHold: () => void;
  onSettled: (said: string) => void;
}) {
  const { writable } = useBooks();
  const [mode, setMode] = useState<Mode>('read');
  const { payee, account, replaced } = item;
  const { barred } = account;
  const section = useRef<HTMLElement>(null);
  const mayDecline = account.situation === 'proposed';
  const open = (wanted: Mode) => {
    if (!writable || (wanted === 'confirmation' && barred !== null) || (wanted === 'refusal' && !mayDecline)) return;
    onHold();
    setMode(wanted);
  };
  useShortcuts([
    { key: 'a', does: '确认所看的账户', run: () => (mode === 'read' ? open('confirmation') : undefined) },
    { key: 'r', does: '不予确认', run: () => (mode === 'read' ? open('refusal') : undefined) },
    { key: 'Enter', does: '看账户', run: () => section.current?.focus() },
  ]);
  return (
    <section
      ref={section}
      tabIndex={0}
      aria-label="账户"
      aria-keyshortcuts="A R"
      className="panel voucher"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || mode === 'read') return;
        setMode('read');
        section.current?.focus();
      }}
    >
      <div className="voucher-acts">
        <Button type="primary" onClick={() => open('confirmation')} disabled={barred !== null || !writable}>
          确认 <kbd>A</kbd>
        </Button>
        {mayDecline && (
          <Button onClick={() => open('refusal')} disabled={!writable}>
            不予确认 <kbd>R</kbd>
          </Button>
        )}
        <Button onClick={() => setMode('disclose')} disabled={!writable}>
          查看全号
        </Button>
        <span className="form-note" role="status">
          {barred ?? ''}
        </span>
      </div>
      {mode === 'disclose' && <Disclosure payee={payee} account={account} onDone={() => setMode('read')} />}
      {(mode === 'confirmation' || mode === 'refusal') && (
        <SettleAccountForm
          settlement={mode}
          payee={payee}
          account={account}
          onSettled={() => onSettled(`${SAID[mode]}：${payee.name}，${accountText(account)}`)}
          onDone={() => setMode('read')}
        />
      )}
      <h2>
        {payee.code} {payee.name}
      </h2>
      <dl className="checks">
        <dt>类别</dt>
        <dd>{KIND[payee.kind]}</dd>
        <dt>现在</dt>
        <dd>{replaced === null ? '新增，没有替换' : accountText(replaced)}</dd>
        <dt>将为</dt>
        <dd>
          <b>{accountText(account)}</b>
        </dd>
      </dl>
      <ol className="paper-steps">
        {account.steps.map(({ label, name, recordedAt, reason }) => (
          <li key={recordedAt + label}>
            {instantText(recordedAt)} {name ?? words.nothing} {label}
            {reason !== null && `：${reason}`}
          </li>
        ))}
      </ol>
    </section>
  );
}
