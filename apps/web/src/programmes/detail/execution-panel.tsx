import { lazy, Suspense, useState } from 'react';
import { Segmented } from 'antd';
import type { BusinessDate } from '@bofu/kernel';
import { useBooks } from '../../books/books';
import { Money, Percent, unitText } from '../../marks/money';
import { Waiting } from '../../pages/answer';
import { DataTable, type Column } from '../../table/data-table';
import type { ProgrammeLine } from '../plan-against-actual';
import { actualCurve, plannedCurve } from './execution-curve';

const ExecutionChart = lazy(() => import('./execution-chart'));

type Checkpoint = ProgrammeLine['checkpoints'][number];

/** 累计计划与实际, as a chart or as the table that says the same. */
export function ExecutionPanel({ line }: { line: ProgrammeLine }) {
  const { fiscalYear, asOf, money } = useBooks();
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  return (
    <section className="panel" aria-labelledby="execution-heading">
      <h2 id="execution-heading" className="panel-heading">
        累计计划与实际
        <small>单位：{unitText(money)}</small>
        <Segmented
          className="panel-heading-end no-print"
          aria-label="图或表"
          value={shown}
          onChange={setShown}
          options={[
            { value: 'chart', label: '图' },
            { value: 'table', label: '表' },
          ]}
        />
      </h2>
      {shown === 'chart' && (
        <Suspense fallback={<Waiting lines={8} />}>
          <ExecutionChart
            planned={plannedCurve(fiscalYear, line)}
            actual={actualCurve(fiscalYear, asOf, line)}
            checkpoints={line.checkpoints.map(({ on }) => on as BusinessDate)}
            asOf={asOf}
            unit={money}
          />
        </Suspense>
      )}
      <div className={shown === 'chart' ? 'unseen' : undefined}>
        <CheckpointTable line={line} />
      </div>
    </section>
  );
}

function CheckpointTable({ line }: { line: ProgrammeLine }) {
  const columns: readonly Column<Checkpoint>[] = [
    { key: 'on', title: '节点', names: true, cell: ({ on, reached }) => (reached ? on : `${on}（未到）`) },
    { key: 'share', title: '批复计划', align: 'right', cell: ({ printedShare }) => printedPlan(printedShare) },
    { key: 'planned', title: '计划', align: 'right', cell: ({ planned }) => <Money yuan={planned} /> },
    { key: 'settled', title: '实际', align: 'right', cell: ({ settled }) => <Money yuan={settled} /> },
    { key: 'rate', title: '执行率', align: 'right', cell: ({ executionRate }) => <Percent value={executionRate} /> },
    {
      key: 'gap',
      title: '计划差',
      align: 'right',
      cell: ({ planGapPoints }) => <Percent value={planGapPoints} points />,
    },
  ];
  return (
    <DataTable
      caption="各节点的计划与实际；未到的节点按目前已拨计"
      columns={columns}
      rows={line.checkpoints}
      keyOf={({ on }) => on}
      empty="没有支出计划"
    />
  );
}

/** A cell the plan leaves blank is said to be blank; it is not nought. */
const printedPlan = (share: string | null) => (share === null ? '空白' : <Percent value={share} />);
