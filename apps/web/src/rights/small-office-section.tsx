import { useState } from 'react';
import { command } from '../api/command';
import { ProblemError } from '../api/problem';
import { useRecording } from '../api/recording';
import { agencyText } from '../books/office';
import type { Agency } from '../books/office-query';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { useStepUp } from '../session/step-up';

const REASON = {
  proposal: bodyField('/v1/agencies/{agencyId}/small-office', 'reason', '缘由'),
  declining: bodyField('/v1/agencies/{agencyId}/small-office/declining', 'reason', '退回的缘由'),
  ending: bodyField('/v1/agencies/{agencyId}/small-office/ending', 'reason', '结束的缘由'),
};

/** 小单位模式 of the agency in sight: proposed, confirmed by another, ended. */
export function SmallOfficeSection({ agency }: { agency: Agency }) {
  const { agencyId, smallOffice, smallOfficeProposal } = agency;
  const path = { agencyId };
  const recording = useRecording<unknown, { reason: string }>(`small-office/${agencyId}`, () => {
    setReason('');
    recording.close();
  });
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const { state } = recording;
  const stepUp = useStepUp(state.kind === 'refused' ? new ProblemError(state.problem) : null);
  const why = REASON[smallOfficeProposal !== null ? 'declining' : smallOffice === null ? 'proposal' : 'ending'];
  const noReason = wrongIn(why, reason) ?? confirmation.inTheWay;
  const send = (kind: '' | '/declining' | '/ending', does: string) => {
    if (noReason !== null) return;
    const body = { reason: reason.trim(), ...confirmation.stated };
    recording.record(command(`/v1/agencies/{agencyId}/small-office${kind}`, { path, body }), does, { reason });
  };
  const confirm = async () => {
    if (stepUp.inTheWay !== null || !(await stepUp.prove())) return;
    const sent = command('/v1/agencies/{agencyId}/small-office/confirmation', { path, body: {} });
    recording.record(sent, '确认小单位模式', { reason });
  };
  const submit = () =>
    smallOfficeProposal !== null
      ? void confirm()
      : smallOffice === null
        ? send('', '提出小单位模式')
        : send('/ending', '结束小单位模式');
  return (
    <EntryForm label="小单位模式" onSubmit={submit} recording={recording}>
      <fieldset className="panel form-narrow">
        <legend>小单位模式：{agencyText(agency)}</legend>
        <p className="form-note">
          人手配不齐两位安全管理员的部门用：一位管理员即可，三个管理员岗位可由一人兼任；授权的第二人可以是监管、审计，或上级部门的监管、审计。
          经办、复核、审批仍须三人，管理员仍不经手资金。每张报表与打印件都会写明。
        </p>
        {smallOfficeProposal !== null && (
          <p>
            {smallOfficeProposal.proposedByName} 提出：{smallOfficeProposal.reason}
          </p>
        )}
        <TextField
          of={why}
          text={reason}
          onText={setReason}
          {...(smallOfficeProposal !== null && { note: '确认不必填写' })}
        />
      </fieldset>
      {stepUp.question}
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={smallOfficeProposal !== null ? stepUp.inTheWay : noReason} recording={recording}>
          {smallOfficeProposal !== null ? '确认小单位模式' : smallOffice === null ? '提出小单位模式' : '结束小单位模式'}
        </SubmitButton>
        {smallOfficeProposal !== null && (
          <button
            type="button"
            className="link-button"
            aria-disabled={wrongIn(why, reason) !== null}
            onClick={() => send('/declining', '退回小单位模式')}
          >
            退回
          </button>
        )}
      </div>
    </EntryForm>
  );
}
