import type { BudgetType } from '@bofu/budget';
import { fen, fenToDigits, isRounding, sumFen } from '@bofu/kernel';
import { yuan } from '../in-words';
import { aboutYear, alertRule, examined, type Finding, type RuleContext, type YearOnDay } from '../rule';

/**
 * R25 口径差: what the programmes were given at the beginning of the year against the totals declared with them. A
 * difference is explained only by programmes of a budget type nothing is declared for, and is then 提示, so that whoever
 * adds up the list finds the answer (15,872.73 − 15,851.54 = 21.19 万元: another budget type). What rounding to 0.01 万元
 * makes of that many printed lines is no difference. Anything else is red.
 * Changes within the year (追加, 调剂) are no difference: the initial amounts are compared. Nor is what came later on
 * another paper or by hand: a document's totals speak of its own programmes, and one without totals of none.
 */
export function totalsDiffer(
  { programmes, declaredTotals }: Pick<YearOnDay, 'programmes' | 'declaredTotals'>,
  { budgetTypeLabel }: Pick<RuleContext, 'budgetTypeLabel'>,
): Finding | null {
  if (declaredTotals.length === 0) return null;
  const declaring = new Set(declaredTotals.map(({ documentDigest }) => documentDigest));
  const appropriations = programmes
    .flatMap((programme) => programme.appropriations)
    .filter(({ documentDigest }) => documentDigest !== null && declaring.has(documentDigest));
  const ofType = (type: BudgetType | null) => appropriations.filter((one) => type === null || one.budgetType === type);
  const initialOf = (type: BudgetType | null) => sumFen(ofType(type).map((one) => one.initialFen));
  const declaredFen = sumFen(declaredTotals.map(({ amountFen }) => amountFen));
  const totalFen = initialOf(null);
  const types = [...new Set(declaredTotals.map(({ budgetType }) => budgetType))];
  const unexplained = types
    .map((type) => {
      const stated = sumFen(declaredTotals.filter((one) => one.budgetType === type).map((one) => one.amountFen));
      return { type, gapFen: fen(initialOf(type) - stated) };
    })
    .filter(({ type, gapFen }) => !isRounding(gapFen, ofType(type).length));
  const outside = [...new Set(appropriations.map(({ budgetType }) => budgetType))].filter(
    (type) => !types.includes(type),
  );
  if (unexplained.length === 0 && outside.length === 0) return null;

  const sum = `项目合计 ${yuan(totalFen)} − 申报合计 ${yuan(declaredFen)} = ${yuan(totalFen - declaredFen)}`;
  const reason =
    unexplained.length > 0
      ? `，无法解释：${unexplained.map(({ type, gapFen }) => `${budgetTypeLabel[type]} ${yuan(gapFen)}`).join('、')}`
      : `，即未申报的${outside.map((type) => `${budgetTypeLabel[type]} ${yuan(initialOf(type))}`).join('、')}`;
  return {
    level: unexplained.length > 0 ? 'red' : 'info',
    formula: sum + reason,
    figures: {
      totalFen: fenToDigits(totalFen),
      declaredFen: fenToDigits(declaredFen),
      unexplainedFen: fenToDigits(sumFen(unexplained.map(({ gapFen }) => gapFen))),
    },
    stakeFen: fen(totalFen > declaredFen ? totalFen - declaredFen : declaredFen - totalFen),
  };
}

export const r25TotalsDiffer = alertRule<never>({
  id: 'R25',
  name: '口径差',
  meaning: '项目年初合计与申报控制数之差，扣除未申报的预算类型后不为零',
  cause: 'data',
  blocking: false,
  thresholds: {},
  rising: [],
  examine: (year, context) => [
    examined(aboutYear(year.fiscalYear, `${year.fiscalYear} 年项目合计`), () => totalsDiffer(year, context)),
  ],
});
