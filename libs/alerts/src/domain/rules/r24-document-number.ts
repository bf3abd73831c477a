import { fenToDigits } from '@bofu/kernel';
import type { AppropriationOnDay } from '@bofu/monitoring';
import { alertRule, ofEachAppropriation, type Finding } from '../rule';

/**
 * R24 文号缺失或不规范: money of a level above without the number of its paper, which only 结转 may still be waiting for,
 * is red. A number that is not printed as `机关代字〔年份〕序号号` is 提示: it is kept as printed and found all the same.
 */
export function documentNumberAmiss(appropriation: AppropriationOnDay): Finding | null {
  const { fundingLevel, documentNumber, budgetFen } = appropriation;
  if (documentNumber === null) {
    if (fundingLevel === 'district') return null;
    return {
      level: 'red',
      formula: `上级资金未登记文号`,
      figures: { budgetFen: fenToDigits(budgetFen) },
      stakeFen: budgetFen,
    };
  }
  const { printed, normalized } = documentNumber;
  if (printed === normalized) return null;
  return {
    level: 'info',
    formula: `文号“${printed}”不规范${normalized === null ? '，读不出年份与序号' : `，规范写法为“${normalized}”`}`,
    figures: { printed, ...(normalized !== null && { normalized }) },
    stakeFen: budgetFen,
  };
}

export const r24DocumentNumber = alertRule<never>({
  id: 'R24',
  name: '文号缺失或不规范',
  meaning: '区级以外的资金未登记文号（红）；文号写法不是“机关代字〔年份〕序号号”（提示）',
  cause: 'data',
  blocking: false,
  thresholds: {},
  rising: [],
  examine: ofEachAppropriation(documentNumberAmiss),
});
