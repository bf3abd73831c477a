import { Link } from 'react-router';
import { useAddress } from '../books/books';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { useBearerLevels, useBearerNames } from './bearers';
import { CHARGE_MARK, type Charge, type PaymentLine } from './payments';
import type { Payment } from './payments-query';
import { groupName, useProgrammes } from './programmes';

const nothingOr = (yuan: string) => <Money yuan={yuan === '0.00' ? null : yuan} unit="yuan" />;

const inYuan = (title: string) => (
  <span className="table-caption">
    <span>{title}</span>
    <span>单位：元</span>
  </span>
);

/** 由谁负担: each charge with its own situation, day and voucher. */
export function ChargeTable({ payment }: { payment: Payment }) {
  const { linkTo } = useAddress();
  const nameOf = useBearerNames();
  const levelOf = useBearerLevels();
  const columns: readonly Column<Charge>[] = [
    { key: 'charge', title: '序号', cell: ({ charge }) => charge, width: 48 },
    {
      key: 'name',
      title: '列支项目',
      names: true,
      cell: (charge) => <Link to={linkTo(`/programmes/${charge.appropriationId}`)}>{nameOf(charge)}</Link>,
    },
    { key: 'level', title: '级次', cell: ({ appropriationId }) => levelOf(appropriationId) },
    { key: 'year', title: '年度', cell: ({ fiscalYear }) => fiscalYear },
    {
      key: 'amount',
      title: '金额',
      align: 'right',
      cell: ({ amount }) => <Money yuan={amount} unit="yuan" />,
      total: <Money yuan={payment.total} unit="yuan" />,
    },
    {
      key: 'returned',
      title: '退回',
      align: 'right',
      cell: ({ returned }) => nothingOr(returned),
      total: nothingOr(payment.returned),
    },
    {
      key: 'net',
      title: '净额',
      align: 'right',
      cell: ({ net }) => <Money yuan={net} unit="yuan" />,
      total: <Money yuan={payment.net} unit="yuan" />,
    },
    {
      key: 'situation',
      title: '状态',
      cell: ({ situation, movedFrom }) => (
        <>
          <StatusTag mark={CHARGE_MARK[situation]}>{words.chargeSituation[situation]}</StatusTag>
          {movedFrom !== null && ` 由第 ${movedFrom} 项更正`}
        </>
      ),
    },
    { key: 'paidOn', title: '支付日', cell: ({ paidOn }) => paidOn ?? words.nothing },
    { key: 'voucher', title: '凭证号', cell: voucherText },
  ];
  return (
    <DataTable
      caption={inYuan('由谁负担')}
      columns={columns}
      rows={payment.charges}
      keyOf={({ charge }) => String(charge)}
      totalLabel="合计"
    />
  );
}

/** What was paid for: who, how many, how much each, for which month. */
export function LineTable({ payment }: { payment: Payment }) {
  const nameOf = useBearerNames();
  const programmes = useProgrammes().data?.value ?? [];
  const { lines } = payment;
  const columns: readonly Column<PaymentLine>[] = [
    { key: 'line', title: '行', cell: ({ line }) => line, width: 48 },
    { key: 'name', title: '项目', names: true, cell: (line) => nameOf(line) },
    { key: 'group', title: '人群', cell: ({ programmeId, groupId }) => groupName(programmes, programmeId, groupId) },
    { key: 'entry', title: '性质', cell: ({ entry }) => words.lineEntry[entry] },
    { key: 'period', title: '所属期', cell: ({ period }) => period ?? words.nothing },
    { key: 'heads', title: '人数', align: 'right', cell: headsText },
    {
      key: 'outstanding',
      title: '现发',
      align: 'right',
      cell: ({ outstanding }) => outstanding?.toLocaleString('en-US') ?? words.nothing,
    },
    {
      key: 'rate',
      title: '标准',
      align: 'right',
      cell: ({ rate, per, times }) => (
        <>
          <Money yuan={rate} unit="yuan" />
          {per !== null && `/${words.ratePer[per]}`}
          {times > 1 && ` × ${times}`}
        </>
      ),
    },
    { key: 'amount', title: '金额', align: 'right', cell: ({ amount }) => <Money yuan={amount} unit="yuan" /> },
    {
      key: 'reason',
      title: '事由',
      cell: ({ reason, borneFor }) =>
        [reason, borneFor === null ? null : `替${words.fundingLevel[borneFor]}垫付`].filter(Boolean).join('；') ||
        words.nothing,
    },
  ];
  return <DataTable caption={inYuan('明细')} columns={columns} rows={lines} keyOf={({ line }) => String(line)} />;
}

const voucherText = ({ voucherNumber, bank }: Charge): string =>
  voucherNumber === null ? (bank ?? words.nothing) : bank === null ? voucherNumber : `${voucherNumber}（${bank}）`;

const headsText = ({ heads }: PaymentLine): string =>
  heads === null ? words.nothing : `${heads.count.toLocaleString('en-US')} ${words.headUnit[heads.of]}`;
