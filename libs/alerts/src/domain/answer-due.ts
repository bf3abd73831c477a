import { whereLoaded, type BusinessDate, type WorkingCalendar } from '@bofu/kernel';

/** 处置期限, in working days after the day a case was raised or came back: the trade's convention, no law. */
export const ANSWER_WITHIN_WORKING_DAYS = 10;

/** The last day to dispose of a case; `null` where it reaches a year whose days are not known. */
export const answerDueOn = (since: BusinessDate, calendar: WorkingCalendar): BusinessDate | null =>
  whereLoaded(() => calendar.workingDaysAfter(since, ANSWER_WITHIN_WORKING_DAYS));

/** What has stood since before this day is overdue on `on`, where nobody has disposed of it. */
export const overdueBefore = (on: BusinessDate, calendar: WorkingCalendar): BusinessDate =>
  calendar.workingDaysBefore(on, ANSWER_WITHIN_WORKING_DAYS);

/** Working days after `since` up to `day`; `null` where they reach a year whose days are not known. */
export const workingDaysUpTo = (since: BusinessDate, day: BusinessDate, calendar: WorkingCalendar): number | null =>
  whereLoaded(() => {
    let count = 0;
    for (let next = calendar.workingDaysAfter(since, 1); next <= day; next = calendar.workingDaysAfter(next, 1))
      count += 1;
    return count;
  });
