import { useState } from 'react';
import { Button, Input } from 'antd';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { useBooks } from '../books/books';
import { todayInBeijing } from '../books/books-in-address';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField } from '../forms/day-fields';
import { Field, TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { Answer } from '../pages/answer';
import { useThresholdTrial, versionInForce, type AlertRule, type Thresholds } from './rules';
import { ThresholdTrialResult } from './threshold-trial';

const REASON = bodyField('/v1/alert-rules/{rule}/thresholds', 'reason', '事由');

interface Entered {
  readonly values: Thresholds;
  readonly effectiveFrom: string;
  readonly reason: string;
}

export const thresholdFormOf = (rule: string): string => `alert-rule/${rule}`;

/** 设定阈值: a further version of all of a rule's thresholds from a day on; 试算 says before what it would change. */
export function ThresholdForm({ rule }: { rule: AlertRule }) {
  const { asOf } = useBooks();
  const [recorded, setRecorded] = useState<string | null>(null);
  const recording = useRecording<unknown, Entered>(thresholdFormOf(rule.rule), () => {
    setRecorded(`${rule.rule} 的阈值已设定，自 ${effectiveFrom} 起`);
    setReason('');
    recording.close();
  });
  const { entered } = recording;
  const inForce = versionInForce(rule)?.thresholds ?? {};
  const [values, setValues] = useState<Thresholds>(entered.values ?? inForce);
  const [effectiveFrom, setEffectiveFrom] = useState<string>(() => entered.effectiveFrom ?? todayInBeijing(new Date()));
  const [reason, setReason] = useState(entered.reason ?? '');
  const [tried, setTried] = useState<Thresholds | null>(null);
  const trial = useThresholdTrial(rule.rule, tried);

  const title = `设定 ${rule.rule} 的阈值`;
  const proposed = Object.fromEntries(rule.thresholds.map(({ name }) => [name, (values[name] ?? '').trim()]));
  const empty = rule.thresholds.find(({ name }) => proposed[name] === '');
  const isSame = rule.thresholds.every(({ name }) => proposed[name] === inForce[name]);
  const wrong = empty ? `请填写“${empty.label}”` : isSame ? '与在用的阈值相同' : null;
  const confirmation = useConfirmation(recording);
  const inTheWay = wrong ?? wrongIn(REASON, reason) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    setRecorded(null);
    recording.record(
      command('/v1/alert-rules/{rule}/thresholds', {
        path: { rule: rule.rule },
        body: { effectiveFrom, thresholds: proposed, reason: reason.trim(), ...confirmation.stated },
      }),
      `${title}，自 ${effectiveFrom} 起`,
      { values, effectiveFrom, reason },
    );
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording}>
      {rule.thresholds.map(({ name, label, unit }) => (
        <Field key={name} label={label}>
          {(id) => (
            <Input
              id={id}
              className="threshold-input"
              value={values[name] ?? ''}
              suffix={unit}
              inputMode="decimal"
              autoComplete="off"
              onChange={({ target }) => setValues((before) => ({ ...before, [name]: target.value }))}
            />
          )}
        </Field>
      ))}
      <DateField label="自何日起" date={effectiveFrom} onDate={setEffectiveFrom} />
      <TextField of={REASON} text={reason} onText={setReason} />
      <RecordingNote recording={recording} recorded={recorded} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {title}
        </SubmitButton>
        <Button
          disabled={empty !== undefined}
          loading={tried !== null && trial.isFetching}
          onClick={() => setTried(proposed)}
        >
          试算
        </Button>
        <span className="form-note">试算截至 {asOf} 的近 90 天，不登记</span>
      </div>
      {tried !== null && (
        <Answer query={trial} lines={3}>
          {({ value }) => <ThresholdTrialResult trial={value} />}
        </Answer>
      )}
    </EntryForm>
  );
}
