import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { AlertMarks } from '../alerts/alert-marks';
import { useAddress, useBooks } from '../books/books';
import { Money, Percent, unitText } from '../marks/money';
import { useColumnChoice } from '../table/column-choice';
import { DataTable, type Column } from '../table/data-table';
import { words, wordFor } from '../words';
import { ExecutionBar, ExecutionBarKey } from './execution-bar';
import type { ExecutionLine, ExecutionLines } from './execution-lines';
import { ExecutionStateTag } from './execution-state';
import { nextOrder, orderText, type Order } from './programmes-asked-for';

interface ProgrammeTableProps {
  /** The page in sight, and the total of everything the filter chose. */
  readonly answer: ExecutionLines;
  readonly order: Order;
  readonly current: string | null;
  readonly onOpen: (line: ExecutionLine) => void;
  readonly empty: ReactNode;
  /** What its rows were asked for by. */
  readonly page: string;
}

export function ProgrammeTable({ answer, order, current, onOpen, empty, page }: ProgrammeTableProps) {
  const { money, asOf } = useBooks();
  const { change, linkTo } = useAddress();
  const { items, count, total, elapsedRate: elapsed, evaluation } = answer;
  const sorting = (by: Parameters<typeof nextOrder>[1]) => ({
    sort: {
      direction: order.by === by ? order.direction : null,
      toggle: () => change({ order: orderText(nextOrder(order, by)), page: null }),
    },
  });
  const cells = useMemo(
    () => ({
      name: (line: ExecutionLine) => (
        <Link to={linkTo(`/programmes/${line.appropriationId}`)} className="programme-name" title={line.programmeName}>
          {line.programmeName}
        </Link>
      ),
      bar: (line: ExecutionLine) => (
        <ExecutionBar actual={line.executionRate} planned={line.plannedRate} elapsed={elapsed} />
      ),
      alerts: ({ programmeId, alerts }: ExecutionLine) => (
        <AlertMarks to={linkTo('/alerts', { of: programmeId })} counts={alerts} evaluation={evaluation} />
      ),
    }),
    [linkTo, elapsed, evaluation],
  );
  const columns: readonly Column<ExecutionLine>[] = [
    { key: 'name', title: '项目', names: true, cell: cells.name },
    { key: 'document', title: '文号', offAtFirst: true, cell: documentCell },
    { key: 'level', title: '级次', cell: levelCell, width: 64 },
    {
      key: 'budget',
      title: '全年预算',
      align: 'right',
      ...sorting('budget'),
      cell: budgetCell,
      total: <Money yuan={total.budget} />,
    },
    {
      key: 'settled',
      title: '已拨',
      align: 'right',
      ...sorting('settled'),
      cell: settledCell,
      total: <Money yuan={total.settled} />,
    },
    { key: 'inTransit', title: '在途', align: 'right', cell: inTransitCell, total: <Money yuan={total.inTransit} /> },
    {
      key: 'available',
      title: '可用',
      align: 'right',
      ...sorting('available'),
      cell: availableCell,
      total: <Money yuan={total.available} />,
    },
    {
      key: 'bar',
      title: <ExecutionBarKey />,
      word: '进度条',
      cell: cells.bar,
      total: <ExecutionBar actual={total.executionRate} planned={total.plannedRate} elapsed={elapsed} />,
      width: 182,
    },
    {
      key: 'rate',
      title: '执行率',
      align: 'right',
      ...sorting('rate'),
      cell: rateCell,
      total: <Percent value={total.executionRate} />,
    },
    {
      key: 'gap',
      title: '计划差',
      align: 'right',
      ...sorting('gap'),
      cell: gapCell,
      total: <Percent value={total.planGapPoints} points />,
    },
    { key: 'state', title: '状态', cell: stateCell, width: 104 },
    { key: 'alerts', title: '预警', cell: cells.alerts },
  ];
  const { shown, choice } = useColumnChoice('programmes', columns);
  return (
    <DataTable
      caption={
        <span className="table-caption">
          <span>各项目执行情况，截至 {asOf}，最差在前；计划差单位为个百分点</span>
          <span className="table-tools">
            单位：{unitText(money)}
            {choice}
          </span>
        </span>
      }
      columns={shown}
      rows={items}
      keyOf={({ appropriationId }) => appropriationId}
      current={current}
      onOpen={onOpen}
      totalLabel={`合计 ${count} 项`}
      empty={empty}
      tall
      page={page}
    />
  );
}

type Cell = Column<ExecutionLine>['cell'];

const documentCell: Cell = ({ documentNumber }) => <DocumentNumberOf number={documentNumber} />;
const levelCell: Cell = ({ fundingLevel }) => wordFor(words.fundingLevel, fundingLevel);
const budgetCell: Cell = ({ budget }) => <Money yuan={budget} />;
const settledCell: Cell = ({ settled }) => <Money yuan={settled} />;
const inTransitCell: Cell = ({ inTransit }) => <Money yuan={inTransit} />;
const availableCell: Cell = ({ available }) => <Money yuan={available} />;
const rateCell: Cell = ({ executionRate }) => <Percent value={executionRate} />;
const gapCell: Cell = ({ planGapPoints }) => <Percent value={planGapPoints} points />;
const stateCell: Cell = ({ state }) => <ExecutionStateTag state={state} />;

function DocumentNumberOf({ number }: { number: ExecutionLine['documentNumber'] }) {
  if (number === null) return <span className="nothing">{words.nothing}</span>;
  return <span title={number.printed}>{number.normalized ?? number.printed}</span>;
}
