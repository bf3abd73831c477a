import { fen, fenToDigits } from '@bofu/kernel';
import type { NeedOfGroup, ProgrammeOnDay } from '@bofu/monitoring';
import type { AlertLevel } from '../alert-level';
import { atLeast, atMost, percent, pointsFigure, share, type Share } from '../exact-share';
import { people, yuan } from '../in-words';
import { alertRule, ofEachProgramme, type Finding, type RuleContext } from '../rule';

type Name = 'shortYellow' | 'shortOrange' | 'shortRed' | 'overYellow' | 'overOrange' | 'roundingFen';

/**
 * R05 标准测算缺口: budget less what the year costs by the standard, over the latter. A gap of up to 100 元 is what
 * rounding to 0.01 万元 leaves (two programmes of the same kind were rounded differently) and only 提示; none at all is
 * no finding. Where several rates are printed and nothing splits the people among them, there is nothing to reckon.
 * Groups with standards of their own are added up; what a roll has stated of a month takes the standard's place.
 */
export function gapToStandard(programme: ProgrammeOnDay, { thresholds }: RuleContext<Name>): Finding | null {
  const { budgetFen, need } = programme;
  if (need === null || need.yearFen <= 0n) return null;
  const gapFen = fen(budgetFen - need.yearFen);
  if (gapFen === 0n) return null;
  const gap = share(gapFen, need.yearFen);
  const byRounding = gapFen <= thresholds.roundingFen && -gapFen <= thresholds.roundingFen;
  const level = byRounding ? 'info' : levelOf(gap, thresholds);
  if (level === null) return null;
  return {
    level,
    formula:
      `全年预算 ${yuan(budgetFen)} − 标准所需 ${need.parts.map((part) => reckoned(part, need.months)).join(' + ')}` +
      ` = ${yuan(need.yearFen)}，${gapFen < 0n ? '缺' : '余'} ${yuan(gapFen < 0n ? -gapFen : gapFen)}（${signed(gap)}）`,
    figures: {
      budgetFen: fenToDigits(budgetFen),
      needFen: fenToDigits(need.yearFen),
      gapFen: fenToDigits(gapFen),
      gapPoints: pointsFigure(gap),
    },
    stakeFen: fen(gapFen < 0n ? -gapFen : gapFen),
  };
}

const reckoned = ({ rateFen, headcount, times }: NeedOfGroup, months: number): string =>
  `${yuan(rateFen)} × ${people(headcount)}` +
  (times === 12 ? ` × ${months} 个月` : times === 1 ? '' : ` × ${times} 次`);

const signed = (gap: Share): string => `${gap.part > 0n ? '+' : ''}${percent(gap)}`;

function levelOf(gap: Share, at: Readonly<Record<Name, bigint>>): AlertLevel | null {
  if (atMost(gap, -at.shortRed)) return 'red';
  if (atMost(gap, -at.shortOrange)) return 'orange';
  if (atMost(gap, -at.shortYellow)) return 'yellow';
  if (atLeast(gap, at.overOrange)) return 'orange';
  return atLeast(gap, at.overYellow) ? 'yellow' : null;
}

export const r05GapToStandard = alertRule<Name>({
  id: 'R05',
  name: '标准测算缺口',
  meaning: '（全年预算 − 单价 × 人数 × 期数）÷（单价 × 人数 × 期数）',
  cause: (finding) => (finding?.figures['gapFen']?.startsWith('-') === false ? 'data' : 'short'),
  blocking: false,
  thresholds: {
    shortYellow: { label: '黄：缺口', unit: 'percent', shipped: 50n },
    shortOrange: { label: '橙：缺口', unit: 'percent', shipped: 500n },
    shortRed: { label: '红：缺口', unit: 'percent', shipped: 1_000n },
    overYellow: { label: '黄：结余', unit: 'percent', shipped: 1_000n, most: 50_000n },
    overOrange: { label: '橙：结余', unit: 'percent', shipped: 5_000n, most: 100_000n },
    roundingFen: { label: '尾差（只提示）', unit: 'fen', shipped: 10_000n, most: 1_000_000n },
  },
  rising: [
    ['shortYellow', 'shortOrange', 'shortRed'],
    ['overYellow', 'overOrange'],
  ],
  examine: ofEachProgramme(gapToStandard),
});
