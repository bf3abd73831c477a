import { useEffect, useRef, useState } from 'react';
import { Button } from 'antd';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { useRecording } from '../api/recording';
import { useBooks, useDayToRecord } from '../books/books';
import { ActUnderWay } from '../forms/act-under-way';
import { RecordingNote } from '../forms/recording-note';
import { useShortcuts } from '../frame/shortcuts';
import { Refusal, Waiting } from '../pages/answer';
import { commandFor, nothingEntered, stepAwaited, stepFormOf, STEPS, type Entered } from '../payments/payment-steps';
import type { Payment } from '../payments/payments-query';
import { words } from '../words';
import { SendBackForm } from './send-back-form';
import { usePaymentToSign, type ToSign } from './signing-queue';
import { VoucherInFull } from './voucher';

/** Answers after which what was shown is not what stands there any more. */
const CHANGED: readonly string[] = [
  'content-changed',
  'revision-outdated',
  'concurrent-change',
  'signature-out-of-turn',
];

/** The payment in hand, and what may be done with it: A signs, R sends back. */
export function Desk({
  row,
  onHold,
  onSettled,
}: {
  row: ToSign;
  /** An act is under way: the payment stays in hand until it is settled. */
  onHold: () => void;
  onSettled: (said: string) => void;
}) {
  const { paymentId } = row.payment;
  const { writable } = useBooks();
  const today = useDayToRecord();
  const asked = usePaymentToSign(paymentId);
  const voucher = asked.data?.value ?? null;
  const [mode, setMode] = useState<'read' | 'confirm' | 'send-back'>('read');
  const [signed, setSigned] = useState<Payment | null>(null);
  const step = stepAwaited(row.waitsFor ?? '');
  const recording = useRecording<unknown, Entered>(stepFormOf(paymentId, step ?? 'review'), () =>
    onSettled(`已${STEPS[step ?? 'review']}：${row.payment.purpose}，${amountOf(row.payment)} 元`),
  );
  const { state } = recording;
  const isChanged = state.kind === 'refused' && CHANGED.includes(state.problem.code);
  const inTheWay = voucher === null ? '正在读取' : inTheWayOf(voucher, step);
  const section = useRef<HTMLElement>(null);

  const sign = () => {
    if (voucher === null || inTheWay !== null || step === null || !writable || recording.frozen) return;
    const { payment, warnings } = voucher;
    // What warns is read first; what has changed meanwhile is read again.
    if (mode === 'read' && (warnings.length > 0 || isChanged)) return setMode('confirm');
    setMode('read');
    setSigned(payment);
    onHold();
    const entered = nothingEntered(step, payment, today);
    recording.record(commandFor(step, payment, entered), `${STEPS[step]}：${payment.purpose}`, entered);
  };
  const sendBack = () => {
    if (voucher === null || !voucher.isHers || step === null || recording.frozen || !writable) return;
    onHold();
    setMode('send-back');
  };
  const act = step === null ? '办理' : STEPS[step];
  useShortcuts([
    { key: 'a', does: `${act}所看的一笔`, run: () => (mode === 'send-back' ? undefined : sign()) },
    { key: 'r', does: '退回修改', run: sendBack },
    { key: 'Enter', does: '看凭单', run: () => section.current?.focus() },
  ]);
  return (
    <section
      ref={section}
      id="voucher"
      tabIndex={0}
      aria-label="凭单"
      aria-keyshortcuts="A R"
      className="panel voucher"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && mode === 'confirm') setMode('read');
      }}
    >
      <div className="voucher-acts">
        {step !== null && (
          <Button type="primary" onClick={sign} disabled={inTheWay !== null || recording.frozen || !writable}>
            {act} <kbd>A</kbd>
          </Button>
        )}
        <Button
          onClick={sendBack}
          disabled={voucher?.isHers !== true || step === null || recording.frozen || !writable}
        >
          退回修改 <kbd>R</kbd>
        </Button>
        <span className="form-note" role="status">
          {recording.frozen ? '正在登记…' : (inTheWay ?? '')}
        </span>
      </div>
      <ActUnderWay recording={recording} onAgain={() => onSettled('')} />
      <RecordingNote recording={recording} />
      {isChanged && mode === 'read' && voucher && (
        <div className="to-be-seen" role="alert">
          <b>单据在您看的时候有了变化，下面是现在的样子</b>
          <ul>
            {changesSince(signed, voucher.payment).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      {mode === 'confirm' && voucher && (
        <ToBeSeen
          title={isChanged ? '单据在您看的时候有了变化，请重新核对' : `有 ${voucher.warnings.length} 项提醒，请先看过`}
          seen={[
            ...(isChanged ? changesSince(signed, voucher.payment) : []),
            ...voucher.warnings.map(({ text }) => text),
          ]}
          act={act}
          onSeen={sign}
          onLeave={() => setMode('read')}
        />
      )}
      {mode === 'send-back' && voucher && (
        <SendBackForm
          payment={voucher.payment}
          onSent={(reason) => onSettled(`已退回修改：${row.payment.purpose}，${reason}`)}
          onLeave={() => {
            setMode('read');
            section.current?.focus();
          }}
        />
      )}
      {voucher ? (
        <VoucherInFull voucher={voucher} />
      ) : asked.error === null ? (
        <Waiting />
      ) : (
        <Refusal error={asked.error} onRetry={() => void asked.refetch()} />
      )}
    </section>
  );
}

const amountOf = ({ total }: Payment): string => formatYuanGrouped(parseYuan(total));

/** Why she cannot sign it: in the server's words where it is about who she is to this payment. */
function inTheWayOf(
  { barred, isHers, waitsFor }: Pick<ToSign, 'barred' | 'isHers' | 'waitsFor'>,
  step: string | null,
): string | null {
  if (waitsFor === null) return '这笔已不在等待办理，按 j 看下一笔';
  if (step === null) return '请在付款页办理';
  if (!isHers) return '所待的一步不由您的岗位办理';
  return barred;
}

function ToBeSeen({
  title,
  seen,
  act,
  onSeen,
  onLeave,
}: {
  title: string;
  seen: readonly string[];
  act: string;
  onSeen: () => void;
  onLeave: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div className="to-be-seen" role="alert">
      <b>{title}</b>
      <ul>
        {seen.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Button ref={button} type="primary" onClick={onSeen}>
        已看过，{act} <kbd>A</kbd>
      </Button>
      <Button onClick={onLeave}>
        再看看 <kbd>Esc</kbd>
      </Button>
    </div>
  );
}

/** What has happened to the payment since it was shown. */
function changesSince(shown: Payment | null, now: Payment): string[] {
  if (shown === null) return [];
  const newer = now.steps.slice(shown.steps.length);
  return [
    ...newer.map(({ label, by, on }) => `${on} ${label}，${by.name ?? words.nothing}（${words.post[by.post]}）`),
    ...(shown.digest === now.digest ? [] : [`付款内容已变：原 ${amountOf(shown)} 元，现 ${amountOf(now)} 元`]),
  ];
}
