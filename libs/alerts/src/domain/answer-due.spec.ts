import { addDays, dateOf, workingCalendar } from '@bofu/kernel';
import { answerDueOn, overdueBefore, workingDaysUpTo } from './answer-due';

/** A week off in October, and a Saturday that is worked after it. */
const calendar = workingCalendar([
  {
    year: 2021,
    holidays: [1, 2, 3, 4, 5, 6, 7].map((day) => dateOf(2021, 10, day)),
    makeUpDays: [dateOf(2021, 10, 9)],
  },
  { year: 2022, holidays: [], makeUpDays: [] },
]);

describe('the term for an answer', () => {
  it('is the tenth working day after, days off and days made up for counted as they are', () => {
    expect(answerDueOn(dateOf(2021, 9, 27), calendar)).toBe('2021-10-15');
  });

  it('is not known where it reaches a year without its days', () => {
    expect(answerDueOn(dateOf(2022, 12, 28), calendar)).toBeNull();
    expect(workingDaysUpTo(dateOf(2022, 12, 28), dateOf(2023, 1, 5), calendar)).toBeNull();
  });

  it('has run out on a day for just what stands since before the day that is looked back to', () => {
    for (let on = dateOf(2021, 9, 1); on < '2021-11-15'; on = addDays(on, 1))
      for (let since = addDays(on, -30); since <= on; since = addDays(since, 1)) {
        const due = answerDueOn(since, calendar);
        expect([since, on, since < overdueBefore(on, calendar)]).toEqual([since, on, due !== null && due < on]);
      }
  });

  it('counts working days, the first day not among them', () => {
    expect(workingDaysUpTo(dateOf(2021, 9, 30), dateOf(2021, 9, 30), calendar)).toBe(0);
    expect(workingDaysUpTo(dateOf(2021, 9, 30), dateOf(2021, 10, 9), calendar)).toBe(2);
  });
});
