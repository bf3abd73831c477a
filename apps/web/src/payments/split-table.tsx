import { formatYuan, formatYuanGrouped, sumFen, type Fen } from '@bofu/kernel';
import { StatusTag } from '../marks/status-tag';
import { DataTable, type Column } from '../table/data-table';
import { words, wordFor } from '../words';
import type { Split, SplitLine } from './split';

const amount = (fen: bigint) => (
  <span className={fen < 0n ? 'money money-negative' : 'money'}>{formatYuanGrouped(fen)}</span>
);

/** Not the same for everybody: each line of the payment says its own. */
const rateText = (rateFen: Fen | null): string => (rateFen === null ? '各行另有' : formatYuan(rateFen));

/** 分级负担: who bears how much, always in 元, before and after. */
export function SplitTable({ split }: { split: Split }) {
  const { lines, rateFen, totalFen } = split;
  const columns: readonly Column<SplitLine>[] = [
    { key: 'name', title: '项目', names: true, cell: ({ programmeName }) => programmeName },
    { key: 'level', title: '级次', cell: ({ fundingLevel }) => wordFor(words.fundingLevel, fundingLevel) },
    {
      key: 'rate',
      title: '标准',
      align: 'right',
      cell: (line) => rateText(line.rateFen),
      total: rateText(rateFen),
    },
    {
      key: 'share',
      title: '比例',
      align: 'right',
      cell: ({ share }) => (share === null ? words.nothing : `${share}%`),
      total: lines.some(({ share }) => share !== null) ? '100.00%' : words.nothing,
    },
    { key: 'amount', title: '本次', align: 'right', cell: (line) => amount(line.amountFen), total: amount(totalFen) },
    {
      key: 'before',
      title: '可用（前）',
      align: 'right',
      cell: (line) => amount(line.beforeFen),
      total: amount(sumFen(lines.map(({ beforeFen }) => beforeFen))),
    },
    {
      key: 'after',
      title: '可用（后）',
      align: 'right',
      cell: (line) => amount(line.afterFen),
      total: amount(sumFen(lines.map(({ afterFen }) => afterFen))),
    },
    {
      key: 'state',
      title: '状态',
      cell: ({ afterFen }) =>
        afterFen < 0n ? <StatusTag mark="red">不足</StatusTag> : <StatusTag mark="green">足够</StatusTag>,
    },
  ];
  return (
    <DataTable
      caption={
        <span className="table-caption">
          <span>分级负担</span>
          <span>金额按标准计到分，没有尾差；比例的尾差计入最大一级　单位：元</span>
        </span>
      }
      columns={columns}
      rows={lines}
      keyOf={({ appropriationId }) => appropriationId}
      totalLabel="合计"
    />
  );
}
