import { useState } from 'react';
import { command } from '../api/command';
import { ProblemError } from '../api/problem';
import { useRecording } from '../api/recording';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { useStepUp } from '../session/step-up';
import { useProgrammeSets, type ProgrammeSet } from './grants';

const REASON = bodyField('/v1/programme-sets/{programmeSetId}/changes/declining', 'reason', '不予确认的缘由');

/** 项目组 whose change waits for a security administrator: each confirmed or declined. */
export function SettleSetChanges({ agencyId }: { agencyId: string }) {
  const sets = useProgrammeSets(agencyId).data ?? [];
  return sets
    .filter(({ proposal }) => proposal !== null)
    .map((set) => <SettleSetChange key={set.programmeSetId} set={set} />);
}

function SettleSetChange({ set: { programmeSetId, name, grantedTo, proposal } }: { set: ProgrammeSet }) {
  const path = { programmeSetId };
  const recording = useRecording<unknown, { reason: string }>(`programme-set-change/${programmeSetId}`, () => {
    recording.close();
  });
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const { state } = recording;
  const stepUp = useStepUp(state.kind === 'refused' ? new ProblemError(state.problem) : null);
  if (proposal === null) return null;
  const confirm = async () => {
    if (stepUp.inTheWay !== null || !(await stepUp.prove())) return;
    const sent = command('/v1/programme-sets/{programmeSetId}/changes/confirmation', { path, body: {} });
    recording.record(sent, `确认变更项目组 ${name}`, { reason });
  };
  const decline = () => {
    if (wrongIn(REASON, reason) !== null || confirmation.inTheWay !== null) return;
    const body = { reason: reason.trim(), ...confirmation.stated };
    const sent = command('/v1/programme-sets/{programmeSetId}/changes/declining', { path, body });
    recording.record(sent, `不予变更项目组 ${name}`, { reason });
  };
  return (
    <EntryForm label={`项目组变更：${name}`} onSubmit={() => void confirm()} recording={recording}>
      <fieldset className="panel form-narrow">
        <legend>项目组变更：{name}</legend>
        <p>
          {proposal.proposedBy} 提出加入 {proposal.added.length} 个、移出 {proposal.removed.length} 个项目：
          {proposal.reason}
        </p>
        <p className="form-note">以它为限的授权：{grantedTo.join('、')}</p>
        <TextField of={REASON} text={reason} onText={setReason} note="确认不必填写" />
      </fieldset>
      {stepUp.question}
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={stepUp.inTheWay} recording={recording}>
          确认变更
        </SubmitButton>
        <button
          type="button"
          className="link-button"
          aria-disabled={wrongIn(REASON, reason) !== null}
          onClick={decline}
        >
          不予确认
        </button>
      </div>
    </EntryForm>
  );
}
