import {
  dateOf,
  dayInPeriod,
  fen,
  fenToDigits,
  monthOf,
  periodOf,
  plannedShareOn,
  yearOf,
  type BusinessDate,
  type Fen,
  type WorkingCalendar,
} from '@bofu/kernel';
import type { AppropriationOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import { atLeast, minus, partOf, percent, points, pointsFigure, share, type Share } from '../exact-share';
import { quotient, yuan } from '../in-words';
import { dueDayOf } from '../months-due';
import { alertRule, ofEachAppropriation, type Finding, type RuleContext } from '../rule';
import { worstReached } from '../worst-reached';
import { yardstickOfAppropriation } from '../yardstick';

type Name = 'yellow' | 'orange' | 'red' | 'leastFen';

/**
 * R01 计划滞后: plan less executed, in percentage points, and only where it comes to 1,000 元.
 *
 * The plan is looked at on the days it speaks of, not on a straight line through the days between, on which everybody
 * who pays at the end of a month lags by up to eight points:
 * - a monthly payer by the end of the last month whose payment was due by now;
 * - a quarterly one by the last quarter's end that is over, any other by the last month's end, along the line between two
 *   checkpoints that are printed: 59.56 % at the end of September is 9 points behind 68.7 %. Before the first figure and
 *   across a blank nothing is said of the days between, so the last figure counts;
 * - a one-off payment with a date of its own only where the plan reaches 100 %: it is made or it is not, a quarter of it
 *   says nothing, and R07 watches the date. One without a date is not asked once it has been made: what a purchase cost
 *   less is no lag but money left, and R22's.
 * Both sides are measured by the standard's need where there is one (see `yardstick`). A missed month does not show at
 * the October checkpoint, which the document sets at 75 % for ten months: that is what R06 is for.
 * A programme that has ended owes its plan nothing more.
 */
export function behindPlan(
  appropriation: AppropriationOnDay,
  programme: ProgrammeOnDay,
  { calendar, thresholds }: RuleContext<Name>,
): Finding | null {
  const { plan, settledFen } = appropriation;
  const { standard, ended } = programme;
  const whole = yardstickOfAppropriation(appropriation, programme);
  const upTo = plan === null ? null : lookedAt(appropriation, programme, calendar);
  if (plan === null || upTo === null || whole.fen <= 0n || ended) return null;

  const { basisPointDays, days } = plannedShareOn(plan, upTo, appropriation.planStartsOn);
  const planned = share(basisPointDays, 10_000n * days);
  if (standard?.cashFlow === 'one-off' && isAnswered(programme, settledFen, planned)) return null;
  const lag = minus(planned, share(settledFen, whole.fen));
  const lagFen = partOf(lag, whole.fen);
  const level = worstReached(lag, thresholds);
  if (level === null || lagFen < thresholds.leastFen) return null;
  return {
    level,
    formula:
      `计划进度（至 ${upTo}）${percent(planned)} − 执行率 ${quotient(settledFen, whole.fen)}` +
      `${whole.byStandard ? '（按标准全年所需）' : ''}，滞后 ${points(lag)} 个百分点，合 ${yuan(lagFen)}`,
    figures: {
      plannedUpTo: upTo,
      plannedPoints: pointsFigure(planned),
      settledFen: fenToDigits(settledFen),
      measuredAgainstFen: fenToDigits(whole.fen),
      lagPoints: pointsFigure(lag),
      lagFen: fenToDigits(fen(lagFen)),
    },
    stakeFen: lagFen,
  };
}

const isAnswered = ({ standard }: ProgrammeOnDay, settledFen: Fen, planned: Share): boolean =>
  standard?.deadline.kind === 'by-date' ? !atLeast(planned, 10_000n) : settledFen > 0n;

/** The last day the plan is to be held to by now; `null` before the first. */
function lookedAt(
  { on, plan }: AppropriationOnDay,
  { standard, months }: ProgrammeOnDay,
  calendar: WorkingCalendar,
): BusinessDate | null {
  if (standard?.cashFlow === 'monthly') {
    const due = months.findLast((month) => dueDayOf(month, calendar) <= on);
    return due === undefined ? null : dayInPeriod(due.period, 31);
  }
  if (plan === null) return null;
  const passed = plan.findLast((checkpoint) => checkpoint.on <= on);
  if (passed === undefined || standard?.cashFlow === 'one-off') return passed?.on ?? null;
  const ended = lastEnd(on, standard?.cashFlow === 'quarterly' ? 3 : 1);
  const next = plan.find((checkpoint) => checkpoint.on > on);
  const isLine = passed.cumulativeShare !== null && next !== undefined && next.cumulativeShare !== null;
  return isLine && ended > passed.on ? ended : passed.on;
}

/** The last day of the last month, or of the last quarter, that is over by the end of a day. */
function lastEnd(on: BusinessDate, months: 1 | 3): BusinessDate {
  const year = yearOf(on);
  const over = on === dayInPeriod(periodOf(on), 31) ? monthOf(periodOf(on)) : monthOf(periodOf(on)) - 1;
  const end = over - (over % months);
  return end === 0 ? dateOf(year - 1, 12, 31) : dayInPeriod(periodOf(dateOf(year, end, 1)), 31);
}

export const r01BehindPlan = alertRule<Name>({
  id: 'R01',
  name: '计划滞后',
  meaning: '计划进度 − 执行率（个百分点），且滞后金额达到下限',
  cause: 'behind',
  blocking: false,
  thresholds: {
    yellow: { label: '黄：滞后', unit: 'points', shipped: 500n },
    orange: { label: '橙：滞后', unit: 'points', shipped: 1_000n },
    red: { label: '红：滞后', unit: 'points', shipped: 1_500n },
    leastFen: { label: '滞后金额下限', unit: 'fen', shipped: 100_000n },
  },
  rising: [['yellow', 'orange', 'red']],
  examine: ofEachAppropriation(behindPlan),
});
