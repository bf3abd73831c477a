import { useState } from 'react';
import { useActor } from '../api/acting-person';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { CHECK, type Month } from './months';

const REASON = bodyField('/v1/months/{month}/reopening-proposal', 'reason', '事由');

/** 月结: one press; while something blocks, the button says what. */
export function CloseForm({ month }: { month: Month }) {
  const recording = useRecording<unknown>(`months/${month.month}/close`, () => recording.close());
  const blocking = month.checks.filter(({ blocks }) => blocks);
  const inTheWay = blocking.length === 0 ? null : `还不能结账：${blocking.map(inWords).join('，')}`;
  const submit = () => {
    if (inTheWay !== null) return;
    const asked = { path: { month: month.month }, body: {} };
    recording.record(command('/v1/months/{month}/closing', asked), `${month.month} 月结`, {});
  };
  return (
    <EntryForm label="月结" onSubmit={submit} recording={recording}>
      <RecordingNote recording={recording} />
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          结 {month.month}
        </SubmitButton>
      </div>
    </EntryForm>
  );
}

const inWords = ({ check, count }: Month['checks'][number]): string => `${CHECK[check]} ${count} 项`;

/** 反月结: the first proposes with a reason, another opens it. */
export function ReopenForm({ month }: { month: Month }) {
  const { reopening } = month;
  const actor = useActor();
  const recording = useRecording<unknown, { reason: string }>(`months/${month.month}/reopen`, () => recording.close());
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const path = { month: month.month };
  const confirmation = useConfirmation(recording);
  const inTheWay =
    reopening === null
      ? (wrongIn(REASON, reason) ?? confirmation.inTheWay)
      : reopening.proposedById === actor?.personId
        ? '须由申请人以外的另一人办理'
        : null;
  const submit = () => {
    if (inTheWay !== null) return;
    if (reopening === null) {
      const body = { reason: reason.trim(), ...confirmation.stated };
      const sent = command('/v1/months/{month}/reopening-proposal', { path, body });
      recording.record(sent, `${month.month} 申请反月结`, { reason });
    } else
      recording.record(command('/v1/months/{month}/reopening', { path, body: {} }), `${month.month} 反月结`, {
        reason,
      });
  };
  return (
    <EntryForm label="反月结" onSubmit={submit} recording={recording}>
      <fieldset className="panel form-narrow">
        <legend>反月结（须两人）</legend>
        {reopening === null ? (
          <TextField of={REASON} text={reason} onText={setReason} />
        ) : (
          <p>
            {reopening.proposedBy} 申请：{reopening.reason}
          </p>
        )}
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {reopening === null ? '申请反月结' : '反月结'}
        </SubmitButton>
      </div>
    </EntryForm>
  );
}
