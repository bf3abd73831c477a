import { useState } from 'react';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { useBooks } from '../books/books';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';

const PATH = '/v1/alert-evaluations/withdrawals';
const REASON = bodyField(PATH, 'reason', '事由');

interface Entered {
  readonly evaluatedOn: string;
  readonly reason: string;
}

export default function WithdrawForm({
  form,
  evaluatedOn,
  onDone,
}: {
  form: string;
  evaluatedOn: string | null;
  onDone: () => void;
}) {
  const { fiscalYear } = useBooks();
  const recording = useRecording<unknown, Entered>(form, () => {
    recording.close();
    onDone();
  });
  // Stays what it was when the form was opened: a day judged meanwhile is not withdrawn unseen.
  const [day] = useState(recording.entered.evaluatedOn ?? evaluatedOn ?? '');
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(REASON, reason) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const body = { fiscalYear, evaluatedOn: day, reason: reason.trim(), ...confirmation.stated };
    recording.record(command(PATH, { body }), `撤回评估：${fiscalYear} 年度 ${day}`, { evaluatedOn: day, reason });
  };
  return (
    <div className="evaluation-withdrawn">
      <EntryForm label="撤回评估" onSubmit={submit} recording={recording} onAgain={onDone} onLeave={onDone} autoFocus>
        <p className="form-note">
          撤回 {day}{' '}
          的评估，以后各日已评估的一并撤回；要撤到另一日，先改“截至”。预警恢复到该日评估之前，已登记的确认、处置、评论不变，原评估留在记录里。
        </p>
        <TextField of={REASON} text={reason} onText={setReason} />
        <RecordingNote recording={recording} />
        {confirmation.question}
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          撤回 {day} 的评估
        </SubmitButton>
      </EntryForm>
    </div>
  );
}
