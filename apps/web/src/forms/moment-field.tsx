import { useId, useState } from 'react';
import { Input } from 'antd';
import { typedMoment } from './typed-moment';
import './forms.css';

interface MomentFieldProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly className?: string;
  /** `YYYY-MM-DDTHH:mm:ss` */
  readonly moment: string | null;
  /** `YYYY-MM-DD`: its end is one press away. */
  readonly dayInSight: string;
  readonly onMoment: (moment: string | null) => void;
}

/**
 * A second of a day on the clock of whoever reads it, or none, as it is typed. It is taken when the field is left or with
 * Enter; what is no moment stays as it was typed and is told.
 */
export function OptionalMomentField({ label, moment, dayInSight, onMoment, ...props }: MomentFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [unread, setUnread] = useState(false);
  const noteId = useId();
  const give = (next: string | null): void => {
    setTyped(null);
    setUnread(false);
    if (next !== moment) onMoment(next);
  };
  const take = (): void => {
    if (typed === null) return;
    if (typed.trim() === '') return give(null);
    const read = typedMoment(typed, dayInSight.slice(0, 4));
    if (read === null) setUnread(true);
    else give(read);
  };
  const text = typed ?? moment?.replace('T', ' ') ?? '';
  return (
    <span className="day-field">
      <Input
        {...props}
        aria-label={label}
        autoComplete="off"
        value={text}
        allowClear={text !== ''}
        {...(unread && { status: 'error', 'aria-describedby': noteId, 'aria-invalid': true })}
        suffix={
          text === '' && (
            <button type="button" className="link-button" onClick={() => give(`${dayInSight}T23:59:59`)}>
              {dayInSight.slice(5)} 当日终
            </button>
          )
        }
        onChange={({ target, type }) => {
          // The cross of the field says so by a click.
          if (type === 'click') give(null);
          else setTyped(target.value);
        }}
        onBlur={take}
        onPressEnter={take}
      />
      {unread && (
        <span id={noteId} role="alert" className="form-note form-note-wrong">
          看不懂时点“{typed}”，请写成 2021-06-08（当日终）或 2021-06-08 14:30
        </span>
      )}
    </span>
  );
}
