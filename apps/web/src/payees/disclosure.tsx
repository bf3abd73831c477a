import { useState } from 'react';
import { api, read } from '../api/client';
import { command, type AnswerTo } from '../api/command';
import { useRecording } from '../api/recording';
import { useBooks } from '../books/books';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { accountText, type Account, type Payee } from './payees';

const REASON = bodyField('/v1/payees/{payeeId}/accounts/{accountId}/disclosure', 'reason', '事由');

/** 查看全号: on record first; then the number is shown until the form is closed. */
export function Disclosure({ payee, account, onDone }: { payee: Payee; account: Account; onDone: () => void }) {
  const { agencyId } = useBooks();
  const path = { payeeId: payee.payeeId, accountId: account.accountId };
  const [number, setNumber] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const recording = useRecording<AnswerTo<'/v1/payees/{payeeId}/accounts/{accountId}/disclosure'>, { reason: string }>(
    `payees/disclosure/${account.accountId}`,
    () => {
      const asking = api.GET('/v1/payees/{payeeId}/accounts/{accountId}/number', {
        params: { path, query: agencyId === null ? {} : { agency: agencyId } },
      });
      read(asking).then(
        ({ value }) => setNumber(value.number),
        (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
      );
      recording.close();
    },
  );
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(REASON, reason) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const body = { reason: reason.trim(), ...confirmation.stated };
    recording.record(
      command('/v1/payees/{payeeId}/accounts/{accountId}/disclosure', { path, body }),
      `查看全号，${payee.name}，${accountText(account)}`,
      { reason },
    );
  };
  return (
    <EntryForm label="查看全号" onSubmit={submit} recording={recording} onLeave={onDone} autoFocus>
      <fieldset className="panel form-narrow">
        <legend>查看全号</legend>
        <p className="form-note">
          {payee.code} {payee.name}：{accountText(account)}。查看留有记录。
        </p>
        {number === null ? (
          <TextField of={REASON} text={reason} onText={setReason} />
        ) : (
          <p aria-live="polite">
            账号 <b className="amount-large">{number.replace(/(\d{4})(?=\d)/g, '$1 ')}</b>
          </p>
        )}
        {failed !== null && <p role="alert">{failed}</p>}
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        {number === null && (
          <SubmitButton inTheWay={inTheWay} recording={recording}>
            登记并查看
          </SubmitButton>
        )}
        <button type="button" className="link-button" onClick={onDone}>
          关闭
        </button>
      </div>
    </EntryForm>
  );
}
