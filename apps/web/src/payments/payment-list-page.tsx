import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { periodsOfYear } from '@bofu/kernel';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, YearField } from '../books/books-fields';
import { MoneyUnitField } from '../books/money-unit-field';
import { useAltKeys } from '../forms/alt-keys';
import { useShortcuts } from '../frame/shortcuts';
import { typedAmount, type TypedAmount } from '../forms/typed-amount';
import { Money, unitText } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useSignedIn } from '../session/session';
import { useColumnChoice } from '../table/column-choice';
import { DataTable, type Column } from '../table/data-table';
import { ExportLinks } from '../table/export-links';
import { goToFirstRow, useRowKeys } from '../table/row-keys';
import { RowCheckbox } from '../table/row-checkbox';
import { SavedViews } from '../table/saved-views';
import { SearchField } from '../table/search-field';
import { words, wordFor } from '../words';
import { useBearerNames } from './bearers';
import { LateMark } from './late-mark';
import { kindText, PAYMENT_MARK } from './payments';
import { paymentsAskedFor, paymentsOf, SITUATIONS, WAITS, type Payment, type PaymentsAskedFor } from './payments-query';
import { useProgrammes } from './programmes';
import { VoucherLinks } from './voucher-links';
import './payments.css';

const ChosenPayments = lazy(() => import('./chosen-payments'));

const ALL = '';
/** 拨付发放: the payments of the year in sight, the latest first, and the ways to record another. */
export function Component() {
  const { address, linkTo } = useAddress();
  const books = useBooks();
  const { fiscalYear, writable } = books;
  const asked = paymentsAskedFor(address);
  const payments = useInfiniteQuery(paymentsOf(books, asked));
  const pages = payments.data?.pages;
  const rows = pages?.flatMap(({ value }) => value.items) ?? [];
  const narrowed = Object.values(asked).some((each) => each !== null);
  return (
    <>
      <PageTitle parts={[words.pages.payments]} />
      <div className="toolbar">
        <h1>{words.pages.payments}</h1>
        <YearField />
        <PaymentFilter asked={asked} />
        {writable && <WaysToRecord />}
      </div>
      <PaymentSearch key={address.get('text') ?? ''} asked={asked} />
      <div className="toolbar">
        <MoneyUnitField />
        <AsOfField />
        <KnownAtField />
        <div className="toolbar-end">
          <SavedViews list="payments" />
          <VoucherLinks paymentIds={rows.map(({ paymentId }) => paymentId)} />
          <ExportLinks report="disbursements" appropriationId={asked.appropriationId} />
        </div>
      </div>
      <p className="only-print print-title">{fiscalYear} 年度拨付发放明细</p>
      <Answer query={payments} lines={12}>
        {({ pages: [first] }) => (
          <div className="payment-list">
            <PaymentTable rows={rows} totals={first?.value.totals} asked={asked} />
          </div>
        )}
      </Answer>
      {payments.hasNextPage && (
        <Button onClick={() => void payments.fetchNextPage()} loading={payments.isFetchingNextPage}>
          更早的拨付
        </Button>
      )}
      {rows.length === 0 && pages && writable && !narrowed && (
        <p className="form-note">
          {fiscalYear} 年度还没有拨付。<Link to={linkTo('/payments/payout-run')}>登记第一批发放</Link>
        </p>
      )}
      <PageStatus reading={pages?.at(-1)} />
    </>
  );
}

/** 项目 and 状态; the server chooses. */
function PaymentFilter({ asked }: { asked: PaymentsAskedFor }) {
  const { change } = useAddress();
  const programmes = useProgrammes();
  const works = useSignedIn() !== null;
  return (
    <>
      <label className="field">
        项目
        <Select<string>
          value={asked.programmeId ?? ALL}
          onChange={(programme) => change({ programme, of: null })}
          showSearch={{ optionFilterProp: 'found' }}
          popupMatchSelectWidth={480}
          className="choice choice-programme"
          options={[
            { value: ALL, label: '全部', found: '全部' },
            ...(programmes.data?.value ?? []).map(({ programmeId, code, name, initials }) => ({
              value: programmeId,
              label: `${name} ${code}`,
              found: `${name} ${code} ${initials}`,
            })),
          ]}
        />
      </label>
      <label className="field">
        状态
        <Select<string>
          value={asked.waitsFor ?? asked.situation ?? ALL}
          onChange={(chosen) => {
            const waits = WAITS.find((each) => each === chosen) ?? null;
            change({ situation: waits === null ? chosen : null, waits });
          }}
          popupMatchSelectWidth={false}
          className="choice"
          options={[
            { value: ALL, label: '全部' },
            ...(works ? WAITS.map((value) => ({ value, label: words.waitsFor[value] })) : []),
            ...SITUATIONS.map((value) => ({ value, label: words.paymentSituation[value] })),
          ]}
        />
      </label>
    </>
  );
}

/** What stands on a slip: payee, purpose or voucher, the amount, the month. Asked for with Enter. */
function PaymentSearch({ asked }: { asked: PaymentsAskedFor }) {
  const { change } = useAddress();
  const { fiscalYear } = useBooks();
  const [text, setText] = useState(asked.text ?? '');
  const [from, setFrom] = useState(asked.amountFrom ?? '');
  const [to, setTo] = useState(asked.amountTo ?? '');
  const amounts = [from, to].map(typedAmount);
  const wrong = amounts.find((amount) => amount.kind === 'wrong');
  const yuanOf = (amount: TypedAmount | undefined) => (amount?.kind === 'amount' ? amount.yuan : null);
  const search = () => {
    if (wrong !== undefined) return;
    const sought = { text: text.trim() || null, from: yuanOf(amounts[0]), to: yuanOf(amounts[1]) };
    change(sought);
    goToFirstRow(sought.text !== asked.text || sought.from !== asked.amountFrom || sought.to !== asked.amountTo);
  };
  const clear = () => {
    setText('');
    setFrom('');
    setTo('');
    change({ text: null, from: null, to: null, period: null, paidIn: null });
  };
  const months = periodsOfYear(fiscalYear);
  const month = asked.paidIn !== null ? `paid:${asked.paidIn}` : asked.period !== null ? `of:${asked.period}` : ALL;
  const isNarrowed = [asked.text, asked.amountFrom, asked.amountTo, asked.period, asked.paidIn].some(
    (each) => each !== null,
  );
  return (
    <form
      className="toolbar"
      role="search"
      aria-label="查找拨付"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <label className="field">
        收款户、摘要、凭证号
        <SearchField
          label="收款户、摘要、凭证号"
          does="查找拨付"
          text={text}
          onText={setText}
          onRows={search}
          className="payment-sought"
          clearable={false}
        />
      </label>
      <span className="field">
        金额
        <Input
          aria-label="金额不少于，元"
          className="amount-sought"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
          status={amounts[0]?.kind === 'wrong' ? 'error' : ''}
        />
        至
        <Input
          aria-label="金额不多于，元"
          className="amount-sought"
          value={to}
          onChange={({ target }) => setTo(target.value)}
          status={amounts[1]?.kind === 'wrong' ? 'error' : ''}
        />
        元
      </span>
      <label className="field">
        月份
        <Select<string>
          value={month}
          onChange={(chosen) => {
            const [of, value = null] = chosen.split(':');
            change({ period: of === 'of' ? value : null, paidIn: of === 'paid' ? value : null });
          }}
          popupMatchSelectWidth={false}
          className="choice"
          options={[
            { value: ALL, label: '全部' },
            { label: '所属期', options: months.map((each) => ({ value: `of:${each}`, label: `${each} 所属期` })) },
            { label: '支付于', options: months.map((each) => ({ value: `paid:${each}`, label: `${each} 支付` })) },
          ]}
        />
      </label>
      <Button htmlType="submit">查找</Button>
      {isNarrowed && (
        <button type="button" className="link-button" onClick={clear}>
          清除条件
        </button>
      )}
      {wrong?.kind === 'wrong' && <span className="form-note form-note-wrong">{wrong.reason}</span>}
    </form>
  );
}

function WaysToRecord() {
  const { linkTo } = useAddress();
  const navigate = useNavigate();
  const to = (path: string) => () => void navigate(linkTo(path));
  useAltKeys({
    p: to('/payments/payout-run'),
    d: to('/payments/disbursement'),
    n: to('/payments/adjustment'),
  });
  return (
    <div className="toolbar-end">
      <Button type="primary" onClick={to('/payments/payout-run')} aria-keyshortcuts="Alt+P">
        发放批次 <kbd>Alt+P</kbd>
      </Button>
      <Button onClick={to('/payments/disbursement')} aria-keyshortcuts="Alt+D">
        单笔拨付 <kbd>Alt+D</kbd>
      </Button>
      <Button onClick={to('/payments/adjustment')} aria-keyshortcuts="Alt+N">
        追加、追减、调剂 <kbd>Alt+N</kbd>
      </Button>
    </div>
  );
}

function PaymentTable({
  rows,
  totals,
  asked,
}: {
  rows: readonly Payment[];
  totals: { readonly count: number; readonly total: string; readonly returned: string } | undefined;
  asked: PaymentsAskedFor;
}) {
  const { money, asOf, fiscalYear } = useBooks();
  const { linkTo, change } = useAddress();
  const navigate = useNavigate();
  const works = useSignedIn() !== null;
  const nameOf = useBearerNames();
  const namesOf = ({ charges }: Payment): string[] => [...new Set(charges.map(nameOf))];
  const open = ({ paymentId }: Payment) => void navigate(linkTo(`/payments/${paymentId}`));
  const current = useRowKeys(rows, ({ paymentId }) => paymentId, open);
  const { choosing, bar } = useChosenPayments(rows, current);
  const columns: readonly Column<Payment>[] = [
    { key: 'voucher', title: '凭证号', cell: ({ voucherNumber }) => voucherNumber ?? words.nothing },
    {
      key: 'purpose',
      title: '摘要',
      names: true,
      cell: ({ paymentId, purpose }) => <Link to={linkTo(`/payments/${paymentId}`)}>{purpose}</Link>,
    },
    {
      key: 'situation',
      title: '状态',
      cell: ({ situation, waitsFor }) => (
        <StatusTag mark={PAYMENT_MARK[situation]}>
          {works && waitsFor !== null ? words.waitsFor[waitsFor] : wordFor(words.paymentSituation, situation)}
        </StatusTag>
      ),
    },
    {
      key: 'payee',
      title: '收款户',
      cell: ({ payee }) => (
        <span className="cut cut-short" title={payee.name}>
          {payee.name}
        </span>
      ),
    },
    { key: 'period', title: '所属期', cell: ({ period }) => period ?? words.nothing },
    {
      key: 'programmes',
      title: '列支项目',
      cell: (payment) => {
        const names = namesOf(payment);
        return (
          <span className="cut cut-short" title={names.join('；')}>
            {names.length === 1 ? names[0] : `${names.length} 个项目分担`}
          </span>
        );
      },
    },
    {
      key: 'headcount',
      title: '人数',
      align: 'right',
      cell: ({ headcount }) => headcount?.toLocaleString('en-US') ?? words.nothing,
    },
    {
      key: 'total',
      title: '金额',
      align: 'right',
      cell: ({ total }) => <Money yuan={total} />,
      total: totals && <Money yuan={totals.total} />,
    },
    {
      key: 'returned',
      title: '退回',
      align: 'right',
      cell: ({ returned }) => <Money yuan={returned === '0.00' ? null : returned} />,
      total: totals && <Money yuan={totals.returned} />,
    },
    {
      key: 'submitted',
      title: '提交',
      cell: ({ submittedOn, steps }) => (
        <>
          {submittedOn} <LateMark steps={steps} />
        </>
      ),
    },
    { key: 'paid', title: '支付', cell: ({ paidOn }) => paidOn ?? words.nothing },
    { key: 'maker', title: '经办', cell: ({ submittedBy }) => submittedBy.name ?? words.nothing },
    { key: 'kind', title: '类别', cell: kindText },
  ];
  const { shown, choice } = useColumnChoice('payments', columns);
  return (
    <>
      {bar}
      <DataTable
        caption={
          <span className="table-caption">
            <span>
              {fiscalYear} 年度，截至 {asOf} 提交的拨付与发放，后提交的在前
              {asked.appropriationId !== null && (
                <>
                  ；只看 {nameOf({ appropriationId: asked.appropriationId })}{' '}
                  <button type="button" className="link-button" onClick={() => change({ of: null })}>
                    看全部
                  </button>
                </>
              )}
            </span>
            <span className="table-tools">
              单位：{unitText(money)}
              {choice}
            </span>
          </span>
        }
        columns={[choosing, ...shown]}
        rows={rows}
        keyOf={({ paymentId }) => paymentId}
        current={current}
        onOpen={open}
        {...(totals && { totalLabel: `合计 ${totals.count} 笔` })}
        empty="没有符合条件的拨付。"
        tall
      />
    </>
  );
}

/** Which rows are chosen, by the mouse or by `x`, and the bar of what can be done with them. */
function useChosenPayments(rows: readonly Payment[], current: string | null) {
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.filter(({ paymentId }) => chosenIds.has(paymentId));
  const choose = (paymentIds: readonly string[], isChosen: boolean) =>
    setChosenIds((before) => {
      const others = [...before].filter((paymentId) => !paymentIds.includes(paymentId));
      return new Set(isChosen ? [...others, ...paymentIds] : others);
    });
  useShortcuts([
    { key: 'x', does: '选中、不选', run: () => current !== null && choose([current], !chosenIds.has(current)) },
  ]);
  const all = rows.map(({ paymentId }) => paymentId);
  const choosing: Column<Payment> = {
    key: 'chosen',
    title: (
      <RowCheckbox
        label="选中全部所列"
        checked={rows.length > 0 && chosen.length === rows.length}
        mixed={chosen.length > 0 && chosen.length < rows.length}
        onChange={(isChosen) => choose(all, isChosen)}
      />
    ),
    word: '选中',
    onScreenOnly: true,
    width: 32,
    cell: ({ paymentId, purpose }) => (
      <RowCheckbox
        label={`选中 ${purpose}`}
        checked={chosenIds.has(paymentId)}
        onChange={(isChosen) => choose([paymentId], isChosen)}
      />
    ),
  };
  const bar = chosen.length > 0 && (
    <Suspense fallback={null}>
      <ChosenPayments chosen={chosen} onNone={() => setChosenIds(new Set())} />
    </Suspense>
  );
  return { choosing, bar };
}
