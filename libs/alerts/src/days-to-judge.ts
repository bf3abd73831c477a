import { addDays, dateOf, type BusinessDate } from '@bofu/kernel';
import { lastEvaluated, type AlertWatch } from './domain/alert-watch';

/**
 * The days of a year still to be judged up to a day, oldest first: those missed while the server was off included. The
 * day alone where nobody has switched the watch on and nothing has been judged. Once the year is over its own days are
 * made up for, and after them the day asked for alone: nothing falls due on those in between.
 */
export function daysToJudge(watch: AlertWatch, fiscalYear: number, upTo: BusinessDate): BusinessDate[] {
  const last = lastEvaluated(watch);
  const yearEnd = dateOf(fiscalYear, 12, 31);
  const first = last === null ? (watch.enabledFrom ?? upTo) : addDays(last, 1);
  const days: BusinessDate[] = [];
  for (let day = first; day <= upTo && day <= yearEnd; day = addDays(day, 1)) days.push(day);
  if (upTo > yearEnd && (last === null || last < upTo)) days.push(upTo);
  return days;
}
