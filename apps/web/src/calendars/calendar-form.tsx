import { useState } from 'react';
import { Input, InputNumber } from 'antd';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { Field, TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { deadlinesWith, holidaysAsText, typedDays, typedHolidays, type CalendarYearInFull } from './calendars';
import { DeadlineTable } from './deadline-table';

interface Entered {
  readonly source: string;
  readonly holidayText: string;
  readonly makeUpText: string;
  readonly reason: string;
}

export const calendarFormOf = (year: number): string => `calendar/${year}`;

/** A whole year as it shall be: a correction begins with what stands and needs its reason, a year of one's own is empty. */
export function CalendarForm({
  title,
  year,
  onYear,
  before,
  revision,
  onDone,
}: {
  title: string;
  year: number;
  onYear?: (year: number) => void;
  before?: CalendarYearInFull;
  /** Of what stands. */
  revision?: string;
  onDone: () => void;
}) {
  const recording = useRecording<unknown, Entered>(calendarFormOf(year), () => {
    recording.close();
    onDone();
  });
  const { entered } = recording;
  const [source, setSource] = useState(entered.source ?? before?.source.name ?? '');
  const [holidayText, setHolidayText] = useState(
    entered.holidayText ?? (before === undefined ? '' : holidaysAsText(before)),
  );
  const [makeUpText, setMakeUpText] = useState(entered.makeUpText ?? before?.makeUpDays.join('\n') ?? '');
  const [reason, setReason] = useState(entered.reason ?? '');
  const holidays = typedHolidays(holidayText);
  const confirmation = useConfirmation(recording);
  const typed = 'wrong' in holidays || holidays.length === 0 ? null : { holidays, makeUpDays: typedDays(makeUpText) };
  const deadlines = typed && deadlinesWith(year, typed, 30);
  const inTheWay =
    source.trim() === ''
      ? '请填写依据'
      : 'wrong' in holidays
        ? `这一行须写成“起日 止日 名称”：${holidays.wrong}`
        : holidays.length === 0
          ? '请填写放假安排'
          : revision !== undefined && reason.trim() === ''
            ? '请填写更正的事由'
            : confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null || 'wrong' in holidays) return;
    const path = { year: String(year) };
    const days = { source: source.trim(), holidays, makeUpDays: typedDays(makeUpText), ...confirmation.stated };
    const why = reason.trim();
    recording.record(
      revision === undefined
        ? command('/v1/calendars/{year}/load', { path, body: { ...days, reason: why === '' ? null : why } })
        : command('/v1/calendars/{year}/correct', { path, revision, body: { ...days, reason: why } }),
      `${title}：${days.source}`,
      { source, holidayText, makeUpText, reason },
    );
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording} onAgain={onDone}>
      <fieldset className="panel form-narrow">
        <legend>{title}</legend>
        {onYear && (
          <Field label="年度">
            {(id) => (
              <InputNumber id={id} min={1949} max={9999} value={year} onChange={(typed) => typed && onYear(typed)} />
            )}
          </Field>
        )}
        <TextField label="依据" text={source} onText={setSource} note="通知的标题或文号" />
        <Field label="放假" note={`每行一项：起日 止日 名称，例如 ${year}-10-01 ${year}-10-07 国庆节`}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={8}
              value={holidayText}
              onChange={({ target }) => setHolidayText(target.value)}
            />
          )}
        </Field>
        <Field label="调休上班" note="周六、周日，以空格或换行分开；没有则留空">
          {(id) => (
            <Input.TextArea
              id={id}
              rows={3}
              value={makeUpText}
              onChange={({ target }) => setMakeUpText(target.value)}
            />
          )}
        </Field>
        <TextField
          label="事由"
          text={reason}
          onText={setReason}
          limit={500}
          {...(revision === undefined && { note: '可空' })}
        />
      </fieldset>
      {deadlines && <DeadlineTable year={year} deadlines={deadlines} before />}
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {title}
        </SubmitButton>
        <button type="button" className="link-button" onClick={onDone}>
          不办了
        </button>
      </div>
    </EntryForm>
  );
}
