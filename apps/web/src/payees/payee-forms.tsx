import { useState } from 'react';
import { Select } from 'antd';
import { command, type AnswerTo } from '../api/command';
import { useRecording } from '../api/recording';
import { useBooks } from '../books/books';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { ChoiceField, Field, TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { send } from '../session/session';
import { accountText, KIND, type Payee } from './payees';

const CODE = bodyField('/v1/payees', 'code', '代码');
const NAME = bodyField('/v1/payees', 'name', '户名');
const NUMBER = bodyField('/v1/account-numbers/{accountId}', 'number', '账号');
const BANK = bodyField('/v1/payees/{payeeId}/accounts', 'bank', '开户银行');
const REASON = bodyField('/v1/payees/{payeeId}/accounts', 'reason', '事由');

interface Registering {
  readonly code: string;
  readonly name: string;
  readonly kind: Payee['kind'];
}

/** 登记收款户. */
export function RegisterPayeeForm({ onRegistered }: { onRegistered: (payeeId: string) => void }) {
  const [recorded, setRecorded] = useState<string | null>(null);
  const recording = useRecording<AnswerTo<'/v1/payees'>, Registering>('payees/register', ({ payeeId }) => {
    setRecorded(`已登记 ${code} ${name}，请提出其账户`);
    setCode('');
    setName('');
    recording.close();
    onRegistered(payeeId);
  });
  const { entered } = recording;
  const [code, setCode] = useState(entered.code ?? '');
  const [name, setName] = useState(entered.name ?? '');
  const [kind, setKind] = useState<Payee['kind']>(entered.kind ?? 'organisation');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(CODE, code) ?? wrongIn(NAME, name) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    setRecorded(null);
    const body = { code: code.trim(), name: name.trim(), kind, ...confirmation.stated };
    recording.record(command('/v1/payees', { body }), `登记收款户 ${body.code} ${body.name}`, { code, name, kind });
  };
  return (
    <EntryForm label="登记收款户" onSubmit={submit} recording={recording}>
      <fieldset className="panel">
        <legend>登记收款户</legend>
        <TextField of={CODE} text={code} onText={setCode} note="本部门内不重复" />
        <TextField of={NAME} text={name} onText={setName} note="单位或账户名称，不填个人" />
        <ChoiceField label="类别" value={kind} onValue={setKind} choices={KIND} />
        <RecordingNote recording={recording} recorded={recorded} />
        {confirmation.question}
        <div className="form-actions">
          <SubmitButton inTheWay={inTheWay} recording={recording}>
            登记收款户
          </SubmitButton>
        </div>
      </fieldset>
    </EntryForm>
  );
}

/** What stays in the browser while the outcome is open: never the number. */
interface Proposing {
  readonly bank: string;
  readonly replaces: string | null;
  readonly reason: string;
}

/** 提出账户. The number goes first and by itself; the proposal names what was kept. */
export function ProposeAccountForm({ payee }: { payee: Payee }) {
  const { agencyId } = useBooks();
  const { payeeId } = payee;
  const [recorded, setRecorded] = useState<string | null>(null);
  const recording = useRecording<AnswerTo<'/v1/payees/{payeeId}/accounts'>, Proposing>(
    `payees/propose/${payeeId}`,
    () => {
      setRecorded('已提出，待另一人确认');
      setNumber('');
      setKept(null);
      recording.close();
    },
  );
  const { entered } = recording;
  const [number, setNumber] = useState('');
  const [kept, setKept] = useState<{ readonly number: string; readonly accountId: string } | null>(null);
  const [bank, setBank] = useState(entered.bank ?? '');
  const [replaces, setReplaces] = useState<string | null>(entered.replaces ?? null);
  const [reason, setReason] = useState(entered.reason ?? '');
  const [failed, setFailed] = useState<string | null>(null);
  const confirmation = useConfirmation(recording);
  const inUse = payee.accounts.filter(({ situation }) => situation === 'confirmed');
  const inTheWay = wrongIn(NUMBER, number) ?? wrongIn(BANK, bank) ?? wrongIn(REASON, reason) ?? confirmation.inTheWay;
  const submit = async () => {
    if (inTheWay !== null) return;
    setRecorded(null);
    setFailed(null);
    // The same number asked again is the same account.
    const accountId = kept?.number === number ? kept.accountId : crypto.randomUUID();
    try {
      await send(`/v1/account-numbers/${accountId}`, { number, ...(agencyId !== null && { agency: agencyId }) });
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
      return;
    }
    setKept({ number, accountId });
    const body = { accountId, bank: bank.trim(), replaces, reason: reason.trim(), ...confirmation.stated };
    recording.record(
      command('/v1/payees/{payeeId}/accounts', { path: { payeeId }, body }),
      `提出账户，${payee.name}，${body.bank}`,
      { bank, replaces, reason },
    );
  };
  return (
    <EntryForm label="提出账户" onSubmit={() => void submit()} recording={recording}>
      <fieldset className="panel">
        <legend>提出账户</legend>
        <p className="form-note">
          {payee.code} {payee.name}
        </p>
        <TextField of={NUMBER} text={number} onText={setNumber} note="加密存放，页面只显示尾号" />
        <TextField of={BANK} text={bank} onText={setBank} />
        {inUse.length > 0 && (
          <Field label="替换">
            {(id) => (
              <Select<string>
                id={id}
                value={replaces ?? ''}
                onChange={(accountId) => setReplaces(accountId === '' ? null : accountId)}
                options={[
                  { value: '', label: '不替换，另增一个' },
                  ...inUse.map((account) => ({ value: account.accountId, label: accountText(account) })),
                ]}
              />
            )}
          </Field>
        )}
        <TextField of={REASON} text={reason} onText={setReason} note="依据的文件，如开户通知书" />
        {failed !== null && <p role="alert">{failed}</p>}
        <RecordingNote recording={recording} recorded={recorded} />
        {confirmation.question}
        <div className="form-actions">
          <SubmitButton inTheWay={inTheWay} recording={recording}>
            提出账户
          </SubmitButton>
        </div>
      </fieldset>
    </EntryForm>
  );
}
