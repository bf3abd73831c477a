import { useState } from 'react';
import { command } from '../src/api/command';
import { actOf } from '../src/api/record-act';
import { useRecording } from '../src/api/recording';
import { ActFormFields, firstWrong, useActForm } from '../src/forms/act-form';
import { useAltKeys } from '../src/forms/alt-keys';
import { bodyField, wrongIn } from '../src/forms/body-field';
import { useConfirmation } from '../src/forms/confirmation';
import { DayPicker, OptionalDayPicker } from '../src/forms/day-picker';
import { OptionalMomentField } from '../src/forms/moment-field';
import { DocumentNumberField } from '../src/forms/document-number-field';
import { EntryForm, SubmitButton } from '../src/forms/entry-form';
import { DateField, OptionalDateField } from '../src/forms/day-fields';
import { BodyInput, ChoiceField, Field, PeriodField, TextField } from '../src/forms/fields';
import { FileDrop, FileInput } from '../src/forms/file-field';
import { MoneyField } from '../src/forms/money-field';
import { RecordingNote } from '../src/forms/recording-note';
import { WholeField } from '../src/forms/whole-field';
import { Shown } from './shown';

const REASON = bodyField('/v1/units/{unitId}/closure', 'reason', '缘由');

/** One act of recording: whatever the server says of it, a test sends. */
export function RecordingScene() {
  const [answers, setAnswers] = useState<readonly unknown[]>([]);
  const recording = useRecording<unknown, { reason: string }>('scene', (answer) => {
    setAnswers((before) => [...before, answer]);
  });
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(REASON, reason) ?? confirmation.inTheWay;
  const { state, frozen, resumed } = recording;
  const submit = () => {
    if (inTheWay !== null) return;
    const body = { closedOn: '2021-10-26', reason: reason.trim(), ...confirmation.stated };
    recording.record(command('/v1/units/{unitId}/closure', { path: { unitId: 'u-1' }, body }), '撤销单位', { reason });
  };
  return (
    <EntryForm
      label="办理"
      onSubmit={submit}
      recording={recording}
      again="另办一件"
      onRecord={<p>已登记的一件</p>}
      autoFocus
    >
      <TextField of={REASON} text={reason} onText={setReason} />
      <RecordingNote recording={recording} recorded={answers.length === 0 ? null : '已登记，可以再办'} />
      {confirmation.question}
      <SubmitButton inTheWay={inTheWay} recording={recording}>
        办理
      </SubmitButton>
      <button type="button" onClick={() => recording.close()}>
        看过了
      </button>
      <Shown value={{ kind: state.kind, frozen, resumed, answers }} />
    </EntryForm>
  );
}

export function ActFormScene() {
  const form = useActForm<{ readonly reason: string }>(
    'scene-act',
    () => ({ reason: '' }),
    () => ({ reason: '' }),
  );
  const { entered, change } = form;
  return (
    <ActFormFields
      title="撤销单位"
      of={form}
      wrong={firstWrong(false, wrongIn(REASON, entered.reason))}
      act={(stated) =>
        actOf('close-unit', {
          path: { unitId: 'u-1' },
          body: { closedOn: '2021-10-26', reason: entered.reason.trim(), ...stated },
        })
      }
      about="本级"
    >
      <TextField of={REASON} text={entered.reason} onText={change('reason')} />
    </ActFormFields>
  );
}

const NAME = bodyField('/v1/programme-sets', 'name', '名称');
const NUMBER = bodyField('/v1/papers', 'documentNumber', '文号');
const BATCH = bodyField('/v1/appropriations', 'batch', '批次');

const orNone = (text: string): string | null => text;

export function FieldsScene() {
  const [entered, setEntered] = useState({
    name: '',
    cell: '',
    amount: '',
    number: '',
    day: '2021-10-26',
    until: null as string | null,
    alone: '2021-10-26',
    optional: null as string | null,
    moment: null as string | null,
    period: orNone('2021-10'),
    choice: 'one' as 'one' | 'two',
    batch: 1,
    files: [] as readonly string[],
    alt: 0,
  });
  const set =
    <Name extends keyof typeof entered>(name: Name) =>
    (value: (typeof entered)[Name]) =>
      setEntered((before) => ({ ...before, [name]: value }));
  useAltKeys({ k: () => setEntered((before) => ({ ...before, alt: before.alt + 1 })) });
  const recording = useRecording('scene-fields', () => undefined);
  const take = (files: readonly File[]) => set('files')(files.map(({ name }) => name));
  return (
    <EntryForm label="各栏" onSubmit={() => set('name')('已提交')} recording={recording}>
      <TextField of={NAME} text={entered.name} onText={set('name')} note="说明" />
      <BodyInput of={NAME} name="格 1" text={entered.cell} onText={set('cell')} />
      <MoneyField label="金额" text={entered.amount} onText={set('amount')} />
      <DocumentNumberField of={NUMBER} text={entered.number} onText={set('number')} year={2021} />
      <DateField label="业务日期" date={entered.day} onDate={set('day')} />
      <OptionalDateField label="止日" date={entered.until} onDate={set('until')} />
      <DayPicker label="单独一日" day={entered.alone} onDay={set('alone')} />
      <OptionalDayPicker label="可空一日" day={entered.optional} onDay={set('optional')} />
      <OptionalMomentField label="时点" moment={entered.moment} dayInSight="2021-10-26" onMoment={set('moment')} />
      <PeriodField fiscalYear={2021} period={entered.period} onPeriod={set('period')} optional />
      <ChoiceField label="选择" value={entered.choice} onValue={set('choice')} choices={{ one: '其一', two: '其二' }} />
      <WholeField of={BATCH} number={entered.batch} onNumber={set('batch')} />
      <Field label="文件" note="可以拖入">
        {(id) => (
          <FileDrop label="拖放处" onFiles={take}>
            <FileInput id={id} accept=".pdf" onFiles={take} />
          </FileDrop>
        )}
      </Field>
      <SubmitButton inTheWay={null} recording={recording}>
        提交
      </SubmitButton>
      <Shown value={entered} />
    </EntryForm>
  );
}
