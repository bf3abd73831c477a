import type { AppropriationStanding, FundsArrival } from '@bofu/budget';
import { daysBetween, fen, sumFen, type BusinessDate, type Fen } from '@bofu/kernel';
import { programmeColumns } from '../reported-appropriations';
import type { Column } from '../sheet/column';

export interface ArrivalRow {
  readonly appropriation: AppropriationStanding;
  /** In the order of recording. */
  readonly arrivals: readonly FundsArrival[];
}

/**
 * 上级资金到位及支付表: a line for each appropriation of a higher level, of the money that came for it. 到位 is the money's
 * arrival in an account as it was recorded, 已付 what has been paid of the authority, net; 到位未付 is what lies there, less
 * than nothing where more was paid than had come; `-` where no arrival was recorded, which is not to say that none was.
 * Money of the district itself has no line.
 */
export const arrivalColumns: readonly Column<ArrivalRow>[] = [
  {
    header: '文号',
    kind: 'text',
    value: ({ appropriation: { documentNumber } }) => documentNumber?.normalized ?? documentNumber?.printed ?? null,
  },
  ...programmeColumns<ArrivalRow>(({ appropriation }) => appropriation),
  { header: '下达日', kind: 'date', value: ({ appropriation }) => appropriation.issuedOn },
  {
    header: '全年预算',
    unit: '元',
    kind: 'money',
    summed: true,
    value: ({ appropriation }) => appropriation.budgetFen,
  },
  { header: '首次到位日', kind: 'date', value: (row) => daysOf(row)[0] ?? null },
  { header: '末次到位日', kind: 'date', value: (row) => daysOf(row).at(-1) ?? null },
  {
    header: '下达至首次到位（天）',
    kind: 'count',
    value: (row) => {
      const [first] = daysOf(row);
      return first === undefined ? null : daysBetween(row.appropriation.issuedOn, first);
    },
  },
  { header: '到位', unit: '元', kind: 'money', summed: true, value: (row) => arrivedOf(row) },
  {
    header: '入账账户',
    kind: 'text',
    value: ({ arrivals }) =>
      arrivals.length === 0 ? null : [...new Set(arrivals.map(({ account }) => account))].join('、'),
  },
  { header: '已付', unit: '元', kind: 'money', summed: true, value: ({ appropriation }) => appropriation.settledFen },
  {
    ...{ header: '到位未付', unit: '元', kind: 'money', summed: true },
    value: (row) => {
      const arrivedFen = arrivedOf(row);
      return arrivedFen === null ? null : fen(arrivedFen - row.appropriation.settledFen);
    },
  },
  {
    ...{ header: '未到位', unit: '元', kind: 'money', summed: true },
    value: (row) => {
      const arrivedFen = arrivedOf(row);
      return arrivedFen === null ? null : fen(row.appropriation.budgetFen - arrivedFen);
    },
  },
];

const daysOf = ({ arrivals }: ArrivalRow): BusinessDate[] => arrivals.map(({ arrivedOn }) => arrivedOn).sort();
const arrivedOf = ({ arrivals }: ArrivalRow): Fen | null =>
  arrivals.length === 0 ? null : sumFen(arrivals.map(({ amountFen }) => amountFen));
