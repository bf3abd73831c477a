import { fen, formatYuanGrouped, NO_MONEY, sumFen, type Fen, type Period } from '@bofu/kernel';
import type { AppropriationOnDay, LineOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import type { SchemeVersion } from '@bofu/payment';
import { people, yuan } from '../in-words';
import { dueDayOf, monthDue } from '../months-due';
import { alertRule, examined, type Finding, type RuleContext, type YearOnDay } from '../rule';

/**
 * R14 四级人数不一致: everybody of a payout scheme receives from every level, so one month's regular headcounts must be
 * the same in all of its sources and the rates must add up to the scheme's, 93 + 15 + 2.50 + 2.50 = 113 元. A month
 * is compared once every source has paid or submitted it, or once it is due: in between, one of them may simply not
 * have come to it yet. Returned and paid again is no difference: the regular run's headcount counts as submitted.
 *
 * A source is the money of one level of a programme: a month run from the first batch counts beside one run from the
 * second. Groups with lines of their own are compared each by itself.
 */
export function headcountsDiffer(
  scheme: SchemeVersion,
  period: Period,
  { programmes, on }: Pick<YearOnDay, 'programmes' | 'on'>,
  { calendar }: Pick<RuleContext, 'calendar'>,
): Finding | null {
  const groups = [...new Set(scheme.lines.map(({ groupId }) => groupId))];
  for (const groupId of groups) {
    const found = differing(scheme, groupId, period, { programmes, on }, { calendar });
    if (found !== null) return found;
  }
  return null;
}

function differing(
  { lines }: SchemeVersion,
  groupId: string | null,
  period: Period,
  { programmes, on }: Pick<YearOnDay, 'programmes' | 'on'>,
  { calendar }: Pick<RuleContext, 'calendar'>,
): Finding | null {
  const own = lines.filter((line) => line.groupId === groupId);
  const members = own.flatMap(({ appropriationId }) => {
    const programme = programmes.find(({ appropriations }) =>
      appropriations.some((one) => one.appropriationId === appropriationId),
    );
    const named = programme?.appropriations.find((one) => one.appropriationId === appropriationId);
    if (programme === undefined || named === undefined) return [];
    return [{ programme, ...regularRun(sourceOf(programme, named), period, groupId) }];
  });
  const started = members.filter(({ headcount }) => headcount > 0);
  if (members.length < 2 || started.length === 0) return null;
  const isDue = members.every(({ programme: { months, standard } }) => {
    const month = months.find((one) => one.period === period);
    return (month ? dueDayOf(month, calendar) : monthDue(standard?.deadline, period, calendar)) < on;
  });
  if (started.length < members.length && !isDue) return null;

  const totalRateFen = sumFen(own.map((line) => line.rateFen));
  const rateFen = sumFen(members.map((member) => member.rateFen));
  const same = members.every(({ headcount }) => headcount === members[0]?.headcount);
  if (same && rateFen === totalRateFen) return null;
  const heads = members.map(({ programme, headcount }) => `${programme.programmeName} ${people(headcount)}`).join('、');
  const rates = members.map((member) => formatYuanGrouped(member.rateFen)).join(' + ');
  return {
    level: 'red',
    formula: same
      ? `${period} 单价 ${rates} = ${yuan(rateFen)} ≠ 方案 ${yuan(totalRateFen)}`
      : `${period} 人数不一致：${heads}`,
    figures: {
      headcounts: members.map(({ headcount }) => headcount).join(','),
      rateFen: rateFen.toString(),
      schemeRateFen: totalRateFen.toString(),
    },
    stakeFen: NO_MONEY,
  };
}

const sourceOf = ({ appropriations }: ProgrammeOnDay, { fundingLevel }: AppropriationOnDay): AppropriationOnDay[] =>
  appropriations.filter((one) => one.fundingLevel === fundingLevel);

function regularRun(
  source: readonly AppropriationOnDay[],
  period: Period,
  groupId: string | null,
): { headcount: number; rateFen: Fen } {
  const lines = source
    .flatMap(({ payments }) => payments)
    .filter(({ kind, situation }) => kind === 'payout-run' && (situation === 'submitted' || situation === 'paid'))
    .flatMap((run) => run.lines.filter((line) => isOf(line, period, groupId)));
  return {
    headcount: lines.reduce((sum, { heads }) => sum + (heads ?? 0), 0),
    rateFen: lines[0]?.rateFen ?? fen(0n),
  };
}

const isOf = (line: LineOnDay, period: Period, groupId: string | null): boolean =>
  line.period === period &&
  (line.entry === 'regular' || line.entry === 'advance') &&
  (groupId === null || line.groupId === groupId);

export const r14HeadcountsDiffer = alertRule<never>({
  id: 'R14',
  name: '四级人数不一致',
  meaning: '同一发放方案各级项目同期人数不同，或单价之和不等于方案标准',
  cause: 'data',
  blocking: false,
  thresholds: {},
  rising: [],
  examine: (year, context) =>
    year.schemes.flatMap((scheme) =>
      monthsOf(scheme, year).map((period) => {
        const about = { subject: scheme.schemeId, subjectName: scheme.name, programmeId: null, appropriationId: null };
        return examined({ ...about, period }, () => headcountsDiffer(scheme, period, year, context));
      }),
    ),
});

/** The months that any of its programmes owes. */
const monthsOf = ({ lines }: SchemeVersion, { programmes }: YearOnDay): Period[] => [
  ...new Set(
    programmes
      .filter(({ appropriations }) =>
        appropriations.some((one) => lines.some(({ appropriationId }) => appropriationId === one.appropriationId)),
      )
      .flatMap(({ months }) => months.map(({ period }) => period)),
  ),
];
