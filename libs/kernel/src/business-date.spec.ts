import fc from 'fast-check';
import {
  addDays,
  dateOf,
  dayInPeriod,
  dayOfWeek,
  dayOfYear,
  daysBetween,
  daysInMonth,
  daysInYear,
  monthOf,
  parseBusinessDate,
  parsePeriod,
  periodBefore,
  periodOf,
  periodsOfYear,
  requireHappened,
  yearOf,
} from './business-date';
import { InvariantViolation } from './refusal';

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });

// The oracle: the platform's own calendar, in UTC, which the code under test may not use.
const DAY = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const timeOf = (date: string): number => new Date(`${date}T00:00:00Z`).getTime();
const FIRST = timeOf('1949-01-01') / DAY;
const LAST = timeOf('9999-12-31') / DAY;
const anyDay = fc.integer({ min: FIRST, max: LAST });
const dateAt = (day: number) => parseBusinessDate(iso(day * DAY));

describe('a business date coming in', () => {
  it.each(['2021-01-01', '2020-02-29', '2000-02-29', '1949-01-01', '9999-12-31'])('reads %s', (text) => {
    expect(parseBusinessDate(text)).toBe(text);
  });

  it.each<unknown>([
    '2026-02-30',
    '2021-02-29',
    '1900-02-29',
    '2100-02-29',
    '2021-04-31',
    '2021-00-10',
    '2021-13-01',
    '2021-01-00',
    '2021-01-32',
    '1948-12-31',
    '0000-01-01',
    '2021-1-1',
    '21-01-01',
    '20210101',
    '2021/01/01',
    ' 2021-01-01',
    '2021-01-01 ',
    '2021-01-01\n',
    '2021-01-01T00:00:00Z',
    '2026-01-01T00:00:00+99:00',
    '２０２１-01-01',
    '+002021-01-01',
    '',
    20210101,
    null,
    undefined,
    {},
    { toString: 1 },
    ['2021-01-01'],
  ])('refuses %j', (input) => {
    expect(() => parseBusinessDate(input)).toThrow(refused('invalid-date'));
  });

  it('takes exactly the days the calendar has', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(fc.integer({ min: 1949, max: 9999 }), part(14), part(33), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const real = !Number.isNaN(timeOf(text)) && iso(timeOf(text)) === text;
        if (real) expect(parseBusinessDate(text)).toBe(text);
        else expect(() => parseBusinessDate(text)).toThrow(refused('invalid-date'));
      }),
    );
  });
});

describe('a period coming in', () => {
  it.each(['2021-01', '2021-12', '1949-01'])('reads %s', (text) => {
    expect(parsePeriod(text)).toBe(text);
  });

  it.each<unknown>([
    '2021-00',
    '2021-13',
    '2021-1',
    '1948-12',
    '2021',
    '2021-01-01',
    '2021-01\n',
    '２０２１-01',
    '',
    202101,
    null,
    {},
  ])('refuses %j', (input) => {
    expect(() => parsePeriod(input)).toThrow(refused('invalid-period'));
  });
});

describe('a fact', () => {
  const [yesterday, today, tomorrow] = ['2024-02-28', '2024-02-29', '2024-03-01'].map(parseBusinessDate);
  it('happened today or before', () => {
    requireHappened(yesterday!, today!);
    requireHappened(today!, today!);
    expect(() => requireHappened(tomorrow!, today!)).toThrow(refused('date-ahead'));
  });
});

describe('counting days', () => {
  it('agrees with the platform calendar on distances, weekdays and days of the year', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        expect(daysBetween(dateAt(from), dateAt(to))).toBe(to - from);
        expect(dayOfWeek(dateAt(from))).toBe(new Date(from * DAY).getUTCDay() || 7);
        const newYear = timeOf(`${iso(from * DAY).slice(0, 4)}-01-01`) / DAY;
        expect(dayOfYear(dateAt(from))).toBe(from - newYear + 1);
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with the platform calendar on adding days, near and far', () => {
    const step = fc.oneof(fc.integer({ min: -800, max: 800 }), fc.integer({ min: -3_000_000, max: 3_000_000 }));
    fc.assert(
      fc.property(anyDay, step, (from, days) => {
        fc.pre(from + days >= FIRST && from + days <= LAST);
        expect(addDays(dateAt(from), days)).toBe(iso((from + days) * DAY));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with the platform calendar on every single day from 1999 to 2030', () => {
    let date = parseBusinessDate('1999-01-01');
    for (let day = timeOf('1999-01-01') / DAY; day < timeOf('2031-01-01') / DAY; day += 1) {
      expect(date).toBe(iso(day * DAY));
      expect(dayOfWeek(date)).toBe(new Date(day * DAY).getUTCDay() || 7);
      date = addDays(date, 1);
    }
    expect(date).toBe('2031-01-01');
  });

  it('refuses to leave the years it knows', () => {
    expect(() => addDays(dateOf(9999, 12, 31), 1)).toThrow(refused('invalid-date'));
    expect(() => addDays(dateOf(1949, 1, 1), -1)).toThrow(refused('invalid-date'));
  });

  it('puts the end of October, the third checkpoint, on day 304', () => {
    expect(dayOfYear(dateOf(2021, 10, 31))).toBe(304);
    expect(dayOfYear(dateOf(2021, 12, 31))).toBe(365);
    expect(dayOfYear(dateOf(2020, 12, 31))).toBe(366);
  });
});

describe('parts of a date', () => {
  const date = dateOf(2021, 5, 28);

  it('names year, month and period', () => {
    expect([yearOf(date), monthOf(date), periodOf(date)]).toEqual([2021, 5, '2021-05']);
    expect([yearOf(periodOf(date)), monthOf(periodOf(date))]).toEqual([2021, 5]);
  });

  it('refuses a day that does not exist', () => {
    expect(() => dateOf(2021, 2, 30)).toThrow(refused('invalid-date'));
    expect(() => dateOf(2021, 1.5, 1)).toThrow(refused('invalid-date'));
  });

  it('knows the lengths of months and years as the platform does', () => {
    for (let year = 1949; year <= 2100; year += 1) {
      for (const period of periodsOfYear(year)) {
        expect(daysInMonth(period)).toBe(new Date(Date.UTC(year, monthOf(period), 0)).getUTCDate());
      }
      expect(daysInYear(year)).toBe((Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY);
    }
  });

  it('lists the twelve periods of a year in order', () => {
    const periods = periodsOfYear(2021);
    expect(periods.map(periodBefore)).toEqual(['2020-12', ...periods.slice(0, -1)]);
    expect(periods).toHaveLength(12);
    expect([periods[0], periods[11]]).toEqual(['2021-01', '2021-12']);
    expect([...periods].sort()).toEqual(periods);
  });
});

describe('a day of a month', () => {
  it.each([
    ['2021-02', 30, '2021-02-28'],
    ['2020-02', 30, '2020-02-29'],
    ['2021-04', 31, '2021-04-30'],
    ['2021-05', 30, '2021-05-30'],
    ['2021-05', 1, '2021-05-01'],
  ])('in %s the %sth is %s', (period, day, date) => {
    expect(dayInPeriod(parsePeriod(period), day)).toBe(date);
  });

  it.each([0, 32, -1, 1.5, Number.NaN])('is never the %sth', (day) => {
    expect(() => dayInPeriod(parsePeriod('2021-05'), day)).toThrow(InvariantViolation);
  });
});
