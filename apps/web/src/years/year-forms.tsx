import { useState } from 'react';
import { formatYuan, parseYuan } from '@bofu/kernel';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { useDayToRecord } from '../books/books';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { DocumentNumberField } from '../forms/document-number-field';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField, OptionalDateField } from '../forms/day-fields';
import { ChoiceField, TextField } from '../forms/fields';
import { MoneyField } from '../forms/money-field';
import { RecordingNote } from '../forms/recording-note';
import { typedAmount } from '../forms/typed-amount';
import { DISPOSAL, NOTED, type Balance, type Disposal, type NotedStep, type Year } from './years';

const CUT_OFF_REASON = bodyField('/v1/years/{year}/cut-off', 'reason', '事由');
const VOIDING_REASON = bodyField('/v1/payment-voidings', 'reason', '事由');
const BALANCE_REASON = bodyField('/v1/years/{year}/balances', 'reason', '事由');
const BALANCE_PAPER = bodyField('/v1/years/{year}/balances', 'documentNumber', '文号（结转可后补）');
const NOTE_PAPER = bodyField('/v1/years/{year}/notes', 'documentNumber', '文号');
const NOTE_REASON = {
  yes: bodyField('/v1/years/{year}/notes', 'reason', '说明'),
  no: bodyField('/v1/years/{year}/notes', 'reason', '缘由'),
};

const written = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** 关账日: the last day for submissions, and finance's own once it is known. */
export function CutOffForm({ year, onDone }: { year: Year; onDone: () => void }) {
  const { fiscalYear, cutOff } = year;
  const recording = useRecording<unknown, { reason: string }>(`years/${fiscalYear}/cut-off`, () => {
    recording.close();
    onDone();
  });
  const [last, setLast] = useState(cutOff?.lastSubmissionOn ?? `${fiscalYear}-12-20`);
  const [finance, setFinance] = useState<string | null>(cutOff?.financeOn ?? null);
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(CUT_OFF_REASON, reason) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const body = { lastSubmissionOn: last, financeOn: finance, reason: reason.trim(), ...confirmation.stated };
    const asked = { path: { year: String(fiscalYear) }, body };
    recording.record(command('/v1/years/{year}/cut-off', asked), `${fiscalYear} 年关账日`, { reason });
  };
  return (
    <EntryForm label="设定关账日" onSubmit={submit} recording={recording} onLeave={onDone} autoFocus>
      <fieldset className="panel form-narrow">
        <legend>年末关账日：最后提交日之后提交的须写明事由</legend>
        <DateField label="最后提交日" date={last} onDate={setLast} />
        <OptionalDateField label="财政关账日" date={finance} onDate={setFinance} />
        <TextField of={CUT_OFF_REASON} text={reason} onText={setReason} note="例如 财政年末关账通知" />
      </fieldset>
      <Ending recording={recording} confirmation={confirmation} inTheWay={inTheWay} onDone={onDone} word="设定" />
    </EntryForm>
  );
}

/** 年终作废: all that is in transit, one reason. */
export function VoidingForm({ year, onDone }: { year: Year; onDone: () => void }) {
  const { fiscalYear, inTransit } = year;
  const recording = useRecording<unknown, { reason: string }>(`years/${fiscalYear}/voiding`, () => {
    recording.close();
    onDone();
  });
  const today = useDayToRecord();
  const [on, setOn] = useState<string>(today);
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(VOIDING_REASON, reason) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const body = { fiscalYear, voidedOn: on, reason: reason.trim(), ...confirmation.stated };
    recording.record(command('/v1/payment-voidings', { body }), `${fiscalYear} 年在途作废`, { reason });
  };
  return (
    <EntryForm label="年终作废" onSubmit={submit} recording={recording} onLeave={onDone} autoFocus>
      <fieldset className="panel form-narrow">
        <legend>作废全部在途 {inTransit.length} 笔，占用的指标释放，次年由结转指标重新支付</legend>
        <DateField label="作废日" date={on} onDate={setOn} />
        <TextField of={VOIDING_REASON} text={reason} onText={setReason} />
      </fieldset>
      <Ending
        recording={recording}
        confirmation={confirmation}
        inTheWay={inTheWay}
        onDone={onDone}
        word={`作废 ${inTransit.length} 笔`}
      />
    </EntryForm>
  );
}

/** 结转、结余、收回 of one balance, whole or in part. */
export function BalanceForm({ year, balance, onDone }: { year: Year; balance: Balance; onDone: () => void }) {
  const { fiscalYear, carriedIn } = year;
  const recording = useRecording<unknown, { amount: string; reason: string }>(
    `years/${fiscalYear}/balances/${balance.appropriationId}`,
    () => {
      recording.close();
      onDone();
    },
  );
  const [disposal, setDisposal] = useState<Disposal>('carried-over');
  const [amount, setAmount] = useState(recording.entered.amount ?? balance.left);
  const [paper, setPaper] = useState('');
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const others = carriedIn.filter(
    (one) => !one.matched && one.formedIn === balance.formedIn && one.programmeName === balance.programmeName,
  );
  const [to, setTo] = useState(others[0]?.appropriationId ?? '');
  const confirmation = useConfirmation(recording);
  const typed = typedAmount(amount);
  const inTheWay = typed.kind !== 'amount' ? '请填写金额' : (wrongIn(BALANCE_REASON, reason) ?? confirmation.inTheWay);
  const submit = () => {
    if (inTheWay !== null || typed.kind !== 'amount') return;
    const body = {
      ...{ appropriationId: balance.appropriationId, disposal, amount: formatYuan(typed.fen) },
      ...{ carriedTo: disposal === 'carried-over' ? written(to) : null, documentNumber: written(paper) },
      ...{ documentDate: null, reason: reason.trim(), ...confirmation.stated },
    };
    const asked = { path: { year: String(fiscalYear) }, body };
    const title = `${balance.programmeName} ${DISPOSAL[disposal]}`;
    recording.record(command('/v1/years/{year}/balances', asked), title, { amount, reason });
  };
  const sides = Object.fromEntries([
    ['', '随即下达一笔结转指标'],
    ...others.map((one) => [one.appropriationId, `已下达的 ${one.documentNumber ?? '无文号'} ${one.initial} 元`]),
  ]) as Record<string, string>;
  return (
    <EntryForm label="处理余额" onSubmit={submit} recording={recording} onLeave={onDone} autoFocus>
      <fieldset className="panel form-narrow">
        <legend>
          {balance.programmeName} 余额 {balance.left} 元
        </legend>
        {parseYuan(balance.frozen) > 0n && <p className="form-note-wrong">其中冻结 {balance.frozen} 元，须先解冻</p>}
        <ChoiceField label="处理" value={disposal} onValue={setDisposal} choices={DISPOSAL} />
        <MoneyField label="金额" text={amount} onText={setAmount} />
        {disposal === 'carried-over' && others.length > 0 && (
          <ChoiceField label="次年指标" value={to} onValue={setTo} choices={sides} />
        )}
        <DocumentNumberField of={BALANCE_PAPER} text={paper} onText={setPaper} year={fiscalYear + 1} />
        <TextField of={BALANCE_REASON} text={reason} onText={setReason} />
      </fieldset>
      <Ending
        recording={recording}
        confirmation={confirmation}
        inTheWay={inTheWay}
        onDone={onDone}
        word={DISPOSAL[disposal]}
      />
    </EntryForm>
  );
}

/** 登记年终事项: done on a day, or not applicable. */
export function NoteForm({ year, step, onDone }: { year: Year; step: NotedStep; onDone: () => void }) {
  const { fiscalYear } = year;
  const recording = useRecording<unknown, { reason: string }>(`years/${fiscalYear}/notes/${step}`, () => {
    recording.close();
    onDone();
  });
  const today = useDayToRecord();
  const [applies, setApplies] = useState<'yes' | 'no'>('yes');
  const [on, setOn] = useState<string>(today);
  const [paper, setPaper] = useState('');
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const why = NOTE_REASON[applies];
  const inTheWay = wrongIn(why, reason) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const body = {
      ...{ step, applies: applies === 'yes', doneOn: applies === 'yes' ? on : null },
      ...{ documentNumber: written(paper), reason: reason.trim(), ...confirmation.stated },
    };
    const asked = { path: { year: String(fiscalYear) }, body };
    recording.record(command('/v1/years/{year}/notes', asked), `${fiscalYear} 年 ${NOTED[step]}`, { reason });
  };
  return (
    <EntryForm label={`登记${NOTED[step]}`} onSubmit={submit} recording={recording} onLeave={onDone} autoFocus>
      <fieldset className="panel form-narrow">
        <legend>{NOTED[step]}：只记办理情况，不改变任何数字</legend>
        <ChoiceField label="情况" value={applies} onValue={setApplies} choices={{ yes: '已办', no: '不适用' }} />
        {applies === 'yes' && <DateField label="完成日" date={on} onDate={setOn} />}
        {applies === 'yes' && <TextField of={NOTE_PAPER} text={paper} onText={setPaper} note="没有可空" />}
        <TextField of={why} text={reason} onText={setReason} />
      </fieldset>
      <Ending recording={recording} confirmation={confirmation} inTheWay={inTheWay} onDone={onDone} word="登记" />
    </EntryForm>
  );
}

/** What stands under every form here. */
export function Ending({
  recording,
  confirmation,
  inTheWay,
  onDone,
  word,
}: {
  recording: Parameters<typeof RecordingNote>[0]['recording'];
  confirmation: ReturnType<typeof useConfirmation> | null;
  inTheWay: string | null;
  onDone: (() => void) | null;
  word: string;
}) {
  return (
    <>
      <RecordingNote recording={recording} />
      {confirmation?.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {word}
        </SubmitButton>
        {onDone !== null && (
          <button type="button" className="link-button" onClick={onDone}>
            取消
          </button>
        )}
      </div>
    </>
  );
}
