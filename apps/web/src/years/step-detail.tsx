import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from 'antd';
import { useAddress } from '../books/books';
import { Money } from '../marks/money';
import { DataTable, type Column } from '../table/data-table';
import { wordFor, words } from '../words';
import { SignAndLock } from './sign-and-lock';
import { BalanceForm, CutOffForm, NoteForm, VoidingForm } from './year-forms';
import {
  DISPOSAL,
  NOTED,
  type Balance,
  type LeftOver,
  type MayDo,
  type NotedStep,
  type Step,
  type Year,
} from './years';

/** One step: what stands behind its figure, and the act that is due. */
export function StepDetail({ step, year, may }: { step: Step['step']; year: Year; may: MayDo }) {
  const { linkTo } = useAddress();
  switch (step) {
    case 'forecast':
      return (
        <>
          <p>
            11 月看 <Link to={linkTo('/programmes')}>各项目的预测</Link>，对年底付不完或不够的项目提出追加、调剂申请。
          </p>
          <Note year={year} may={may} step="forecast" />
        </>
      );
    case 'cut-off':
      return (
        <Opening word="设定关账日" may={may.close} form={(onDone) => <CutOffForm year={year} onDone={onDone} />} />
      );
    case 'in-transit':
      return (
        <>
          <Payments caption="在途付款" payments={year.inTransit} empty="没有在途。" />
          {year.inTransit.length > 0 && (
            <Opening word="全部作废" may={may.void} form={(onDone) => <VoidingForm year={year} onDone={onDone} />} />
          )}
        </>
      );
    case 'returns':
      return <Payments caption="退票未重发" payments={year.returns} empty="没有未重发的退票。" />;
    case 'receipts':
      return <Payments caption="没有银行凭证号的付款" payments={year.receipts} empty="每笔付款都有银行凭证号。" />;
    case 'reconciliation':
      return (
        <>
          <p>
            <Link to={linkTo('/months', { month: `${year.fiscalYear}-12` })}>
              {year.fiscalYear}-12 的三方对账与月结
            </Link>
          </p>
          <Note year={year} may={may} step="special-accounts" />
        </>
      );
    case 'sum-check':
      return <Sums year={year} />;
    case 'carry-over':
      return <Balances year={year} may={may} />;
    case 'self-evaluation':
      return (
        <>
          <p>
            <Link to={linkTo('/performance', { asOf: `${year.fiscalYear}-12-31` })}>{year.fiscalYear} 年绩效自评</Link>
          </p>
          <Note year={year} may={may} step="self-evaluation" />
        </>
      );
    case 'sign-and-lock':
      return <SignAndLock year={year} may={may} />;
    case 'next-year':
      return (
        <>
          <CarriedIn year={year} />
          <Note year={year} may={may} step="carry-over-confirmed" />
        </>
      );
    case 'archive':
      return (
        <>
          <Note year={year} may={may} step="final-accounts" />
          <Note year={year} may={may} step="archive" />
        </>
      );
  }
}

/** An act that is opened by a press. */
function Opening({ word, may, form }: { word: string; may: boolean; form: (onDone: () => void) => React.ReactNode }) {
  const [open, setOpen] = useState(false);
  if (!may) return null;
  if (open) return form(() => setOpen(false));
  return (
    <div className="form-actions no-print">
      <Button onClick={() => setOpen(true)}>{word}</Button>
    </div>
  );
}

function Note({ year, may, step }: { year: Year; may: MayDo; step: NotedStep }) {
  const note = year.notes.find((one) => one.step === step);
  return (
    <>
      {note !== undefined && (
        <p>
          {NOTED[step]}：{note.applies ? `${note.doneOn ?? ''} 已办` : '不适用'}
          {note.documentNumber !== null && `，${note.documentNumber}`}，{note.reason}（{note.notedBy} 登记）
        </p>
      )}
      <Opening
        word={`登记${NOTED[step]}`}
        may={may.dispose}
        form={(onDone) => <NoteForm year={year} step={step} onDone={onDone} />}
      />
    </>
  );
}

function Payments({ caption, payments, empty }: { caption: string; payments: readonly LeftOver[]; empty: string }) {
  const { linkTo } = useAddress();
  const columns: readonly Column<LeftOver>[] = [
    {
      key: 'payee',
      title: '收款方',
      names: true,
      cell: ({ paymentId, payeeName }) => <Link to={linkTo(`/payments/${paymentId}`)}>{payeeName}</Link>,
    },
    { key: 'purpose', title: '用途', cell: ({ purpose }) => purpose },
    { key: 'since', title: '自', cell: ({ since }) => since },
    { key: 'amount', title: '金额', align: 'right', cell: ({ amount }) => <Money yuan={amount} unit="yuan" /> },
  ];
  return (
    <DataTable
      caption={`${caption}（元）`}
      columns={columns}
      rows={payments}
      keyOf={({ paymentId, since }) => `${paymentId} ${since}`}
      empty={empty}
    />
  );
}

type Sum = Year['sums']['total'];

function Sums({ year: { sums, fiscalYear } }: { year: Year }) {
  const table = (caption: string, rows: readonly Sum[], nameOf: (key: string) => string) => {
    const money = (key: 'budget' | 'paid' | 'left', title: string) => ({
      key,
      title,
      align: 'right' as const,
      cell: (sum: Sum) => <Money yuan={sum[key]} unit="yuan" />,
      total: <Money yuan={sums.total[key]} unit="yuan" />,
    });
    const columns: readonly Column<Sum>[] = [
      { key: 'key', title: '类别', names: true, cell: ({ key }) => nameOf(key) },
      { key: 'programmes', title: '指标数', align: 'right', cell: ({ programmes }) => programmes },
      money('budget', '全年预算'),
      money('paid', '累计支出'),
      money('left', '余额'),
    ];
    return (
      <DataTable
        caption={`${fiscalYear}-12-31 ${caption}（元）`}
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
        totalLabel="总计"
      />
    );
  };
  return (
    <>
      {table('按资金级次', sums.byFundingLevel, (key) => wordFor(words.fundingLevel, key))}
      {table('按预算类型', sums.byBudgetType, (key) => wordFor(words.budgetType, key))}
    </>
  );
}

/** What is left first; what was disposed of below its appropriation. */
export function Balances({ year, may }: { year: Year; may: MayDo }) {
  const { linkTo } = useAddress();
  const [open, setOpen] = useState<Balance | null>(null);
  const isLeft = ({ left }: Balance) => left !== '0.00';
  const rows = [
    ...year.balances.filter(isLeft),
    ...year.balances.filter((one) => !isLeft(one) && one.disposed.length > 0),
  ];
  const columns: readonly Column<Balance>[] = [
    {
      key: 'programme',
      title: '项目',
      names: true,
      cell: ({ appropriationId, programmeName }) => (
        <Link to={linkTo(`/programmes/${appropriationId}`)}>{programmeName}</Link>
      ),
    },
    { key: 'level', title: '级次', cell: ({ fundingLevel }) => wordFor(words.fundingLevel, fundingLevel) },
    {
      key: 'formed',
      title: '形成年度',
      cell: ({ formedIn, secondYear }) => (secondYear ? <b className="check-blocks">{formedIn}，第二年</b> : formedIn),
    },
    { key: 'budget', title: '全年预算', align: 'right', cell: ({ budget }) => <Money yuan={budget} unit="yuan" /> },
    { key: 'paid', title: '累计支出', align: 'right', cell: ({ paid }) => <Money yuan={paid} unit="yuan" /> },
    { key: 'left', title: '未处理余额', align: 'right', cell: ({ left }) => <Money yuan={left} unit="yuan" /> },
    {
      key: 'disposed',
      title: '处理',
      cell: (balance) => (
        <>
          {balance.disposed.map((one, at) => (
            <div key={at} title={one.reason}>
              {DISPOSAL[one.disposal]} <Money yuan={one.amount} unit="yuan" />
            </div>
          ))}
          {isLeft(balance) && may.dispose && year.locked === null && (
            <button type="button" className="link-button no-print" onClick={() => setOpen(balance)}>
              处理
            </button>
          )}
        </>
      ),
    },
  ];
  return (
    <>
      {open !== null && (
        <BalanceForm key={open.appropriationId} year={year} balance={open} onDone={() => setOpen(null)} />
      )}
      <DataTable
        caption="年末余额与处理（元）"
        columns={columns}
        rows={rows}
        keyOf={({ appropriationId }) => appropriationId}
        empty="没有余额。"
      />
    </>
  );
}

type Carried = Year['carriedIn'][number];

function CarriedIn({ year }: { year: Year }) {
  const { linkTo } = useAddress();
  const columns: readonly Column<Carried>[] = [
    {
      key: 'programme',
      title: '项目',
      names: true,
      cell: ({ appropriationId, programmeName }) => (
        <Link to={linkTo(`/programmes/${appropriationId}`, { year: year.fiscalYear + 1 })}>{programmeName}</Link>
      ),
    },
    { key: 'formed', title: '形成年度', cell: ({ formedIn }) => formedIn },
    { key: 'paper', title: '文号', cell: ({ documentNumber }) => documentNumber ?? '待补' },
    { key: 'amount', title: '金额', align: 'right', cell: ({ initial }) => <Money yuan={initial} unit="yuan" /> },
    { key: 'matched', title: '本年余额', cell: ({ matched }) => (matched ? '两侧相等' : '未对上') },
  ];
  return (
    <DataTable
      caption={`${year.fiscalYear + 1} 年的结转指标（元）`}
      columns={columns}
      rows={year.carriedIn}
      keyOf={({ appropriationId }) => appropriationId}
      empty="次年没有结转指标。"
    />
  );
}
