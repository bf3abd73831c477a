import { NO_MONEY } from '@bofu/kernel';
import type { ProgrammeOnDay } from '@bofu/monitoring';
import { aboutYear, alertRule, examined, type Finding, type RuleContext, type YearOnDay } from '../rule';

/**
 * R00 日历缺失: programmes of the year have deadlines, and nobody has loaded which of its days are worked. Whatever looks
 * at a deadline cannot judge them until that is done; this one finding says so for all of them, and clears when it is.
 */
export function calendarMissing(
  { fiscalYear, programmes }: Pick<YearOnDay, 'fiscalYear' | 'programmes'>,
  { calendar }: Pick<RuleContext, 'calendar'>,
): Finding | null {
  const waiting = programmes.filter(hasDeadline).length;
  if (waiting === 0 || calendar.loadedYears.includes(fiscalYear)) return null;
  return {
    level: 'red',
    formula: `尚未载入 ${fiscalYear} 年工作日历，${waiting} 个项目的时限无法判断`,
    figures: { year: String(fiscalYear), programmes: String(waiting) },
    stakeFen: NO_MONEY,
  };
}

/** Those the other rules hold to a day: monthly ones to one in each month, and any to one in the year. */
const hasDeadline = ({ standards }: ProgrammeOnDay): boolean =>
  standards.some(
    ({ deadline, cashFlow }) => deadline.kind === 'by-date' || (deadline.kind === 'monthly' && cashFlow === 'monthly'),
  );

export const r00CalendarMissing = alertRule<never>({
  id: 'R00',
  name: '日历缺失',
  meaning: '年度内有写明时限的项目，而该年度的工作日历尚未载入',
  cause: 'data',
  blocking: false,
  thresholds: {},
  rising: [],
  examine: (year, context) => [
    examined(aboutYear(year.fiscalYear, `${year.fiscalYear} 年工作日历`), () => calendarMissing(year, context)),
  ],
});
