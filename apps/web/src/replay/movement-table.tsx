import { Money } from '../marks/money';
import { instantText } from '../pages/page-status';
import { useBearerNames } from '../payments/bearers';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import type { Movement } from './difference';
import { lateDaysOf } from './late-days';
import { movementWord } from './movement-word';

export type FigureName = 'budget' | 'settled' | 'inTransit' | 'frozen';

const moved = (yuan: string) => <Money yuan={yuan === '0.00' ? null : yuan} unit="yuan" signed />;

/** The events behind a difference, in the order they became known. */
export function MovementTable({
  movements,
  current,
  onChoose,
}: {
  movements: readonly Movement[];
  current: string | null;
  onChoose: (eventId: string) => void;
}) {
  const nameOf = useBearerNames();
  const columns: readonly Column<Movement>[] = [
    {
      key: 'type',
      title: '事件',
      names: true,
      cell: ({ eventId, type }) => (
        <button type="button" className="link-button" onClick={() => onChoose(eventId)}>
          {movementWord(type)}
        </button>
      ),
    },
    {
      key: 'whose',
      title: '项目',
      cell: ({ appropriationId }) => (
        <span className="cut" title={nameOf({ appropriationId })}>
          {nameOf({ appropriationId })}
        </span>
      ),
    },
    { key: 'sign', title: '计入', cell: ({ sign }) => (sign === '+' ? '只在乙' : '只在甲') },
    { key: 'on', title: '业务日期', cell: ({ on }) => on },
    {
      key: 'recordedAt',
      title: '登记时点',
      cell: (movement) => (
        <>
          {instantText(movement.recordedAt)}
          {lateDaysOf(movement) > 0 && <span className="late">补登 {lateDaysOf(movement)} 天</span>}
        </>
      ),
    },
    { key: 'budget', title: '预算', align: 'right', cell: ({ budget }) => moved(budget) },
    { key: 'settled', title: '已拨', align: 'right', cell: ({ settled }) => moved(settled) },
    { key: 'inTransit', title: '在途', align: 'right', cell: ({ inTransit }) => moved(inTransit) },
    { key: 'frozen', title: '冻结', align: 'right', cell: ({ frozen }) => moved(frozen) },
    { key: 'actor', title: '登记人', cell: ({ actor }) => actor },
    {
      key: 'reason',
      title: '事由',
      cell: ({ reason }) => (
        <span className="cut" title={reason ?? ''}>
          {reason ?? words.nothing}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={
        <span className="table-caption">
          <span>按登记先后</span>
          <span>单位：元</span>
        </span>
      }
      columns={columns}
      rows={movements}
      keyOf={({ eventId }) => eventId}
      current={current}
      onOpen={({ eventId }) => onChoose(eventId)}
      empty="甲、乙之间没有事件。"
      tall
    />
  );
}
