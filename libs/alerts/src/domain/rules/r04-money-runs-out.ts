import { dateOf, fenToDigits, monthOf, periodOf, yearOf, type Period } from '@bofu/kernel';
import type { ProgrammeOnDay } from '@bofu/monitoring';
import { yuan } from '../in-words';
import { alertRule, ofEachProgramme, type Finding, type RuleContext } from '../rule';

type Name = 'orangeMonths';

/**
 * R04 预计耗尽: the forecast names the first month whose payment the money will not suffice for. Yellow while it is far
 * off, orange from three months before, red when it is the next one to be submitted: every month before it has been.
 */
export function moneyRunsOut(
  programme: ProgrammeOnDay,
  { thresholds, expectedShortageOf }: RuleContext<Name>,
): Finding | null {
  const shortage = expectedShortageOf(programme);
  if (shortage === null) return null;
  const { period, requiredFen, availableFen, shortFen } = shortage;
  const away = monthsFrom(periodOf(programme.on), period);
  const isNext = nextToSubmit(programme) === period || away < 0;
  const level = isNext ? 'red' : away <= Number(thresholds.orangeMonths) ? 'orange' : 'yellow';
  return {
    level,
    formula:
      `预计 ${period} 需要 ${yuan(requiredFen)}，届时可用 ${yuan(availableFen)}，缺口 ${yuan(shortFen)}` +
      `（${isNext ? '即下一批' : `${away} 个月后`}）`,
    figures: {
      firstShortPeriod: period,
      requiredFen: fenToDigits(requiredFen),
      availableFen: fenToDigits(availableFen),
      shortFen: fenToDigits(shortFen),
      monthsAway: String(away),
    },
    stakeFen: shortFen,
    renewedBy: period,
  };
}

/** A year goes on being judged when it is over: its months are then behind. */
const monthsFrom = (from: Period, to: Period): number => (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from);

/** The first month of which less has been submitted than is owed. */
const nextToSubmit = ({ fiscalYear, months }: ProgrammeOnDay): Period =>
  months.find((month) => month.isOpen)?.period ?? periodOf(dateOf(fiscalYear, 12, 31));

export const r04MoneyRunsOut = alertRule<Name>({
  id: 'R04',
  name: '预计耗尽',
  meaning: '预测中第一个金额超过可用指标的月份；黄：较远，橙：临近，红：即下一批',
  cause: 'short',
  edition: 2,
  blocking: false,
  thresholds: { orangeMonths: { label: '橙：不超过', unit: 'months', shipped: 3n } },
  rising: [],
  examine: ofEachProgramme(moneyRunsOut),
});
