import { dateOf, dayInPeriod, dueDate, periodOf, periodsOfYear, type WorkingCalendar } from '@bofu/kernel';
import type { ProgrammeOnDay, TargetResult } from '@bofu/monitoring';
import { minus, NOTHING, partOf, percent, points, pointsFigure, share, type Share } from '../exact-share';
import { dueDayOf } from '../months-due';
import { alertRule, ofEachProgramme, type Finding, type RuleContext } from '../rule';
import { worstReached } from '../worst-reached';

type Name = 'yellow' | 'orange' | 'red';

const WHOLE = share(1n, 1n);

/**
 * R21 绩效滞后: the target that is furthest behind, by what is proved of it. What payments prove is looked at every day;
 * what a person has said, in the month it was said of, for nobody knows how it went on. A target that accrues over the
 * year is held against the year that is over, one that is whole from the first day against the whole. What nobody has
 * declared or said is not judged: words on paper are no measure.
 */
export function targetsBehind(
  programme: ProgrammeOnDay,
  { calendar, thresholds, targetResultsOf }: RuleContext<Name>,
): Finding | null {
  const targets = programme.targets.filter((target) => mayBeKnownOn(target, programme));
  if (targets.length === 0) return null;
  const elapsed = progressOf(programme, calendar);
  const behind = targetResultsOf({ ...programme, targets }, calendar)
    .filter(({ completion }) => completion !== null)
    .map((result) => {
      const expected = result.measured?.accrues === true ? elapsed : WHOLE;
      const completion = share(BigInt(result.completion ?? 0), 10_000n);
      return { result, expected, completion, lag: minus(expected, completion) };
    })
    .reduce<Behind | null>((worst, each) => (worst === null || isMore(each.lag, worst.lag) ? each : worst), null);
  if (behind === null) return null;
  const { result, expected, completion, lag } = behind;
  const level = worstReached(lag, thresholds);
  if (level === null) return null;
  const { target, measured, proved, statement } = result;
  const against = measured?.accrues === true ? '时间进度' : '全年指标';
  return {
    level,
    formula:
      `“${target.level3}”${against} ${percent(expected)} − 完成率 ${percent(completion)}` +
      `（${proved?.formula ?? `${statement?.asOf ?? ''} 登记：${statement?.finding?.actual ?? ''}`}），` +
      `滞后 ${points(lag)} 个百分点`,
    figures: {
      target: target.level3,
      expectedPoints: pointsFigure(expected),
      completionPoints: pointsFigure(completion),
      lagPoints: pointsFigure(lag),
    },
    stakeFen: partOf(lag, programme.budgetFen),
    renewedBy: target.level3,
  };
}

interface Behind {
  readonly result: TargetResult;
  readonly expected: Share;
  readonly completion: Share;
  readonly lag: Share;
}

const isMore = (one: Share, other: Share): boolean => one.part * other.whole > other.part * one.whole;

const mayBeKnownOn = ({ measured, statement }: ProgrammeOnDay['targets'][number], { on }: ProgrammeOnDay): boolean =>
  measured === null || measured.measure === 'evidence'
    ? statement !== null && periodOf(statement.asOf) === periodOf(on)
    : true;

/**
 * 时间进度 at the end of the day, by the rhythm in which the programme pays: months that have fallen due; nothing until a day
 * of its own, then all; whole quarters; without a rhythm, the last checkpoint of its own plan, else whole months.
 */
function progressOf(programme: ProgrammeOnDay, calendar: WorkingCalendar): Share {
  const { on, fiscalYear, standard, months } = programme;
  // What is due today and paid today stands on both sides.
  if (standard?.cashFlow === 'monthly' && months.length > 0)
    return share(BigInt(months.filter((month) => dueDayOf(month, calendar) <= on).length), BigInt(months.length));
  if (standard?.deadline.kind === 'by-date') {
    const due = dueDate(standard.deadline, periodOf(dateOf(fiscalYear, 1, 1)), calendar);
    return due !== null && on < due ? NOTHING : WHOLE;
  }
  const over = periodsOfYear(fiscalYear).filter((month) => dayInPeriod(month, 31) <= on).length;
  if (standard?.cashFlow === 'quarterly') return share(BigInt(Math.floor(over / 3)), 4n);
  return plannedBy(programme) ?? share(BigInt(over), 12n);
}

/** What the plans of its appropriations, weighed by their budgets, say of the last checkpoint that is reached; `null` without one. */
function plannedBy({ on, appropriations }: ProgrammeOnDay): Share | null {
  let [planned, budget] = [0n, 0n];
  for (const { plan, budgetFen } of appropriations) {
    if (plan === null) continue;
    const reached = plan.findLast((checkpoint) => checkpoint.on <= on && checkpoint.cumulativeShare !== null);
    planned += budgetFen * BigInt(reached?.cumulativeShare ?? 0);
    budget += budgetFen;
  }
  return budget > 0n ? share(planned, budget * 10_000n) : null;
}

export const r21TargetsBehind = alertRule<Name>({
  id: 'R21',
  name: '绩效滞后',
  meaning:
    '付款可证的，以及当月登记的绩效指标：随年度累计的为时间进度 − 完成率，其余为 100% − 完成率，取最大（个百分点）',
  cause: 'performance',
  blocking: false,
  thresholds: {
    yellow: { label: '黄：滞后', unit: 'points', shipped: 1_000n },
    orange: { label: '橙：滞后', unit: 'points', shipped: 2_000n },
    red: { label: '红：滞后', unit: 'points', shipped: 3_000n },
  },
  rising: [['yellow', 'orange', 'red']],
  examine: ofEachProgramme(targetsBehind),
});
