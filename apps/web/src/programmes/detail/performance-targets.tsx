import { DataTable, type Column } from '../../table/data-table';
import type { Appropriation } from './programme-facts';

type Target = NonNullable<Appropriation['performanceTargets']>[number];

const COLUMNS: readonly Column<Target>[] = [
  { key: 'level3', title: '三级指标', names: true, cell: ({ level3 }) => level3 },
  { key: 'level1', title: '一级指标', cell: ({ level1 }) => level1 },
  { key: 'level2', title: '二级指标', cell: ({ level2 }) => level2 },
  { key: 'target', title: '指标值', cell: ({ target }) => target },
  { key: 'basis', title: '确定依据', cell: ({ basis }) => basis },
];

/** 绩效指标, as adopted. */
export function PerformanceTargets({ targets }: { targets: readonly Target[] }) {
  return (
    <DataTable
      caption="绩效指标，按批复原文"
      columns={COLUMNS}
      rows={targets}
      keyOf={({ level1, level2, level3, target }) => [level1, level2, level3, target].join('/')}
      empty="没有绩效指标"
    />
  );
}
