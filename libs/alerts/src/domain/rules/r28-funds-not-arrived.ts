import { fenToDigits } from '@bofu/kernel';
import type { AppropriationOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import { yuan } from '../in-words';
import { DAYS_OF_LEVEL, levelByAge } from '../level-by-age';
import { alertRule, ofEachAppropriation, type Finding, type RuleContext } from '../rule';

type Name = 'yellowDays' | 'orangeDays' | 'redDays';

/**
 * R28 上级资金到位: authority of a level above was received, and the money has not all arrived. Asked only of an agency
 * that keeps arrivals (登记资金到位), and counted from the day it began to at the earliest: what nobody writes down is not
 * missing. What was carried over arrived in the year it was formed in.
 */
export function fundsNotArrived(
  { on, fundingLevel, fiscalYear, formedIn, funds }: AppropriationOnDay,
  _programme: ProgrammeOnDay,
  { calendar, thresholds }: RuleContext<Name>,
): Finding | null {
  const { keptSince, expectedFen, arrivedFen, missingFen, missingSince } = funds;
  if (fundingLevel === 'district' || formedIn < fiscalYear || keptSince === null || missingSince === null) return null;
  const since = missingSince > keptSince ? missingSince : keptSince;
  const level = levelByAge(since, on, thresholds, calendar);
  if (level === null) return null;
  return {
    level,
    formula:
      `应到 ${yuan(expectedFen)} − 已到 ${yuan(arrivedFen)} = 未到 ${yuan(missingFen)}，` +
      `自 ${since} 起已超过 ${thresholds[DAYS_OF_LEVEL[level]]} 个工作日`,
    figures: {
      expectedFen: fenToDigits(expectedFen),
      arrivedFen: fenToDigits(arrivedFen),
      missingFen: fenToDigits(missingFen),
      missingSince: since,
    },
    stakeFen: missingFen,
  };
}

export const r28FundsNotArrived = alertRule<Name>({
  id: 'R28',
  name: '上级资金到位',
  meaning: '区级以外的指标已下达而资金未到齐的工作日数，先到的抵最早下达的；只在本部门登记资金到位之后，自登记之日起算',
  cause: 'short',
  blocking: false,
  thresholds: {
    yellowDays: { label: '黄：下达后超过', unit: 'working-days', shipped: 10n, most: 120n },
    orangeDays: { label: '橙：下达后超过', unit: 'working-days', shipped: 20n, most: 180n },
    redDays: { label: '红：下达后超过', unit: 'working-days', shipped: 30n, most: 240n },
  },
  rising: [['yellowDays', 'orangeDays', 'redDays']],
  examine: ofEachAppropriation(fundsNotArrived),
});
