import { fenToDigits } from '@bofu/kernel';
import type { ProgrammeOnDay } from '@bofu/monitoring';
import { people, yuan } from '../in-words';
import { alertRule, ofEachProgramme, type Finding, type RuleContext } from '../rule';

type Name = 'leastFen';

/**
 * R12 单价缺失/异常: the budget comes to less than 1 元 a head and year, which is an error of unit, a partial share or
 * another group's headcount: orange. A missing rate alone is 提示, and only for those who pay persons every month:
 * lines, bills and purchases have no rate to miss, and a programme of many policies has no single one.
 */
export function rateImplausible(programme: ProgrammeOnDay, { thresholds }: RuleContext<Name>): Finding | null {
  const { standards, budgetFen, ended } = programme;
  const headcount = standards.reduce((sum, standard) => sum + (standard.headcount ?? 0), 0);
  if (ended || headcount <= 0 || standards.some((standard) => standard.headcount === null)) return null;
  const figures = {
    budgetFen: fenToDigits(budgetFen),
    headcount: String(headcount),
    yuanPerHead: perHead(budgetFen, headcount),
  };
  const quotient = `${yuan(budgetFen)} ÷ ${people(headcount)} = ${figures.yuanPerHead} 元/人/年`;
  if (budgetFen < thresholds.leastFen * BigInt(headcount))
    return {
      level: 'orange',
      formula: `${quotient}，低于 ${yuan(thresholds.leastFen)}，请核实单位或人数`,
      figures,
      stakeFen: budgetFen,
    };
  if (standards.some(({ cashFlow, rates }) => cashFlow === 'monthly' && rates.length === 0))
    return { level: 'info', formula: `按月发放而未载单价，${quotient}，无法按标准测算`, figures, stakeFen: budgetFen };
  return null;
}

/** 元 a head with four places, cut: 0.3324. */
function perHead(budgetFen: bigint, headcount: number): string {
  const digits = ((budgetFen * 100n) / BigInt(headcount)).toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

export const r12RateImplausible = alertRule<Name>({
  id: 'R12',
  name: '单价缺失或异常',
  meaning: '全年预算 ÷ 人数低于下限；按月发放而未载单价（提示）',
  cause: 'data',
  blocking: false,
  thresholds: { leastFen: { label: '人均下限（每年）', unit: 'fen', shipped: 100n, least: 1n, most: 10n ** 9n } },
  rising: [],
  examine: ofEachProgramme(rateImplausible),
});
