import { parseBusinessDate } from '@bofu/kernel';
import { dayToJudge, dayToRecord, dayToShow } from './books-in-address';

const day = parseBusinessDate;
const TODAY = day('2026-11-28');

describe('the day', () => {
  it('a form proposes is today, whatever day is in sight, and in the books of another year the one in sight', () => {
    expect(dayToRecord(2026, day('2026-03-31'), TODAY)).toBe(TODAY);
    expect(dayToRecord(2021, day('2021-10-26'), TODAY)).toBe('2021-10-26');
  });

  it('a year is shown up to is today, the last of a year that is over, the first of one to come', () => {
    expect([2021, 2026, 2027].map((year) => dayToShow(year, TODAY))).toEqual([...['2021-12-31', TODAY, '2027-01-01']]);
  });

  it('alerts are judged for is one that has ended', () => {
    expect(dayToJudge(day('2026-10-26'), TODAY)).toBe('2026-10-26');
    expect(dayToJudge(TODAY, TODAY)).toBe('2026-11-27');
    expect(dayToJudge(day('2026-12-31'), TODAY)).toBe('2026-11-27');
  });
});
