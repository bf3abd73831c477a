import { dateOf, dayInPeriod, dueDate, periodOf, periodsOfYear, type WorkingCalendar } from '@bofu/kernel';
import type { ProgrammeOnDay, TargetResult } from '@bofu/monitoring';
import { minus, NOTHING, partOf, percent, points, pointsFigure, share, type Share } from '../exact-share';
import { monthsPastDue } from '../months-due';
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
  if (programme.targets.every(({ measured, statement }) => measured === null && statement === null)) return null;
  const elapsed = progressOf(programme, calendar);
  const behind = targetResultsOf(programme, calendar)
    .filter((result) => isKnownOn(result, programme))
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

function isKnownOn({ proved, completion, statement }: TargetResult, { on }: ProgrammeOnDay): boolean {
  if (completion === null) return false;
  return proved !== null || (statement !== null && periodOf(statement.asOf) === periodOf(on));
}

/** 时间进度: months past due of those who pay monthly; nothing until a day of its own, then all; else whole months of the year. */
function progressOf(programme: ProgrammeOnDay, calendar: WorkingCalendar): Share {
  const { on, fiscalYear, standard, months } = programme;
  if (standard?.cashFlow === 'monthly' && months.length > 0)
    return share(BigInt(monthsPastDue(programme, on, calendar).length), BigInt(months.length));
  if (standard?.deadline.kind === 'by-date') {
    const due = dueDate(standard.deadline, periodOf(dateOf(fiscalYear, 1, 1)), calendar);
    return due !== null && on <= due ? NOTHING : WHOLE;
  }
  const over = periodsOfYear(fiscalYear).filter((month) => dayInPeriod(month, 31) <= on);
  return share(BigInt(over.length), 12n);
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
