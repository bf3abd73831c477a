import { useBooks } from '../../books/books';
import { Money } from '../../marks/money';
import { Answer } from '../../pages/answer';
import { DataTable, type Column } from '../../table/data-table';
import { ExportLinks } from '../../table/export-links';
import { words, wordFor } from '../../words';
import { useLedgerOf, type LedgerLine } from './programme-facts';

const amount = (key: keyof LedgerLine & `${string}Change`, title: string): Column<LedgerLine> => ({
  key,
  title,
  align: 'right',
  cell: (line) =>
    line[key] === '0.00' ? <span className="nothing">{words.nothing}</span> : <Money yuan={line[key]} signed />,
});

const COLUMNS: readonly Column<LedgerLine>[] = [
  { key: 'on', title: '业务日期', names: true, cell: ({ on }) => on, width: 104 },
  {
    key: 'type',
    title: '事项',
    cell: ({ type, period }) => `${wordFor(words.ledgerType, type)}${period === null ? '' : ` ${period}`}`,
  },
  amount('budgetChange', '预算'),
  amount('inTransitChange', '在途'),
  amount('settledChange', '已拨'),
  {
    key: 'availableAfter',
    title: '可用',
    align: 'right',
    cell: ({ availableAfter }) => <Money yuan={availableAfter} />,
  },
  { key: 'note', title: '文号、事由', cell: ({ documentNumber, reason }) => documentNumber ?? reason ?? '' },
  { key: 'actor', title: '经办', cell: ({ actor }) => actor },
];

/** 资金台账: what each event moved and what was available after it. */
export function LedgerTable({ appropriationId }: { appropriationId: string }) {
  const { money } = useBooks();
  const query = useLedgerOf(appropriationId);
  return (
    <Answer query={query}>
      {({ pages }) => {
        const lines = pages.flatMap(({ value }) => value.items);
        return (
          <>
            <DataTable
              caption={
                <span className="table-caption">
                  <span>资金台账，按登记先后；单位：{words.unit[money]}</span>
                  <ExportLinks report="ledger" appropriationId={appropriationId} />
                </span>
              }
              columns={COLUMNS}
              rows={lines}
              keyOf={({ eventId }) => eventId}
              empty="还没有变动"
            />
            {query.hasNextPage && (
              <button type="button" className="link-button timeline-more" onClick={() => void query.fetchNextPage()}>
                已载入 {lines.length} 条，继续读取
              </button>
            )}
          </>
        );
      }}
    </Answer>
  );
}
