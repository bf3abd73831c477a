import { z } from 'zod';
import { alertWatchView, viewAlertWatch } from '@bofu/alerts';
import { formatBasisPoints, formatYuan, type BasisPoints } from '@bofu/kernel';
import type { ExecutedYear } from './executed-years';
import { countAlerts, countStates, levelsOf, totalOf, unitsOf, type ListedLine } from './listed-lines';
import { SHOWN_STATES } from './shown-state';

/** The list of programmes as it crosses HTTP: a row has what a line of the list shows, and no more. */
const money = z.string().meta({ description: '元，两位小数', example: '118939675.00' });
const rate = z.string().nullable().meta({ description: '百分比或百分点，两位小数', example: '74.93' });
const date = z.string().meta({ format: 'date', example: '2021-10-31' });
const count = z.int().min(0);
const alerts = z.strictObject({ red: count, orange: count, yellow: count, info: count });
const state = z.enum(SHOWN_STATES).meta({
  description:
    '计划、预测、预警中最差的：short 不足、alerted 红色预警、unpaid 未拨、behind 滞后、short-later 将不足、ahead 超前、on-plan 正常、completed 已完成、not-due 未到计划',
});
const figures = {
  budget: money,
  settled: money,
  inTransit: money,
  available: money,
  executionRate: rate,
  plannedRate: rate,
  planGapPoints: rate,
};

export const executionLinesView = z.strictObject({
  fiscalYear: z.int(),
  asOf: date,
  /** The position the books are known at; `null` for all that is known now. */
  knownAt: z.string().nullable(),
  elapsedRate: rate.describe('序时进度'),
  all: count.describe('本年度全部预算指标数，不论条件'),
  count: count.describe('符合条件的项数，不止本页'),
  page: z.int().min(1).describe('本页是第几页；超出末页的为末页'),
  total: z.strictObject(figures).describe('符合条件的合计'),
  states: z.array(z.strictObject({ state, count })).describe('符合条件的各状态项数，差者在前'),
  alerts: alerts.describe('符合条件的项目未销号的预警'),
  units: z.array(z.strictObject({ unitCode: z.string(), unitName: z.string() })).describe('本年度的单位'),
  fundingLevels: z.array(z.string()).describe('本年度的资金级次'),
  evaluation: alertWatchView,
  items: z.array(
    z.strictObject({
      appropriationId: z.string(),
      programmeId: z.string(),
      programmeName: z.string(),
      documentNumber: z.strictObject({ printed: z.string(), normalized: z.string().nullable() }).nullable(),
      fundingLevel: z.string(),
      ...figures,
      state,
      alerts: alerts.nullable().describe('该项目未销号的预警；没有的为 null'),
    }),
  ),
});

const percent = (points: BasisPoints | null): string | null => (points === null ? null : formatBasisPoints(points));

const viewFigures = (of: ReturnType<typeof totalOf>) => ({
  budget: formatYuan(of.budgetFen),
  settled: formatYuan(of.settledFen),
  inTransit: formatYuan(of.inTransitFen),
  available: formatYuan(of.availableFen),
  executionRate: percent(of.executionRate),
  plannedRate: percent(of.plannedRate),
  planGapPoints: percent(of.planGap),
});

const viewLine = (line: ListedLine) => ({
  appropriationId: line.appropriation.appropriationId,
  programmeId: line.appropriation.programmeId,
  programmeName: line.appropriation.programmeName,
  documentNumber: line.documentNumber && {
    printed: line.documentNumber.printed,
    normalized: line.documentNumber.normalized,
  },
  fundingLevel: line.appropriation.fundingLevel,
  ...viewFigures(line),
  state: line.state,
  alerts: line.alerts,
});

/** @param rows where the page begins and ends among the chosen lines */
export function viewExecutionLines(
  asked: Pick<z.output<typeof executionLinesView>, 'fiscalYear' | 'asOf' | 'knownAt'> & {
    readonly elapsedRate: BasisPoints | null;
  },
  { lines, watch }: ExecutedYear,
  chosen: readonly ListedLine[],
  { page, from, to }: { readonly page: number; readonly from: number; readonly to: number },
): z.output<typeof executionLinesView> {
  const { fiscalYear, asOf, knownAt, elapsedRate } = asked;
  return {
    fiscalYear,
    asOf,
    knownAt,
    elapsedRate: percent(elapsedRate),
    all: lines.length,
    count: chosen.length,
    page,
    total: viewFigures(totalOf(chosen)),
    states: countStates(chosen),
    alerts: countAlerts(chosen),
    units: unitsOf(lines),
    fundingLevels: levelsOf(lines),
    evaluation: viewAlertWatch(fiscalYear, watch),
    items: chosen.slice(from, to).map(viewLine),
  };
}
