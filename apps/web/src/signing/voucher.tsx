import { Link } from 'react-router';
import { formatYuanGrouped, parseYuan, toCapitalAmount } from '@bofu/kernel';
import { useAddress } from '../books/books';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { instantText } from '../pages/page-status';
import { useBearerLevels, useBearerNames } from '../payments/bearers';
import { accountText } from '../payees/payees';
import { PAYEE_KINDS } from '../payments/payees';
import { LineTable } from '../payments/payment-tables';
import { kindText } from '../payments/payments';
import { DataTable, type Column } from '../table/data-table';
import { words, wordFor } from '../words';
import { DifferenceToLast } from './difference-table';
import type { Voucher } from './signing-queue';

type Bearer = Voucher['bearers'][number] & { readonly amount: string };

/** A payment as its signer reads it: what differs from last time, what warns, who bears it, line by line. */
export function VoucherInFull({ voucher }: { voucher: Voucher }) {
  const { linkTo } = useAddress();
  const { payment, difference, warnings } = voucher;
  const { submittedBy, replaces } = payment;
  return (
    <>
      <header className="voucher-head">
        <h2>
          <Link to={linkTo(`/payments/${payment.paymentId}`)}>{payment.purpose}</Link>
        </h2>
        <p>
          <b className="amount-large">{formatYuanGrouped(parseYuan(payment.total))}</b>
          {` 元　${toCapitalAmount(parseYuan(payment.total))}`}
        </p>
      </header>
      <DifferenceToLast difference={difference} />
      {warnings.length > 0 && (
        <ul className="voucher-warnings" aria-label="提醒">
          {warnings.map(({ code, text }) => (
            <li key={code}>
              <StatusTag mark="yellow">{text}</StatusTag>
            </li>
          ))}
        </ul>
      )}
      <dl className="voucher-facts">
        <div>
          <dt>类别</dt>
          <dd>
            {kindText(payment)}
            {payment.route !== 'treasury' && `，${words.route[payment.route]}`}
          </dd>
        </div>
        <div>
          <dt>所属期</dt>
          <dd>{payment.period ?? words.nothing}</dd>
        </div>
        <div>
          <dt>收款</dt>
          <dd>
            {payment.payee.name}（{wordFor(PAYEE_KINDS, payment.payee.kind)}）
            {payment.payeeAccount !== null && accountText(payment.payeeAccount)}
          </dd>
        </div>
        <div>
          <dt>经办</dt>
          <dd>
            {submittedBy.name ?? words.nothing}，业务日期 {payment.submittedOn}
          </dd>
        </div>
        {replaces !== null && (
          <div>
            <dt>来由</dt>
            <dd>
              <Link to={linkTo(`/payments/${replaces}`)}>原单</Link>
            </dd>
          </div>
        )}
      </dl>
      <BearerTable voucher={voucher} />
      <LineTable payment={payment} />
      <ol className="voucher-steps" aria-label="办理经过">
        {payment.steps.map((step) => (
          <li key={step.recordedAt + step.type}>
            {instantText(step.recordedAt)} {step.label}，{step.by.name ?? words.nothing}（{words.post[step.by.post]}）
          </li>
        ))}
      </ol>
    </>
  );
}

function BearerTable({ voucher: { payment, bearers } }: { voucher: Voucher }) {
  const nameOf = useBearerNames();
  const levelOf = useBearerLevels();
  const rows = bearers.map((bearer): Bearer & { readonly programmeId: string } => {
    const charge = payment.charges.find((each) => each.charge === bearer.charge);
    return { ...bearer, amount: charge?.amount ?? '0.00', programmeId: charge?.programmeId ?? '' };
  });
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { key: 'name', title: '列支项目', names: true, cell: (row) => <span className="cut">{nameOf(row)}</span> },
    { key: 'level', title: '级次', cell: ({ appropriationId }) => levelOf(appropriationId) },
    { key: 'amount', title: '本单占用', align: 'right', cell: ({ amount }) => <Money yuan={amount} unit="yuan" /> },
    {
      key: 'available',
      title: '占用后可用',
      align: 'right',
      cell: ({ available }) => <Money yuan={available} unit="yuan" />,
    },
  ];
  return <DataTable caption="由谁负担（元）" columns={columns} rows={rows} keyOf={({ charge }) => String(charge)} />;
}
