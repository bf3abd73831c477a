import { refuse } from './kernel-refusals';
import { invariant } from './refusal';
import { received } from './text-from-outside';

declare const dateBrand: unique symbol;
declare const periodBrand: unique symbol;

/** 业务日期: a calendar day `YYYY-MM-DD` without time or zone. Compares as text. */
export type BusinessDate = string & { readonly [dateBrand]: 'BusinessDate' };

/** 所属期: the month a payment is for, `YYYY-MM`. Compares as text. */
export type Period = string & { readonly [periodBrand]: 'Period' };

const pad = (value: number, width: number): string => value.toString().padStart(width, '0');
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLength = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const partsOf = (date: BusinessDate): [number, number, number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8, 10)),
];

/** Refuses `invalid-date` for anything but a real day written `YYYY-MM-DD`. */
export function parseBusinessDate(text: unknown): BusinessDate {
  const match = typeof text === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) : null;
  const [year, month, day] = match ? [Number(match[1]), Number(match[2]), Number(match[3])] : [0, 0, 0];
  const real = year >= 1949 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
  return real ? (text as BusinessDate) : refuse('invalid-date', { received: received(text) });
}

/** Refuses `invalid-period` for anything but a month written `YYYY-MM`. */
export function parsePeriod(text: unknown): Period {
  const real = typeof text === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && text >= '1949';
  return real ? (text as Period) : refuse('invalid-period', { received: received(text) });
}

/** Facts happened: none is dated after the day in Beijing on which it is recorded. Refuses `date-ahead`. */
export function requireHappened(date: BusinessDate, today: BusinessDate): void {
  if (date > today) refuse('date-ahead', { date, today });
}

export const dateOf = (year: number, month: number, day: number): BusinessDate =>
  parseBusinessDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);

export const periodOf = (date: BusinessDate): Period => date.slice(0, 7) as Period;
export const yearOf = (dateOrPeriod: BusinessDate | Period): number => Number(dateOrPeriod.slice(0, 4));
export const monthOf = (dateOrPeriod: BusinessDate | Period): number => Number(dateOrPeriod.slice(5, 7));
export const periodBefore = (period: Period): Period =>
  monthOf(period) === 1
    ? (`${pad(yearOf(period) - 1, 4)}-12` as Period)
    : (`${period.slice(0, 4)}-${pad(monthOf(period) - 1, 2)}` as Period);
export const periodAfter = (period: Period): Period =>
  monthOf(period) === 12
    ? (`${pad(yearOf(period) + 1, 4)}-01` as Period)
    : (`${period.slice(0, 4)}-${pad(monthOf(period) + 1, 2)}` as Period);
export const daysInMonth = (period: Period): number => monthLength(yearOf(period), monthOf(period));
export const daysInYear = (year: number): number => (isLeap(year) ? 366 : 365);

/** The day of a month, or the month's last day where the month is shorter: the 30th of February is the 28th. */
export function dayInPeriod(period: Period, day: number): BusinessDate {
  invariant(Number.isInteger(day) && day >= 1 && day <= 31, `not a day of a month: ${day}`);
  return `${period}-${pad(Math.min(day, daysInMonth(period)), 2)}` as BusinessDate;
}

export const periodsOfYear = (year: number): Period[] =>
  Array.from({ length: 12 }, (_, index) => `${pad(year, 4)}-${pad(index + 1, 2)}` as Period);

/** Days since 1970-01-01 (Gregorian), by whole-number arithmetic: no clock, no zone. */
function dayNumber(date: BusinessDate): number {
  const [year, month, day] = partsOf(date);
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfShiftedYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfShiftedYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export const daysBetween = (from: BusinessDate, to: BusinessDate): number => dayNumber(to) - dayNumber(from);

/**
 * 序时进度: the share of a year gone by the end of a day, (month − 1)/12 + day/days of the month/12, as the bureaus publish
 * it: 75 % at the end of September, whatever the months' lengths. An exact fraction.
 */
export function elapsedOf(year: number, date: BusinessDate): { readonly gone: bigint; readonly of: bigint } {
  if (yearOf(date) !== year) return { gone: yearOf(date) < year ? 0n : 1n, of: 1n };
  const [, month, day] = partsOf(date);
  const length = monthLength(year, month);
  return { gone: BigInt((month - 1) * length + day), of: BigInt(12 * length) };
}

/** 1 on 1 January, 365 or 366 on 31 December. */
export const dayOfYear = (date: BusinessDate): number => daysBetween(dateOf(yearOf(date), 1, 1), date) + 1;

/** Monday is 1, Sunday is 7 (ISO 8601). */
export const dayOfWeek = (date: BusinessDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

export function addDays(date: BusinessDate, days: number): BusinessDate {
  let [year, month, day] = partsOf(date);
  day += days;
  while (day < 1) {
    month -= 1;
    if (month < 1) [year, month] = [year - 1, 12];
    day += monthLength(year, month);
  }
  while (day > monthLength(year, month)) {
    day -= monthLength(year, month);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return dateOf(year, month, day);
}
