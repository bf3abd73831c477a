import { useState } from 'react';
import { command, type AnswerTo, type Command } from '../api/command';
import { useRecording } from '../api/recording';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { accountText, type Account, type Payee } from './payees';

const REASON = {
  refusal: bodyField('/v1/payees/{payeeId}/accounts/{accountId}/refusal', 'reason', '事由'),
  withdrawal: bodyField('/v1/payees/{payeeId}/accounts/{accountId}/withdrawal', 'reason', '事由'),
  retirement: bodyField('/v1/payees/{payeeId}/accounts/{accountId}/retirement', 'reason', '事由'),
};

/** 确认, 不予确认, 撤回, 停用. */
export type Settlement = 'confirmation' | 'refusal' | 'withdrawal' | 'retirement';

const TITLE: Readonly<Record<Settlement, string>> = {
  confirmation: '确认账户',
  refusal: '不予确认账户',
  withdrawal: '撤回账户',
  retirement: '停用账户',
};
type Answered = AnswerTo<'/v1/payees/{payeeId}/accounts/{accountId}/confirmation'>;

/** What becomes of an account; all but its confirmation with a reason. */
export function SettleAccountForm({
  settlement,
  payee,
  account,
  onSettled,
  onDone,
}: {
  settlement: Settlement;
  payee: Payee;
  account: Account;
  /** It is on record. */
  onSettled?: () => void;
  onDone: () => void;
}) {
  const { accountId } = account;
  const recording = useRecording<Answered, { reason: string }>(`payees/${settlement}/${accountId}`, () => {
    recording.close();
    onSettled?.();
    onDone();
  });
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const title = TITLE[settlement];
  const why = settlement === 'confirmation' ? null : REASON[settlement];
  const inTheWay = (why && wrongIn(why, reason)) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const path = { payeeId: payee.payeeId, accountId };
    const said = { reason: reason.trim(), ...confirmation.stated };
    recording.record(requestOf(settlement, path, said), `${title}，${payee.name}，${accountText(account)}`, { reason });
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording} onLeave={onDone} autoFocus>
      <fieldset className="panel form-narrow">
        <legend>{title}</legend>
        <p className="form-note">
          {payee.code} {payee.name}：{accountText(account)}
        </p>
        {why && <TextField of={why} text={reason} onText={setReason} />}
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {title}
        </SubmitButton>
        <button type="button" className="link-button" onClick={onDone}>
          取消
        </button>
      </div>
    </EntryForm>
  );
}

function requestOf(
  settlement: Settlement,
  path: { readonly payeeId: string; readonly accountId: string },
  body: { readonly reason: string; readonly confirmation?: string | null },
): Command {
  switch (settlement) {
    case 'confirmation':
      return command('/v1/payees/{payeeId}/accounts/{accountId}/confirmation', { path, body: {} });
    case 'refusal':
      return command('/v1/payees/{payeeId}/accounts/{accountId}/refusal', { path, body });
    case 'withdrawal':
      return command('/v1/payees/{payeeId}/accounts/{accountId}/withdrawal', { path, body });
    case 'retirement':
      return command('/v1/payees/{payeeId}/accounts/{accountId}/retirement', { path, body });
  }
}
