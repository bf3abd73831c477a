import { fen, formatYuanGrouped, periodsOfYear, sumFen, type Fen, type Period } from '@bofu/kernel';
import type { ProgrammeOnDay } from '../../facts/programme-facts';
import { people, yuan } from '../in-words';
import { monthDue } from '../months-due';
import { alertRule, type Finding, type OfficeOnDay, type PayoutSchemeOnDay, type RuleContext } from '../rule';

/**
 * R14 四级人数不一致: everybody of a payout scheme receives from every level, so one month's regular headcounts must be
 * the same in all of its programmes and the rates must add up to the scheme's, 93 + 15 + 2.50 + 2.50 = 113 元. A month
 * is compared once every programme has paid or submitted it, or once it is due: in between, one of them may simply not
 * have come to it yet. Returned and paid again is no difference: the regular run's headcount counts as submitted.
 */
export function headcountsDiffer(
  scheme: PayoutSchemeOnDay,
  period: Period,
  { programmes, on }: Pick<OfficeOnDay, 'programmes' | 'on'>,
  { calendar }: Pick<RuleContext, 'calendar'>,
): Finding | null {
  const members = scheme.lines.flatMap(({ appropriationId }) => {
    const programme = programmes.find((one) => one.appropriationId === appropriationId);
    return programme === undefined ? [] : [{ programme, ...regularRun(programme, period) }];
  });
  const started = members.filter(({ headcount }) => headcount > 0);
  if (members.length < 2 || started.length === 0) return null;
  const isDue = members.every(({ programme }) => monthDue(programme, period, calendar) < on);
  if (started.length < members.length && !isDue) return null;

  const rateFen = sumFen(members.map((member) => member.rateFen));
  const same = members.every(({ headcount }) => headcount === members[0]?.headcount);
  if (same && rateFen === scheme.totalRateFen) return null;
  const heads = members.map(({ programme, headcount }) => `${programme.programmeName} ${people(headcount)}`).join('、');
  const rates = members.map((member) => formatYuanGrouped(member.rateFen)).join(' + ');
  return {
    level: 'red',
    formula: same
      ? `${period} 单价 ${rates} = ${yuan(rateFen)} ≠ 方案 ${yuan(scheme.totalRateFen)}`
      : `${period} 人数不一致：${heads}`,
    figures: {
      headcounts: members.map(({ headcount }) => headcount).join(','),
      rateFen: rateFen.toString(),
      schemeRateFen: scheme.totalRateFen.toString(),
    },
  };
}

function regularRun({ payments }: ProgrammeOnDay, period: Period): { headcount: number; rateFen: Fen } {
  const runs = payments.filter(
    (payment) =>
      payment.period === period &&
      payment.run === 'regular' &&
      (payment.situation === 'submitted' || payment.situation === 'paid'),
  );
  return {
    headcount: runs.reduce((sum, { headcount }) => sum + (headcount ?? 0), 0),
    rateFen: runs[0]?.rateFen ?? fen(0n),
  };
}

export const r14HeadcountsDiffer = alertRule<never>({
  id: 'R14',
  name: '四级人数不一致',
  meaning: '同一发放方案各级项目同期人数不同，或单价之和不等于方案标准',
  blocking: false,
  thresholds: {},
  rising: [],
  examine: (office, context) =>
    office.schemes.flatMap((scheme) =>
      periodsOfYear(office.fiscalYear).map((period) => ({
        subject: scheme.schemeId,
        subjectName: scheme.name,
        appropriationId: null,
        period,
        finding: headcountsDiffer(scheme, period, office, context),
      })),
    ),
});
