import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button } from 'antd';
import { formatYuanGrouped, parseYuan, toCapitalAmount } from '@bofu/kernel';
import type { Reading } from '../api/client';
import { useAddress, useBooks } from '../books/books';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { words, wordFor } from '../words';
import { useAppropriations } from './appropriations';
import { PAYEE_KINDS } from './payees';
import { kindText } from './payment-list-page';
import { PaymentStepForm, STEPS, type Step } from './payment-step-form';
import { PAYMENT_MARK, usePayment, type Payment } from './payments';
import './payments.css';

/** 一笔拨付或发放: what it is, who bears it, what can be done with it now. */
export function Component() {
  const { paymentId = '' } = useParams();
  const payment = usePayment(paymentId);
  return <Answer query={payment}>{(reading) => <PaymentInFull reading={reading} />}</Answer>;
}

/** What can follow on a payment as it stands. */
const STEPS_OF: Readonly<Record<Payment['situation'], readonly Step[]>> = {
  submitted: ['pay', 'send-back'],
  paid: ['return', 'reclassify', 'reverse'],
  'sent-back': [],
  reversed: [],
};

function PaymentInFull({ reading }: { reading: Reading<Payment> }) {
  const payment = reading.value;
  const { writable } = useBooks();
  const { linkTo } = useAddress();
  const [step, setStep] = useState<Step | null>(null);
  const steps = writable ? STEPS_OF[payment.situation] : [];
  return (
    <>
      <PageTitle parts={[payment.purpose, words.pages.payments]} />
      <div className="toolbar">
        <h1>
          <Link to={linkTo('/payments')}>{words.pages.payments}</Link> / {payment.purpose}
        </h1>
        <StatusTag mark={PAYMENT_MARK[payment.situation]}>
          {wordFor(words.paymentSituation, payment.situation)}
        </StatusTag>
        <div className="toolbar-end">
          {steps.map((each) => (
            <Button
              key={each}
              type={each === 'pay' ? 'primary' : 'default'}
              aria-expanded={step === each}
              onClick={() => setStep(step === each ? null : each)}
            >
              {STEPS[each]}
            </Button>
          ))}
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      {step !== null && steps.includes(step) && (
        <PaymentStepForm key={step} step={step} payment={payment} onDone={() => setStep(null)} />
      )}
      <section className="panel">
        <dl className="checks">
          <dt>类别</dt>
          <dd>{kindText(payment)}</dd>
          <dt>金额</dt>
          <dd>
            <b className="amount-large">{formatYuanGrouped(parseYuan(payment.total))}</b> 元　
            {toCapitalAmount(parseYuan(payment.total))}
          </dd>
          {payment.returned !== '0.00' && (
            <>
              <dt>退回</dt>
              <dd>
                <Money yuan={payment.returned} unit="yuan" /> 元，净额 <Money yuan={payment.net} unit="yuan" /> 元
              </dd>
            </>
          )}
          <dt>所属期</dt>
          <dd>{payment.period ?? '不按月'}</dd>
          {payment.headcount !== null && (
            <>
              <dt>人数</dt>
              <dd>{payment.headcount.toLocaleString('en-US')} 人</dd>
            </>
          )}
          <dt>收款</dt>
          <dd>
            {payment.payee.name}（{wordFor(PAYEE_KINDS, payment.payee.kind)}）
          </dd>
          <dt>提交</dt>
          <dd>
            {payment.submittedOn}，{payment.submittedBy}
          </dd>
          {payment.paidOn !== null && (
            <>
              <dt>支付</dt>
              <dd>
                {payment.paidOn}
                {payment.voucherNumber !== null && `，凭证 ${payment.voucherNumber}`}
              </dd>
            </>
          )}
          {payment.lastReason !== null && (
            <>
              <dt>最近事由</dt>
              <dd>{payment.lastReason}</dd>
            </>
          )}
        </dl>
      </section>
      <ChargeTable payment={payment} />
      <PageStatus reading={reading} />
    </>
  );
}

function ChargeTable({ payment }: { payment: Payment }) {
  const { linkTo } = useAddress();
  const appropriations = useAppropriations();
  const nameOf = (id: string): string =>
    appropriations.data?.value.find(({ appropriationId }) => appropriationId === id)?.programmeName ?? id;
  const columns: readonly Column<Payment['charges'][number]>[] = [
    {
      key: 'name',
      title: '列支项目',
      names: true,
      cell: ({ appropriationId }) => (
        <Link to={linkTo(`/programmes/${appropriationId}`)}>{nameOf(appropriationId)}</Link>
      ),
    },
    { key: 'rate', title: '标准', align: 'right', cell: ({ rate }) => <Money yuan={rate} unit="yuan" /> },
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
      cell: ({ returned }) => <Money yuan={returned} unit="yuan" />,
      total: <Money yuan={payment.returned} unit="yuan" />,
    },
  ];
  return (
    <DataTable
      caption={
        <span className="table-caption">
          <span>由谁负担</span>
          <span>单位：元</span>
        </span>
      }
      columns={columns}
      rows={payment.charges}
      keyOf={({ appropriationId }) => appropriationId}
      totalLabel="合计"
    />
  );
}
