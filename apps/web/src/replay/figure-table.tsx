import { Money, unitText } from '../marks/money';
import { DataTable, type Column } from '../table/data-table';
import { useBooks } from '../books/books';
import type { Difference } from './difference';
import type { FigureName } from './movement-table';
import type { Points } from './points-in-address';

interface FigureRow {
  readonly key: keyof Difference['figures'];
  readonly name: string;
  readonly opens: FigureName | null;
}

const ROWS: readonly FigureRow[] = [
  { key: 'budget', name: '全年预算', opens: 'budget' },
  { key: 'settled', name: '已拨（净）', opens: 'settled' },
  { key: 'inTransit', name: '在途', opens: 'inTransit' },
  { key: 'frozen', name: '冻结', opens: 'frozen' },
  { key: 'available', name: '可用指标', opens: null },
];

/** Both points side by side; each difference opens into its events. */
export function FigureTable({
  difference,
  points,
  opened,
  onOpen,
}: {
  difference: Difference;
  points: Points;
  opened: FigureName | null;
  onOpen: (figure: FigureName | null) => void;
}) {
  const { money } = useBooks();
  const figureOf = ({ key }: FigureRow) => difference.figures[key];
  const columns: readonly Column<FigureRow>[] = [
    { key: 'name', title: '', word: '数额', names: true, cell: ({ name }) => name },
    { key: 'a', title: `甲 ${points.a}`, align: 'right', cell: (row) => <Money yuan={figureOf(row).a} /> },
    { key: 'b', title: `乙 ${points.b}`, align: 'right', cell: (row) => <Money yuan={figureOf(row).b} /> },
    {
      key: 'difference',
      title: '差异',
      align: 'right',
      cell: (row) => <Money yuan={figureOf(row).difference} signed />,
    },
    {
      key: 'events',
      title: '由这些事件造成',
      align: 'right',
      cell: (row) => <Money yuan={figureOf(row).byEvents} signed />,
    },
    {
      key: 'open',
      title: '',
      word: '构成',
      cell: ({ opens, key }) =>
        opens === null ? (
          '= 预算 − 已拨 − 在途 − 冻结'
        ) : (
          <button
            type="button"
            className="link-button no-print"
            aria-expanded={opened === opens}
            disabled={difference.figures[key].difference === '0.00' && opened !== opens}
            onClick={() => onOpen(opened === opens ? null : opens)}
          >
            {opened === opens ? '收起' : '展开'}
          </button>
        ),
    },
  ];
  return (
    <DataTable
      caption={
        <span className="table-caption">
          <span>
            {points.basis === 'recorded' ? '登记时点：当时系统所见' : '业务日期：按现在所知重述'}，甲、乙均为当日 24:00
          </span>
          <span>单位：{unitText(money)}</span>
        </span>
      }
      columns={columns}
      rows={ROWS}
      keyOf={({ key }) => key}
    />
  );
}
