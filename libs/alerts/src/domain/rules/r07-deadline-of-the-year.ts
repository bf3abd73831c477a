import {
  addDays,
  dateOf,
  daysBetween,
  dueDate,
  fen,
  fenToDigits,
  periodOf,
  type BusinessDate,
  type Fen,
} from '@bofu/kernel';
import type { ProgrammeOnDay } from '@bofu/monitoring';
import { yuan } from '../in-words';
import { alertRule, ofEachProgramme, type Finding, type RuleContext } from '../rule';

type Name = 'orangeDays' | 'yellowDays';

/**
 * R07 一次性期限: a payment due once in the year, 上半年完成 or 年底之前. Yellow and orange while money has not even been
 * submitted thirty and ten days before; red once the day has passed and it is not all paid, whatever the plan says.
 *
 * All paid means as much as the budget allows of what the standard asks for: what is left counts only if it would pay
 * one more person. (1,515 of 1,524 people at 33 元 leave 5 元 of 50,000; that nine go short is R05's to tell.) The day
 * is the standard's, so a programme is asked as a whole; one that ends before its day owes nothing by then, nor does one
 * that begins, or is first given money, after it.
 */
export function deadlineOfTheYear(
  programme: ProgrammeOnDay,
  { calendar, thresholds }: RuleContext<Name>,
): Finding | null {
  const { on, standard, fiscalYear, settledFen, inTransitFen } = programme;
  if (standard?.deadline.kind !== 'by-date') return null;
  const due = dueDate(standard.deadline, periodOf(dateOf(fiscalYear, 1, 1)), calendar);
  if (due === null || !isOwedBy(programme, due) || on < addDays(due, -Number(thresholds.yellowDays))) return null;

  const unpaidFen = stillToPay(programme, settledFen);
  const unsubmittedFen = stillToPay(programme, fen(settledFen + inTransitFen));
  const past = on > due;
  const openFen = past ? unpaidFen : unsubmittedFen;
  if (openFen === 0n) return null;
  const level = past ? 'red' : on >= addDays(due, -Number(thresholds.orangeDays)) ? 'orange' : 'yellow';
  return {
    level,
    formula: past
      ? `应于 ${due} 前完成（${standard.deadline.printed}），已付 ${yuan(settledFen)}，尚有 ${yuan(openFen)} 未支付`
      : `距 ${due}（${standard.deadline.printed}）${daysBetween(on, due)} 天，尚有 ${yuan(openFen)} 未提交`,
    figures: { due, settledFen: fenToDigits(settledFen), openFen: fenToDigits(openFen) },
    stakeFen: openFen,
  };
}

/** It has begun with money to pay from by the day, and not ended. */
export const isOwedBy = ({ appropriations, endsOn }: ProgrammeOnDay, day: BusinessDate): boolean =>
  appropriations.some(({ planStartsOn }) => planStartsOn <= day) && (endsOn === null || endsOn > day);

/** What is left to pay after `paidFen`; nothing where it would not pay one more person. */
export function stillToPay({ need, budgetFen }: ProgrammeOnDay, paidFen: Fen): Fen {
  const wantedFen = need !== null && need.yearFen < budgetFen ? need.yearFen : budgetFen;
  const openFen = wantedFen - paidFen;
  const rates = need?.parts.map(({ rateFen }) => rateFen) ?? [];
  const lowestFen = rates.reduce((lowest, rate) => (rate < lowest ? rate : lowest), rates[0] ?? fen(1n));
  return fen(openFen < lowestFen ? 0n : openFen);
}

export const r07DeadlineOfTheYear = alertRule<Name>({
  id: 'R07',
  name: '一次性期限',
  meaning: '全年一次的期限：临近未提交、过期未付完',
  cause: 'unpaid',
  blocking: false,
  thresholds: {
    orangeDays: { label: '橙：期限前', unit: 'days', shipped: 10n },
    yellowDays: { label: '黄：期限前', unit: 'days', shipped: 30n },
  },
  rising: [['orangeDays', 'yellowDays']],
  examine: ofEachProgramme(deadlineOfTheYear),
});
