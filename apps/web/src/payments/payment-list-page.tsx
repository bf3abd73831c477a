import { Link, useNavigate } from 'react-router';
import { Button } from 'antd';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, MoneyUnitField, YearField } from '../books/books-fields';
import { useAltKeys } from '../forms/alt-keys';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { ExportLinks } from '../table/export-links';
import { useRowKeys } from '../table/row-keys';
import { words, wordFor } from '../words';
import { useAppropriations } from './appropriations';
import { PAYMENT_MARK, usePayments, type Payment } from './payments';
import './payments.css';

/** 拨付发放: every payment of the books in sight, the latest first, and the ways to record another. */
export function Component() {
  const { address, linkTo } = useAddress();
  const { writable } = useBooks();
  const payments = usePayments(address.get('of'));
  const pages = payments.data?.pages;
  const rows = pages?.flatMap(({ value }) => value.items) ?? [];
  return (
    <>
      <PageTitle parts={[words.pages.payments]} />
      <div className="toolbar">
        <h1>{words.pages.payments}</h1>
        <YearField />
        <AsOfField />
        <KnownAtField />
        <MoneyUnitField />
        <ExportLinks report="disbursements" appropriationId={address.get('of')} />
        {writable && <WaysToRecord />}
      </div>
      <Answer query={payments} lines={12}>
        {() => <PaymentTable rows={rows} of={address.get('of')} />}
      </Answer>
      {payments.hasNextPage && (
        <Button onClick={() => void payments.fetchNextPage()} loading={payments.isFetchingNextPage}>
          更早的拨付
        </Button>
      )}
      {rows.length === 0 && pages && writable && (
        <p className="form-note">
          还没有拨付。<Link to={linkTo('/payments/payout-run')}>登记第一批发放</Link>
        </p>
      )}
      <PageStatus reading={pages?.at(-1)} />
    </>
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

function PaymentTable({ rows, of }: { rows: readonly Payment[]; of: string | null }) {
  const { money, asOf } = useBooks();
  const { linkTo, change } = useAddress();
  const navigate = useNavigate();
  const appropriations = useAppropriations();
  const nameOf = (id: string): string =>
    appropriations.data?.value.find(({ appropriationId }) => appropriationId === id)?.programmeName ?? id;
  const open = ({ paymentId }: Payment) => void navigate(linkTo(`/payments/${paymentId}`));
  const current = useRowKeys(rows, ({ paymentId }) => paymentId, open);
  const columns: readonly Column<Payment>[] = [
    {
      key: 'purpose',
      title: '摘要',
      names: true,
      cell: ({ paymentId, purpose }) => <Link to={linkTo(`/payments/${paymentId}`)}>{purpose}</Link>,
    },
    { key: 'kind', title: '类别', cell: kindText },
    { key: 'period', title: '所属期', cell: ({ period }) => period ?? words.nothing },
    {
      key: 'programmes',
      title: '列支项目',
      cell: ({ charges }) => (
        <span className="cut" title={charges.map(({ appropriationId }) => nameOf(appropriationId)).join('；')}>
          {charges.length === 1 ? nameOf(charges[0]!.appropriationId) : `${charges.length} 个项目分担`}
        </span>
      ),
    },
    {
      key: 'headcount',
      title: '人数',
      align: 'right',
      cell: ({ headcount }) => headcount?.toLocaleString('en-US') ?? words.nothing,
    },
    { key: 'total', title: '金额', align: 'right', cell: ({ total }) => <Money yuan={total} /> },
    {
      key: 'returned',
      title: '退回',
      align: 'right',
      cell: ({ returned }) => <Money yuan={returned === '0.00' ? null : returned} />,
    },
    { key: 'submitted', title: '提交', cell: ({ submittedOn }) => submittedOn },
    { key: 'paid', title: '支付', cell: ({ paidOn }) => paidOn ?? words.nothing },
    { key: 'voucher', title: '凭证号', cell: ({ voucherNumber }) => voucherNumber ?? words.nothing },
    { key: 'maker', title: '经办', cell: ({ submittedBy }) => submittedBy },
    {
      key: 'situation',
      title: '状态',
      cell: ({ situation }) => (
        <StatusTag mark={PAYMENT_MARK[situation]}>{wordFor(words.paymentSituation, situation)}</StatusTag>
      ),
    },
  ];
  return (
    <DataTable
      caption={
        <span className="table-caption">
          <span>
            截至 {asOf} 提交的拨付与发放，后提交的在前
            {of !== null && (
              <>
                ；只看 {nameOf(of)}{' '}
                <button type="button" className="link-button" onClick={() => change({ of: null })}>
                  看全部
                </button>
              </>
            )}
          </span>
          <span>单位：{words.unit[money]}</span>
        </span>
      }
      columns={columns}
      rows={rows}
      keyOf={({ paymentId }) => paymentId}
      current={current}
      onOpen={open}
      empty="这一天以前没有拨付。"
      tall
    />
  );
}

export const kindText = ({ kind, run }: Pick<Payment, 'kind' | 'run'>): string =>
  run === 'supplementary' ? '补发批次' : wordFor(words.paymentKind, kind);
