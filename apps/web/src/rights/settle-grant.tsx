import { useState } from 'react';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { ProblemError } from '../api/problem';
import { useStepUp } from '../session/step-up';
import { words } from '../words';
import type { Grant } from './grants';

const REASON = {
  declining: bodyField('/v1/grants/{grantId}/declining', 'reason', '退回的缘由'),
  revocation: bodyField('/v1/grants/{grantId}/revocation', 'reason', '收回的缘由'),
};

/** 确认, 退回 or 收回, of the grant that was opened. */
export function SettleGrant({ grant, onDone }: { grant: Grant; onDone: () => void }) {
  const { grantId, situation, personName, post } = grant;
  const recording = useRecording<unknown, { reason: string }>(`grant/${grantId}`, () => {
    recording.close();
    onDone();
  });
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const about = `${personName} ${words.post[post]}`;
  const waiting = situation === 'proposed';
  const why = REASON[waiting ? 'declining' : 'revocation'];
  const { state } = recording;
  const stepUp = useStepUp(state.kind === 'refused' ? new ProblemError(state.problem) : null);
  const confirm = async () => {
    if (stepUp.inTheWay !== null || !(await stepUp.prove())) return;
    recording.record(
      command('/v1/grants/{grantId}/confirmation', { path: { grantId }, body: {} }),
      `确认授权：${about}`,
      {
        reason,
      },
    );
  };
  const takeBack = async () => {
    if (wrongIn(why, reason) !== null || confirmation.inTheWay !== null) return;
    if (stepUp.inTheWay !== null || !(await stepUp.prove())) return;
    const asked = { path: { grantId }, body: { reason: reason.trim(), ...confirmation.stated } };
    const sent = waiting
      ? command('/v1/grants/{grantId}/declining', asked)
      : command('/v1/grants/{grantId}/revocation', asked);
    recording.record(sent, `${waiting ? '退回' : '收回'}授权：${about}`, { reason });
  };
  return (
    <EntryForm
      label={about}
      onSubmit={() => void (waiting ? confirm() : takeBack())}
      recording={recording}
      onLeave={onDone}
    >
      <fieldset className="panel form-narrow">
        <legend>{about}</legend>
        {grant.delegatorName !== null && <p>代理 {grant.delegatorName}</p>}
        {grant.programmeSetName !== null && <p>限项目组：{grant.programmeSetName}</p>}
        <p>
          {grant.proposedByName} 提出：{grant.reason}
        </p>
        <TextField of={why} text={reason} onText={setReason} {...(waiting && { note: '确认不必填写' })} />
      </fieldset>
      {stepUp.question}
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        {waiting && (
          <SubmitButton inTheWay={stepUp.inTheWay} recording={recording}>
            确认授权
          </SubmitButton>
        )}
        <button
          type="button"
          className="link-button"
          aria-disabled={wrongIn(why, reason) !== null}
          onClick={() => void takeBack()}
        >
          {waiting ? '退回' : '收回授权'}
        </button>
      </div>
    </EntryForm>
  );
}
