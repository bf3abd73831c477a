import { useState } from 'react';
import { Link } from 'react-router';
import { fen, formatYuanGrouped, NO_MONEY, parseYuan } from '@bofu/kernel';
import { api, recorded, type Reading } from '../api/client';
import { useRecording, type CommandHeaders } from '../api/recording';
import { useAddress, useBooks } from '../books/books';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { ChoiceField, DateField, TextField } from '../forms/fields';
import { MoneyField } from '../forms/money-field';
import { typedAmount } from '../forms/typed-amount';
import { Answer, Nothing } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations, type Appropriation } from './appropriations';
import { ProgrammePicker } from './programme-picker';
import { RecordingNote } from './recording-note';
import './payments.css';

const ACTS = {
  supplement: '追加',
  reduction: '追减',
  clawback: '收回',
  virement: '调剂',
  freeze: '冻结',
  unfreeze: '解冻',
} as const;
type Act = keyof typeof ACTS;

/** 追加、追减、收回、调剂、冻结: what changes the authority to spend, with its document and both balances. */
export function Component() {
  const { writable } = useBooks();
  const appropriations = useAppropriations();
  if (!writable) return <Nothing>过去的账不能登记。</Nothing>;
  return (
    <>
      <PageTitle parts={['指标变动']} />
      <h1>指标变动</h1>
      <Answer query={appropriations}>
        {(reading) => <AdjustmentForm appropriations={reading.value} reading={reading} />}
      </Answer>
    </>
  );
}

function AdjustmentForm({
  appropriations,
  reading,
}: {
  appropriations: readonly Appropriation[];
  reading: Reading<unknown>;
}) {
  const { asOf } = useBooks();
  const { address, linkTo } = useAddress();
  const preset = address.get('do');
  const [act, setAct] = useState<Act>(preset !== null && preset in ACTS ? (preset as Act) : 'supplement');
  const [toId, setToId] = useState<string | null>(address.get('to'));
  const [fromId, setFromId] = useState<string | null>(null);
  const [amountText, setAmountText] = useState('');
  const [documentNumber, setDocumentNumber] = useState('');
  const [reason, setReason] = useState('');
  const [effectiveOn, setEffectiveOn] = useState<string>(asOf);
  const [done, setDone] = useState<{ readonly sentence: string; readonly appropriationId: string } | null>(null);

  const to = appropriations.find(({ appropriationId }) => appropriationId === toId);
  const from = appropriations.find(({ appropriationId }) => appropriationId === fromId);
  const amount = typedAmount(amountText);
  const fenTyped = amount.kind === 'amount' ? amount.fen : NO_MONEY;
  const lessens = act === 'reduction' || act === 'clawback' || act === 'freeze';
  const documented = act === 'supplement' || act === 'reduction' || act === 'clawback' || act === 'virement';
  const toAfter = to && fen(parseYuan(to.available) + (lessens ? -fenTyped : fenTyped));
  const fromAfter = act === 'virement' && from ? fen(parseYuan(from.available) - fenTyped) : null;

  const { mutate, isPending, error, checking, reset } = useRecording((_: undefined, headers) => {
    const common = { amount: amount.kind === 'amount' ? amount.yuan : '', effectiveOn, reason: reason.trim() };
    const document = documentNumber.trim() === '' ? null : documentNumber.trim();
    return send(act, headers, { to, from, common, document });
  });

  const inTheWay = !to
    ? '请选择项目'
    : act === 'virement' && !from
      ? '请选择调出项目'
      : amount.kind !== 'amount'
        ? amount.kind === 'wrong'
          ? amount.reason
          : '请填写金额'
        : (toAfter !== undefined && toAfter < 0n) || (fromAfter !== null && fromAfter < 0n)
          ? '超过可用指标，已拨与在途的部分不能动'
          : act === 'supplement' && to.fundingLevel !== 'district' && documentNumber.trim() === ''
            ? '上级资金须填文号'
            : reason.trim() === ''
              ? '请填写事由'
              : null;
  const submit = () => {
    if (inTheWay !== null || isPending || !to) return;
    mutate(undefined, {
      onSuccess: () => {
        setDone({
          sentence: `已登记${ACTS[act]} ${formatYuanGrouped(fenTyped)} 元：${to.programmeName}`,
          appropriationId: to.appropriationId,
        });
        setAmountText('');
        setReason('');
        setDocumentNumber('');
      },
    });
  };
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setDone(null);
      if (error) reset();
    };
  return (
    <EntryForm label="指标变动" onSubmit={submit}>
      <fieldset className="panel form-narrow">
        <legend>经办填写</legend>
        <ChoiceField label="变动" value={act} onValue={change(setAct)} choices={ACTS} />
        {act === 'virement' && (
          <ProgrammePicker
            label="调出项目"
            appropriations={appropriations}
            value={fromId}
            onValue={change((id: string) => setFromId(id))}
          />
        )}
        <ProgrammePicker
          label={act === 'virement' ? '调入项目' : '项目'}
          appropriations={appropriations}
          value={toId}
          onValue={change((id: string) => setToId(id))}
        />
        <MoneyField label="金额" text={amountText} onText={change(setAmountText)} autoFocus={toId !== null} />
        {documented && (
          <TextField
            label="文号"
            text={documentNumber}
            onText={change(setDocumentNumber)}
            limit={100}
            note="照原文填写，例如 保财社〔2021〕88号；区级资金可空"
          />
        )}
        <TextField label="事由" text={reason} onText={change(setReason)} limit={500} />
        <DateField label="业务日期" date={effectiveOn} onDate={setEffectiveOn} />
        <dl className="checks" aria-live="polite">
          {from && act === 'virement' && (
            <>
              <dt>调出项目可用</dt>
              <dd>{beforeAndAfter(from, fromAfter)}</dd>
            </>
          )}
          {to && (
            <>
              <dt>{act === 'virement' ? '调入项目可用' : '可用'}</dt>
              <dd>{beforeAndAfter(to, toAfter ?? null)}</dd>
            </>
          )}
        </dl>
      </fieldset>
      <RecordingNote error={error} recorded={done?.sentence ?? null} />
      {done && (
        <p className="ways-out">
          <Link to={linkTo(`/programmes/${done.appropriationId}`)}>看项目</Link>
          <Link to={linkTo('/payments/payout-run', { of: done.appropriationId })}>登记发放批次</Link>
        </p>
      )}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} busy={isPending} checking={checking}>
          登记{ACTS[act]}
        </SubmitButton>
        <span className="form-note">Enter 下一项　Shift+Enter 上一项</span>
      </div>
      <PageStatus reading={reading} />
    </EntryForm>
  );
}

const beforeAndAfter = ({ available }: Appropriation, after: bigint | null) => (
  <>
    {formatYuanGrouped(parseYuan(available))} →{' '}
    <b className={after !== null && after < 0n ? 'money-negative' : ''}>{formatYuanGrouped(after ?? 0n)}</b> 元
  </>
);

interface Chosen {
  readonly to: Appropriation | undefined;
  readonly from: Appropriation | undefined;
  readonly common: { readonly amount: string; readonly effectiveOn: string; readonly reason: string };
  readonly document: string | null;
}

/** Each act has a route of its own; those on one programme name the revision its figures were read from. */
function send(act: Act, headers: CommandHeaders, { to, from, common, document }: Chosen) {
  if (act === 'virement') {
    const body = {
      from: from?.appropriationId ?? '',
      to: to?.appropriationId ?? '',
      documentNumber: document,
      ...common,
    };
    return recorded(api.POST('/v1/virements', { params: { header: headers }, body }));
  }
  const params = {
    path: { appropriationId: to?.appropriationId ?? '' },
    header: { ...headers, 'If-Match': `"${to?.revision ?? ''}"` },
  };
  switch (act) {
    case 'supplement':
      return recorded(
        api.POST('/v1/appropriations/{appropriationId}/supplements', {
          params,
          body: { ...common, documentNumber: document },
        }),
      );
    case 'reduction':
      return recorded(
        api.POST('/v1/appropriations/{appropriationId}/reductions', {
          params,
          body: { ...common, documentNumber: document },
        }),
      );
    case 'clawback':
      return recorded(
        api.POST('/v1/appropriations/{appropriationId}/clawbacks', {
          params,
          body: { ...common, documentNumber: document },
        }),
      );
    case 'freeze':
      return recorded(api.POST('/v1/appropriations/{appropriationId}/freezes', { params, body: common }));
    case 'unfreeze':
      return recorded(api.POST('/v1/appropriations/{appropriationId}/unfreezes', { params, body: common }));
  }
}
