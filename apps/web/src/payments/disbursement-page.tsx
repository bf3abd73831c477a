import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fen, formatYuanGrouped, NO_MONEY, parseYuan } from '@bofu/kernel';
import { api, recorded, type Reading } from '../api/client';
import { useRecording } from '../api/recording';
import { useAddress, useBooks } from '../books/books';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { ChoiceField, DateField, PeriodField, TextField } from '../forms/fields';
import { MoneyField } from '../forms/money-field';
import { typedAmount } from '../forms/typed-amount';
import { Answer, Nothing } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations, type Appropriation } from './appropriations';
import { PAYEE_KINDS, type PayeeKind } from './payees';
import { ProgrammePicker } from './programme-picker';
import { RecordingNote } from './recording-note';
import './payments.css';

/** 单笔拨付: one amount of one programme to an account. */
export function Component() {
  const { writable } = useBooks();
  const appropriations = useAppropriations();
  if (!writable) return <Nothing>过去的账不能登记。</Nothing>;
  return (
    <>
      <PageTitle parts={['单笔拨付']} />
      <h1>单笔拨付</h1>
      <Answer query={appropriations}>
        {(reading) => <DisbursementForm appropriations={reading.value} reading={reading} />}
      </Answer>
    </>
  );
}

function DisbursementForm({
  appropriations,
  reading,
}: {
  appropriations: readonly Appropriation[];
  reading: Reading<unknown>;
}) {
  const { fiscalYear, asOf } = useBooks();
  const { address, linkTo } = useAddress();
  const navigate = useNavigate();
  const [appropriationId, setAppropriationId] = useState<string | null>(address.get('of'));
  const [amountText, setAmountText] = useState('');
  const [payeeKind, setPayeeKind] = useState<PayeeKind>('organisation');
  const [payeeName, setPayeeName] = useState('');
  const [purpose, setPurpose] = useState('');
  const [period, setPeriod] = useState<string | null>(null);
  const [submittedOn, setSubmittedOn] = useState<string>(asOf);
  const chosen = appropriations.find((each) => each.appropriationId === appropriationId);
  const amount = typedAmount(amountText);
  const before = chosen ? parseYuan(chosen.available) : NO_MONEY;
  const after = fen(before - (amount.kind === 'amount' ? amount.fen : 0n));
  const { mutate, isPending, error, checking } = useRecording((_: undefined, headers) =>
    recorded(
      api.POST('/v1/disbursements', {
        params: { header: headers },
        body: {
          appropriationId: appropriationId ?? '',
          amount: amount.kind === 'amount' ? amount.yuan : '',
          payee: { kind: payeeKind, name: payeeName.trim() },
          purpose: purpose.trim(),
          period,
          submittedOn,
        },
      }),
    ),
  );
  const inTheWay = !chosen
    ? '请选择项目'
    : amount.kind !== 'amount'
      ? amount.kind === 'wrong'
        ? amount.reason
        : '请填写金额'
      : after < 0n
        ? `可用指标不足，缺口 ${formatYuanGrouped(-after)} 元`
        : payeeName.trim() === ''
          ? '请填写收款户'
          : purpose.trim() === ''
            ? '请填写摘要'
            : null;
  const submit = () => {
    if (inTheWay !== null || isPending) return;
    mutate(undefined, { onSuccess: ({ paymentId }) => void navigate(linkTo(`/payments/${paymentId}`)) });
  };
  return (
    <EntryForm label="单笔拨付" onSubmit={submit}>
      <fieldset className="panel form-narrow">
        <legend>经办填写</legend>
        <ProgrammePicker
          label="项目"
          appropriations={appropriations}
          value={appropriationId}
          onValue={setAppropriationId}
        />
        <MoneyField label="金额" text={amountText} onText={setAmountText} autoFocus={appropriationId !== null} />
        <dl className="checks" aria-live="polite">
          <dt>可用（前）</dt>
          <dd>{formatYuanGrouped(before)} 元</dd>
          <dt>可用（后）</dt>
          <dd className={after < 0n ? 'money-negative' : ''}>{formatYuanGrouped(after)} 元</dd>
        </dl>
        <ChoiceField label="收款类别" value={payeeKind} onValue={setPayeeKind} choices={PAYEE_KINDS} />
        <TextField
          label="收款户"
          text={payeeName}
          onText={setPayeeName}
          limit={100}
          note="填单位或账户名称，不填个人"
        />
        <TextField label="摘要" text={purpose} onText={setPurpose} />
        <PeriodField fiscalYear={fiscalYear} period={period} onPeriod={setPeriod} optional />
        <DateField label="业务日期" date={submittedOn} onDate={setSubmittedOn} />
      </fieldset>
      <RecordingNote error={error} recorded={null} />
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} busy={isPending} checking={checking}>
          登记拨付
        </SubmitButton>
        <span className="form-note">Enter 下一项　Shift+Enter 上一项</span>
      </div>
      <PageStatus reading={reading} />
    </EntryForm>
  );
}
