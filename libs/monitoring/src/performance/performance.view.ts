import { z } from 'zod';
import { TARGET_MEASURES, VERDICTS, OUTLOOKS, type PlannedValue, type TargetMeasure } from '@bofu/budget';
import { fenFromDigits, formatBasisPoints, formatYuan, type BusinessDate } from '@bofu/kernel';
import { divergenceOf, TARGET_CATEGORIES, type TargetResult } from '../domain/performance';
import { MEASURE_MEANING } from '../domain/prove-target';
import type { ProgrammePerformance } from './performance.query';

const text = z.string();
const date = text.meta({ format: 'date', example: '2021-07-31' });
const money = text.meta({ description: '元，两位小数', example: '8541331.00' });
const percent = text.meta({ description: '百分比，两位小数', example: '83.33' });
const points = text.meta({ description: '分，两位小数', example: '16.67' });

const target = z.strictObject({
  level1: text,
  level2: text,
  level3: text,
  target: text.describe('年度指标值，按批复原文'),
  category: z.enum(TARGET_CATEGORIES).nullable().describe('产出、效益、满意度；不能归类为 null'),
  measure: z.enum(TARGET_MEASURES).nullable().describe('计算口径；没有声明为 null'),
  meaning: text.nullable().describe('该口径怎样计算'),
  planned: text.nullable().describe('声明时读出的年度值：人数、元或百分比'),
  bound: z.enum(['at-least', 'at-most']).nullable(),
  accrues: z.boolean().nullable(),
  proved: z
    .strictObject({ value: text.describe('人数、元或百分比'), formula: text, paymentIds: z.array(text) })
    .nullable()
    .describe('由支付记录算出的实际值、算式和所依据的付款'),
  statement: z
    .strictObject({
      asOf: date,
      actual: text.nullable(),
      verdict: z.enum(VERDICTS).nullable(),
      comment: text.nullable().describe('佐证'),
      reason: text.nullable().describe('偏差原因'),
      outlook: z.enum(OUTLOOKS).nullable().describe('完成可能性'),
      remedy: text.nullable().describe('改进措施'),
    })
    .nullable()
    .describe('最近一次登记'),
  completion: percent.nullable().describe('完成率'),
  weight: points.nullable().describe('分值'),
  score: points.nullable().describe('得分'),
  missing: text.nullable().describe('为什么没有实际值'),
});

export const performanceView = z.strictObject({
  asOf: date,
  items: z.array(
    z.strictObject({
      programmeId: text,
      programmeCode: text,
      programmeName: text,
      unitCode: text,
      appropriationId: text.describe('该项目本年度最先下达的指标'),
      initial: money,
      budget: money,
      settled: money,
      executionRate: percent.nullable(),
      executionScore: points.nullable(),
      accrued: percent.nullable().describe('随年度累计的指标按分值加权的完成率'),
      divergence: percent.nullable().describe('执行率与绩效完成率相差的百分点'),
      known: z.int().describe('已有实际值的指标数'),
      score: points.nullable().describe('自评得分；缺项时为 null'),
      outOf: points.describe('满分'),
      missing: z.array(text).describe('得分所缺'),
      targets: z.array(target),
    }),
  ),
});

const shown = (basisPoints: number | null): string | null =>
  basisPoints === null ? null : formatBasisPoints(basisPoints);

/** People as they are; money in 元, rates in percent, with two places. */
export function measuredText(measure: TargetMeasure, value: bigint | PlannedValue['value']): string {
  switch (measure) {
    case 'people-paid':
    case 'evidence':
      return String(value);
    case 'amount-paid':
      return formatYuan(fenFromDigits(String(value)));
    default:
      return formatBasisPoints(Number(value));
  }
}

function viewTarget(result: TargetResult): z.input<typeof target> {
  const { target: printed, category, measured, proved, statement, completion, weight, score, missing } = result;
  const measure = measured?.measure ?? null;
  const { level1, level2, level3 } = printed;
  return {
    ...{ level1, level2, level3, target: printed.target, category, measure },
    meaning: measure === null || measure === 'evidence' ? null : MEASURE_MEANING[measure],
    planned: measured?.planned ? measuredText(measured.measure, measured.planned.value) : null,
    bound: measured?.planned?.bound ?? null,
    accrues: measured?.accrues ?? null,
    proved:
      proved === null || measured === null
        ? null
        : {
            value: measuredText(measured.measure, proved.value),
            formula: proved.formula,
            paymentIds: [...proved.paymentIds],
          },
    statement:
      statement === null
        ? null
        : {
            asOf: statement.asOf,
            actual: statement.finding?.actual ?? null,
            verdict: statement.finding?.verdict ?? null,
            comment: statement.finding?.comment ?? null,
            reason: statement.reason,
            outlook: statement.outlook,
            remedy: statement.remedy,
          },
    ...{ completion: shown(completion), weight: shown(weight), score: shown(score), missing },
  };
}

export const viewPerformance = (
  asOf: BusinessDate,
  programmes: readonly ProgrammePerformance[],
): z.input<typeof performanceView> => ({
  asOf,
  items: programmes.map(({ programme, ...performance }) => ({
    programmeId: programme.programmeId,
    programmeCode: programme.programmeCode,
    programmeName: programme.programmeName,
    unitCode: programme.appropriations[0].unitCode,
    appropriationId: programme.appropriations[0].appropriationId,
    initial: formatYuan(programme.initialFen),
    budget: formatYuan(programme.budgetFen),
    settled: formatYuan(programme.settledFen),
    executionRate: shown(performance.executionRate),
    executionScore: shown(performance.executionScore),
    accrued: shown(performance.accrued),
    divergence: shown(divergenceOf(performance)),
    known: performance.targets.filter(({ completion }) => completion !== null).length,
    score: shown(performance.score),
    outOf: formatBasisPoints(performance.outOf),
    missing: [...performance.missing],
    targets: performance.targets.map(viewTarget),
  })),
});
