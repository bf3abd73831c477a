import { useState } from 'react';
import { Button, Checkbox, Input, Radio } from 'antd';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { useRecording } from '../api/recording';
import { useDayToRecord } from '../books/books';
import { bodyField } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField } from '../forms/day-fields';
import { ChoiceField, Field, TextField } from '../forms/fields';
import { MoneyField } from '../forms/money-field';
import { RecordingNote } from '../forms/recording-note';
import { useAppropriations } from './appropriations';
import { useBearerNames } from './bearers';
import {
  chargesFor,
  commandFor,
  countedLines,
  inTheWayOf,
  isOfAll,
  isSigning,
  movedOnIn,
  reasonOf,
  nothingEntered,
  returnedText,
  returnFrom,
  stepFormOf,
  stepsPossible,
  stepText,
  waysToReturn,
  type Entered,
  type ReturnedBy,
  type Step,
} from './payment-steps';
import type { Charge } from './payments';
import type { Payment } from './payments-query';
import { effectsOf } from './step-effect';
import { StepEffectTable } from './step-effect-table';
import { useSignedIn } from '../session/session';
import { ChangedMeanwhile } from './changed-meanwhile';
import { ProgrammePicker } from './programme-picker';

const VOUCHER = bodyField('/v1/payments/{paymentId}/payment', 'voucherNumber', '凭证号');
const BANK = bodyField('/v1/payments/{paymentId}/payment', 'bank', '付款银行');

const RETURNS = { bank: '退票（银行未能入账）', payee: '主动退回（收款方退回）' } as const;
const REFUSED_BY = { bank: '银行', treasury: '国库' } as const;
const WAYS: Readonly<Record<ReturnedBy, string>> = {
  headcount: '按人数（各行相同）',
  lines: '按行填人数',
  charges: '按分担填金额',
  amount: '按金额',
};

type Change = <Name extends keyof Entered>(name: Name) => (value: Entered[Name]) => void;
interface StepFields {
  readonly payment: Payment;
  readonly entered: Entered;
  readonly change: Change;
}

export default function PaymentStepForm({
  step,
  payment,
  onDone,
}: {
  step: Step;
  payment: Payment;
  onDone: () => void;
}) {
  const today = useDayToRecord();
  const signedIn = useSignedIn();
  const act = stepText(step, signedIn);
  const [opened] = useState(payment);
  const isPossible = stepsPossible(payment, signedIn).includes(step);
  const recording = useRecording<unknown, Entered>(stepFormOf(payment.paymentId, step), onDone);
  const [entered, setEntered] = useState<Entered>(() => ({
    ...nothingEntered(step, payment, today),
    ...recording.entered,
  }));
  const change: Change = (name) => (value) => setEntered((before) => ({ ...before, [name]: value }));
  const confirmation = useConfirmation(recording);
  const appropriations = useAppropriations();
  const effects = effectsOf(step, payment, entered);
  const over = effects.find(({ after }) => after < 0n);
  const inTheWay =
    (isPossible ? inTheWayOf(step, payment, entered) : `这笔现在不能${act}`) ??
    (over === undefined ? null : `退回、更正多于在外的 ${formatYuanGrouped(over.before)} 元`) ??
    confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const told = (step === 'pay' ? entered.voucher : entered.reason).trim();
    const about = `${act}：${payment.purpose}${told === '' ? '' : `，${told}`}`;
    recording.record(commandFor(step, payment, entered, confirmation.stated), about, entered);
  };
  const moved = recording.state.kind === 'refused' ? movedOnIn(recording.state.problem) : null;
  const goWhereItIs = () => {
    if (moved !== null) setEntered((before) => returnFrom(moved, before));
    recording.close();
  };
  const fields = { payment, entered, change };
  const why = reasonOf(step);
  return (
    <EntryForm label={act} onSubmit={submit} recording={recording} onAgain={onDone} onLeave={onDone} autoFocus>
      <fieldset className="panel form-narrow">
        <legend>{act}</legend>
        {step === 'return' && <ReturnFields {...fields} />}
        {step === 'reclassify' && <ReclassificationFields {...fields} />}
        {isSigning(step) && <ContentToSign payment={payment} />}
        {!isOfAll(step) && step !== 'return' && step !== 'reclassify' && (
          <ChargeField charges={chargesFor(step, payment)} chosen={entered.chosen} onChosen={change('chosen')} />
        )}
        {step === 'refuse' && (
          <ChoiceField label="拒付方" value={entered.refusedBy} onValue={change('refusedBy')} choices={REFUSED_BY} />
        )}
        {step === 'reverse' && <LeftBankField leftBank={entered.leftBank} onLeftBank={change('leftBank')} />}
        <DateField label="业务日期" date={entered.on} onDate={change('on')} />
        {step === 'pay' && (
          <>
            <TextField of={VOUCHER} text={entered.voucher} onText={change('voucher')} note="可空" />
            <TextField of={BANK} text={entered.bank} onText={change('bank')} note="凭证由哪家代理银行编号；可空" />
          </>
        )}
        {why !== null && <TextField of={why} text={entered.reason} onText={change('reason')} />}
      </fieldset>
      <StepEffectTable effects={effects} appropriations={appropriations.data?.value ?? []} />
      <RecordingNote recording={recording} />
      {!recording.frozen && <ChangedMeanwhile opened={opened} payment={payment} isPossible={isPossible} />}
      {moved !== null && (
        <p className="form-note">
          <Button onClick={goWhereItIs}>
            改在第 {moved.movedTo.join('、')} 项登记，业务日期 {moved.movedOn}
          </Button>
        </p>
      )}
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {act}
        </SubmitButton>
      </div>
    </EntryForm>
  );
}

/** What is signed for, once more beside the button: another content than this one is refused. */
function ContentToSign({ payment: { total, payee, headcount, period } }: { payment: Payment }) {
  return (
    <p className="form-note">
      {formatYuanGrouped(parseYuan(total))} 元，付 {payee.name}
      {period !== null && `，所属期 ${period}`}
      {headcount !== null && `，${headcount.toLocaleString('en-US')} 人`}。所签即以上与下列各行、各项的内容。
    </p>
  );
}

/** 办理哪几项; one charge leaves nothing to choose. */
function ChargeField({
  charges,
  chosen,
  onChosen,
}: {
  charges: readonly Charge[];
  chosen: readonly number[];
  onChosen: (chosen: readonly number[]) => void;
}) {
  const nameOf = useBearerNames();
  if (charges.length < 2) return null;
  return (
    <Field label="办理哪几项">
      {(id) => (
        <span id={id} role="group" aria-label="办理哪几项">
          <Checkbox.Group<number>
            className="charge-choices"
            value={[...chosen]}
            onChange={onChosen}
            options={charges.map((charge) => ({
              value: charge.charge,
              label: `${charge.charge} ${nameOf(charge)} ${formatYuanGrouped(parseYuan(charge.amount))} 元`,
            }))}
          />
        </span>
      )}
    </Field>
  );
}

/** Asked and never presumed: whether money is to come back, or an entry was a slip. */
function LeftBankField({
  leftBank,
  onLeftBank,
}: {
  leftBank: boolean | null;
  onLeftBank: (leftBank: boolean) => void;
}) {
  return (
    <Field label="款项">
      {(id) => (
        <Radio.Group
          id={id}
          aria-label="款项"
          value={leftBank}
          onChange={({ target }) => onLeftBank(target.value === true)}
          options={[
            { value: true, label: '已从银行付出' },
            { value: false, label: '没有付出，登记有误' },
          ]}
        />
      )}
    </Field>
  );
}

function ReturnFields({ payment, entered, change }: StepFields) {
  const ways = waysToReturn(payment);
  const note = returnedText(payment, entered);
  const nameOf = useBearerNames();
  return (
    <>
      <ChoiceField label="方式" value={entered.by} onValue={change('by')} choices={RETURNS} />
      {ways.length > 1 && (
        <ChoiceField label="填写" value={entered.way} onValue={change('way')} choices={choicesAmong(WAYS, ways)} />
      )}
      {entered.way === 'headcount' && (
        <PeopleField label="退回人数" text={entered.people} onText={change('people')} note={note} autoFocus />
      )}
      {entered.way === 'lines' &&
        countedLines(payment).map((line) => (
          <PeopleField
            key={line.line}
            label={`第 ${line.line} 行`}
            text={entered.peopleOf[line.line] ?? ''}
            onText={(text) => change('peopleOf')({ ...entered.peopleOf, [line.line]: text })}
            note={`${nameOf(line)} ${line.rate ?? ''} 元，现发 ${(line.outstanding ?? 0).toLocaleString('en-US')} 人`}
          />
        ))}
      {entered.way === 'charges' &&
        chargesFor('return', payment).map((charge) => (
          <MoneyField
            key={charge.charge}
            label={`第 ${charge.charge} 项`}
            note={`${nameOf(charge)}，尚在外 ${formatYuanGrouped(parseYuan(charge.net))} 元；没有则留空`}
            text={entered.amountOf[charge.charge] ?? ''}
            onText={(text) => change('amountOf')({ ...entered.amountOf, [charge.charge]: text })}
          />
        ))}
      {entered.way === 'amount' && (
        <MoneyField label="退回金额" text={entered.amountText} onText={change('amountText')} autoFocus />
      )}
      {(entered.way === 'lines' || entered.way === 'charges') && note !== null && <p className="form-note">{note}</p>}
    </>
  );
}

const choicesAmong = (all: Readonly<Record<ReturnedBy, string>>, ways: readonly ReturnedBy[]) =>
  Object.fromEntries(ways.map((way) => [way, all[way]])) as Readonly<Record<ReturnedBy, string>>;

function PeopleField({
  label,
  text,
  onText,
  note,
  autoFocus = false,
}: {
  label: string;
  text: string;
  onText: (text: string) => void;
  note: string | null;
  autoFocus?: boolean;
}) {
  return (
    <Field label={label} {...(note !== null && { note })}>
      {(id) => (
        <Input
          id={id}
          autoFocus={autoFocus}
          className="amount-input"
          inputMode="numeric"
          autoComplete="off"
          suffix="人"
          value={text}
          onChange={({ target }) => onText(target.value)}
        />
      )}
    </Field>
  );
}

function ReclassificationFields({ payment, entered, change }: StepFields) {
  const appropriations = useAppropriations();
  const nameOf = useBearerNames();
  const charges = chargesFor('reclassify', payment);
  const moved = charges.find(({ charge }) => String(charge) === entered.from);
  return (
    <>
      <ChoiceField
        label="原列支"
        value={entered.from}
        onValue={change('from')}
        choices={Object.fromEntries(
          charges.map((charge) => [String(charge.charge), `${charge.charge} ${nameOf(charge)}`]),
        )}
      />
      <ProgrammePicker
        label="应列支"
        appropriations={appropriations.data?.value ?? []}
        value={entered.to}
        onValue={change('to')}
      />
      <MoneyField
        label="更正金额"
        note={`留空即更正全部${moved ? ` ${formatYuanGrouped(parseYuan(moved.net))} 元` : ''}`}
        text={entered.amountText}
        onText={change('amountText')}
      />
    </>
  );
}
