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
import type { PaymentStanding, StandingLine } from '@bofu/payment';
import type { PayoutSelection } from '../payouts/payout-summary';
import type { Column } from '../sheet/column';

interface Share {
  readonly heads: number;
  /** `null` where the level pays several rates. */
  readonly rateFen: Fen | null;
  readonly amountFen: Fen;
}

export interface LevelShareRow {
  readonly period: Period | null;
  readonly name: string;
  readonly paymentId: string;
  readonly submittedOn: BusinessDate;
  readonly shares: ReadonlyMap<FundingLevel, Share>;
}

/**
 * 四级分担核对表: a line for each payout run that more than one level bears, of its regular lines as they were submitted.
 * 人数 ought to be the same at every level; 核算 is the greatest number of people times the rates of all levels together,
 * and 差额 what the run differs from it: nothing unless people or rates do. Runs that ended without payment have no line.
 */
export const levelShareColumns: readonly Column<LevelShareRow>[] = [
  { header: '所属期', kind: 'text', value: ({ period }) => period },
  { header: '发放方案', kind: 'text', value: ({ name }) => name },
  { header: '提交日', kind: 'date', value: ({ submittedOn }) => submittedOn },
  ...FUNDING_LEVELS.map((level): Column<LevelShareRow> => ({
    ...{ header: `${FUNDING_LEVEL_LABEL[level]}人数`, kind: 'count' },
    value: ({ shares }) => shares.get(level)?.heads ?? null,
  })),
  { header: '人数一致', kind: 'text', value: (row) => (sameHeads(row) ? '一致' : '不一致') },
  ...FUNDING_LEVELS.map((level): Column<LevelShareRow> => ({
    ...{ header: `${FUNDING_LEVEL_LABEL[level]}单价`, unit: '元', kind: 'money' },
    value: ({ shares }) => shares.get(level)?.rateFen ?? null,
  })),
  { header: '单价合计', unit: '元', kind: 'money', value: (row) => rateOf(row) },
  ...FUNDING_LEVELS.map((level): Column<LevelShareRow> => ({
    ...{ header: FUNDING_LEVEL_LABEL[level], unit: '元', kind: 'money', summed: true },
    value: ({ shares }) => shares.get(level)?.amountFen ?? NO_MONEY,
  })),
  { header: '合计', unit: '元', kind: 'money', summed: true, value: (row) => amountOf(row) },
  { header: '核算', unit: '元', kind: 'money', value: (row) => reckoned(row) },
  {
    ...{ header: '差额', unit: '元', kind: 'money' },
    value: (row) => {
      const expected = reckoned(row);
      return expected === null ? null : fen(amountOf(row) - expected);
    },
  },
  { header: '批次号', kind: 'text', value: ({ paymentId }) => paymentId },
];

export function levelShareRows(
  payments: readonly PaymentStanding[],
  { levelOf, from, nameOf }: PayoutSelection,
): LevelShareRow[] {
  return payments
    .filter(({ kind, inTransitFen, netFen, returnedFen, submittedOn, reissueOf }) => {
      const stands = inTransitFen > 0n || netFen > 0n || returnedFen > 0n;
      return kind === 'payout-run' && reissueOf === null && stands && (from === null || submittedOn >= from);
    })
    .flatMap((payment): LevelShareRow[] => {
      const lines = payment.lines.filter(
        ({ entry, appropriationId }) => (entry === 'regular' || entry === 'advance') && levelOf.has(appropriationId),
      );
      const shares = new Map(
        FUNDING_LEVELS.flatMap((level) => {
          const own = lines.filter(({ appropriationId }) => levelOf.get(appropriationId) === level);
          return own.length === 0 ? [] : [[level, shareOf(own)] as const];
        }),
      );
      if (shares.size < 2) return [];
      const { paymentId, submittedOn, charges } = payment;
      const periods = new Set(lines.map(({ period }) => period));
      const period = periods.size === 1 ? ([...periods][0] ?? null) : null;
      return [{ period, name: nameOf(payment, charges), paymentId, submittedOn, shares }];
    });
}

function shareOf(lines: readonly StandingLine[]): Share {
  const rates = new Set(lines.map(({ rateFen, times }) => (times === 1 ? rateFen : null)));
  return {
    heads: lines.reduce((sum, { heads }) => sum + (heads?.count ?? 0), 0),
    rateFen: rates.size === 1 ? ([...rates][0] ?? null) : null,
    amountFen: fen(lines.reduce((sum, { amountFen }) => sum + amountFen, 0n)),
  };
}

const sharesOf = ({ shares }: LevelShareRow): Share[] => [...shares.values()];
const sameHeads = (row: LevelShareRow): boolean => new Set(sharesOf(row).map(({ heads }) => heads)).size === 1;
const amountOf = (row: LevelShareRow): Fen => fen(sharesOf(row).reduce((sum, { amountFen }) => sum + amountFen, 0n));

function rateOf(row: LevelShareRow): Fen | null {
  let sum = 0n;
  for (const { rateFen } of sharesOf(row)) {
    if (rateFen === null) return null;
    sum += rateFen;
  }
  return fen(sum);
}

function reckoned(row: LevelShareRow): Fen | null {
  const rate = rateOf(row);
  return rate === null ? null : fen(rate * BigInt(Math.max(...sharesOf(row).map(({ heads }) => heads))));
}
