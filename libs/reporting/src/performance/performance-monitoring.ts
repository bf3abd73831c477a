import type { BasisPoints } from '@bofu/kernel';
import { divergenceOf, type ProgrammePerformance, type TargetResult } from '@bofu/monitoring';
import type { Column } from '../sheet/column';
import { actualOf, groundsOf, outlookOf } from './read-performance';

export interface PerformanceRow {
  readonly of: ProgrammePerformance;
  /** 背离 stands on the first line of its programme. */
  readonly divergence: BasisPoints | null;
  readonly result: TargetResult;
}

/** 绩效运行监控表: a line for each target of each programme, its money and what has come of it side by side. */
export const performanceColumns: readonly Column<PerformanceRow>[] = [
  { header: '项目编码', kind: 'text', value: ({ of }) => of.programme.programmeCode },
  { header: '项目名称', kind: 'text', value: ({ of }) => of.programme.programmeName },
  { header: '预算执行率', unit: '%', kind: 'share', value: ({ of }) => of.executionRate },
  { header: '双监控背离', unit: '百分点', kind: 'share', value: ({ divergence }) => divergence },
  { header: '一级指标', kind: 'text', value: ({ result }) => result.target.level1 },
  { header: '二级指标', kind: 'text', value: ({ result }) => result.target.level2 },
  { header: '三级指标', kind: 'text', value: ({ result }) => result.target.level3 },
  { header: '年度指标值', kind: 'text', value: ({ result }) => result.target.target },
  { header: '截至实际值', kind: 'text', value: ({ result }) => actualOf(result) },
  { header: '完成率', unit: '%', kind: 'share', value: ({ result }) => result.completion },
  { header: '计算依据或佐证', kind: 'text', value: ({ result }) => groundsOf(result) },
  { header: '偏差原因', kind: 'text', value: ({ result }) => result.statement?.reason ?? null },
  { header: '完成可能性', kind: 'text', value: ({ result }) => outlookOf(result) },
  { header: '改进措施', kind: 'text', value: ({ result }) => result.statement?.remedy ?? null },
];

export const performanceRows = (programmes: readonly ProgrammePerformance[]): PerformanceRow[] =>
  programmes.flatMap((of) =>
    of.targets.map((result, at) => ({ of, divergence: at === 0 ? divergenceOf(of) : null, result })),
  );
