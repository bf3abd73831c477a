import type { BasisPoints, Fen } from '@bofu/kernel';
import { EXECUTION_POINTS, type ProgrammePerformance } from '@bofu/monitoring';
import type { Column } from '../sheet/column';
import { actualOf, groundsOf } from './read-performance';

export interface SelfEvaluationRow {
  readonly of: ProgrammePerformance;
  readonly level1: string;
  readonly level2: string | null;
  readonly level3: string | null;
  readonly target: string | null;
  readonly actual: string | null;
  /** 年初预算数, 全年预算数, 全年执行数: on the line of the money only. */
  readonly money: readonly [Fen, Fen, Fen] | null;
  readonly completion: BasisPoints | null;
  /** In hundredths of a point. */
  readonly weight: number | null;
  readonly score: number | null;
  readonly grounds: string | null;
  readonly remedy: string | null;
}

/** 绩效自评表: of each programme a line for its money, one for each target, and its score, or what the score still lacks. */
export const selfEvaluationColumns: readonly Column<SelfEvaluationRow>[] = [
  { header: '项目编码', kind: 'text', value: ({ of }) => of.programme.programmeCode },
  { header: '项目名称', kind: 'text', value: ({ of }) => of.programme.programmeName },
  { header: '一级指标', kind: 'text', value: ({ level1 }) => level1 },
  { header: '二级指标', kind: 'text', value: ({ level2 }) => level2 },
  { header: '三级指标', kind: 'text', value: ({ level3 }) => level3 },
  { header: '年初预算数', unit: '元', kind: 'money', value: ({ money }) => money?.[0] ?? null },
  { header: '全年预算数', unit: '元', kind: 'money', value: ({ money }) => money?.[1] ?? null },
  { header: '全年执行数', unit: '元', kind: 'money', value: ({ money }) => money?.[2] ?? null },
  { header: '年度指标值', kind: 'text', value: ({ target }) => target },
  { header: '实际完成值', kind: 'text', value: ({ actual }) => actual },
  { header: '执行率或完成率', unit: '%', kind: 'share', value: ({ completion }) => completion },
  { header: '分值', unit: '分', kind: 'share', value: ({ weight }) => weight },
  { header: '得分', unit: '分', kind: 'share', value: ({ score }) => score },
  { header: '计算依据或佐证', kind: 'text', value: ({ grounds }) => grounds },
  { header: '偏差原因及改进措施', kind: 'text', value: ({ remedy }) => remedy },
];

const NOTHING: Omit<SelfEvaluationRow, 'of' | 'level1'> = {
  ...{ level2: null, level3: null, target: null, actual: null, money: null, completion: null },
  ...{ weight: null, score: null, grounds: null, remedy: null },
};

export const selfEvaluationRows = (programmes: readonly ProgrammePerformance[]): SelfEvaluationRow[] =>
  programmes.flatMap((of): SelfEvaluationRow[] => {
    const { initialFen, budgetFen, settledFen } = of.programme;
    const { missing } = of;
    return [
      {
        ...NOTHING,
        ...{ of, level1: '预算执行率', money: [initialFen, budgetFen, settledFen], completion: of.executionRate },
        ...{
          weight: EXECUTION_POINTS,
          score: of.executionScore,
          grounds: '全年执行数 ÷ 全年预算数 × 分值，不超过分值',
        },
      },
      ...of.targets.map((result): SelfEvaluationRow => {
        const { level1, level2, level3, target } = result.target;
        const { completion, weight, score, statement } = result;
        const remedy = [statement?.reason, statement?.remedy].filter((text) => typeof text === 'string').join('；');
        return {
          ...{ of, level1, level2, level3, target, actual: actualOf(result), money: null, completion, weight, score },
          ...{ grounds: groundsOf(result), remedy: remedy === '' ? null : remedy },
        };
      }),
      {
        ...NOTHING,
        ...{ of, level1: '自评得分', weight: of.outOf, score: of.score },
        grounds: missing.length === 0 ? null : `未完成，缺 ${missing.length} 项：${missing.join('；')}`,
      },
    ];
  });
