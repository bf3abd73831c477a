import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { basisPointsOf, formatBasisPoints, formatYuan } from '@bofu/kernel';
import { AlertMarks, type AlertsOfProgrammes } from '../alerts/alert-marks';
import { useAddress, useBooks } from '../books/books';
import { Money, Percent } from '../marks/money';
import { DataTable, type Column } from '../table/data-table';
import { words, wordFor } from '../words';
import { ExecutionBar, ExecutionBarKey } from './execution-bar';
import { ShownStateTag, type ShownState } from './execution-state';
import type { ProgrammeLine } from './plan-against-actual';
import { nextOrder, orderText, totalOf, type Order } from './programmes-asked-for';

interface ProgrammeTableProps {
  /** The page in sight, and everything the filter chose: the total is of the latter. */
  readonly rows: readonly ProgrammeLine[];
  readonly chosen: readonly ProgrammeLine[];
  readonly alerts: AlertsOfProgrammes | undefined;
  readonly stateOf: (line: ProgrammeLine) => ShownState;
  readonly elapsed: string | null;
  readonly order: Order;
  readonly current: string | null;
  readonly onOpen: (line: ProgrammeLine) => void;
  readonly empty: ReactNode;
}

export function ProgrammeTable({
  rows,
  chosen,
  alerts,
  stateOf,
  elapsed,
  order,
  current,
  onOpen,
  empty,
}: ProgrammeTableProps) {
  const { money, asOf } = useBooks();
  const { change, linkTo } = useAddress();
  const total = totalOf(chosen);
  const rate = (part: bigint): string | null => {
    const points = basisPointsOf(part, total.budget);
    return points === null ? null : formatBasisPoints(points);
  };
  const sorting = (by: Parameters<typeof nextOrder>[1]) => ({
    sort: {
      direction: order.by === by ? order.direction : null,
      toggle: () => change({ order: orderText(nextOrder(order, by)), page: null }),
    },
  });
  const columns: readonly Column<ProgrammeLine>[] = [
    {
      key: 'name',
      title: '项目',
      names: true,
      cell: (line) => (
        <Link to={linkTo(`/programmes/${line.appropriationId}`)} className="programme-name" title={line.programmeName}>
          {line.programmeName}
        </Link>
      ),
    },
    { key: 'level', title: '级次', cell: (line) => wordFor(words.fundingLevel, line.fundingLevel), width: 64 },
    {
      key: 'budget',
      title: '全年预算',
      align: 'right',
      ...sorting('budget'),
      cell: ({ budget }) => <Money yuan={budget} />,
      total: <Money yuan={formatYuan(total.budget)} />,
    },
    {
      key: 'settled',
      title: '已拨',
      align: 'right',
      ...sorting('settled'),
      cell: ({ settled }) => <Money yuan={settled} />,
      total: <Money yuan={formatYuan(total.settled)} />,
    },
    {
      key: 'inTransit',
      title: '在途',
      align: 'right',
      cell: ({ inTransit }) => <Money yuan={inTransit} />,
      total: <Money yuan={formatYuan(total.inTransit)} />,
    },
    {
      key: 'available',
      title: '可用',
      align: 'right',
      ...sorting('available'),
      cell: ({ available }) => <Money yuan={available} />,
      total: <Money yuan={formatYuan(total.available)} />,
    },
    {
      key: 'bar',
      title: <ExecutionBarKey />,
      cell: (line) => <ExecutionBar actual={line.executionRate} planned={line.plannedRate} elapsed={elapsed} />,
      total: <ExecutionBar actual={rate(total.settled)} planned={rate(total.planned)} elapsed={elapsed} />,
      width: 182,
    },
    {
      key: 'rate',
      title: '执行率',
      align: 'right',
      ...sorting('rate'),
      cell: ({ executionRate }) => <Percent value={executionRate} />,
      total: <Percent value={rate(total.settled)} />,
    },
    {
      key: 'gap',
      title: '计划差',
      align: 'right',
      ...sorting('gap'),
      cell: ({ planGapPoints }) => <Percent value={planGapPoints} points />,
      total: <Percent value={rate(total.settled - total.planned)} points />,
    },
    { key: 'state', title: '状态', cell: (line) => <ShownStateTag state={stateOf(line)} />, width: 104 },
    {
      key: 'alerts',
      title: '预警',
      cell: ({ programmeId }) => <AlertMarks programmeId={programmeId} alerts={alerts} />,
    },
  ];
  return (
    <DataTable
      caption={
        <span className="table-caption">
          <span>各项目执行情况，截至 {asOf}，最差在前；计划差单位为个百分点</span>
          <span>单位：{words.unit[money]}</span>
        </span>
      }
      columns={columns}
      rows={rows}
      keyOf={({ appropriationId }) => appropriationId}
      current={current}
      onOpen={onOpen}
      totalLabel={`合计 ${chosen.length} 项`}
      empty={empty}
      tall
    />
  );
}
