import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button } from 'antd';
import { formatYuanGrouped, parseYuan, toCapitalAmount } from '@bofu/kernel';
import type { Reading } from '../api/client';
import { formUnderWay } from '../api/recordings';
import AttachmentCard from '../attachments/attachment-card';
import { useAddress, useBooks } from '../books/books';
import { FORM_PATH, useIsClerk } from '../drafts/drafts';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer, Waiting } from '../pages/answer';
import { instantText, PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useSignedIn } from '../session/session';
import { useBarred } from '../signing/signing-queue';
import { words, wordFor } from '../words';
import { useBearerNames } from './bearers';
import { accountText } from '../payees/payees';
import { PAYEE_KINDS } from './payees';
import {
  isAgreeing,
  isSigning,
  requestIn,
  stepFormOf,
  STEPS,
  stepsPossible,
  stepText,
  takesAnother,
  type Step,
} from './payment-steps';
import { ChargeTable, LineTable } from './payment-tables';
import { kindText, PAYMENT_MARK, usePayment } from './payments';
import type { Payment } from './payments-query';
import { canBeEnteredAgain } from './replaced-payment';
import { PaymentStory, StillOwed } from './story-tables';
import { VoucherLinks } from './voucher-links';
import './payments.css';

const loadStepForm = () => import('./payment-step-form');
const PaymentStepForm = lazy(loadStepForm);

/** 一笔拨付或发放: what it is, who bears it, what has happened to it, what can be done with it now. */
export function Component() {
  const { paymentId = '' } = useParams();
  const payment = usePayment(paymentId);
  return <Answer query={payment}>{(reading) => <PaymentInFull key={paymentId} reading={reading} />}</Answer>;
}

function PaymentInFull({ reading }: { reading: Reading<Payment> }) {
  const payment = reading.value;
  const { writable } = useBooks();
  const { linkTo } = useAddress();
  const [step, setStep] = useState<Step | null>(() => stepUnderWay(payment.paymentId));
  const signedIn = useSignedIn();
  const { waitsFor } = payment;
  const isClerk = useIsClerk();
  const steps = writable ? stepsPossible(payment, signedIn) : [];
  const barred = useBarred(payment, signedIn !== null && waitsFor !== null);
  const isBarred = (from: Step) => takesAnother(from) && typeof barred === 'string';
  // On its way once the page stands: whoever opens it types on at once.
  useEffect(() => {
    if (writable) void loadStepForm();
  }, [writable]);
  return (
    <>
      <PageTitle parts={[payment.purpose, words.pages.payments]} />
      <div className="toolbar">
        <h1>
          <Link to={linkTo('/payments')}>{words.pages.payments}</Link> / {payment.purpose}
        </h1>
        <StatusTag mark={PAYMENT_MARK[payment.situation]}>
          {wordFor(words.paymentSituation, payment.situation)}
          {signedIn !== null && waitsFor !== null && `，${words.waitsFor[waitsFor]}`}
        </StatusTag>
        <StillOwed payment={payment} />
        {typeof barred === 'string' && <span className="nothing">{barred}</span>}
        <div className="toolbar-end">
          {steps.map((each) => (
            <Button
              key={each}
              type={each === 'pay' || isAgreeing(each) || isSigning(each) ? 'primary' : 'default'}
              aria-expanded={step === each}
              disabled={isBarred(each)}
              onClick={() => setStep(step === each ? null : each)}
            >
              {stepText(each, signedIn)}
            </Button>
          ))}
          {writable && canBeEnteredAgain(payment) && isClerk && (
            <Link
              className="button-link"
              to={linkTo(formFor(payment), {
                replaces: payment.paymentId,
                year: payment.charges[0]?.fiscalYear ?? null,
              })}
            >
              修改后重新提交
            </Link>
          )}
          {writable && isClerk && payment.kind === 'disbursement' && (
            <Link to={linkTo('/payments/disbursement', { copies: payment.paymentId })}>复制为新单</Link>
          )}
          <VoucherLinks paymentIds={[payment.paymentId]} />
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      {step !== null && (writable || stepUnderWay(payment.paymentId) === step) && (
        <Suspense fallback={<Waiting />}>
          <PaymentStepForm key={step} step={step} payment={payment} onDone={() => setStep(null)} />
        </Suspense>
      )}
      <PaymentFacts payment={payment} />
      <ChargeTable payment={payment} />
      <LineTable payment={payment} />
      <PaymentStory payment={payment} />
      <AttachmentCard subject={{ kind: 'payment', id: payment.paymentId }} />
      <Signatures payment={payment} />
      <PageStatus reading={reading} />
    </>
  );
}

/** On paper: who signed, and room for whoever has not. */
function Signatures({ payment: { submittedBy, steps } }: { payment: Payment }) {
  const by = (...types: readonly string[]): string =>
    steps.filter(({ type }) => types.includes(type)).at(-1)?.by.name ?? '';
  return (
    <p className="only-print signatures">
      <span>经办：{submittedBy.name}</span>
      <span>复核：{by('PaymentReviewed')}</span>
      <span>审批：{by('PaymentApproved', 'PaymentSecondApproved')}</span>
      <span>出纳：{by('PaymentPaid', 'PaymentHandedOver')}</span>
    </p>
  );
}

function PaymentFacts({ payment }: { payment: Payment }) {
  const { submittedBy, route } = payment;
  const asked = requestIn(payment);
  const nameOf = useBearerNames();
  const second = payment.steps.find(({ secondApproval }) => secondApproval !== null)?.secondApproval ?? null;
  return (
    <section className="panel">
      <dl className="checks">
        <dt>类别</dt>
        <dd>
          {kindText(payment)}
          {route !== 'treasury' && `，${words.route[route]}`}
        </dd>
        <dt>金额</dt>
        <dd>
          <b className={payment.situation === 'reversed' ? 'amount-large act-reversed' : 'amount-large'}>
            {payment.situation === 'reversed' && '冲销 -'}
            {formatYuanGrouped(parseYuan(payment.total))}
          </b>
          {` 元　${toCapitalAmount(parseYuan(payment.situation === 'reversed' ? `-${payment.total}` : payment.total))}`}
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
        <dd>{payment.period ?? (payment.lines.some(({ period }) => period !== null) ? '各行另有' : '不按月')}</dd>
        {payment.headcount !== null && (
          <>
            <dt>现发人数</dt>
            <dd>{payment.headcount.toLocaleString('en-US')} 人</dd>
          </>
        )}
        <dt>收款</dt>
        <dd>
          {payment.payee.name}，{wordFor(PAYEE_KINDS, payment.payee.kind)}
          {payment.payeeAccount !== null && accountText(payment.payeeAccount)}
        </dd>
        <dt>提交</dt>
        <dd>
          {payment.submittedOn}，{submittedBy.name ?? words.nothing}（{words.post[submittedBy.post]}）
          {payment.steps[0] !== undefined && `，${instantText(payment.steps[0].recordedAt)} 登记`}
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
        {second !== null && (
          <>
            <dt>第二次审批</dt>
            <dd>{secondApprovalText(second)}</dd>
          </>
        )}
        {asked !== null && (
          <>
            <dt>{asked.label}</dt>
            <dd>
              {asked.on}，{asked.by.name ?? words.nothing}（{words.post[asked.by.post]}）：
              {askedText(asked.asked, nameOf)}
              {`${asked.reason}。须由另一人同意`}
            </dd>
          </>
        )}
        {asked === null && payment.lastReason !== null && (
          <>
            <dt>最近事由</dt>
            <dd>{payment.lastReason}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

type Asked = Payment['steps'][number]['asked'];

/** What is asked for: which charges, how much, and where it is to go. */
function askedText(asked: Asked, nameOf: ReturnType<typeof useBearerNames>): string {
  if (asked === null) return '';
  const what = `第 ${asked.charges.join('、')} 项 ${formatYuanGrouped(parseYuan(asked.amount))} 元，`;
  if (asked.to !== null) return `${what}更正到 ${nameOf({ appropriationId: asked.to })}，`;
  if (asked.leftBank === null) return what;
  return `${what}${asked.leftBank ? '款项已从银行付出' : '款项没有付出，登记有误'}，`;
}

type SecondApproval = NonNullable<Payment['steps'][number]['secondApproval']>;
const REACHED_BY = { payment: '本笔', payee: '同一收款方', programme: '同一项目' } as const;

/** 须第二次审批, and why. */
function secondApprovalText({ tier, newAccount }: SecondApproval): string {
  const why: string[] = [];
  if (tier !== null) {
    const sums = tier.reached.map(({ per, sum }) => {
      const inYuan = `${formatYuanGrouped(parseYuan(sum))} 元`;
      const summed = `${REACHED_BY[per]} ${tier.windowDays} 日内累计 ${inYuan}`;
      return per === 'payment' ? `${REACHED_BY[per]} ${inYuan}` : summed;
    });
    why.push(`${sums.join('，')}，达到审批分档 ${formatYuanGrouped(parseYuan(tier.amount))} 元`);
  }
  if (newAccount !== null)
    why.push(`收款账户 ${newAccount.confirmedOn} 才确认，审批时不满 ${newAccount.newAccountDays} 日`);
  return `${why.join('；')}：移交前须由监管再审批一次`;
}
const formFor = ({ kind }: Payment): string => FORM_PATH[kind];

/** A step whose outcome nobody has seen yet comes before anything else. */
const stepUnderWay = (paymentId: string): Step | null => {
  const form = formUnderWay(`payment/${paymentId}/`);
  return (Object.keys(STEPS) as Step[]).find((step) => stepFormOf(paymentId, step) === form) ?? null;
};
