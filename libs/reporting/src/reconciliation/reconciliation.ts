import { FIGURE_LINE_LABEL, type StatedMonth } from '@bofu/closing';
import type { AppropriationStanding, LedgerLine } from '@bofu/budget';
import { fen, FUNDING_LEVELS, sumFen, type Fen, type FundingLevel } from '@bofu/kernel';
import type { Column } from '../sheet/column';

/** What the books say of one level. */
interface Booked {
  readonly initialFen: Fen;
  readonly changedFen: Fen;
  readonly paidFen: Fen;
  readonly returnedFen: Fen;
  /** 冲销 and 更正, and what was paid before these books began. */
  readonly correctedFen: Fen;
}

export interface ReconciliationRow {
  readonly level: string;
  readonly booked: Booked;
  /** Over the months that were entered; `null` where none was. */
  readonly bankPaidFen: Fen | null;
  readonly financePaidFen: Fen | null;
  /** At the end of the last month; `null` where that was not entered. */
  readonly financeBalanceFen: Fen | null;
  /** Whether every month up to the day was entered: else a difference says nothing. */
  readonly bankIsWhole: boolean;
  readonly financeIsWhole: boolean;
}

/**
 * 三方对账单: a line for each funding level, the unit's own books beside what bank and finance bureau stated of the months
 * up to the day. 差异 is theirs less ours, `-` until all those months have been entered. 净支出 = 支付 − 退回 + 冲销及更正;
 * 结余 = 年初预算 + 变动 − 净支出, in transit included. What January paid of the year before, in a clearing window, is on
 * the bank's January and stands as a difference.
 */
export const reconciliationColumns: readonly Column<ReconciliationRow>[] = [
  { header: '资金级次', kind: 'text', value: ({ level }) => level },
  { header: '年初预算', unit: '元', kind: 'money', summed: true, value: ({ booked }) => booked.initialFen },
  { header: '变动', unit: '元', kind: 'money', summed: true, value: ({ booked }) => booked.changedFen },
  { header: '支付', unit: '元', kind: 'money', summed: true, value: ({ booked }) => booked.paidFen },
  { header: '退回', unit: '元', kind: 'money', summed: true, value: ({ booked }) => booked.returnedFen },
  { header: '冲销及更正', unit: '元', kind: 'money', summed: true, value: ({ booked }) => booked.correctedFen },
  { header: '净支出', unit: '元', kind: 'money', summed: true, value: ({ booked }) => netOf(booked) },
  { header: '结余', unit: '元', kind: 'money', summed: true, value: ({ booked }) => balanceOf(booked) },
  { header: '银行支出', unit: '元', kind: 'money', summed: true, value: ({ bankPaidFen }) => bankPaidFen },
  { header: '财政支出', unit: '元', kind: 'money', summed: true, value: ({ financePaidFen }) => financePaidFen },
  { header: '财政余额', unit: '元', kind: 'money', summed: true, value: ({ financeBalanceFen }) => financeBalanceFen },
  {
    ...{ header: '差异：银行支出', unit: '元', kind: 'money' },
    value: ({ bankIsWhole, bankPaidFen, booked }) => (bankIsWhole ? less(bankPaidFen, netOf(booked)) : null),
  },
  {
    ...{ header: '差异：财政支出', unit: '元', kind: 'money' },
    value: ({ financeIsWhole, financePaidFen, booked }) =>
      financeIsWhole ? less(financePaidFen, netOf(booked)) : null,
  },
  {
    ...{ header: '差异：财政余额', unit: '元', kind: 'money' },
    value: ({ financeBalanceFen, booked }) => less(financeBalanceFen, balanceOf(booked)),
  },
];

const netOf = ({ paidFen, returnedFen, correctedFen }: Booked): Fen => fen(paidFen - returnedFen + correctedFen);
const balanceOf = (booked: Booked): Fen => fen(booked.initialFen + booked.changedFen - netOf(booked));
const less = (theirs: Fen | null, ours: Fen): Fen | null => (theirs === null ? null : fen(theirs - ours));

export interface OwnLines {
  readonly appropriation: AppropriationStanding;
  readonly lines: readonly LedgerLine[];
}

/** @param months those up to the day, in order, of every agency in the books */
export function reconciliationRows(own: readonly OwnLines[], months: readonly StatedMonth[]): ReconciliationRow[] {
  return FUNDING_LEVELS.map((level) => {
    const ofLevel = own.filter(({ appropriation }) => appropriation.fundingLevel === level);
    const lastMonth = months.at(-1)?.month;
    const last = months.filter(({ month }) => month === lastMonth);
    return {
      level: FIGURE_LINE_LABEL[level],
      booked: bookedOf(ofLevel),
      bankPaidFen: statedOf(months, 'bank', level, 'paidFen'),
      financePaidFen: statedOf(months, 'finance', level, 'paidFen'),
      financeBalanceFen: last.every(({ finance }) => finance !== null)
        ? statedOf(last, 'finance', level, 'closingFen')
        : null,
      bankIsWhole: months.every(({ bank }) => bank !== null),
      financeIsWhole: months.every(({ finance }) => finance !== null),
    };
  });
}

function statedOf(
  months: readonly StatedMonth[],
  side: 'bank' | 'finance',
  level: FundingLevel,
  figure: 'paidFen' | 'closingFen',
): Fen | null {
  const entered = months.flatMap((month) => month[side] ?? []);
  if (months.every((month) => month[side] === null)) return null;
  return sumFen(entered.flatMap((stated) => (stated.line === level ? [stated[figure]] : [])));
}

const RETURNS: ReadonlySet<string> = new Set(['FundsReturnedByBank', 'FundsReturnedByPayee']);

function bookedOf(own: readonly OwnLines[]): Booked {
  const lines = own.flatMap((each) => each.lines);
  const initialFen = sumFen(own.map(({ appropriation }) => appropriation.initialFen));
  const settled = (of: (type: string) => boolean): Fen =>
    sumFen(lines.flatMap(({ type, settledFen }) => (of(type) ? [settledFen] : [])));
  return {
    initialFen,
    changedFen: fen(sumFen(lines.map(({ budgetFen }) => budgetFen)) - initialFen),
    paidFen: settled((type) => type === 'CommitmentSettled'),
    returnedFen: fen(-settled((type) => RETURNS.has(type))),
    correctedFen: settled((type) => type !== 'CommitmentSettled' && !RETURNS.has(type)),
  };
}
