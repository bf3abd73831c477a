import { useState } from 'react';
import { Checkbox } from 'antd';
import { command, type AnswerTo } from '../api/command';
import { useRecording } from '../api/recording';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { Field, TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';

const NAME = bodyField('/v1/people', 'name', '姓名');
const NUMBER = bodyField('/v1/people', 'number', '工号');

interface Entered {
  readonly name: string;
  readonly number: string;
}

/** 登记人员: her name and 工号 stand in her own record and nowhere else. */
export function PersonForm({ title, onDone }: { title: string; onDone?: (personId: string) => void }) {
  const recording = useRecording<AnswerTo<'/v1/people'>, Entered>('person', ({ personId }) => {
    setName('');
    setNumber('');
    setAnother(false);
    recording.close();
    onDone?.(personId);
  });
  const { entered, state } = recording;
  const [name, setName] = useState(entered.name ?? '');
  const [number, setNumber] = useState(entered.number ?? '');
  const [another, setAnother] = useState(false);
  const sameName = state.kind === 'refused' && state.problem.code === 'person-name-taken';
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(NAME, name) ?? (sameName && !another ? '请核实是否同名的另一人' : confirmation.inTheWay);
  const submit = () => {
    if (inTheWay !== null) return;
    const body = {
      name: name.trim(),
      number: number.trim() === '' ? null : number.trim(),
      kind: 'person' as const,
      ...(another && { confirmedSameName: true }),
      ...confirmation.stated,
    };
    recording.record(command('/v1/people', { body }), `${title}：${body.name}`, { name, number });
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording}>
      <fieldset className="panel form-narrow">
        <legend>{title}</legend>
        <TextField of={NAME} text={name} onText={setName} />
        <TextField of={NUMBER} text={number} onText={setNumber} note="没有则留空" />
        {sameName && (
          <Field label="同名">
            {(id) => (
              <Checkbox id={id} checked={another} onChange={({ target }) => setAnother(target.checked)}>
                已核实：确为同名的另一人
              </Checkbox>
            )}
          </Field>
        )}
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {title}
        </SubmitButton>
      </div>
    </EntryForm>
  );
}
