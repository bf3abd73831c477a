import { useId, type ReactNode } from 'react';
import { Input, Select } from 'antd';
import { periodsOfYear } from '@bofu/kernel';
import { DayPicker, OptionalDayPicker } from './day-picker';
import './forms.css';

/** A labelled place in a form; the control takes the id it is handed, so that a click on the label reaches it. */
export function Field({
  label,
  note,
  children,
}: {
  label: string;
  note?: ReactNode;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="form-field">
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      <div className="form-control">
        {children(id)}
        {note !== undefined && <span className="form-note">{note}</span>}
      </div>
    </div>
  );
}

export function TextField({
  label,
  text,
  onText,
  limit = 200,
  note,
}: {
  label: string;
  text: string;
  onText: (text: string) => void;
  limit?: number;
  note?: ReactNode;
}) {
  return (
    <Field label={label} {...(note !== undefined && { note })}>
      {(id) => (
        <Input
          id={id}
          value={text}
          maxLength={limit}
          autoComplete="off"
          onChange={({ target }) => onText(target.value)}
        />
      )}
    </Field>
  );
}

/** 业务日期 */
export function DateField({ label, date, onDate }: { label: string; date: string; onDate: (date: string) => void }) {
  return <Field label={label}>{(id) => <DayPicker id={id} day={date} onDay={onDate} />}</Field>;
}

/** A day that a paper may not state. */
export function OptionalDateField({
  label,
  date,
  onDate,
}: {
  label: string;
  date: string | null;
  onDate: (date: string | null) => void;
}) {
  return (
    <Field label={label}>{(id) => <OptionalDayPicker id={id} day={date} onDay={onDate} placeholder="未载明" />}</Field>
  );
}

/** 所属期: the month paid for; `optional` adds a line for none. */
export function PeriodField({
  fiscalYear,
  period,
  onPeriod,
  label = '所属期',
  yearsBefore = 0,
  optional = false,
}: {
  fiscalYear: number;
  period: string | null;
  onPeriod: (period: string | null) => void;
  label?: string;
  /** How many years back its months reach. */
  yearsBefore?: number;
  optional?: boolean;
}) {
  const years = Array.from({ length: yearsBefore + 1 }, (_, at) => fiscalYear - yearsBefore + at);
  const months = years.flatMap((year) => periodsOfYear(year));
  return (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          value={period ?? ''}
          onChange={(value: string) => onPeriod(value === '' ? null : value)}
          options={[
            ...(optional ? [{ value: '', label: '不按月' }] : []),
            ...months.map((value) => ({ value, label: value })),
          ]}
        />
      )}
    </Field>
  );
}

/** One of a short list, all of it in sight. */
export function ChoiceField<Value extends string>({
  label,
  value,
  onValue,
  choices,
}: {
  label: string;
  value: Value;
  onValue: (value: Value) => void;
  choices: Readonly<Record<Value, string>>;
}) {
  return (
    <Field label={label}>
      {(id) => (
        <Select<Value>
          id={id}
          value={value}
          onChange={onValue}
          options={(Object.keys(choices) as Value[]).map((each) => ({ value: each, label: choices[each] }))}
        />
      )}
    </Field>
  );
}
