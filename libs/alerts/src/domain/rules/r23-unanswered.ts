import { dayInPeriod, NO_MONEY, periodOf, periodsOfYear, yearOf, type BusinessDate } from '@bofu/kernel';
import { isOlderThan } from '../level-by-age';
import { aboutYear, alertRule, examined, type Finding, type RuleContext, type YearOnDay } from '../rule';

type Name = 'yellowDays' | 'orangeDays' | 'redMonths';

/**
 * R23 预警超期: how many cases of the year nobody has disposed of or put off, and for how long the oldest of them has
 * stood: more than five working days, more than ten, or across three month ends. One case of the year, for whoever
 * supervises: a line on each would only repeat what its own list says. 提示 asks for no answer, and this case is never one
 * of those it counts.
 */
export function unanswered(
  { unanswered: standing, on }: Pick<YearOnDay, 'unanswered' | 'on'>,
  { calendar, thresholds }: RuleContext<Name>,
): Finding | null {
  const aged = standing
    .filter(({ level, cause }) => level !== 'info' && cause !== 'unanswered')
    .map((one) => ({
      ...one,
      reached:
        BigInt(monthEndsSince(one.since, on)) >= thresholds.redMonths
          ? 'red'
          : isOlderThan(one.since, thresholds.orangeDays, on, calendar)
            ? 'orange'
            : isOlderThan(one.since, thresholds.yellowDays, on, calendar)
              ? 'yellow'
              : null,
    }))
    .filter(({ reached }) => reached !== null);
  const [oldest] = aged.toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  if (oldest === undefined) return null;
  const count = (level: 'yellow' | 'orange' | 'red') => aged.filter(({ reached }) => reached === level).length;
  const [red, orange, yellow] = [count('red'), count('orange'), count('yellow')];
  const parts = [
    ...(red > 0 ? [`跨过 ${thresholds.redMonths} 个月末的 ${red} 件`] : []),
    ...(orange > 0 ? [`超过 ${thresholds.orangeDays} 个工作日的 ${orange} 件`] : []),
    ...(yellow > 0 ? [`超过 ${thresholds.yellowDays} 个工作日的 ${yellow} 件`] : []),
  ];
  return {
    level: red > 0 ? 'red' : orange > 0 ? 'orange' : 'yellow',
    formula: `${aged.length} 件预警未处置：${parts.join('，')}；最早 ${oldest.since} 的“${oldest.subjectName}”`,
    figures: { red: String(red), orange: String(orange), yellow: String(yellow), since: oldest.since },
    stakeFen: NO_MONEY,
  };
}

/** 连续期数: month ends a case has stood over, that of the day itself among them. */
function monthEndsSince(since: BusinessDate, on: BusinessDate): number {
  let count = 0;
  for (let year = yearOf(since); year <= yearOf(on); year += 1)
    for (const period of periodsOfYear(year)) {
      const end = dayInPeriod(period, 31);
      if (period >= periodOf(since) && end <= on) count += 1;
    }
  return count;
}

export const r23Unanswered = alertRule<Name>({
  id: 'R23',
  name: '预警超期',
  meaning: '黄、橙、红的预警触发后既未处置也未暂缓：工作日数，或跨过的月末数；提示除外，本规则自身除外',
  cause: 'unanswered',
  blocking: false,
  thresholds: {
    yellowDays: { label: '黄：未处置超过', unit: 'working-days', shipped: 5n },
    orangeDays: { label: '橙：未处置超过', unit: 'working-days', shipped: 10n },
    redMonths: { label: '红：跨过月末', unit: 'months', shipped: 3n, least: 1n },
  },
  rising: [['yellowDays', 'orangeDays']],
  examine: (year, context) => [
    examined(aboutYear(year.fiscalYear, `${year.fiscalYear} 年预警处置`), () => unanswered(year, context)),
  ],
});
