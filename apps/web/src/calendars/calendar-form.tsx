import { useState } from 'react';
import { Input } from 'antd';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { Field, TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { WholeField } from '../forms/whole-field';
import { deadlinesWith, holidaysAsText, typedDays, typedHolidays, type CalendarYearInFull } from './calendars';
import { DeadlineTable } from './deadline-table';

/** The year stands in the path; a year of a calendar is a year of the books. */
const YEAR = bodyField('/v1/appropriations', 'fiscalYear', '年度');
const SOURCE = bodyField('/v1/calendars/{year}/load', 'source', '依据');
const HOLIDAY = bodyField('/v1/calendars/{year}/load', 'holidays.name', '放假名称');
const REASON = bodyField('/v1/calendars/{year}/load', 'reason', '事由');
const CORRECTION_REASON = bodyField('/v1/calendars/{year}/correct', 'reason', '更正的事由');

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
  const why = revision === undefined ? REASON : CORRECTION_REASON;
  const inTheWay =
    wrongIn(SOURCE, source) ??
    ('wrong' in holidays
      ? `这一行须写成“起日 止日 名称”：${holidays.wrong}`
      : holidays.length === 0
        ? '请填写放假安排'
        : (holidays.map(({ name }) => wrongIn(HOLIDAY, name)).find((wrong) => wrong !== null) ??
          wrongIn(why, reason) ??
          confirmation.inTheWay));
  const submit = () => {
    if (inTheWay !== null || 'wrong' in holidays) return;
    const path = { year: String(year) };
    const days = { source: source.trim(), holidays, makeUpDays: typedDays(makeUpText), ...confirmation.stated };
    const said = reason.trim();
    recording.record(
      revision === undefined
        ? command('/v1/calendars/{year}/load', { path, body: { ...days, reason: said === '' ? null : said } })
        : command('/v1/calendars/{year}/correct', { path, revision, body: { ...days, reason: said } }),
      `${title}：${days.source}`,
      { source, holidayText, makeUpText, reason },
    );
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording} onAgain={onDone} onLeave={onDone} autoFocus>
      <fieldset className="panel form-narrow">
        <legend>{title}</legend>
        {onYear && <WholeField of={YEAR} number={year} onNumber={onYear} />}
        <TextField of={SOURCE} text={source} onText={setSource} note="通知的标题或文号" />
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
        <TextField of={why} text={reason} onText={setReason} {...(revision === undefined && { note: '可空' })} />
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
