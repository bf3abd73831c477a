import { useEffect, useState } from 'react';
import { Input } from 'antd';
import type { Post } from '@bofu/kernel';
import { holds, useActor } from '../api/acting-person';
import { useAddress, useBooks } from '../books/books';
import { Field } from '../forms/fields';
import { Answer, Nothing } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useSignedIn } from '../session/session';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { Disclosure } from './disclosure';
import { accountText, caveatOf, KIND, SITUATION, usePayees, waitingIn, type Account, type Payee } from './payees';
import { ProposeAccountForm, RegisterPayeeForm } from './payee-forms';
import { SettleAccountForm, type Settlement } from './settle-account-form';

/** What whoever acts may do here: in single-person mode all of it. */
function useMay() {
  const { writable } = useBooks();
  const actor = useActor();
  const signedIn = useSignedIn();
  const has = (...posts: readonly Post[]) =>
    writable && actor !== null && (signedIn === null || holds(actor, ...posts));
  return { propose: has('clerk'), confirm: has('reviewer'), disclose: has('reviewer', 'cashier') };
}

interface Chosen {
  readonly payee: Payee;
  readonly account: Account;
}
type Open = { readonly form: 'register' } | ({ readonly form: Settlement | 'disclose' } & Chosen) | null;

/** 收款户: what waits for a second person first, then the register. */
export function Component() {
  const asked = useAddress().address.get('q') ?? '';
  const [q, setQ] = useState(asked);
  // Found in the search box, with this page in sight already.
  useEffect(() => setQ(asked), [asked]);
  const [open, setOpen] = useState<Open>(null);
  const [proposingFor, setProposingFor] = useState<string | null>(null);
  const payees = usePayees();
  const found = usePayees(q.trim(), q.trim() !== '');
  const may = useMay();
  return (
    <>
      <PageTitle parts={[words.pages.payees]} />
      <h1>{words.pages.payees}</h1>
      <Answer query={payees}>
        {(reading) => {
          const { items } = reading.value;
          const shown = q.trim() === '' ? items : (found.data?.value.items ?? []);
          const proposing = items.find(({ payeeId }) => payeeId === proposingFor);
          return (
            <>
              <Waiting payees={items} may={may} onOpen={setOpen} />
              {open !== null && open.form === 'disclose' && (
                <Disclosure key={open.account.accountId} {...open} onDone={() => setOpen(null)} />
              )}
              {open !== null && open.form !== 'disclose' && open.form !== 'register' && (
                <SettleAccountForm
                  key={`${open.form}/${open.account.accountId}`}
                  settlement={open.form}
                  payee={open.payee}
                  account={open.account}
                  onDone={() => setOpen(null)}
                />
              )}
              <Field label="查找">
                {(id) => (
                  <Input
                    id={id}
                    value={q}
                    autoComplete="off"
                    placeholder="代码、户名或拼音首字母"
                    onChange={({ target }) => setQ(target.value)}
                  />
                )}
              </Field>
              {items.length === 0 ? (
                <Nothing>还没有登记收款户。</Nothing>
              ) : (
                <Register payees={shown} may={may} onOpen={setOpen} onPropose={setProposingFor} />
              )}
              {may.propose && (
                <div className="form-columns">
                  <RegisterPayeeForm onRegistered={setProposingFor} />
                  {proposing && <ProposeAccountForm key={proposing.payeeId} payee={proposing} />}
                </div>
              )}
              <PageStatus reading={reading} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

type May = ReturnType<typeof useMay>;

/** 待确认: what there was, and what there is to be. */
function Waiting({ payees, may, onOpen }: { payees: readonly Payee[]; may: May; onOpen: (open: Open) => void }) {
  const waiting = waitingIn(payees);
  if (waiting.length === 0) return null;
  const columns: readonly Column<(typeof waiting)[number]>[] = [
    { key: 'payee', title: '收款户', names: true, cell: ({ payee }) => `${payee.code} ${payee.name}` },
    { key: 'before', title: '现在', cell: ({ replaced }) => (replaced === null ? '新增' : accountText(replaced)) },
    { key: 'after', title: '将为', cell: ({ account }) => <b>{accountText(account)}</b> },
    { key: 'by', title: '提出', cell: ({ account }) => proposedText(account) },
    { key: 'why', title: '事由', cell: ({ account }) => account.steps[0]?.reason ?? words.nothing },
    {
      key: 'act',
      title: '办理',
      cell: ({ payee, account }) => (
        <>
          {may.disclose && <Act onClick={() => onOpen({ form: 'disclose', payee, account })}>查看全号</Act>}
          {may.confirm &&
            (account.barred ?? <Act onClick={() => onOpen({ form: 'confirmation', payee, account })}>确认</Act>)}
          {may.confirm && account.situation === 'proposed' && (
            <Act onClick={() => onOpen({ form: 'refusal', payee, account })}>不予确认</Act>
          )}
          {may.propose && account.situation === 'proposed' && (
            <Act onClick={() => onOpen({ form: 'withdrawal', payee, account })}>撤回</Act>
          )}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={`待第二人确认 ${waiting.length} 个账户`}
      columns={columns}
      rows={waiting}
      keyOf={({ account }) => account.accountId}
    />
  );
}

function Register({
  payees,
  may,
  onOpen,
  onPropose,
}: {
  payees: readonly Payee[];
  may: May;
  onOpen: (open: Open) => void;
  onPropose: (payeeId: string) => void;
}) {
  const rows = payees.flatMap((payee) =>
    (payee.accounts.length === 0 ? [null] : payee.accounts).map((account) => ({ payee, account })),
  );
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { key: 'code', title: '代码', cell: ({ payee }) => payee.code },
    { key: 'name', title: '户名', names: true, cell: ({ payee }) => payee.name },
    { key: 'kind', title: '类别', cell: ({ payee }) => KIND[payee.kind] },
    { key: 'account', title: '账户', cell: ({ account }) => (account === null ? '没有账户' : accountText(account)) },
    {
      key: 'situation',
      title: '状态',
      cell: ({ account }) =>
        account === null ? words.nothing : [SITUATION[account.situation], caveatOf(account)].filter(isNews).join('，'),
    },
    { key: 'since', title: '确认日', cell: ({ account }) => account?.confirmedOn ?? words.nothing },
    {
      key: 'act',
      title: '办理',
      cell: ({ payee, account }) => (
        <>
          {may.propose && <Act onClick={() => onPropose(payee.payeeId)}>提出账户</Act>}
          {may.propose && account?.situation === 'confirmed' && (
            <Act onClick={() => onOpen({ form: 'retirement', payee, account })}>停用</Act>
          )}
          {may.disclose && account !== null && (
            <Act onClick={() => onOpen({ form: 'disclose', payee, account })}>查看全号</Act>
          )}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={`登记的收款户 ${payees.length} 个`}
      columns={columns}
      rows={rows}
      keyOf={({ payee, account }) => `${payee.payeeId}/${account?.accountId ?? ''}`}
    />
  );
}

/** The situation says it already where nobody has confirmed it. */
const isNews = (text: string | null, at: number, all: readonly (string | null)[]): text is string =>
  text !== null && all.indexOf(text) === at;

function proposedText({ steps }: Account): string {
  const [proposed] = steps;
  return proposed === undefined ? words.nothing : `${proposed.on} ${proposed.name ?? words.nothing}`;
}

function Act({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button type="button" className="link-button" onClick={onClick}>
      {children}
    </button>
  );
}
