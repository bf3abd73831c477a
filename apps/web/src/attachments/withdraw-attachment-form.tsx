import { useState } from 'react';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import type { Attachment } from './attachments';

const REASON = bodyField('/v1/attachments/{attachmentId}/withdrawal', 'reason', '原因');

/** 撤下: with a reason; the file and its history stay. */
export function WithdrawAttachmentForm({
  attachment: { attachmentId, name },
  onDone,
}: {
  attachment: Attachment;
  onDone: () => void;
}) {
  const recording = useRecording<unknown, { reason: string }>(`attachments/${attachmentId}/withdraw`, () => {
    recording.close();
    onDone();
  });
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(REASON, reason) ?? confirmation.inTheWay;
  const title = `撤下附件 ${name}`;
  const submit = () => {
    if (inTheWay !== null) return;
    const asked = { path: { attachmentId }, body: { reason: reason.trim(), ...confirmation.stated } };
    recording.record(command('/v1/attachments/{attachmentId}/withdrawal', asked), title, { reason });
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording} onLeave={onDone} autoFocus>
      <fieldset className="form-narrow">
        <legend>{title}</legend>
        <TextField of={REASON} text={reason} onText={setReason} note="文件与经过仍可查" />
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          撤下
        </SubmitButton>
        <button type="button" className="link-button" onClick={onDone}>
          取消
        </button>
      </div>
    </EntryForm>
  );
}
