import { dateOf, daysBetween, fen, fenToDigits } from '@bofu/kernel';
import type { AppropriationOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import { yuan } from '../in-words';
import { alertRule, ofEachAppropriation, type Finding, type RuleContext } from '../rule';

type Name = 'yellowDays' | 'orangeDays' | 'leastFen';

/**
 * R30 两年未用: money that was carried over, by the year it was formed in, and is not used up. Two years without use make
 * it 结余 that is taken back; a change of purpose does not begin the count anew. From the last quarter of its second year
 * on it is told, while something can be done; what has gone into a third year is red.
 */
export function twoYearMoney(
  { on, formedIn, fiscalYear, budgetFen, settledFen }: AppropriationOnDay,
  _programme: ProgrammeOnDay,
  { thresholds }: RuleContext<Name>,
): Finding | null {
  if (formedIn >= fiscalYear) return null;
  const unusedFen = fen(budgetFen - settledFen);
  if (unusedFen <= 0n || unusedFen < thresholds.leastFen) return null;
  const endsOn = dateOf(formedIn + 1, 12, 31);
  const left = BigInt(on >= endsOn ? 0 : daysBetween(on, endsOn));
  const isOver = on > endsOn;
  const level = isOver
    ? 'red'
    : left <= thresholds.orangeDays
      ? 'orange'
      : left <= thresholds.yellowDays
        ? 'yellow'
        : null;
  if (level === null) return null;
  return {
    level,
    formula:
      `形成于 ${formedIn} 年的资金尚有 ${yuan(unusedFen)} 未用，` +
      (isOver ? `已于 ${endsOn} 满两年，应收回` : `${endsOn} 满两年，余 ${left} 日`),
    figures: { formedIn: String(formedIn), unusedFen: fenToDigits(unusedFen), endsOn },
    stakeFen: unusedFen,
  };
}

export const r30TwoYearMoney = alertRule<Name>({
  id: 'R30',
  name: '两年未用资金',
  meaning: '结转资金未用完，距形成年度次年年底的天数；满两年仍未用完的为红（应收回）',
  cause: 'behind',
  blocking: false,
  thresholds: {
    yellowDays: { label: '黄：不足', unit: 'days', shipped: 92n },
    orangeDays: { label: '橙：不足', unit: 'days', shipped: 31n },
    leastFen: { label: '金额下限', unit: 'fen', shipped: 100_000n },
  },
  rising: [['orangeDays', 'yellowDays']],
  examine: ofEachAppropriation(twoYearMoney),
});
