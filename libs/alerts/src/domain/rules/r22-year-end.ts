import { dateOf, dueDate, fen, fenToDigits, NO_MONEY, periodOf, type Fen, type WorkingCalendar } from '@bofu/kernel';
import type { AppropriationOnDay, PaymentOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import type { AlertLevel } from '../alert-level';
import { atLeast, percent, pointsFigure, share } from '../exact-share';
import { yuan } from '../in-words';
import { dueDayOf } from '../months-due';
import { alertRule, ofEachAppropriation, type Finding, type RuleContext } from '../rule';

type Name = 'yellowBelow' | 'orangeBelow' | 'redBelow' | 'leastFen';

/**
 * R22 年末: from 30 November, 15 and 25 December on, what will be left of the year's budget. It is a list of money that
 * needs a decision (继续, 调剂, 收回), so it counts against the budget and not against the standard.
 *
 * Counted as good as spent: what is in transit, and what is still to come by its own calendar, a month or a quarter not
 * yet due. (By what is paid alone, whoever pays each month on time has 91.67 % on 15 December.) A payment whose own date
 * lies ahead is R07's until then. Fen left over, below 1,000 元, need no decision. What a programme has still to pay is
 * taken from its appropriations in the order of their issue, from the last of them whatever it has.
 */
export function yearEnd(
  appropriation: AppropriationOnDay,
  programme: ProgrammeOnDay,
  { calendar, thresholds }: RuleContext<Name>,
): Finding | null {
  const { on, fiscalYear, budgetFen, settledFen, inTransitFen } = appropriation;
  const { standard } = programme;
  const stage = stageOn(appropriation);
  if (stage === null || budgetFen <= 0n) return null;
  if (standard?.deadline.kind === 'by-date') {
    const due = dueDate(standard.deadline, periodOf(dateOf(fiscalYear, 1, 1)), calendar);
    if (due !== null && on <= due) return null;
  }
  const toComeFen = stillToComeFrom(appropriation, programme, stillToCome(programme, calendar));
  const spentFen = fen(settledFen + inTransitFen + toComeFen);
  const leftFen = fen(budgetFen - spentFen);
  const [level, below] = stage === 'red' ? stages.red : stage === 'orange' ? stages.orange : stages.yellow;
  const spent = share(spentFen, budgetFen);
  if (atLeast(spent, thresholds[below]) || leftFen < thresholds.leastFen) return null;
  return {
    level,
    formula:
      `已付 ${yuan(settledFen)} + 在途 ${yuan(inTransitFen)} + 年内待付 ${yuan(toComeFen)}` +
      ` ÷ 全年预算 ${yuan(budgetFen)} = ${percent(spent)}，预计结余 ${yuan(leftFen)}`,
    figures: {
      settledFen: fenToDigits(settledFen),
      inTransitFen: fenToDigits(inTransitFen),
      toComeFen: fenToDigits(toComeFen),
      budgetFen: fenToDigits(budgetFen),
      leftFen: fenToDigits(leftFen),
      spentPoints: pointsFigure(spent),
    },
    stakeFen: leftFen,
  };
}

const stages = {
  yellow: ['yellow', 'yellowBelow'],
  orange: ['orange', 'orangeBelow'],
  red: ['red', 'redBelow'],
} as const;

function stageOn({ on, fiscalYear }: AppropriationOnDay): Exclude<AlertLevel, 'info'> | null {
  if (on >= dateOf(fiscalYear, 12, 25)) return 'red';
  if (on >= dateOf(fiscalYear, 12, 15)) return 'orange';
  return on >= dateOf(fiscalYear, 11, 30) ? 'yellow' : null;
}

/** What those who pay in periods still owe by their own calendar: the periods not yet due that nobody has submitted. */
function stillToCome(programme: ProgrammeOnDay, calendar: WorkingCalendar): Fen {
  const { on, standard, budgetFen, fiscalYear, need, months, ended } = programme;
  if (standard?.cashFlow === 'quarterly')
    return !ended && on < dateOf(fiscalYear, 12, 31) && !hasPaidLastQuarter(programme) ? fen(budgetFen / 4n) : NO_MONEY;
  if (standard?.cashFlow !== 'monthly') return NO_MONEY;
  const open = months.filter((month) => month.isOpen && dueDayOf(month, calendar) >= on);
  return fen(
    open.reduce((sum, month) => {
      const wholeFen = need?.owedFen.get(month.period) ?? need?.periodFen ?? fen(budgetFen / 12n);
      return sum + (month.openFen ?? wholeFen);
    }, 0n),
  );
}

function stillToComeFrom(appropriation: AppropriationOnDay, { appropriations }: ProgrammeOnDay, toComeFen: Fen): Fen {
  let openFen: bigint = toComeFen;
  for (const [at, { budgetFen, settledFen, inTransitFen }] of appropriations.entries()) {
    const leftFen = budgetFen - settledFen - inTransitFen;
    const isLast = at === appropriations.length - 1;
    const takenFen = isLast || openFen < leftFen ? openFen : leftFen;
    if (appropriations[at] === appropriation) return fen(takenFen);
    openFen -= takenFen;
  }
  return NO_MONEY;
}

const isSubmitted = ({ situation }: PaymentOnDay): boolean => situation !== 'released';

/** Submitted after the third quarter's, which may come as late as October. */
const hasPaidLastQuarter = ({ payments, fiscalYear }: ProgrammeOnDay): boolean =>
  payments.some((payment) => isSubmitted(payment) && payment.submittedOn > dateOf(fiscalYear, 10, 31));

/** Below it, a programme of which most is left would be nobody's decision. */
const HALF = 5_000n;

export const r22YearEnd = alertRule<Name>({
  id: 'R22',
  name: '年末',
  meaning: '11月30日、12月15日、12月25日起：（已付 + 在途 + 年内待付）÷ 全年预算低于下限，且结余达到下限',
  cause: 'behind',
  blocking: false,
  thresholds: {
    yellowBelow: { label: '黄（11月30日起）：低于', unit: 'percent', shipped: 9_000n, least: HALF },
    orangeBelow: { label: '橙（12月15日起）：低于', unit: 'percent', shipped: 9_500n, least: HALF },
    redBelow: { label: '红（12月25日起）：低于', unit: 'percent', shipped: 10_000n, least: HALF },
    leastFen: { label: '结余金额下限', unit: 'fen', shipped: 100_000n },
  },
  rising: [['yellowBelow', 'orangeBelow', 'redBelow']],
  examine: ofEachAppropriation(yearEnd),
});
