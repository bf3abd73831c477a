import { useState } from 'react';
import { Input } from 'antd';
import { formatYuanGrouped, parseYuan, payableFor, sumFen } from '@bofu/kernel';
import { api, recorded } from '../api/client';
import { useRecording, type CommandHeaders } from '../api/recording';
import { useBooks } from '../books/books';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { ChoiceField, DateField, Field, TextField } from '../forms/fields';
import { MoneyField } from '../forms/money-field';
import { typedAmount, typedHeadcount } from '../forms/typed-amount';
import { useAppropriations } from './appropriations';
import type { Payment } from './payments';
import { ProgrammePicker } from './programme-picker';
import { RecordingNote } from './recording-note';

/** What can happen to a payment after its submission. Four ways back with four names: they are not the same. */
export const STEPS = {
  pay: '登记已支付',
  'send-back': '退回修改',
  return: '登记退票、退回',
  reclassify: '更正列支项目',
  reverse: '冲销',
} as const;
export type Step = keyof typeof STEPS;

const RETURNS = { bank: '退票（银行未能入账）', payee: '主动退回（收款方退回）' } as const;

export function PaymentStepForm({ step, payment, onDone }: { step: Step; payment: Payment; onDone: () => void }) {
  const { asOf } = useBooks();
  const appropriations = useAppropriations();
  const [on, setOn] = useState<string>(asOf);
  const [reason, setReason] = useState('');
  const [voucher, setVoucher] = useState('');
  const [by, setBy] = useState<keyof typeof RETURNS>('bank');
  const [people, setPeople] = useState('');
  const [amountText, setAmountText] = useState('');
  const [from, setFrom] = useState(payment.charges[0]?.appropriationId ?? '');
  const [to, setTo] = useState<string | null>(null);
  const isRun = payment.kind === 'payout-run';
  const headcount = typedHeadcount(people);
  const amount = typedAmount(amountText);
  const { mutate, isPending, error, checking } = useRecording((_: undefined, headers) =>
    send(step, payment, headers, {
      on,
      reason: reason.trim(),
      voucher: voucher.trim(),
      by,
      headcount,
      amount: amount.kind === 'amount' ? amount.yuan : null,
      from,
      to,
    }),
  );
  const returnIncomplete = step === 'return' && (isRun ? headcount === null : amount.kind !== 'amount');
  const inTheWay = returnIncomplete
    ? isRun
      ? '请填写退回人数'
      : '请填写退回金额'
    : step === 'reclassify' && to === null
      ? '请选择正确的项目'
      : step !== 'pay' && reason.trim() === ''
        ? '请填写事由'
        : null;
  const submit = () => {
    if (inTheWay === null && !isPending) mutate(undefined, { onSuccess: onDone });
  };
  return (
    <EntryForm label={STEPS[step]} onSubmit={submit}>
      <fieldset className="panel form-narrow">
        <legend>{STEPS[step]}</legend>
        {step === 'return' && <ChoiceField label="方式" value={by} onValue={setBy} choices={RETURNS} />}
        {step === 'return' && isRun && (
          <Field label="退回人数" {...(headcount !== null && { note: `退回 ${returnedText(payment, headcount)} 元` })}>
            {(id) => (
              <Input
                id={id}
                autoFocus
                className="amount-input"
                inputMode="numeric"
                suffix="人"
                value={people}
                onChange={({ target }) => setPeople(target.value)}
              />
            )}
          </Field>
        )}
        {step === 'return' && !isRun && (
          <MoneyField label="退回金额" text={amountText} onText={setAmountText} autoFocus />
        )}
        {step === 'reclassify' && (
          <>
            <ChoiceField
              label="原列支"
              value={from}
              onValue={setFrom}
              choices={Object.fromEntries(
                payment.charges.map(({ appropriationId }) => [
                  appropriationId,
                  appropriations.data?.value.find((each) => each.appropriationId === appropriationId)?.programmeName ??
                    appropriationId,
                ]),
              )}
            />
            <ProgrammePicker
              label="应列支"
              appropriations={appropriations.data?.value ?? []}
              value={to}
              onValue={setTo}
            />
          </>
        )}
        <DateField label="业务日期" date={on} onDate={setOn} />
        {step === 'pay' ? (
          <TextField label="凭证号" text={voucher} onText={setVoucher} limit={50} note="可空" />
        ) : (
          <TextField label="事由" text={reason} onText={setReason} limit={500} />
        )}
      </fieldset>
      <RecordingNote error={error} recorded={null} />
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} busy={isPending} checking={checking}>
          {STEPS[step]}
        </SubmitButton>
      </div>
    </EntryForm>
  );
}

/** What goes back for so many people, borne as the payment was. */
const returnedText = ({ charges }: Payment, headcount: number): string =>
  formatYuanGrouped(
    sumFen(charges.map(({ rate }) => payableFor({ amountFen: parseYuan(rate ?? '0.00'), per: 'month' }, headcount))),
  );

interface Entered {
  readonly on: string;
  readonly reason: string;
  readonly voucher: string;
  readonly by: keyof typeof RETURNS;
  readonly headcount: number | null;
  readonly amount: string | null;
  readonly from: string;
  readonly to: string | null;
}

function send(step: Step, { paymentId, revision }: Payment, headers: CommandHeaders, entered: Entered) {
  const { on, reason, voucher, by, headcount, amount, from, to } = entered;
  const params = { path: { paymentId }, header: { ...headers, 'If-Match': `"${revision}"` } };
  switch (step) {
    case 'pay':
      return recorded(
        api.POST('/v1/payments/{paymentId}/payment', {
          params,
          body: { paidOn: on, voucherNumber: voucher === '' ? null : voucher },
        }),
      );
    case 'send-back':
      return recorded(api.POST('/v1/payments/{paymentId}/send-back', { params, body: { sentBackOn: on, reason } }));
    case 'return':
      return recorded(
        api.POST('/v1/payments/{paymentId}/returns', {
          params,
          body: {
            by,
            returnedOn: on,
            reason,
            ...(headcount !== null && { headcount }),
            ...(amount !== null && { amount }),
          },
        }),
      );
    case 'reclassify':
      return recorded(
        api.POST('/v1/payments/{paymentId}/reclassifications', {
          params,
          body: { from, to: to ?? '', correctedOn: on, reason },
        }),
      );
    case 'reverse':
      return recorded(api.POST('/v1/payments/{paymentId}/reversal', { params, body: { reversedOn: on, reason } }));
  }
}
