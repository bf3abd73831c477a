import { typedDay } from './typed-day';

/** A day, and behind it, where one is written, a time of 24 hours with or without its seconds. */
const WRITTEN = /^(?<day>.*?)(?:[\sT]+(?<hour>\d{1,2}):?(?<minute>\d{2})(?::?(?<second>\d{2}))?)?$/;

/** A moment as people type it, `YYYY-MM-DDTHH:mm:ss`: a day by itself is meant to its end. `null` while it is none. */
export function typedMoment(text: string, yearAtHand: string): string | null {
  const parts = WRITTEN.exec(text.normalize('NFKC').trim())?.groups;
  const day = typedDay(parts?.['day'] ?? '', yearAtHand);
  if (parts === undefined || day === null) return null;
  const { hour, minute = '00', second = '00' } = parts;
  if (hour === undefined) return `${day}T23:59:59`;
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
    ? `${day}T${hour.padStart(2, '0')}:${minute}:${second}`
    : null;
}
