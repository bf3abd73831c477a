import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useBooks } from '../books/books';
import { typedDay } from './typed-day';
import './forms.css';

/** A day as people type it; shown as the first. */
const WRITTEN = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D', 'YYYY-M-D', 'YYYY年M月D日'];

interface DayPickerProps {
  readonly id?: string;
  /** Where no label stands beside it. */
  readonly label?: string;
  readonly placeholder?: string;
  readonly className?: string;
}

/**
 * The picker copies its value into a state of its own after each rendering. A value made anew by every rendering would
 * make the next one, and, while the router is on its way to another address, never let it arrive: one text, one value.
 */
const useValue = (text: string | null) => useMemo(() => (text === null ? null : dayjs(text)), [text]);

interface DayFieldProps extends DayPickerProps {
  readonly day: string | null;
  /** The year of a day typed without one. */
  readonly yearAtHand: string;
  readonly optional: boolean;
  readonly onDay: (day: string | null) => void;
}

/**
 * What is typed is taken when the field is left, or with the form. What is no day stays as it was typed, is told, and keeps
 * the form from being sent: a day thrown away in silence would be recorded as another one.
 */
function DayField({ day, yearAtHand, optional, onDay, label, ...props }: DayFieldProps) {
  const [unread, setUnread] = useState<string | null>(null);
  const [taken, setTaken] = useState(0);
  const box = useRef<HTMLSpanElement>(null);
  const noteId = useId();
  useEffect(() => {
    box.current?.querySelector('input')?.setCustomValidity(unread ?? '');
  }, [unread]);

  const take = ({ value: typed }: HTMLInputElement): void => {
    const read = typedDay(typed, yearAtHand);
    const isNone = typed.trim() === '';
    if (read === null && !(isNone && optional)) {
      setUnread(isNone ? '请填写日期' : `看不懂日期“${typed}”，请写成 2021-06-08、20210608 或 6-8`);
      return;
    }
    setUnread(null);
    if (read !== day) onDay(read);
    // The picker shows its own writing again only where its value becomes another.
    else if (typed !== (day ?? '')) setTaken((count) => count + 1);
  };
  const onKeyDownCapture = (event: KeyboardEvent<HTMLSpanElement>): void => {
    const { target: input } = event;
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(input instanceof HTMLInputElement)) return;
    const isSubmitting = event.ctrlKey || event.metaKey;
    if (input.value !== (day ?? '')) take(input);
    if (!isSubmitting) return;
    // The calendar would come up, and the form go without the day just taken: it is sent once that has arrived.
    event.preventDefault();
    event.stopPropagation();
    setTimeout(() => input.form?.requestSubmit());
  };
  return (
    <span ref={box} className="day-field" onKeyDownCapture={onKeyDownCapture}>
      <DatePicker
        key={taken}
        {...props}
        {...(label !== undefined && { 'aria-label': label })}
        {...(unread !== null && { status: 'error', 'aria-describedby': noteId, 'aria-invalid': true })}
        format={WRITTEN}
        value={useValue(day)}
        allowClear={optional}
        preserveInvalidOnBlur
        onBlur={({ target }) => {
          if (target instanceof HTMLInputElement) take(target);
        }}
        onChange={(chosen) => {
          setUnread(null);
          if (chosen !== null || optional) onDay(chosen?.format('YYYY-MM-DD') ?? null);
        }}
      />
      {unread !== null && (
        <span id={noteId} role="alert" className="form-note form-note-wrong">
          {unread}
        </span>
      )}
    </span>
  );
}

/** A day, `YYYY-MM-DD`. */
export function DayPicker({ day, onDay, ...props }: DayPickerProps & { day: string; onDay: (day: string) => void }) {
  const taken = (chosen: string | null) => chosen !== null && onDay(chosen);
  return <DayField {...props} day={day} yearAtHand={day.slice(0, 4)} optional={false} onDay={taken} />;
}

/** A day, `YYYY-MM-DD`, or none. */
export function OptionalDayPicker({
  day,
  ...props
}: DayPickerProps & { day: string | null; onDay: (day: string | null) => void }) {
  const { fiscalYear } = useBooks();
  return <DayField {...props} day={day} yearAtHand={day?.slice(0, 4) ?? String(fiscalYear)} optional />;
}
