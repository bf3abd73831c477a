import { useState } from 'react';
import { command, type AnswerTo } from '../api/command';
import { useRecording } from '../api/recording';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import type { paths } from '../api/interface';

const REASON = bodyField('/v1/months/{month}/explanations', 'reason', '事由');

export type About =
  paths['/v1/months/{month}/explanations']['post']['requestBody']['content']['application/json']['about'];

/** 说明: one difference or one missing receipt, in words that stay. */
export function ExplainForm({
  month,
  about,
  title,
  onDone,
}: {
  month: string;
  about: About;
  title: string;
  onDone: () => void;
}) {
  const key = 'paymentId' in about ? about.paymentId : `${about.side}/${about.line}/${about.figure}`;
  const recording = useRecording<AnswerTo<'/v1/months/{month}/explanations'>, { reason: string }>(
    `months/${month}/explain/${key}`,
    () => {
      recording.close();
      onDone();
    },
  );
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(REASON, reason) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const asked = { path: { month }, body: { about, reason: reason.trim(), ...confirmation.stated } };
    recording.record(command('/v1/months/{month}/explanations', asked), title, { reason });
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording} onLeave={onDone} autoFocus>
      <fieldset className="panel form-narrow">
        <legend>{title}</legend>
        <TextField of={REASON} text={reason} onText={setReason} />
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          登记说明
        </SubmitButton>
        <button type="button" className="link-button" onClick={onDone}>
          取消
        </button>
      </div>
    </EntryForm>
  );
}
