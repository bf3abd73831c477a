import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Input, Select, type InputRef } from 'antd';
import { periodsOfYear } from '@bofu/kernel';
import { tooLong, type BodyField } from './body-field';
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

/**
 * A line of text of what is sent. What is pasted in and too long is neither cut nor sent: it says so, and the form waits.
 */
export function BodyInput({
  of,
  text,
  onText,
  name,
  ...more
}: {
  of: BodyField;
  text: string;
  onText: (text: string) => void;
  /** Where no label stands beside it. */
  name?: string;
  id?: string;
  className?: string;
  placeholder?: string;
  autoComplete?: string;
  autoFocus?: boolean;
}) {
  const input = useRef<InputRef>(null);
  const noteId = useId();
  const wrong = tooLong(of, text);
  useEffect(() => input.current?.input?.setCustomValidity(wrong ?? ''), [wrong]);
  return (
    <>
      <Input
        ref={input}
        autoComplete="off"
        {...more}
        {...(name !== undefined && { 'aria-label': name })}
        {...(wrong !== null && { status: 'error', 'aria-invalid': true, 'aria-describedby': noteId })}
        value={text}
        onChange={({ target }) => onText(target.value)}
      />
      {wrong !== null && (
        <span id={noteId} role="alert" className="form-note form-note-wrong">
          {wrong}
        </span>
      )}
    </>
  );
}

export function TextField({
  of,
  note,
  ...input
}: {
  of: BodyField;
  text: string;
  onText: (text: string) => void;
  note?: ReactNode;
  autoComplete?: string;
  autoFocus?: boolean;
}) {
  return (
    <Field label={of.label} {...(note !== undefined && { note })}>
      {(id) => <BodyInput id={id} of={of} {...input} />}
    </Field>
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
