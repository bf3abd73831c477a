import { useState } from 'react';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { useDayToRecord } from '../books/books';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField } from '../forms/day-fields';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import type { TrackedReturn } from './payment-story';
import type { Payment } from './payments-query';

interface Entered {
  readonly waivedOn: string;
  readonly reason: string;
}

const PATH = '/v1/payments/{paymentId}/reissue-waivers';
const REASON = bodyField(PATH, 'reason', '事由');

/** 不再重发: nobody is to have what the bank sent back, and why. */
export default function WaiveReissueForm({
  payment: { paymentId, revision, purpose },
  returned: { returnId, open },
  onDone,
}: {
  payment: Payment;
  returned: TrackedReturn;
  onDone: () => void;
}) {
  const today = useDayToRecord();
  const recording = useRecording<unknown, Entered>(`payment/${paymentId}/waive-reissue/${returnId}`, () => {
    recording.close();
    onDone();
  });
  const [waivedOn, setWaivedOn] = useState<string>(recording.entered.waivedOn ?? today);
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(REASON, reason) ?? confirmation.inTheWay;
  const title = `不再重发 ${formatYuanGrouped(parseYuan(open))} 元`;
  const submit = () => {
    if (inTheWay !== null) return;
    const body = { returnId, waivedOn, reason: reason.trim(), ...confirmation.stated };
    const asked = { path: { paymentId }, revision, body };
    recording.record(command(PATH, asked), `${title}：${purpose}`, { waivedOn, reason });
  };
  return (
    <EntryForm label="不再重发" onSubmit={submit} recording={recording} onAgain={onDone} onLeave={onDone} autoFocus>
      <fieldset className="panel form-narrow">
        <legend>{title}</legend>
        <DateField label="业务日期" date={waivedOn} onDate={setWaivedOn} />
        <TextField of={REASON} text={reason} onText={setReason} note="登记后不再催办，也不能重发" />
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          不再重发
        </SubmitButton>
      </div>
    </EntryForm>
  );
}
