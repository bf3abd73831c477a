import {
  bankHandOver,
  monthOf,
  periodsOfYear,
  type BusinessDate,
  type Period,
  type WorkingCalendar,
} from '@bofu/kernel';
import type { ProgrammeOnDay } from '../../facts/programme-facts';
import { monthDue, workingDaysBefore } from '../months-due';
import { alertRule, ofEachPeriod, type Finding, type RuleContext } from '../rule';

type Name = 'orangeDays' | 'yellowDays' | 'remindEveryone';

/**
 * R06 逐期发放时限: each month by its own deadline, the last working day on or before it. Orange at the end of the day by
 * which the money must be with the bank (T−3 working days) and is not, red once the due day is over and it is unpaid.
 * A month that has missed shows here even at the October checkpoint, where R01 sees nothing.
 *
 * Only where the document states a monthly deadline and the money flows monthly: a payment made once a year under
 * wording copied from the monthly ones has no months to miss.
 *
 * Yellow at T−5 is a reminder, and whoever hands over in good time on T−3 needs none. So it is given where the month
 * before was late (not with the bank by its own T−3, or not paid by its due day). `remindEveryone` = 1 gives it to all.
 */
export function monthNotPaid(
  programme: ProgrammeOnDay,
  period: Period,
  { calendar, thresholds }: RuleContext<Name>,
): Finding | null {
  const { on, standard } = programme;
  if (standard?.cashFlow !== 'monthly' || standard.deadline.kind !== 'monthly') return null;
  const due = monthDue(programme, period, calendar);
  const reminder = workingDaysBefore(due, Number(thresholds.yellowDays), calendar);
  if (on < reminder || paidOn(programme, period) !== null) return null;
  const figures = { due, printedDeadline: standard.deadline.printed };
  if (on > due) return { level: 'red', formula: `${period} 应于 ${due} 前发放，至 ${on} 仍未支付`, figures };

  if (submittedOn(programme, period) !== null) return null;
  const handOver = workingDaysBefore(due, Number(thresholds.orangeDays), calendar);
  if (on >= handOver)
    return {
      level: 'orange',
      formula: `${period} 应于 ${due} 前发放，${handOver} 前须送银行，至 ${on} 未提交`,
      figures: { ...figures, handOver },
    };
  if (thresholds.remindEveryone === 0n && !wasLate(programme, monthBefore(period), calendar)) return null;
  return {
    level: 'yellow',
    formula: `${period} 应于 ${due} 前发放，${handOver} 前须送银行，至 ${on} 未提交`,
    figures: { ...figures, handOver },
  };
}

const regular = ({ payments }: ProgrammeOnDay, period: Period) =>
  payments.filter((payment) => payment.period === period && payment.run !== 'supplementary');

const earliest = (dates: readonly BusinessDate[]): BusinessDate | null => [...dates].sort()[0] ?? null;

const paidOn = (programme: ProgrammeOnDay, period: Period): BusinessDate | null =>
  earliest(
    regular(programme, period).flatMap((payment) =>
      payment.situation === 'paid' && payment.paidOn !== null ? [payment.paidOn] : [],
    ),
  );

const submittedOn = (programme: ProgrammeOnDay, period: Period): BusinessDate | null =>
  earliest(
    regular(programme, period).flatMap(({ situation, submittedOn: day }) =>
      situation === 'submitted' || situation === 'paid' ? [day] : [],
    ),
  );

/** The month before within the year; nothing is known of the year before. */
const monthBefore = (period: Period): Period | null =>
  periodsOfYear(Number(period.slice(0, 4)))[monthOf(period) - 2] ?? null;

function wasLate(programme: ProgrammeOnDay, period: Period | null, calendar: WorkingCalendar): boolean {
  if (period === null) return false;
  const due = monthDue(programme, period, calendar);
  const [submitted, paid] = [submittedOn(programme, period), paidOn(programme, period)];
  return submitted === null || submitted > bankHandOver(due, calendar) || paid === null || paid > due;
}

export const r06MonthNotPaid = alertRule<Name>({
  id: 'R06',
  name: '逐期发放时限',
  meaning: '每月发放时限（休息日提前）：临近未提交、到送银行日未提交、过期未支付',
  blocking: false,
  thresholds: {
    orangeDays: { label: '橙：时限前', unit: 'working-days', shipped: 3n },
    yellowDays: { label: '黄：时限前', unit: 'working-days', shipped: 5n },
    remindEveryone: { label: '上期按时的也提醒', unit: 'switch', shipped: 0n },
  },
  rising: [['orangeDays', 'yellowDays']],
  examine: ofEachPeriod(monthNotPaid),
});
