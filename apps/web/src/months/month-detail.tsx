import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from 'antd';
import { dayInPeriod, parsePeriod } from '@bofu/kernel';
import AttachmentCard from '../attachments/attachment-card';
import { useAddress } from '../books/books';
import { Money, Percent } from '../marks/money';
import { Answer } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { DataTable, type Column } from '../table/data-table';
import { ExportLinks } from '../table/export-links';
import { wordFor, words } from '../words';
import { CloseForm, ReopenForm } from './close-form';
import { ExplainForm, type About } from './explain-form';
import { CHECK, LINE, SIDE, SITUATION, useMonth, type Check, type MayDo, type Month, type Side } from './months';
import { StatementForm } from './statement-form';

/** One month: what blocks it, the three sides of its reconciliation, and its report as of its closing. */
export function MonthDetail({ month, may }: { month: string; may: MayDo }) {
  const query = useMonth(month);
  return <Answer query={query}>{({ value }) => <OneMonth month={value} may={may} />}</Answer>;
}

function OneMonth({ month, may }: { month: Month; may: MayDo }) {
  const { situation, isNext, later, report } = month;
  const [stating, setStating] = useState<Side | null>(null);
  const [explaining, setExplaining] = useState<{ about: About; title: string } | null>(null);
  const isClosed = situation === 'closed' || situation === 'reopening-proposed';
  const mayReconcile = may.reconcile && !isClosed && situation !== 'locked-before';
  const explain = mayReconcile ? (about: About, title: string) => setExplaining({ about, title }) : null;
  return (
    <>
      <div className="toolbar">
        <h2>
          {month.month}　{SITUATION[situation]}
        </h2>
        {mayReconcile && (
          <div className="toolbar-end">
            {(['bank', 'finance'] as const).map((side) => (
              <Button key={side} onClick={() => setStating(side)}>
                录入{SIDE[side]}
              </Button>
            ))}
          </div>
        )}
      </div>
      {stating !== null && (
        <StatementForm
          key={stating}
          month={month.month}
          side={stating}
          before={month.statements[stating]}
          onDone={() => setStating(null)}
        />
      )}
      <CheckTable month={month} onExplain={explain} />
      <ComparedTable month={month} onExplain={explain} />
      {explaining !== null && (
        <ExplainForm key={explaining.title} month={month.month} {...explaining} onDone={() => setExplaining(null)} />
      )}
      {may.close && isNext && <CloseForm month={month} />}
      {later !== null && <Later later={later} />}
      {may.close && isClosed && <ReopenForm key={situation} month={month} />}
      <AttachmentCard subject={{ kind: 'month', id: month.month }} closedAt={month.closedAt} />
      <ReportTable month={month} />
      {report.stands === false && (
        <p className="refusal" role="alert">
          按结账时点重读的报表与结账时的摘要不一致，请报告审计管理员
        </p>
      )}
    </>
  );
}

type Explain = ((about: About, title: string) => void) | null;

interface CheckRow extends Partial<Check['behind'][number]> {
  readonly key: string;
  readonly check: Check;
}

/** Each item with what stands behind it below, so that what blocks can be gone to. */
function CheckTable({ month, onExplain }: { month: Month; onExplain: Explain }) {
  const { linkTo } = useAddress();
  const isClosed = month.closedAt !== null;
  const rows = month.checks.flatMap((check): CheckRow[] => [
    { key: check.check, check },
    ...(isClosed ? [] : check.behind).map((behind) => ({ key: `${check.check}/${behind.id}`, check, ...behind })),
  ]);
  const columns: readonly Column<CheckRow>[] = [
    {
      key: 'check',
      title: '检查项目',
      names: true,
      cell: ({ check, kind, id, name, detail }) =>
        id === undefined ? (
          CHECK[check.check]
        ) : (
          <span className="check-behind">
            <Link to={linkTo(kind === 'alert' ? `/alerts/${id}` : `/payments/${id}`)}>{name}</Link>{' '}
            {kind === 'payment' && detail}
          </span>
        ),
    },
    { key: 'count', title: '笔数', align: 'right', cell: ({ check, id }) => (id === undefined ? check.count : '') },
    {
      key: 'amount',
      title: '金额',
      align: 'right',
      cell: ({ check, id, amount }) => <Money yuan={id === undefined ? check.amount : (amount ?? null)} unit="yuan" />,
    },
    { key: 'since', title: '自', cell: ({ since }) => since ?? '' },
    {
      key: 'state',
      title: '结论',
      cell: ({ check, kind, id, name, explanation }) => {
        if (id === undefined)
          return check.blocks ? <b className="check-blocks">阻止结账</b> : check.count === 0 ? '无' : '列示';
        if (explanation !== undefined && explanation !== null) return `已说明：${explanation}`;
        if (check.check !== 'receipt-missing' || kind !== 'payment' || onExplain === null) return '';
        const about = { kind: 'receipt' as const, paymentId: id };
        return (
          <button type="button" className="link-button" onClick={() => onExplain(about, `说明 ${name ?? ''} 没有回单`)}>
            说明
          </button>
        );
      },
    },
  ];
  return (
    <DataTable
      caption={isClosed ? '结账时的检查结果（元）' : '结账检查（元）'}
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
    />
  );
}

type Compared = Month['compared'][number];

interface ThreeWay {
  readonly line: Compared['line'];
  readonly figure: Compared['figure'];
  readonly bank: Compared | null;
  readonly finance: Compared | null;
}

/** 系统, 银行, 财政 beside each other; the server gives what differs first. */
function ComparedTable({ month, onExplain }: { month: Month; onExplain: Explain }) {
  const rows: ThreeWay[] = [];
  for (const { line, figure } of month.compared) {
    if (rows.some((row) => row.line === line && row.figure === figure)) continue;
    const of = (side: Side) =>
      month.compared.find((one) => one.line === line && one.figure === figure && one.side === side) ?? null;
    rows.push({ line, figure, bank: of('bank'), finance: of('finance') });
  }
  const isOutside = ({ line }: ThreeWay) => line === 'outside';
  const differing = (row: ThreeWay) =>
    [row.bank, row.finance].filter((one): one is Compared => one !== null && one.difference !== '0.00');
  const columns: readonly Column<ThreeWay>[] = [
    { key: 'line', title: '资金级次', names: true, cell: ({ line }) => LINE[line] },
    { key: 'figure', title: '数', cell: ({ figure }) => (figure === 'paid' ? '本月支出' : '期末余额') },
    {
      key: 'booked',
      title: '系统',
      align: 'right',
      cell: (row) => <Money yuan={isOutside(row) ? null : ((row.bank ?? row.finance)?.booked ?? null)} unit="yuan" />,
    },
    {
      key: 'bank',
      title: '银行',
      align: 'right',
      cell: (row) => (
        <Money yuan={isOutside(row) ? (row.finance?.booked ?? null) : (row.bank?.stated ?? null)} unit="yuan" />
      ),
    },
    {
      key: 'finance',
      title: '财政',
      align: 'right',
      cell: ({ finance }) => <Money yuan={finance?.stated ?? null} unit="yuan" />,
    },
    {
      key: 'difference',
      title: '差异',
      cell: (row) => {
        const off = differing(row);
        if (off.length === 0) return '0.00';
        return off.map((one) => (
          <div key={one.side}>
            {one.side === 'bank' ? '银行' : '财政'} <Money yuan={one.difference} signed unit="yuan" />{' '}
            {one.explanation ?? (
              <>
                <b className="check-blocks">未说明</b>{' '}
                {onExplain !== null && (
                  <button
                    type="button"
                    className="link-button"
                    onClick={() =>
                      onExplain(
                        { kind: 'difference', line: one.line, figure: one.figure, side: one.side },
                        `说明${LINE[one.line]}的差异 ${one.difference} 元`,
                      )
                    }
                  >
                    说明
                  </button>
                )}
              </>
            )}
          </div>
        ));
      },
    },
  ];
  const missing = (['bank', 'finance'] as const).filter((side) => month.statements[side] === null);
  return (
    <DataTable
      caption={`三方对账（元），有差异的在前${missing.length === 0 ? '' : `（未录入：${missing.map((side) => SIDE[side]).join('、')}）`}`}
      columns={columns}
      rows={rows}
      keyOf={({ line, figure }) => `${line}/${figure}`}
      empty="银行与财政的对账数都还没有录入。"
    />
  );
}

/** What came to be known since: beside the closed report, never in it. */
function Later({ later }: { later: NonNullable<Month['later']> }) {
  type Movement = (typeof later.movements)[number];
  const { linkTo } = useAddress();
  const columns: readonly Column<Movement>[] = [
    { key: 'type', title: '事项', names: true, cell: ({ type }) => wordFor(words.ledgerType, type) },
    { key: 'on', title: '业务日期', cell: ({ on }) => on },
    { key: 'recordedAt', title: '登记时间', cell: ({ recordedAt }) => instantText(recordedAt) },
    { key: 'paid', title: '支出（元）', align: 'right', cell: ({ paid }) => <Money yuan={paid} signed unit="yuan" /> },
    {
      key: 'budget',
      title: '预算（元）',
      align: 'right',
      cell: ({ budget }) => <Money yuan={budget} signed unit="yuan" />,
    },
    { key: 'reason', title: '事由', cell: ({ reason }) => reason ?? words.nothing },
    {
      key: 'payment',
      title: '付款',
      cell: ({ paymentId }) =>
        paymentId === null ? words.nothing : <Link to={linkTo(`/payments/${paymentId}`)}>查看</Link>,
    },
  ];
  return (
    <DataTable
      caption={
        <>
          结账后登记：{later.count} 笔，支出 <Money yuan={later.paid} signed unit="yuan" /> 元，预算{' '}
          <Money yuan={later.budget} signed unit="yuan" /> 元
        </>
      }
      columns={columns}
      rows={later.movements}
      keyOf={({ type, recordedAt, appropriationId }) => `${type} ${recordedAt} ${appropriationId}`}
      empty="结账以后没有登记业务日期在本月末以前的事项。"
    />
  );
}

type ReportLine = Month['report']['lines'][number];

function ReportTable({ month: { report, closedAt, month } }: { month: Month }) {
  const { total } = report;
  const money = (key: 'budget' | 'paidInMonth' | 'paid' | 'inTransit' | 'available', title: string) => ({
    key,
    title,
    align: 'right' as const,
    cell: (line: ReportLine) => <Money yuan={line[key]} unit="yuan" />,
    total: <Money yuan={total[key]} unit="yuan" />,
  });
  const columns: readonly Column<ReportLine>[] = [
    { key: 'programme', title: '项目', names: true, cell: ({ programmeName }) => programmeName },
    { key: 'level', title: '级次', cell: ({ fundingLevel }) => wordFor(words.fundingLevel, fundingLevel) },
    money('budget', '全年预算'),
    money('paidInMonth', '本月支出'),
    money('paid', '累计支出'),
    {
      key: 'rate',
      title: '执行率',
      align: 'right',
      cell: ({ executionRate }) => <Percent value={executionRate} />,
      total: <Percent value={total.executionRate} />,
    },
    money('inTransit', '在途'),
    money('available', '可用'),
  ];
  return (
    <DataTable
      caption={
        closedAt === null ? (
          `${month} 执行情况，按现在所知；单位：元`
        ) : (
          <>
            {month} 执行情况，按结账时点（{instantText(closedAt)}）；单位：元；摘要 {report.digest.slice(0, 8)}{' '}
            {report.knownAt !== null && (
              <ExportLinks
                report="execution-progress"
                at={{ asOf: dayInPeriod(parsePeriod(month), 31), knownAt: report.knownAt }}
              />
            )}
          </>
        )
      }
      columns={columns}
      rows={report.lines}
      keyOf={({ appropriationId }) => appropriationId}
      totalLabel="合计"
    />
  );
}
