import { parseBusinessDate } from './business-date';
import { isLateEntry, yearsToTellLate } from './late-entry';
import type { CalendarYear } from './working-calendar';

const day = parseBusinessDate;
const days = (...dates: string[]) => dates.map((date) => day(date));

// 2023 春节: 1月21日至27日放假, 1月28日、29日上班.
const of2023: CalendarYear = {
  year: 2023,
  holidays: days('2023-01-01', '2023-01-02', ...['21', '22', '23', '24', '25', '26', '27'].map((d) => `2023-01-${d}`)),
  makeUpDays: days('2023-01-28', '2023-01-29'),
};
const late = (on: string, today: string, years: readonly CalendarYear[] = [of2023]) =>
  isLateEntry(day(on), day(today), years);

describe('what is entered more than five working days after its day is late', () => {
  it.each([
    ['2023-03-10', '2023-03-10', false],
    ['2023-03-03', '2023-03-10', false],
    ['2023-03-02', '2023-03-10', true],
    // A weekend before the fifth working day is further back than it.
    ['2023-03-05', '2023-03-13', true],
    ['2023-03-06', '2023-03-13', false],
    ['2022-03-10', '2023-03-10', true],
    // The next day's entry is nobody's late one, nor is what lies ahead.
    ['2023-03-11', '2023-03-10', false],
  ])('%s, entered on %s: %s', (on, today, expected) => {
    expect(late(on, today)).toBe(expected);
  });

  it('counts the days that are worked: a holiday gives longer, a make-up day does not', () => {
    expect(late('2023-01-20', '2023-02-01')).toBe(false);
    expect(late('2023-01-19', '2023-02-01')).toBe(true);
    expect(late('2023-01-20', '2023-02-02')).toBe(true);
    // Without the calendar of the year a week of holidays counts as worked.
    expect(late('2023-01-20', '2023-02-01', [])).toBe(true);
  });

  it('counts across New Year, with whichever of the two calendars there is', () => {
    expect(late('2022-12-29', '2023-01-06')).toBe(false);
    expect(late('2022-12-28', '2023-01-06')).toBe(true);
  });

  it('asks for calendars only where they decide', () => {
    expect(yearsToTellLate(day('2023-03-06'), day('2023-03-10'))).toEqual([]);
    expect(yearsToTellLate(day('2022-12-28'), day('2023-01-06'))).toEqual([2022, 2023]);
    expect(yearsToTellLate(day('2021-03-06'), day('2023-01-06'))).toEqual([]);
  });
});
