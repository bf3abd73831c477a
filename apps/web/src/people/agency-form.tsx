import { useState } from 'react';
import { command, type AnswerTo } from '../api/command';
import { useRecording } from '../api/recording';
import { todayInBeijing } from '../books/books-in-address';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField } from '../forms/day-fields';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';

const CODE = bodyField('/v1/agencies', 'code', '部门代码');
const NAME = bodyField('/v1/agencies', 'name', '部门名称');
const REGION_CODE = bodyField('/v1/agencies', 'regionCode', '行政区划代码');
const REGION_NAME = bodyField('/v1/agencies', 'regionName', '行政区划');

interface Entered {
  readonly code: string;
  readonly name: string;
  readonly regionCode: string;
  readonly regionName: string;
  readonly effectiveOn: string;
}

/** 登记部门: whose books they are. */
export function AgencyForm({ title }: { title: string }) {
  const recording = useRecording<AnswerTo<'/v1/agencies'>, Entered>('agency', () => recording.close());
  const { entered } = recording;
  const [code, setCode] = useState(entered.code ?? '');
  const [name, setName] = useState(entered.name ?? '');
  const [regionCode, setRegionCode] = useState(entered.regionCode ?? '');
  const [regionName, setRegionName] = useState(entered.regionName ?? '');
  const [effectiveOn, setEffectiveOn] = useState<string>(
    () => entered.effectiveOn ?? `${todayInBeijing(new Date()).slice(0, 4)}-01-01`,
  );
  const confirmation = useConfirmation(recording);
  const inTheWay =
    wrongIn(CODE, code) ??
    wrongIn(NAME, name) ??
    wrongIn(REGION_CODE, regionCode) ??
    wrongIn(REGION_NAME, regionName) ??
    confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const facts = {
      code: code.trim(),
      name: name.trim(),
      regionCode: regionCode.trim(),
      regionName: regionName.trim(),
    };
    recording.record(
      command('/v1/agencies', { body: { ...facts, parentAgencyId: null, effectiveOn, ...confirmation.stated } }),
      `${title}：${facts.code} ${facts.name}`,
      { code, name, regionCode, regionName, effectiveOn },
    );
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording}>
      <fieldset className="panel form-narrow">
        <legend>{title}</legend>
        <TextField of={CODE} text={code} onText={setCode} note="预算管理一体化系统中的代码" />
        <TextField of={NAME} text={name} onText={setName} />
        <TextField of={REGION_CODE} text={regionCode} onText={setRegionCode} note="六位代码" />
        <TextField of={REGION_NAME} text={regionName} onText={setRegionName} />
        <DateField label="以上内容自" date={effectiveOn} onDate={setEffectiveOn} />
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {title}
        </SubmitButton>
        <span className="form-note">Enter 下一项　Shift+Enter 上一项</span>
      </div>
    </EntryForm>
  );
}
