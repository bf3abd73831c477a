import { addDays, dateOf, parseBusinessDate, type BusinessDate } from '@bofu/kernel';

/**
 * Which books a page shows. All of it stands in the address, so that a link opens the same figures: `agency`,
 * `year`, `asOf` 业务日期, `knownAt` 登记时点, `money`.
 */
export interface BooksInAddress {
  /** By its code; `null`: the only one, or the first. */
  readonly agency: string | null;
  /** `null`: the year the office works on. */
  readonly fiscalYear: number | null;
  /** `null`: today, or the year's last day where the year is over. */
  readonly asOf: BusinessDate | null;
  /** A position or an instant; `null`: all that is known now. */
  readonly knownAt: string | null;
  /** `null`: as whoever looks has it. */
  readonly money: MoneyUnit | null;
}

const UNITS = ['yuan', 'wan'] as const;
export type MoneyUnit = (typeof UNITS)[number];

/** The part of an address that follows from page to page; filters stay on their own page. */
const FOLLOWS = ['agency', 'year', 'asOf', 'knownAt'] as const;

export function booksInAddress(address: URLSearchParams): BooksInAddress {
  const year = Number(address.get('year') ?? '');
  const knownAt = address.get('knownAt') ?? '';
  return {
    agency: address.get('agency'),
    fiscalYear: Number.isInteger(year) && year >= 1949 && year <= 9999 ? year : null,
    asOf: dateIn(address.get('asOf')),
    knownAt: knownAt === '' ? null : knownAt,
    money: UNITS.find((unit) => unit === address.get('money')) ?? null,
  };
}

function dateIn(text: string | null): BusinessDate | null {
  try {
    return text === null ? null : parseBusinessDate(text);
  } catch {
    // An address typed by hand: as if it had not been there.
    return null;
  }
}

/** The address after some of its parts have changed; `null` and '' take a part out. */
export function addressWith(
  address: URLSearchParams,
  changes: Readonly<Record<string, string | number | null>>,
): URLSearchParams {
  const changed = new URLSearchParams(address);
  for (const [name, value] of Object.entries(changes))
    if (value === null || value === '') changed.delete(name);
    else changed.set(name, String(value));
  return changed;
}

/**
 * The address of another page on the same books.
 *
 * @param isAlike it shows money as this one does, so that what was chosen here is meant there too
 */
export function pathOnSameBooks(
  address: URLSearchParams,
  path: string,
  more: Readonly<Record<string, string | number | null>> = {},
  isAlike = true,
): string {
  const following = new URLSearchParams();
  for (const name of isAlike ? [...FOLLOWS, 'money'] : FOLLOWS) {
    const value = address.get(name);
    if (value !== null) following.set(name, value);
  }
  const query = addressWith(following, more).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** `2021-06-30T23:59:59` as the clocks of Beijing showed at an instant; `null` where the text is a position. */
export function wallClockInBeijing(knownAt: string): string | null {
  const instant = /^\d{4}-\d{2}-\d{2}T/.test(knownAt) ? Date.parse(knownAt) : NaN;
  return Number.isNaN(instant) ? null : beijingClock(instant);
}

const beijingClock = (instant: number): string => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19);

/** Today in Beijing, whatever the clock of this machine is set to. */
export const todayInBeijing = (now: Date): BusinessDate => parseBusinessDate(beijingClock(now.getTime()).slice(0, 10));

/** The day an evaluation is asked for: the one in sight, or the last that has ended where that one has not. */
export function dayToJudge(asOf: BusinessDate, today: BusinessDate): BusinessDate {
  const yesterday = addDays(today, -1);
  return asOf < yesterday ? asOf : yesterday;
}

/** The day a form proposes: today, whatever day is in sight; in the books of another year the day in sight. */
export const dayToRecord = (fiscalYear: number, asOf: BusinessDate, today: BusinessDate): BusinessDate =>
  dayToShow(fiscalYear, today) === today ? today : asOf;

/** Today within the year; the last day of a year that is over, the first of one that has not begun. */
export function dayToShow(fiscalYear: number, today: BusinessDate): BusinessDate {
  const [first, last] = [dateOf(fiscalYear, 1, 1), dateOf(fiscalYear, 12, 31)];
  return today < first ? first : today > last ? last : today;
}
