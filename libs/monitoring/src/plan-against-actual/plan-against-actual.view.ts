import { z } from 'zod';
import { formatBasisPoints, formatYuan, type BasisPoints, type Fen } from '@bofu/kernel';
import {
  EXECUTION_STATES,
  type CheckpointFigures,
  type Figures,
  type GroupLine,
  type PlanAgainstActual,
  type ProgrammeLine,
} from '../domain/plan-against-actual';

/**
 * Plan against actual as it crosses HTTP and the command line: 元 as text with two places, percentages and percentage
 * points as text with two places, `null` where there is nothing to divide by or the plan prints nothing.
 */
const money = z.string().meta({ description: '元，两位小数', example: '118939675.00' });
const rate = z.string().nullable().meta({ description: '百分比或百分点，两位小数', example: '74.93' });
const date = z.string().meta({ format: 'date', example: '2021-10-31' });

const figuresShape = {
  initialBudget: money,
  budget: money,
  settled: money,
  inTransit: money,
  frozen: money,
  available: money,
  executionRate: rate,
  planned: money,
  plannedRate: rate,
  planGapPoints: rate,
  planGap: money,
};
const checkpointShape = {
  on: date,
  reached: z.boolean(),
  budget: money,
  planned: money,
  settled: money,
  executionRate: rate,
  planGapPoints: rate,
  planGap: money,
};
const months = z.array(z.strictObject({ period: z.string(), settled: money }));
const monthsOfGroup = z.array(
  z.strictObject({
    period: z.string(),
    settled: money.describe('当月'),
    planned: money.describe('年初至该月末累计计划'),
  }),
);
const groupShape = z.strictObject({
  key: z.string(),
  programmes: z.int(),
  ...figuresShape,
  checkpoints: z.array(z.strictObject(checkpointShape)),
  months: monthsOfGroup,
});

const askedShape = {
  fiscalYear: z.int(),
  asOf: date,
  /** The position the books are known at; `null` for all that is known now. */
  knownAt: z.string().nullable(),
  elapsedRate: rate,
};
const lineView = z.strictObject({
  appropriationId: z.string(),
  agencyId: z.string(),
  programmeId: z.string(),
  programmeCode: z.string(),
  programmeName: z.string(),
  unitCode: z.string(),
  unitName: z.string(),
  fundingLevel: z.string(),
  budgetType: z.string(),
  state: z.enum(EXECUTION_STATES),
  ...figuresShape,
  checkpoints: z.array(z.strictObject({ ...checkpointShape, printedShare: rate })),
  months,
});

export const planAgainstActualView = z.strictObject({
  ...askedShape,
  total: groupShape,
  byFundingLevel: z.array(groupShape),
  byUnit: z.array(groupShape),
  byBudgetType: z.array(groupShape),
  programmes: z.array(lineView),
});

/** 计划与实际 of one appropriation. */
export const programmeAgainstPlanView = z.strictObject({
  ...askedShape,
  programme: lineView.nullable().describe('该指标不在本年度、或此日尚未下达的为 null'),
});

const sumShape = {
  programmes: z.int(),
  budget: money,
  settled: money,
  inTransit: money,
  available: money,
  executionRate: rate,
  plannedRate: rate,
  planGapPoints: rate,
};

/** 计划与实际 in sums: of the year, of each level and unit, and month by month of the one that was asked for. */
export const planTotalsView = z.strictObject({
  ...askedShape,
  total: z.strictObject(sumShape),
  byFundingLevel: z.array(z.strictObject({ key: z.string(), ...sumShape })),
  byUnit: z.array(z.strictObject({ key: z.string(), name: z.string(), ...sumShape })),
  group: z
    .strictObject({ programmes: z.int(), months: monthsOfGroup })
    .describe('所问级次或单位的逐月；未指明的为全部，没有项目的月份为空'),
  slowest: z
    .array(
      z.strictObject({
        appropriationId: z.string(),
        programmeName: z.string(),
        executionRate: rate,
        planGapPoints: rate,
      }),
    )
    .describe('落后于计划最多的五项，最慢的在前'),
});

const percent = (points: BasisPoints | null): string | null => (points === null ? null : formatBasisPoints(points));

const viewFigures = (figures: Figures) => ({
  initialBudget: formatYuan(figures.initialFen),
  budget: formatYuan(figures.budgetFen),
  settled: formatYuan(figures.settledFen),
  inTransit: formatYuan(figures.inTransitFen),
  frozen: formatYuan(figures.frozenFen),
  available: formatYuan(figures.availableFen),
  executionRate: percent(figures.executionRate),
  planned: formatYuan(figures.plannedFen),
  plannedRate: percent(figures.plannedRate),
  planGapPoints: percent(figures.planGap),
  planGap: formatYuan(figures.planGapFen),
});

const viewCheckpoint = (checkpoint: Omit<CheckpointFigures, 'printedShare'>) => ({
  on: checkpoint.on,
  reached: checkpoint.reached,
  budget: formatYuan(checkpoint.budgetFen),
  planned: formatYuan(checkpoint.plannedFen),
  settled: formatYuan(checkpoint.settledFen),
  executionRate: percent(checkpoint.executionRate),
  planGapPoints: percent(checkpoint.planGap),
  planGap: formatYuan(checkpoint.planGapFen),
});

const viewMonths = (months: readonly { period: string; settledFen: Fen }[]) =>
  months.map(({ period, settledFen }) => ({ period, settled: formatYuan(settledFen) }));

const viewProgramme = (line: ProgrammeLine) => ({
  appropriationId: line.appropriation.appropriationId,
  agencyId: line.appropriation.agencyId,
  programmeId: line.appropriation.programmeId,
  programmeCode: line.appropriation.programmeCode,
  programmeName: line.appropriation.programmeName,
  unitCode: line.appropriation.unitCode,
  unitName: line.appropriation.unitName,
  fundingLevel: line.appropriation.fundingLevel,
  budgetType: line.appropriation.budgetType,
  state: line.state,
  ...viewFigures(line),
  checkpoints: line.checkpoints.map((checkpoint) => ({
    ...viewCheckpoint(checkpoint),
    printedShare: percent(checkpoint.printedShare),
  })),
  months: viewMonths(line.months),
});

const viewGroupMonths = ({ months }: GroupLine) =>
  months.map(({ period, settledFen, plannedFen }) => ({
    period,
    settled: formatYuan(settledFen),
    planned: formatYuan(plannedFen),
  }));

const viewGroup = (line: GroupLine) => ({
  key: line.key,
  programmes: line.programmes,
  ...viewFigures(line),
  checkpoints: line.checkpoints.map(viewCheckpoint),
  months: viewGroupMonths(line),
});

const viewAsked = ({ fiscalYear, asOf, elapsedRate }: PlanAgainstActual, knownAt: string | null) => ({
  fiscalYear,
  asOf,
  knownAt,
  elapsedRate: percent(elapsedRate),
});

/** The one line that was asked for; none where the year has none on the day. */
export const viewProgrammeAgainstPlan = (
  answer: PlanAgainstActual,
  knownAt: string | null,
): z.input<typeof programmeAgainstPlanView> => {
  const [line] = answer.programmes;
  return { ...viewAsked(answer, knownAt), programme: line === undefined ? null : viewProgramme(line) };
};

const viewSum = (line: GroupLine) => {
  const { budget, settled, inTransit, available, executionRate, plannedRate, planGapPoints } = viewFigures(line);
  return {
    programmes: line.programmes,
    ...{ budget, settled, inTransit, available, executionRate, plannedRate, planGapPoints },
  };
};

const SLOWEST = 5;

/** @param of the level or the unit whose months are asked for; none: of all */
export function viewPlanTotals(
  answer: PlanAgainstActual,
  of: { readonly fundingLevel: string | null; readonly unit: string | null },
  knownAt: string | null,
): z.input<typeof planTotalsView> {
  const { programmes, total, byFundingLevel, byUnit } = answer;
  const names = new Map(programmes.map(({ appropriation: { unitCode, unitName } }) => [unitCode, unitName]));
  const group =
    of.unit !== null
      ? byUnit.find(({ key }) => key === of.unit)
      : of.fundingLevel !== null
        ? byFundingLevel.find(({ key }) => key === of.fundingLevel)
        : total;
  const behind = programmes.flatMap((line) =>
    line.planGap !== null && line.planGap < 0 ? [{ ...line, planGap: line.planGap }] : [],
  );
  return {
    ...viewAsked(answer, knownAt),
    total: viewSum(total),
    byFundingLevel: byFundingLevel.map((line) => ({ key: line.key, ...viewSum(line) })),
    byUnit: byUnit.map((line) => ({ key: line.key, name: names.get(line.key) ?? '', ...viewSum(line) })),
    group: { programmes: group?.programmes ?? 0, months: group === undefined ? [] : viewGroupMonths(group) },
    slowest: behind
      .sort((a, b) => a.planGap - b.planGap)
      .slice(0, SLOWEST)
      .map(({ appropriation: { appropriationId, programmeName }, executionRate, planGap }) => ({
        ...{ appropriationId, programmeName },
        executionRate: percent(executionRate),
        planGapPoints: percent(planGap),
      })),
  };
}

export const viewPlanAgainstActual = (
  answer: PlanAgainstActual,
  knownAt: string | null = null,
): z.input<typeof planAgainstActualView> => ({
  ...viewAsked(answer, knownAt),
  total: viewGroup(answer.total),
  byFundingLevel: answer.byFundingLevel.map(viewGroup),
  byUnit: answer.byUnit.map(viewGroup),
  byBudgetType: answer.byBudgetType.map(viewGroup),
  programmes: answer.programmes.map(viewProgramme),
});

export type PlanAgainstActualView = z.output<typeof planAgainstActualView>;
