import { dateOf, fen, fenToDigits, monthOf, sumFen, type BusinessDate, type Fen } from '@bofu/kernel';
import type { ProgrammeOnDay } from '@bofu/monitoring';
import { atLeast, percent, pointsFigure, share } from '../exact-share';
import { yuan } from '../in-words';
import { alertRule, ofEachProgramme, type Finding, type RuleContext } from '../rule';

type Name = 'december' | 'quarter' | 'quarterOrange' | 'leastFen';

/**
 * R29 年末集中支付: how much of all that a programme has paid in the year went out in its last quarter, or in December
 * alone, asked from December on and until the end of January: nothing that
 * happens later changes it. What the document itself puts there is no rush: a deadline in the last quarter, a fourth
 * quarter of who pays by the quarter, money first given in the second half of the year.
 */
export function yearEndRush(programme: ProgrammeOnDay, { thresholds }: RuleContext<Name>): Finding | null {
  const { on, fiscalYear, settledFen, standard, appropriations } = programme;
  if (on < dateOf(fiscalYear, 12, 1) || on > dateOf(fiscalYear + 1, 1, 31) || settledFen <= 0n) return null;
  if (standard?.deadline.kind === 'by-date' && Number(standard.deadline.monthDay.slice(0, 2)) >= 10) return null;
  const [first] = appropriations.map(({ issuedOn }) => issuedOn).sort();
  if (first !== undefined && first.slice(0, 4) === String(fiscalYear) && monthOf(first) > 6) return null;

  const [quarterFen, decemberFen] = [paidSince(programme, 10), paidSince(programme, 12)];
  const [quarter, december] = [share(quarterFen, settledFen), share(decemberFen, settledFen)];
  const decemberCounts = standard?.cashFlow !== 'quarterly' && decemberFen >= thresholds.leastFen;
  const level =
    quarterFen < thresholds.leastFen
      ? null
      : atLeast(quarter, thresholds.quarterOrange)
        ? 'orange'
        : atLeast(quarter, thresholds.quarter) || (decemberCounts && atLeast(december, thresholds.december))
          ? 'yellow'
          : null;
  if (level === null) return null;
  return {
    level,
    formula:
      `全年已付 ${yuan(settledFen)}，其中第四季度 ${yuan(quarterFen)}（${percent(quarter)}），` +
      `12 月 ${yuan(decemberFen)}（${percent(december)}）`,
    figures: {
      settledFen: fenToDigits(settledFen),
      quarterFen: fenToDigits(quarterFen),
      decemberFen: fenToDigits(decemberFen),
      quarterPoints: pointsFigure(quarter),
      decemberPoints: pointsFigure(december),
    },
    stakeFen: quarterFen,
  };
}

/** Net of what came back in those months. */
function paidSince({ payments, fiscalYear }: ProgrammeOnDay, month: number): Fen {
  const first: BusinessDate = dateOf(fiscalYear, month, 1);
  const paid = payments
    .filter(({ kind }) => kind !== 'opening-balance')
    .flatMap(({ flows }) => flows.filter(({ on }) => on >= first).map(({ paidFen }) => paidFen));
  const netFen = sumFen(paid);
  return netFen > 0n ? netFen : fen(0n);
}

export const r29YearEndRush = alertRule<Name>({
  id: 'R29',
  name: '年末集中支付',
  meaning:
    '自 12 月起至次年 1 月：第四季度或 12 月支付占全年已付的比例；时限在第四季度的、下半年才下达的除外，按季支付的不看 12 月',
  cause: 'data',
  blocking: false,
  thresholds: {
    december: { label: '黄：12 月达到', unit: 'percent', shipped: 1_500n },
    quarter: { label: '黄：第四季度达到', unit: 'percent', shipped: 3_500n },
    quarterOrange: { label: '橙：第四季度达到', unit: 'percent', shipped: 4_500n },
    leastFen: { label: '金额下限', unit: 'fen', shipped: 100_000n },
  },
  rising: [['quarter', 'quarterOrange']],
  examine: ofEachProgramme(yearEndRush),
});
