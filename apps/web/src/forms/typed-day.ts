import { parseBusinessDate } from '@bofu/kernel';

const WRITTEN: readonly RegExp[] = [
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?$/,
  /^(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?$/,
];

/**
 * A day as people type it, `YYYY-MM-DD`: eight digits, with strokes, points or 年月日, in full-width digits, and without a
 * year that of the year at hand. `null` while it is no day of the calendar.
 */
export function typedDay(text: string, yearAtHand: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[。·]/g, '.')
    .replace(/[—–－]/g, '-');
  const parts = WRITTEN.map((written) => written.exec(plain)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return null;
  const { year = yearAtHand, month = '', day = '' } = parts;
  try {
    return parseBusinessDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  } catch {
    return null;
  }
}
