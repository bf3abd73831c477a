import type { AlertStanding } from '@bofu/alerts';
import { FUNDING_LEVEL_LABEL } from '@bofu/budget';
import { fen, periodOf, type BusinessDate, type Fen, type FundingLevel, type Period } from '@bofu/kernel';
import type { Figures, Forecast, PlanAgainstActual, ProgrammeLine, ProgrammeOnDay } from '@bofu/monitoring';
import type { Column } from '../sheet/column';

export interface PeriodSummaryRow {
  readonly first: string;
  readonly appropriation: ProgrammeLine['appropriation'] | null;
  readonly figures: Pick<
    Figures,
    'budgetFen' | 'settledFen' | 'inTransitFen' | 'availableFen' | 'executionRate' | 'planGap'
  >;
  readonly inPeriodFen: Fen;
  readonly alerts: AlertCounts | null;
  readonly failsIn: Period | null;
  readonly yearShortFen: Fen | null;
  /** Months paid in full of those owed by the day; `null` where nothing is owed by the month. */
  readonly monthsPaid: { readonly paid: number; readonly owed: number } | null;
}

interface AlertCounts {
  readonly raised: number;
  readonly ended: number;
  readonly standing: number;
}

const NO_ALERTS: AlertCounts = { raised: 0, ended: 0, standing: 0 };

/**
 * 月报（季报）: a line for each appropriation. 本期支出 is what 累计支出 grew by from the first to the last day asked for. Alerts
 * are of programmes: those of a programme with several appropriations, its forecast and its months stand on the first
 * one's line; those of no programme (方案、年度) on a line of their own. 足额期数 is months paid in full of those owed so far.
 */
export const periodSummaryColumns: readonly Column<PeriodSummaryRow>[] = [
  { header: '序号', kind: 'text', value: ({ first }) => first },
  { header: '项目编码', kind: 'text', value: ({ appropriation }) => appropriation?.programmeCode ?? null },
  { header: '项目名称', kind: 'text', value: ({ appropriation }) => appropriation?.programmeName ?? null },
  {
    header: '资金级次',
    kind: 'text',
    value: ({ appropriation }) => appropriation && FUNDING_LEVEL_LABEL[appropriation.fundingLevel as FundingLevel],
  },
  { header: '全年预算', unit: '元', kind: 'money', value: ({ figures }) => figures.budgetFen },
  { header: '本期支出', unit: '元', kind: 'money', value: ({ inPeriodFen }) => inPeriodFen },
  { header: '累计支出', unit: '元', kind: 'money', value: ({ figures }) => figures.settledFen },
  { header: '执行率', unit: '%', kind: 'share', value: ({ figures }) => figures.executionRate },
  { header: '计划偏差', unit: '百分点', kind: 'share', value: ({ figures }) => figures.planGap },
  { header: '在途', unit: '元', kind: 'money', value: ({ figures }) => figures.inTransitFen },
  { header: '可用', unit: '元', kind: 'money', value: ({ figures }) => figures.availableFen },
  { header: '新增预警', unit: '件', kind: 'count', value: ({ alerts }) => alerts?.raised ?? null },
  { header: '办结预警', unit: '件', kind: 'count', value: ({ alerts }) => alerts?.ended ?? null },
  { header: '期末预警', unit: '件', kind: 'count', value: ({ alerts }) => alerts?.standing ?? null },
  { header: '预计不足月份', kind: 'text', value: ({ failsIn }) => failsIn },
  { header: '全年预计缺口', unit: '元', kind: 'money', value: ({ yearShortFen }) => yearShortFen },
  {
    header: '足额期数',
    kind: 'text',
    value: ({ monthsPaid }) => monthsPaid && `${monthsPaid.paid}/${monthsPaid.owed}`,
  },
];

export interface PeriodFacts {
  /** At the end of the last day. */
  readonly now: PlanAgainstActual;
  /** At the end of the day before the first. */
  readonly before: PlanAgainstActual;
  readonly from: BusinessDate;
  readonly alerts: readonly AlertStanding[];
  readonly programmes: readonly ProgrammeOnDay[];
  readonly forecast: Forecast;
}

export function periodSummaryRows({
  now,
  before,
  from,
  alerts,
  programmes,
  forecast,
}: PeriodFacts): PeriodSummaryRow[] {
  const settledBefore = new Map(
    before.programmes.map(({ appropriation, settledFen }) => [appropriation.appropriationId, settledFen]),
  );
  const told = new Set<string>();
  const rows = now.programmes.map((line, at): PeriodSummaryRow => {
    const { appropriation } = line;
    const { programmeId, appropriationId } = appropriation;
    const isFirst = !told.has(programmeId);
    told.add(programmeId);
    const ahead = forecast.programmes.find((one) => one.programmeId === programmeId);
    return {
      first: String(at + 1),
      appropriation,
      figures: line,
      inPeriodFen: fen(line.settledFen - (settledBefore.get(appropriationId) ?? 0n)),
      alerts: isFirst
        ? countsOf(
            alerts.filter(({ state }) => state.identity.programmeId === programmeId),
            from,
          )
        : null,
      failsIn: (isFirst && ahead?.firstFailure?.period) || null,
      yearShortFen: isFirst ? (ahead?.yearShortFen ?? null) : null,
      monthsPaid: isFirst
        ? monthsPaid(
            programmes.find((one) => one.programmeId === programmeId),
            now.asOf,
          )
        : null,
    };
  });
  const ofNone = alerts.filter(({ state }) => state.identity.programmeId === null);
  if (ofNone.length === 0) return rows;
  return [
    ...rows,
    {
      ...{ first: '不属单个项目', appropriation: null, figures: NO_MONEY_AT_ALL, inPeriodFen: fen(0n) },
      alerts: countsOf(ofNone, from),
      ...{ failsIn: null, yearShortFen: null, monthsPaid: null },
    },
  ];
}

const NO_MONEY_AT_ALL: PeriodSummaryRow['figures'] = {
  budgetFen: fen(0n),
  settledFen: fen(0n),
  inTransitFen: fen(0n),
  availableFen: fen(0n),
  executionRate: null,
  planGap: null,
};

export function periodSummaryTotal(rows: readonly PeriodSummaryRow[], { now, before }: PeriodFacts): PeriodSummaryRow {
  const counts = rows.map(({ alerts }) => alerts ?? NO_ALERTS);
  return {
    first: '合计',
    appropriation: null,
    figures: now.total,
    inPeriodFen: fen(now.total.settledFen - before.total.settledFen),
    alerts: {
      raised: counts.reduce((sum, { raised }) => sum + raised, 0),
      ended: counts.reduce((sum, { ended }) => sum + ended, 0),
      standing: counts.reduce((sum, { standing }) => sum + standing, 0),
    },
    failsIn: null,
    yearShortFen: fen(rows.reduce((sum, { yearShortFen }) => sum + (yearShortFen ?? 0n), 0n)),
    monthsPaid: null,
  };
}

/** A case that came again, or ended twice, within the days counts each time. */
function countsOf(cases: readonly AlertStanding[], from: BusinessDate): AlertCounts {
  const happened = (...types: readonly string[]): number =>
    cases.reduce(
      (sum, { history }) => sum + history.filter(({ on, event }) => on >= from && types.includes(event.type)).length,
      0,
    );
  return {
    raised: happened('AlertRaised', 'AlertReopened'),
    ended: happened('AlertCleared', 'AlertClosed'),
    standing: cases.filter(({ situation }) => situation !== 'cleared').length,
  };
}

function monthsPaid(programme: ProgrammeOnDay | undefined, asOf: BusinessDate): PeriodSummaryRow['monthsPaid'] {
  const owed = (programme?.months ?? []).filter(({ period, runs }) => period <= periodOf(asOf) && runs.length > 0);
  if (owed.length === 0) return null;
  return { paid: owed.filter(({ runs }) => runs.every(({ paidOn }) => paidOn !== null)).length, owed: owed.length };
}
