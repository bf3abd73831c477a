import { addDays, dayOfWeek, type BusinessDate } from '@bofu/kernel';

/** Judged every night; one working day without is a night that may still come. */
const MISSED_AT_MOST = 1;

/** Whether more than one working day up to the day in sight has not been judged. Holidays are judged like any day. */
export function isOutOfDate(evaluatedOn: BusinessDate, inSight: BusinessDate): boolean {
  let missed = 0;
  for (let day = addDays(evaluatedOn, 1); day <= inSight && missed <= MISSED_AT_MOST; day = addDays(day, 1))
    if (dayOfWeek(day) <= 5) missed += 1;
  return missed > MISSED_AT_MOST;
}
