import type { BudgetType } from '@bofu/budget';
import { fen, fenToDigits, sumFen } from '@bofu/kernel';
import { yuan } from '../in-words';
import { alertRule, type Finding, type OfficeOnDay } from '../rule';

const BUDGET_TYPE: Record<BudgetType, string> = {
  'general-public': '一般公共预算',
  'government-fund': '政府性基金预算',
  'state-capital-operations': '国有资本经营预算',
  'social-insurance-fund': '社会保险基金预算',
};

/**
 * R25 口径差: what the programmes were given at the beginning of the year against the totals declared with them. A
 * difference is explained only by programmes of a budget type nothing is declared for, and is then 提示, so that whoever
 * adds up the list finds the answer (15,872.73 − 15,851.54 = 21.19 万元: another budget type). Anything else is red.
 * Changes within the year (追加, 调剂) are no difference: the initial amounts are compared.
 */
export function totalsDiffer({ programmes, declaredTotals }: OfficeOnDay): Finding | null {
  if (declaredTotals.length === 0) return null;
  const initialOf = (type: BudgetType | null) =>
    sumFen(programmes.filter((one) => type === null || one.budgetType === type).map((one) => one.initialFen));
  const declaredFen = sumFen(declaredTotals.map(({ amountFen }) => amountFen));
  const totalFen = initialOf(null);
  const types = [...new Set(declaredTotals.map(({ budgetType }) => budgetType))];
  const unexplained = types
    .map((type) => {
      const stated = sumFen(declaredTotals.filter((one) => one.budgetType === type).map((one) => one.amountFen));
      return { type, gapFen: fen(initialOf(type) - stated) };
    })
    .filter(({ gapFen }) => gapFen !== 0n);
  const outside = [...new Set(programmes.map(({ budgetType }) => budgetType))].filter((type) => !types.includes(type));
  if (unexplained.length === 0 && outside.length === 0) return null;

  const sum = `项目合计 ${yuan(totalFen)} − 申报合计 ${yuan(declaredFen)} = ${yuan(totalFen - declaredFen)}`;
  const reason =
    unexplained.length > 0
      ? `，无法解释：${unexplained.map(({ type, gapFen }) => `${BUDGET_TYPE[type]} ${yuan(gapFen)}`).join('、')}`
      : `，即未申报的${outside.map((type) => `${BUDGET_TYPE[type]} ${yuan(initialOf(type))}`).join('、')}`;
  return {
    level: unexplained.length > 0 ? 'red' : 'info',
    formula: sum + reason,
    figures: {
      totalFen: fenToDigits(totalFen),
      declaredFen: fenToDigits(declaredFen),
      unexplainedFen: fenToDigits(sumFen(unexplained.map(({ gapFen }) => gapFen))),
    },
  };
}

export const r25TotalsDiffer = alertRule<never>({
  id: 'R25',
  name: '口径差',
  meaning: '项目年初合计与申报控制数之差，扣除未申报的预算类型后不为零',
  blocking: false,
  thresholds: {},
  rising: [],
  examine: (office) => [
    {
      subject: String(office.fiscalYear),
      subjectName: `${office.fiscalYear} 年项目合计`,
      appropriationId: null,
      period: null,
      finding: totalsDiffer(office),
    },
  ],
});
