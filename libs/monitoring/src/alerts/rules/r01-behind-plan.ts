import { plannedShareOn } from '@bofu/budget';
import { dayInPeriod, fen, fenToDigits, periodsOfYear, type BusinessDate, type WorkingCalendar } from '@bofu/kernel';
import type { ProgrammeOnDay } from '../../facts/programme-facts';
import { atLeast, minus, partOf, percent, points, pointsFigure, share } from '../exact-share';
import { quotient, yuan } from '../in-words';
import { monthDue } from '../months-due';
import { alertRule, ofEachProgramme, type Finding, type RuleContext } from '../rule';
import { worstReached } from '../worst-reached';
import { yardstick } from '../yearly-need';

type Name = 'yellow' | 'orange' | 'red' | 'leastFen';

/**
 * R01 计划滞后: plan less executed, in percentage points, and only where it comes to 1,000 元.
 *
 * The plan is looked at on the days it speaks of, not on a straight line through the days between, on which everybody
 * who pays at the end of a month lags by up to eight points:
 * - a monthly payer by the end of the last month whose payment was due by now;
 * - any other by the last checkpoint passed;
 * - a one-off payment with a date of its own only where the plan reaches 100 %: it is made or it is not, a quarter of it
 *   says nothing, and R07 watches the date.
 * Both sides are measured by the standard's need where there is one (see `yardstick`). A missed month does not show at
 * the October checkpoint, which the document sets at 75 % for ten months: that is what R06 is for.
 */
export function behindPlan(programme: ProgrammeOnDay, { calendar, thresholds }: RuleContext<Name>): Finding | null {
  const { plan, settledFen } = programme;
  const whole = yardstick(programme);
  const upTo = plan === null ? null : lookedAt(programme, calendar);
  if (plan === null || upTo === null || whole.fen <= 0n) return null;

  const { basisPointDays, days } = plannedShareOn(plan, upTo);
  const planned = share(basisPointDays, 10_000n * days);
  if (isUndatedUntilWhole(programme) && !atLeast(planned, 10_000n)) return null;
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
  };
}

const isUndatedUntilWhole = ({ standard }: ProgrammeOnDay): boolean =>
  standard?.cashFlow === 'one-off' && standard.deadline.kind === 'by-date';

/** The last day the plan is to be held to by now; `null` before the first. */
function lookedAt(programme: ProgrammeOnDay, calendar: WorkingCalendar): BusinessDate | null {
  const { on, plan, standard, fiscalYear } = programme;
  if (standard?.cashFlow !== 'monthly') return plan?.findLast((checkpoint) => checkpoint.on <= on)?.on ?? null;
  const period = periodsOfYear(fiscalYear).findLast((month) => monthDue(programme, month, calendar) <= on);
  return period === undefined ? null : dayInPeriod(period, 31);
}

export const r01BehindPlan = alertRule<Name>({
  id: 'R01',
  name: '计划滞后',
  meaning: '计划进度 − 执行率（个百分点），且滞后金额达到下限',
  blocking: false,
  thresholds: {
    yellow: { label: '黄：滞后', unit: 'points', shipped: 500n },
    orange: { label: '橙：滞后', unit: 'points', shipped: 1_000n },
    red: { label: '红：滞后', unit: 'points', shipped: 1_500n },
    leastFen: { label: '滞后金额下限', unit: 'fen', shipped: 100_000n },
  },
  rising: [['yellow', 'orange', 'red']],
  examine: ofEachProgramme(behindPlan),
});
