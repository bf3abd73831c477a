import type { AppropriationStanding, PerformanceTarget } from '@bofu/budget';
import { basisPointsOf, type BasisPoints } from '@bofu/kernel';
import type { Column } from '../sheet/column';

export interface PerformanceRow {
  readonly programme: Pick<AppropriationStanding, 'programmeCode' | 'programmeName'>;
  readonly executionRate: BasisPoints | null;
  readonly target: PerformanceTarget;
}

/**
 * 绩效运行监控表: a line for each indicator of each programme, with its target as printed and the programme's rate of
 * execution. What an indicator has come to is not on record, so its columns are there to be filled in by hand.
 */
export const performanceColumns: readonly Column<PerformanceRow>[] = [
  { header: '项目编码', kind: 'text', value: ({ programme }) => programme.programmeCode },
  { header: '项目名称', kind: 'text', value: ({ programme }) => programme.programmeName },
  { header: '预算执行率', unit: '%', kind: 'share', value: ({ executionRate }) => executionRate },
  { header: '一级指标', kind: 'text', value: ({ target }) => target.level1 },
  { header: '二级指标', kind: 'text', value: ({ target }) => target.level2 },
  { header: '三级指标', kind: 'text', value: ({ target }) => target.level3 },
  { header: '年度指标值', kind: 'text', value: ({ target }) => target.target },
  { header: '指标值确定依据', kind: 'text', value: ({ target }) => (target.basis === '' ? null : target.basis) },
  { header: '截至实际值', kind: 'text', value: () => null },
  { header: '完成率', unit: '%', kind: 'share', value: () => null },
  { header: '全年预计', kind: 'text', value: () => null },
  { header: '偏差原因', kind: 'text', value: () => null },
  { header: '完成可能性', kind: 'text', value: () => null },
  { header: '改进措施', kind: 'text', value: () => null },
];

/** A programme financed by several appropriations has its indicators once, and one rate over all of them. */
export function performanceRows(appropriations: readonly AppropriationStanding[]): PerformanceRow[] {
  const programmes = new Map<string, AppropriationStanding[]>();
  for (const one of appropriations) programmes.set(one.programmeId, [...(programmes.get(one.programmeId) ?? []), one]);
  return [...programmes.values()].flatMap((own) => {
    const [programme] = own;
    if (programme === undefined) return [];
    const [settled, budget] = own.reduce(
      ([paid, given], { settledFen, budgetFen }) => [paid + settledFen, given + budgetFen],
      [0n, 0n],
    );
    const executionRate = basisPointsOf(settled, budget);
    return (programme.performanceTargets ?? []).map((target) => ({ programme, executionRate, target }));
  });
}
