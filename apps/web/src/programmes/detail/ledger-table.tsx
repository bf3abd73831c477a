import { Link } from 'react-router';
import { useAddress } from '../../books/books';
import { Money } from '../../marks/money';
import { Answer } from '../../pages/answer';
import { DataTable, type Column } from '../../table/data-table';
import { ExportLinks } from '../../table/export-links';
import { words, wordFor } from '../../words';
import { useLedgerOf, usePaymentsNamed, type LedgerLine } from './programme-facts';

const nothing = <span className="nothing">{words.nothing}</span>;

/** To the fen, whatever the page shows: what moved is held against its paper. */
const amount = (key: keyof LedgerLine & `${string}Change`, title: string): Column<LedgerLine> => ({
  key,
  title,
  align: 'right',
  cell: (line) => (line[key] === '0.00' ? nothing : <Money yuan={line[key]} unit="yuan" signed />),
});

const cut = (text: string | null) =>
  text === null ? (
    nothing
  ) : (
    <span className="cut cut-short" title={text}>
      {text}
    </span>
  );

function useColumns(lines: readonly LedgerLine[]): readonly Column<LedgerLine>[] {
  const { linkTo } = useAddress();
  const payments = usePaymentsNamed([...new Set(lines.flatMap(({ paymentId }) => paymentId ?? []))]);
  const paymentOf = ({ paymentId }: LedgerLine) => (paymentId === null ? undefined : payments.get(paymentId));
  return [
    { key: 'on', title: '业务日期', names: true, cell: ({ on }) => on, width: 104 },
    {
      key: 'type',
      title: '事项',
      cell: ({ type, period, paymentId }) => {
        const text = `${wordFor(words.ledgerType, type)}${period === null ? '' : ` ${period}`}`;
        return paymentId === null ? text : <Link to={linkTo(`/payments/${paymentId}`)}>{text}</Link>;
      },
    },
    amount('budgetChange', '预算'),
    amount('inTransitChange', '在途'),
    amount('settledChange', '已拨'),
    {
      key: 'availableAfter',
      title: '可用',
      align: 'right',
      cell: ({ availableAfter }) => <Money yuan={availableAfter} unit="yuan" />,
    },
    { key: 'payee', title: '收款', cell: (line) => cut(paymentOf(line)?.payee.name ?? null) },
    { key: 'voucher', title: '凭证号', cell: (line) => paymentOf(line)?.voucherNumber ?? nothing },
    { key: 'document', title: '文号', cell: ({ documentNumber }) => cut(documentNumber) },
    { key: 'reason', title: '事由', cell: ({ reason }) => cut(reason) },
    { key: 'actor', title: '经办', cell: ({ actor }) => actor },
  ];
}

const isChange = ({ budgetChange, frozenChange }: LedgerLine): boolean =>
  budgetChange !== '0.00' || frozenChange !== '0.00';

/**
 * 资金台账: what each event moved and what was available after it.
 *
 * @param changesOnly 指标变动: what changed the appropriation itself
 */
export function LedgerTable({
  appropriationId,
  changesOnly = false,
}: {
  appropriationId: string;
  changesOnly?: boolean;
}) {
  const query = useLedgerOf(appropriationId);
  const lines = query.data?.pages.flatMap(({ value }) => value.items) ?? [];
  const columns = useColumns(lines);
  return (
    <Answer query={query}>
      {() => {
        return (
          <>
            <DataTable
              caption={
                <span className="table-caption">
                  <span>{changesOnly ? '指标变动' : '资金台账'}，按登记先后；单位：元</span>
                  {!changesOnly && <ExportLinks report="ledger" appropriationId={appropriationId} />}
                </span>
              }
              columns={columns}
              rows={changesOnly ? lines.filter(isChange) : lines}
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
