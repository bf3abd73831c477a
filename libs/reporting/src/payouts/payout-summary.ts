import { FUNDING_LEVEL_LABEL } from '@bofu/budget';
import {
  fen,
  FUNDING_LEVELS,
  NO_MONEY,
  type BusinessDate,
  type Fen,
  type FundingLevel,
  type Period,
} from '@bofu/kernel';
import type { PaymentStanding, StandingCharge } from '@bofu/payment';
import { submittedCharge } from '../disbursements/lines-of-charge';
import type { Column } from '../sheet/column';

export interface PayoutRow {
  /** The payout scheme, or the programmes where there was none. */
  readonly name: string;
  readonly period: Period | null;
  readonly heads: number;
  readonly byLevel: Readonly<Record<FundingLevel, Fen>>;
  readonly paidFen: Fen;
  readonly backPayFen: Fen;
  readonly deductedFen: Fen;
  readonly reissuedFen: Fen;
  readonly returnedFen: Fen;
}

/**
 * 发放汇总表: a line for each 所属期 of each payout scheme, of what has been paid. What the levels bear adds up to 合计;
 * 补发, 扣回 and 重发 are of it; 合计 less 退回 is 实发, whatever came back and by which way. A corrected charge stands
 * under the level it was corrected to. People whose payment is made anew are counted once.
 */
export const payoutColumns: readonly Column<PayoutRow>[] = [
  { header: '发放方案', kind: 'text', value: ({ name }) => name },
  { header: '所属期', kind: 'text', value: ({ period }) => period },
  { header: '人（户）数', kind: 'count', value: ({ heads }) => (heads === 0 ? null : heads) },
  ...FUNDING_LEVELS.map((level): Column<PayoutRow> => ({
    ...{ header: FUNDING_LEVEL_LABEL[level], unit: '元', kind: 'money', summed: true },
    value: ({ byLevel }) => byLevel[level],
  })),
  { header: '合计', unit: '元', kind: 'money', summed: true, value: ({ paidFen }) => paidFen },
  { header: '其中：补发', unit: '元', kind: 'money', summed: true, value: ({ backPayFen }) => backPayFen },
  { header: '其中：扣回', unit: '元', kind: 'money', summed: true, value: ({ deductedFen }) => deductedFen },
  { header: '其中：重发', unit: '元', kind: 'money', summed: true, value: ({ reissuedFen }) => reissuedFen },
  { header: '退回', unit: '元', kind: 'money', summed: true, value: ({ returnedFen }) => returnedFen },
  {
    ...{ header: '实发', unit: '元', kind: 'money', summed: true },
    value: ({ paidFen, returnedFen }) => fen(paidFen - returnedFen),
  },
];

export interface PayoutSelection {
  /** The level of each appropriation the report is about. */
  readonly levelOf: ReadonlyMap<string, FundingLevel>;
  /** Only what was paid from this day on. */
  readonly from: BusinessDate | null;
  readonly nameOf: (payment: PaymentStanding, charges: readonly StandingCharge[]) => string;
}

/** Rows by scheme and month. */
export function payoutRows(
  payments: readonly PaymentStanding[],
  { levelOf, from, nameOf }: PayoutSelection,
): PayoutRow[] {
  const rows = new Map<string, PayoutRow>();
  for (const payment of payments) {
    if (payment.kind !== 'payout-run') continue;
    const paid = payment.charges.filter(
      ({ situation, appropriationId, paidOn }) =>
        situation === 'paid' && levelOf.has(appropriationId) && (from === null || (paidOn !== null && paidOn >= from)),
    );
    if (paid.length === 0) continue;
    const one = rowOf(payment, paid, levelOf, nameOf(payment, paid));
    const key = `${one.name}\n${one.period ?? ''}`;
    const before = rows.get(key);
    rows.set(key, before === undefined ? one : together(before, one));
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function rowOf(
  payment: PaymentStanding,
  paid: readonly StandingCharge[],
  levelOf: PayoutSelection['levelOf'],
  name: string,
): PayoutRow {
  const submitted = new Set(paid.map((charge) => submittedCharge(payment, charge)));
  const lines = payment.lines.filter(({ charge }) => submitted.has(charge));
  const regular = lines.filter(({ entry }) => entry === 'regular' || entry === 'advance');
  const periods = new Set((regular.length > 0 ? regular : lines).map(({ period }) => period));
  const sum = (amounts: readonly Fen[]): Fen => fen(amounts.reduce((total, each) => total + each, 0n));
  const headsOf = (charge: number): number =>
    regular.filter((line) => line.charge === charge).reduce((total, { heads }) => total + (heads?.count ?? 0), 0);
  const paidFen = sum(paid.map(({ amountFen }) => amountFen));
  return {
    name,
    period: periods.size === 1 ? ([...periods][0] ?? null) : null,
    // Several levels pay the same people.
    heads: payment.reissueOf === null ? Math.max(0, ...[...submitted].map(headsOf)) : 0,
    byLevel: byLevel((level) =>
      sum(
        paid.flatMap(({ appropriationId, amountFen }) => (levelOf.get(appropriationId) === level ? [amountFen] : [])),
      ),
    ),
    paidFen,
    backPayFen: sum(lines.flatMap(({ entry, amountFen }) => (entry === 'back-pay' ? [amountFen] : []))),
    deductedFen: sum(lines.flatMap(({ entry, amountFen }) => (entry === 'deduction' ? [amountFen] : []))),
    reissuedFen: payment.reissueOf === null ? NO_MONEY : paidFen,
    returnedFen: sum(paid.map(({ returnedFen }) => returnedFen)),
  };
}

const byLevel = (amount: (level: FundingLevel) => Fen): PayoutRow['byLevel'] => ({
  central: amount('central'),
  provincial: amount('provincial'),
  municipal: amount('municipal'),
  district: amount('district'),
});

const together = (a: PayoutRow, b: PayoutRow): PayoutRow => ({
  ...a,
  heads: a.heads + b.heads,
  byLevel: byLevel((level) => fen(a.byLevel[level] + b.byLevel[level])),
  paidFen: fen(a.paidFen + b.paidFen),
  backPayFen: fen(a.backPayFen + b.backPayFen),
  deductedFen: fen(a.deductedFen + b.deductedFen),
  reissuedFen: fen(a.reissuedFen + b.reissuedFen),
  returnedFen: fen(a.returnedFen + b.returnedFen),
});
