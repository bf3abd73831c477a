import { dateOf, dayInPeriod, parsePeriod, plannedShareOn, yearOf } from '@bofu/kernel';
import type { AppropriationOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import { atLeast, percent, pointsFigure, share } from '../exact-share';
import { alertRule, ofEachAppropriation, type Finding } from '../rule';
import { isOwedBy, stillToPay } from './r07-deadline-of-the-year';

/**
 * R08 计划与期限矛盾: the document wants everything done by a day for which its own plan says less than 100 %. Known from
 * the first day on; it stands until the plan is revised or nothing hangs on it any more: all is paid, or the day has
 * passed and R07 asks for what is not.
 */
export function planAgainstDeadline({ on, plan }: AppropriationOnDay, programme: ProgrammeOnDay): Finding | null {
  const { standard, settledFen } = programme;
  if (plan === null || plan.length === 0 || standard?.deadline.kind !== 'by-date') return null;
  const { monthDay, printed } = standard.deadline;
  const [month = '', day = ''] = monthDay.split('-');
  const year = yearOf(plan[0]?.on ?? dateOf(programme.fiscalYear, 1, 1));
  const deadline = dayInPeriod(parsePeriod(`${year}-${month}`), Number(day));
  const { basisPointDays, days } = plannedShareOn(plan, deadline);
  const planned = share(basisPointDays, 10_000n * days);
  if (!isOwedBy(programme, deadline)) return null;
  if (on > deadline || atLeast(planned, 10_000n) || stillToPay(programme, settledFen) === 0n) return null;
  return {
    level: 'yellow',
    formula: `期限 ${deadline}（${printed}）前应完成 100%，支出计划至该日只有 ${percent(planned)}`,
    figures: { deadline, plannedPoints: pointsFigure(planned) },
    stakeFen: stillToPay(programme, settledFen),
  };
}

export const r08PlanAgainstDeadline = alertRule<never>({
  id: 'R08',
  name: '计划与期限矛盾',
  meaning: '期限当日的计划进度不到 100%',
  cause: 'data',
  blocking: false,
  thresholds: {},
  rising: [],
  examine: ofEachAppropriation(planAgainstDeadline),
});
