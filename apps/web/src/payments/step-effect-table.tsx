import { fen, formatYuan, parseYuan, sumFen } from '@bofu/kernel';
import { Money } from '../marks/money';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import type { Appropriation } from './appropriations';
import { useBearerNames } from './bearers';
import type { Effect } from './step-effect';

const HELD = { inTransit: '在途', net: '净额' } as const;

/** 办理前后: what the act changes, before it is pressed; what leaves is red and negative. */
export function StepEffectTable({
  effects,
  appropriations,
}: {
  effects: readonly Effect[];
  appropriations: readonly Appropriation[];
}) {
  const nameOf = useBearerNames();
  if (effects.length === 0) return null;
  const availableOf = ({ appropriationId }: Effect) =>
    appropriations.find((each) => each.appropriationId === appropriationId)?.available ?? null;
  const changeOf = ({ before, after }: Effect) => fen(after - before);
  const columns: readonly Column<Effect>[] = [
    {
      key: 'name',
      title: '列支项目',
      names: true,
      cell: (one) => `${one.charge === null ? '' : `${one.charge} `}${nameOf(one)}`,
    },
    {
      key: 'change',
      title: '本次',
      align: 'right',
      cell: (one) => <Money yuan={formatYuan(changeOf(one))} unit="yuan" signed />,
      total: <Money yuan={formatYuan(sumFen(effects.map(changeOf)))} unit="yuan" signed />,
    },
    {
      key: 'held',
      title: '前 → 后',
      align: 'right',
      cell: ({ held, before, after }) => (
        <>
          {HELD[held]} <Money yuan={formatYuan(before)} unit="yuan" /> → <Money yuan={formatYuan(after)} unit="yuan" />
        </>
      ),
    },
    {
      key: 'before',
      title: '可用（前）',
      align: 'right',
      cell: (one) => <Money yuan={availableOf(one)} unit="yuan" />,
    },
    {
      key: 'after',
      title: '可用（后）',
      align: 'right',
      cell: (one) => {
        const before = availableOf(one);
        return before === null ? (
          <span className="nothing">{words.nothing}</span>
        ) : (
          <Money yuan={formatYuan(fen(parseYuan(before) + one.freed))} unit="yuan" />
        );
      },
    },
  ];
  return (
    <DataTable
      caption={
        <span className="table-caption">
          <span>办理前后</span>
          <span>单位：元</span>
        </span>
      }
      columns={columns}
      rows={effects}
      keyOf={({ key }) => key}
      totalLabel="合计"
    />
  );
}
