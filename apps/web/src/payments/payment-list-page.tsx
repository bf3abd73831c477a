import { Link, useNavigate } from 'react-router';
import { Button, Select } from 'antd';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, MoneyUnitField, YearField } from '../books/books-fields';
import { useAltKeys } from '../forms/alt-keys';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useSignedIn } from '../session/session';
import { DataTable, type Column } from '../table/data-table';
import { ExportLinks } from '../table/export-links';
import { useRowKeys } from '../table/row-keys';
import { words, wordFor } from '../words';
import { useBearerNames } from './bearers';
import { LateMark } from './late-mark';
import {
  PAYMENT_MARK,
  usePayments,
  type Payment,
  type PaymentsAskedFor,
  type WaitsFor,
  type Situation,
} from './payments';
import { useProgrammes } from './programmes';
import { VoucherLinks } from './voucher-links';
import './payments.css';

const ALL = '';
const SITUATIONS = Object.keys(words.paymentSituation) as Situation[];
const WAITS = Object.keys(words.waitsFor) as WaitsFor[];

const askedFor = (address: URLSearchParams): PaymentsAskedFor => ({
  appropriationId: address.get('of'),
  programmeId: address.get('programme'),
  situation: SITUATIONS.find((each) => each === address.get('situation')) ?? null,
  waitsFor: WAITS.find((each) => each === address.get('waits')) ?? null,
});

/** 拨付发放: the payments of the year in sight, the latest first, and the ways to record another. */
export function Component() {
  const { address, linkTo } = useAddress();
  const { fiscalYear, writable } = useBooks();
  const asked = askedFor(address);
  const payments = usePayments(asked);
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
      <div className="toolbar">
        <MoneyUnitField />
        <AsOfField />
        <KnownAtField />
        <div className="toolbar-end">
          <VoucherLinks paymentIds={rows.map(({ paymentId }) => paymentId)} />
          <ExportLinks report="disbursements" appropriationId={asked.appropriationId} />
        </div>
      </div>
      <Answer query={payments} lines={12}>
        {({ pages: [first] }) => <PaymentTable rows={rows} totals={first?.value.totals} asked={asked} />}
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
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={480}
          className="choice choice-programme"
          options={[
            { value: ALL, label: '全部' },
            ...(programmes.data?.value ?? []).map(({ programmeId, code, name }) => ({
              value: programmeId,
              label: `${name} ${code}`,
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
  const columns: readonly Column<Payment>[] = [
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
    { key: 'kind', title: '类别', cell: kindText },
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
    { key: 'voucher', title: '凭证号', cell: ({ voucherNumber }) => voucherNumber ?? words.nothing },
    { key: 'maker', title: '经办', cell: ({ submittedBy }) => submittedBy.name ?? words.nothing },
  ];
  return (
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
          <span>单位：{words.unit[money]}</span>
        </span>
      }
      columns={columns}
      rows={rows}
      keyOf={({ paymentId }) => paymentId}
      current={current}
      onOpen={open}
      {...(totals && { totalLabel: `合计 ${totals.count} 笔` })}
      empty="没有符合条件的拨付。"
      tall
    />
  );
}

const RUN_WORD = { regular: '发放批次', supplementary: '补发批次', advance: '预发批次' } as const;

export const kindText = ({ kind, run }: Pick<Payment, 'kind' | 'run'>): string =>
  run === null ? words.paymentKind[kind] : RUN_WORD[run];
