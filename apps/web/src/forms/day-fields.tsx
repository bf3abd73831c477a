import { DayPicker, OptionalDayPicker } from './day-picker';
import { Field } from './fields';

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
