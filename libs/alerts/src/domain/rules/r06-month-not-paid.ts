import { bankHandOver, fen, fenToDigits, NO_MONEY, type BusinessDate, type WorkingCalendar } from '@bofu/kernel';
import type { MonthOnDay, ProgrammeOnDay, RunOnDay } from '@bofu/monitoring';
import { isWorse } from '../alert-level';
import { yuan } from '../in-words';
import { monthDue, workingDaysBefore } from '../months-due';
import { alertRule, ofEachMonth, type Finding, type RuleContext } from '../rule';

type Name = 'orangeDays' | 'yellowDays' | 'remindEveryone';

/**
 * R06 逐期发放时限: each month by its own deadline, the last working day on or before it. Orange at the end of the day by
 * which the money must be with the bank (T−3 working days) and is not, red once the due day is over and it is unpaid.
 * A month that has missed shows here even at the October checkpoint, where R01 sees nothing.
 *
 * Only where the document states a monthly deadline and the money flows monthly: a payment made once a year under
 * wording copied from the monthly ones has no months to miss. A month is paid from whichever appropriation it is paid;
 * groups with standards of their own are each held to theirs, and the worst of them speaks.
 *
 * Yellow at T−5 is a reminder, and whoever hands over in good time on T−3 needs none. So it is given where the month
 * before was late (not with the bank by its own T−3, or not paid by its due day). `remindEveryone` = 1 gives it to all.
 */
export function monthNotPaid(programme: ProgrammeOnDay, month: MonthOnDay, context: RuleContext<Name>): Finding | null {
  const findings = month.runs.flatMap((run) => notPaid(programme, run, month, context) ?? []);
  return findings.reduce<Finding | null>(
    (worst, finding) => (worst === null || isWorse(finding.level, worst.level) ? finding : worst),
    null,
  );
}

function notPaid(
  { on, months, standards, need, budgetFen }: ProgrammeOnDay,
  run: RunOnDay,
  { period }: MonthOnDay,
  { calendar, thresholds }: RuleContext<Name>,
): Finding | null {
  const { groupId, standard } = run;
  if (standard?.cashFlow !== 'monthly' || standard.deadline.kind !== 'monthly') return null;
  const { deadline } = standard;
  const due = monthDue(deadline, period, calendar);
  const reminder = workingDaysBefore(due, Number(thresholds.yellowDays), calendar);
  if (on < reminder || run.paidOn !== null) return null;
  // Where nobody says what the month costs: a twelfth of the year.
  const owedFen = run.owedFen ?? need?.periodFen ?? fen(budgetFen / 12n);
  const stakeFen = run.paidFen > owedFen ? NO_MONEY : fen(owedFen - run.paidFen);
  const figures = { due, printedDeadline: deadline.printed, ...moneyOf(run) };
  const groupName = standards.find((one) => one.groupId === groupId)?.groupName ?? null;
  const who = groupName === null ? period : `${period} ${groupName}`;
  if (on > due)
    return { level: 'red', formula: `${who} 应于 ${due} 前发放，至 ${on} ${stillOpen(run)}`, figures, stakeFen };

  if (run.submittedOn !== null) return null;
  const handOver = workingDaysBefore(due, Number(thresholds.orangeDays), calendar);
  const formula = `${who} 应于 ${due} 前发放，${handOver} 前须送银行，至 ${on} 未提交`;
  if (on >= handOver) return { level: 'orange', formula, figures: { ...figures, handOver }, stakeFen };
  // Within the year: nothing is known of the year before.
  const before = months[months.findIndex((month) => month.period === period) - 1];
  const wasLate =
    before !== undefined && isLate(runOf(before, groupId), monthDue(deadline, before.period, calendar), calendar);
  return thresholds.remindEveryone === 0n && !wasLate
    ? null
    : { level: 'yellow', formula, figures: { ...figures, handOver }, stakeFen };
}

const runOf = ({ runs }: MonthOnDay, groupId: string | null): RunOnDay | undefined =>
  runs.find((run) => run.groupId === groupId);

/** What of it has been paid, where that is anything and not enough. */
const stillOpen = ({ paidFen, owedFen }: RunOnDay): string =>
  paidFen > 0n && owedFen !== null ? `只付 ${yuan(paidFen)}（应发 ${yuan(owedFen)}）` : '仍未支付';

const moneyOf = ({ paidFen, owedFen }: RunOnDay): Record<string, string> =>
  owedFen === null ? {} : { paidFen: fenToDigits(paidFen), owedFen: fenToDigits(owedFen) };

const isLate = (run: RunOnDay | undefined, due: BusinessDate, calendar: WorkingCalendar): boolean =>
  run === undefined ||
  run.submittedOn === null ||
  run.submittedOn > bankHandOver(due, calendar) ||
  run.paidOn === null ||
  run.paidOn > due;

export const r06MonthNotPaid = alertRule<Name>({
  id: 'R06',
  name: '逐期发放时限',
  meaning: '每月发放时限（休息日提前）：临近未提交、到送银行日未提交、过期未支付',
  cause: 'unpaid',
  blocking: false,
  thresholds: {
    orangeDays: { label: '橙：时限前', unit: 'working-days', shipped: 3n },
    yellowDays: { label: '黄：时限前', unit: 'working-days', shipped: 5n },
    remindEveryone: { label: '上期按时的也提醒', unit: 'switch', shipped: 0n },
  },
  rising: [['orangeDays', 'yellowDays']],
  examine: ofEachMonth(monthNotPaid),
});
