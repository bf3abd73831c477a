import { useMemo } from 'react';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';

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

/** A day, `YYYY-MM-DD`. */
export function DayPicker({
  day,
  onDay,
  label,
  ...props
}: DayPickerProps & { day: string; onDay: (day: string) => void }) {
  return (
    <DatePicker
      {...props}
      {...(label !== undefined && { 'aria-label': label })}
      format={WRITTEN}
      value={useValue(day)}
      allowClear={false}
      onChange={(chosen) => chosen && onDay(chosen.format('YYYY-MM-DD'))}
    />
  );
}

/** A day, `YYYY-MM-DD`, or none. */
export function OptionalDayPicker({
  day,
  onDay,
  ...props
}: DayPickerProps & { day: string | null; onDay: (day: string | null) => void }) {
  return (
    <DatePicker
      {...props}
      format={WRITTEN}
      value={useValue(day)}
      onChange={(chosen) => onDay(chosen?.format('YYYY-MM-DD') ?? null)}
    />
  );
}

/** A second of a day on the clock of whoever reads it, `YYYY-MM-DDTHH:mm:ss`, or none. */
export function OptionalMomentPicker({
  moment,
  onMoment,
  ...props
}: DayPickerProps & { moment: string | null; onMoment: (moment: string | null) => void }) {
  return (
    <DatePicker
      {...props}
      showTime
      value={useValue(moment)}
      onChange={(chosen) => onMoment(chosen?.format('YYYY-MM-DDTHH:mm:ss') ?? null)}
    />
  );
}
