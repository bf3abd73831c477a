import { NO_MONEY, sumFen, type FundingLevel, type Period } from '@bofu/kernel';
import type { LineOnDay, PaymentOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import { percent, pointsFigure, share, type Share } from '../exact-share';
import { people } from '../in-words';
import { aboutProgramme, alertRule, examined, type Finding, type RuleContext } from '../rule';
import { worstReached } from '../worst-reached';

type Name = 'yellow' | 'orange' | 'red' | 'leastHeads';

/**
 * R13 人数波动: how many the last regular run of a programme was for, against the regular run before it, each level of
 * funding and each group by itself. Only the last run is judged: when the next one is as large, it is over. What was
 * entered again in the place of a payment, or paid anew, counts once; 补发 and 扣回 are no heads of the month. Why it
 * moved is what was said of 应发, or of the run itself when it was asked back.
 *
 * The document counts shares alone. In a programme of 20 people one who dies is 5 %, so an office may set the least
 * number of people that is told.
 */
export function headcountMoves(
  programme: ProgrammeOnDay,
  period: Period,
  { thresholds }: RuleContext<Name>,
): Finding | null {
  const moved = sourcesOf(programme).flatMap((source) => {
    const [last, before] = source.runs;
    if (last?.period !== period || before === undefined) return [];
    const heads = last.heads - before.heads;
    const size = heads < 0 ? -heads : heads;
    return BigInt(size) < thresholds.leastHeads ? [] : [{ ...source, last, before, heads, size }];
  });
  const worst = moved.reduce<(typeof moved)[number] | null>(
    (most, each) => (most === null || each.size * most.before.heads > most.size * each.before.heads ? each : most),
    null,
  );
  if (worst === null) return null;
  const { last, before, heads, size, groupId } = worst;
  const of: Share = share(BigInt(size), BigInt(before.heads));
  const level = worstReached(of, thresholds);
  if (level === null) return null;
  const reason = reasonOf(programme, period, groupId) ?? last.confirmation;
  return {
    level,
    formula:
      `${last.period} 发放 ${people(last.heads)}，上期 ${before.period} ${people(before.heads)}，` +
      `${heads > 0 ? '增' : '减'} ${people(size)}（${percent(of)}）；${reason === null ? '未说明事由' : `事由：${reason}`}`,
    figures: {
      heads: String(last.heads),
      headsBefore: String(before.heads),
      periodBefore: before.period,
      movedPoints: pointsFigure(of),
    },
    stakeFen: sumFen([last.amountFen]),
  };
}

interface Run {
  readonly period: Period;
  readonly heads: number;
  readonly amountFen: LineOnDay['amountFen'];
  readonly confirmation: string | null;
}

/** The regular runs of each level and group, the last period first. */
function sourcesOf({ appropriations }: ProgrammeOnDay): { groupId: string | null; runs: Run[] }[] {
  const sources = new Map<string, { groupId: string | null; runs: Map<Period, Run> }>();
  for (const { fundingLevel, payments } of appropriations)
    for (const payment of payments.filter(isCounted))
      for (const line of payment.lines) {
        const { period, heads } = line.submitted.heads === null ? NO_RUN : { period: line.period, ...line.submitted };
        if (period === null || heads === null || (line.entry !== 'regular' && line.entry !== 'advance')) continue;
        const source = sources.get(keyOf(fundingLevel, line)) ?? {
          groupId: line.groupId,
          runs: new Map<Period, Run>(),
        };
        sources.set(keyOf(fundingLevel, line), source);
        const known = source.runs.get(period) ?? { period, heads: 0, amountFen: NO_MONEY, confirmation: null };
        source.runs.set(period, {
          period,
          heads: known.heads + heads,
          amountFen: sumFen([known.amountFen, line.submitted.amountFen]),
          confirmation: known.confirmation ?? payment.confirmation,
        });
      }
  return [...sources.values()].map(({ groupId, runs }) => ({
    groupId,
    runs: [...runs.values()].sort((a, b) => (a.period < b.period ? 1 : -1)),
  }));
}

const NO_RUN = { period: null, heads: null };
const keyOf = (level: FundingLevel, { groupId }: LineOnDay): string => `${level}/${groupId ?? ''}`;
const isCounted = ({ kind, situation, isReissue }: PaymentOnDay): boolean =>
  kind === 'payout-run' && (situation === 'submitted' || situation === 'paid') && !isReissue;

const reasonOf = ({ entitled }: ProgrammeOnDay, period: Period, groupId: string | null): string | null =>
  entitled.findLast((one) => one.period === period && one.groupId === groupId)?.reason ?? null;

/** The period of the last regular run, whichever level or group it was for. */
const lastPeriods = (programme: ProgrammeOnDay): Period[] => [
  ...new Set(sourcesOf(programme).flatMap(({ runs }) => runs.slice(0, 1).map(({ period }) => period))),
];

export const r13HeadcountMoves = alertRule<Name>({
  id: 'R13',
  name: '人数波动',
  meaning: '最近一期正常发放的人数与上一期之差 ÷ 上期人数，各资金级次、各分组分别比较',
  cause: 'data',
  blocking: false,
  thresholds: {
    yellow: { label: '黄：增减', unit: 'percent', shipped: 100n },
    orange: { label: '橙：增减', unit: 'percent', shipped: 300n },
    red: { label: '红：增减', unit: 'percent', shipped: 500n },
    leastHeads: { label: '人数变动下限', unit: 'heads', shipped: 1n },
  },
  rising: [['yellow', 'orange', 'red']],
  examine: ({ programmes }, context) =>
    programmes
      .filter(({ begun }) => begun)
      .flatMap((programme) =>
        lastPeriods(programme).map((period) =>
          examined(aboutProgramme(programme, period), () => headcountMoves(programme, period, context)),
        ),
      ),
});
