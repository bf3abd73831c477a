import { addDays, dateOf, dayOfWeek, parseBusinessDate, type BusinessDate } from './business-date';
import { CALENDAR_2021 } from './calendar-2021';
import { InvariantViolation } from './refusal';
import { parseCalendarYear, workingCalendar } from './working-calendar';

const refused = (code: string, facts?: object) =>
  expect.objectContaining({ name: 'Refusal', code, ...(facts ? { facts } : {}) });
const day = (text: string) => parseBusinessDate(text);
const calendar = workingCalendar([CALENDAR_2021]);

const daysOf2021: BusinessDate[] = Array.from({ length: 365 }, (_, index) => addDays(dateOf(2021, 1, 1), index));

describe('the year 2021', () => {
  it('has 31 days off, seven worked weekend days and 250 working days', () => {
    expect(new Set(CALENDAR_2021.holidays).size).toBe(31);
    expect(CALENDAR_2021.makeUpDays).toHaveLength(7);
    expect(daysOf2021.filter(calendar.isWorkingDay)).toHaveLength(250);
  });

  it('stands up to the same checks as a calendar loaded from a file', () => {
    expect(parseCalendarYear(JSON.parse(JSON.stringify(CALENDAR_2021)))).toEqual(CALENDAR_2021);
  });

  it('departs from an ordinary week exactly where the notice says', () => {
    const workedWeekends = daysOf2021.filter((date) => dayOfWeek(date) >= 6 && calendar.isWorkingDay(date));
    const weekdaysOff = daysOf2021.filter((date) => dayOfWeek(date) < 6 && !calendar.isWorkingDay(date));
    expect(workedWeekends).toEqual(
      ['02-07', '02-20', '04-25', '05-08', '09-18', '09-26', '10-09'].map((text) => `2021-${text}`),
    );
    expect(weekdaysOff).toEqual(
      [
        ['01-01'],
        ['02-11', '02-12', '02-15', '02-16', '02-17'],
        ['04-05'],
        ['05-03', '05-04', '05-05'],
        ['06-14'],
        ['09-20', '09-21'],
        ['10-01', '10-04', '10-05', '10-06', '10-07'],
      ]
        .flat()
        .map((text) => `2021-${text}`),
    );
  });

  it.each([
    ['2021-05-30', '2021-05-28'],
    ['2021-02-28', '2021-02-26'],
    ['2021-10-07', '2021-09-30'],
    ['2021-10-09', '2021-10-09'],
    ['2021-02-14', '2021-02-10'],
    ['2021-06-30', '2021-06-30'],
  ])('finds the last working day on or before %s to be %s', (date, working) => {
    expect(calendar.onOrBefore(day(date))).toBe(working);
  });

  it.each([
    ['2021-09-30', 3, '2021-09-27'],
    ['2021-10-11', 1, '2021-10-09'],
    ['2021-10-08', 1, '2021-09-30'],
    ['2021-10-03', 1, '2021-09-30'],
    ['2021-05-28', 0, '2021-05-28'],
  ])('counts back from %s by %s working days to %s', (date, n, before) => {
    expect(calendar.workingDaysBefore(day(date), n)).toBe(before);
  });

  it.each([
    ['2021-09-30', 1, '2021-10-08'],
    ['2021-09-30', 2, '2021-10-09'],
    ['2021-09-30', 3, '2021-10-11'],
    ['2021-02-10', 1, '2021-02-18'],
    ['2021-02-13', 3, '2021-02-20'],
  ])('counts on from %s by %s working days to %s', (date, n, after) => {
    expect(calendar.workingDaysAfter(day(date), n)).toBe(after);
  });

  it('counts back and forth between any two working days alike', () => {
    const working = daysOf2021.filter(calendar.isWorkingDay);
    for (let index = 0; index + 7 < working.length; index += 1) {
      const [from, to] = [working[index], working[index + 7]];
      if (from === undefined || to === undefined) throw new Error('unreachable');
      expect(calendar.workingDaysAfter(from, 7)).toBe(to);
      expect(calendar.workingDaysBefore(to, 7)).toBe(from);
    }
  });

  it.each([-1, 1.5, Number.NaN])('cannot count %s days', (n) => {
    expect(() => calendar.workingDaysBefore(day('2021-05-28'), n)).toThrow(InvariantViolation);
  });
});

describe('a year that is not loaded', () => {
  it('is refused, not guessed', () => {
    expect(() => calendar.isWorkingDay(day('2022-03-01'))).toThrow(refused('calendar-year-missing', { year: 2022 }));
    expect(() => calendar.onOrBefore(day('2020-12-31'))).toThrow(refused('calendar-year-missing', { year: 2020 }));
  });

  it('is refused when counting crosses into it from either side', () => {
    expect(() => calendar.workingDaysBefore(day('2021-01-05'), 2)).toThrow(
      refused('calendar-year-missing', { year: 2020 }),
    );
    expect(() => calendar.onOrBefore(day('2021-01-02'))).toThrow(refused('calendar-year-missing', { year: 2020 }));
    expect(() => calendar.workingDaysAfter(day('2021-12-31'), 1)).toThrow(
      refused('calendar-year-missing', { year: 2022 }),
    );
  });

  it('opens up once it is loaded', () => {
    const with2022 = workingCalendar([
      parseCalendarYear({
        year: 2022,
        source: '国办发明电〔2021〕11号',
        holidays: ['2022-01-01', '2022-01-02', '2022-01-03'],
        makeUpDays: ['2022-01-29'],
      }),
      CALENDAR_2021,
    ]);
    expect(with2022.loadedYears).toEqual([2021, 2022]);
    expect(with2022.workingDaysAfter(day('2021-12-31'), 1)).toBe('2022-01-04');
    expect(with2022.workingDaysBefore(day('2022-01-04'), 1)).toBe('2021-12-31');
    expect(with2022.isWorkingDay(day('2022-01-29'))).toBe(true);
  });

  it('is our defect when loaded twice', () => {
    expect(() => workingCalendar([CALENDAR_2021, CALENDAR_2021])).toThrow(InvariantViolation);
  });
});

describe('a calendar year from a file', () => {
  const file = {
    year: 2022,
    source: '节假日安排通知',
    holidays: ['2022-01-01', '2022-10-01'],
    makeUpDays: ['2022-01-29'],
  };

  it('is read', () => {
    expect(parseCalendarYear(file)).toEqual(file);
    expect(parseCalendarYear({ ...file, makeUpDays: [] }).makeUpDays).toEqual([]);
  });

  it.each([
    ['no object', null, 'calendar-format', { field: '' }],
    ['a list', [file], 'calendar-format', { field: '' }],
    ['text', JSON.stringify(file), 'calendar-format', { field: '' }],
    ['a field it does not know', { ...file, weekends: [] }, 'calendar-format', { field: 'weekends' }],
    ['a year as text', { ...file, year: '2022' }, 'calendar-format', { field: 'year' }],
    ['half a year', { ...file, year: 2022.5 }, 'calendar-format', { field: 'year' }],
    ['a year too early', { ...file, year: 1948 }, 'calendar-format', { field: 'year' }],
    ['no source', { ...file, source: ' ' }, 'calendar-format', { field: 'source' }],
    ['no list of holidays', { ...file, holidays: '2022-01-01' }, 'calendar-format', { field: 'holidays' }],
    ['an empty list of holidays', { ...file, holidays: [] }, 'calendar-format', { field: 'holidays' }],
    ['no make-up days', { ...file, makeUpDays: undefined }, 'calendar-format', { field: 'makeUpDays' }],
    ['a day that does not exist', { ...file, holidays: ['2022-02-29'] }, 'invalid-date', { received: '2022-02-29' }],
    ['a day that is no text', { ...file, holidays: [20220101] }, 'invalid-date', { received: 'number' }],
    [
      'a holiday in another year',
      { ...file, holidays: ['2021-12-31'] },
      'calendar-date-outside-year',
      { date: '2021-12-31', year: 2022 },
    ],
    [
      'a make-up day in another year',
      { ...file, makeUpDays: ['2023-01-28'] },
      'calendar-date-outside-year',
      { date: '2023-01-28', year: 2022 },
    ],
    [
      'a holiday named twice',
      { ...file, holidays: ['2022-01-01', '2022-01-01'] },
      'calendar-date-repeated',
      { date: '2022-01-01' },
    ],
    [
      'a day both off and worked',
      { ...file, makeUpDays: ['2022-01-01'] },
      'calendar-date-repeated',
      { date: '2022-01-01' },
    ],
    [
      'a make-up day in mid-week',
      { ...file, makeUpDays: ['2022-01-28'] },
      'calendar-make-up-not-weekend',
      { date: '2022-01-28' },
    ],
  ])('is refused with %s', (_, json, code, facts) => {
    expect(() => parseCalendarYear(json)).toThrow(refused(code, facts));
  });
});
