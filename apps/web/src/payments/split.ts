import {
  basisPointsOf,
  fen,
  formatBasisPoints,
  NO_MONEY,
  parseYuan,
  payableFor,
  peoplePaidBy,
  sumFen,
  type Fen,
} from '@bofu/kernel';
import type { Appropriation } from './appropriations';
import type { RunLine } from './payout-choices';

/** What one appropriation bears of a run, and what it has before and after. Figured as the server figures it: by the kernel. */
export interface SplitLine {
  readonly appropriationId: string;
  readonly programmeName: string;
  readonly fundingLevel: string;
  /** A head; `null` where it is not the same for everybody. */
  readonly rateFen: Fen | null;
  readonly amountFen: Fen;
  /** 比例: of the whole run, in percent with two places; `null` where there is nothing to share, or something is taken back. */
  readonly share: string | null;
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
}

export interface Split {
  readonly lines: readonly SplitLine[];
  readonly rateFen: Fen | null;
  readonly totalFen: Fen;
  readonly shortages: readonly Shortage[];
}

/** An appropriation that cannot bear its part: by how much, and how many people it could pay. */
export interface Shortage {
  readonly appropriationId: string;
  readonly programmeName: string;
  readonly availableFen: Fen;
  readonly requiredFen: Fen;
  readonly shortFen: Fen;
  /** `null` where its part is not one rate for each head. */
  readonly payableHeadcount: number | null;
}

const costOf = ({ rate, times, headcount, entry }: RunLine): bigint =>
  (entry === 'deduction' ? -1n : 1n) * payableFor(parseYuan(rate), headcount) * BigInt(times);

export function splitOf(run: readonly RunLine[], appropriations: readonly Appropriation[]): Split {
  const bearers = new Set(run.map(({ appropriationId }) => appropriationId));
  const parts = [...bearers].flatMap((id) => {
    const appropriation = appropriations.find(({ appropriationId }) => appropriationId === id);
    const own = run.filter(({ appropriationId }) => appropriationId === id);
    return appropriation === undefined ? [] : [{ appropriation, own }];
  });
  const amounts = parts.map(({ own }) => fen(own.reduce((sum, line) => sum + costOf(line), 0n)));
  const totalFen = sumFen(amounts);
  const shares = amounts.every((amount) => amount >= 0n) ? sharesOf(amounts) : null;
  const lines = parts.map(({ appropriation, own }, at): SplitLine => {
    const { appropriationId, programmeName, fundingLevel, available } = appropriation;
    const [rate, ...others] = new Set(own.map((line) => line.rate));
    const amountFen = amounts[at] ?? NO_MONEY;
    const beforeFen = parseYuan(available);
    return {
      appropriationId,
      programmeName,
      fundingLevel,
      rateFen: rate !== undefined && others.length === 0 ? parseYuan(rate) : null,
      amountFen,
      share: shares?.[at] ?? null,
      beforeFen,
      afterFen: fen(beforeFen - amountFen),
    };
  });
  const rates = lines.flatMap(({ rateFen }) => rateFen ?? []);
  return {
    lines,
    rateFen: rates.length === lines.length ? sumFen(rates) : null,
    totalFen,
    shortages: lines
      .filter(({ afterFen }) => afterFen < 0n)
      .map(({ appropriationId, programmeName, rateFen, amountFen, beforeFen, afterFen }) => ({
        appropriationId,
        programmeName,
        availableFen: beforeFen,
        requiredFen: amountFen,
        shortFen: fen(-afterFen),
        payableHeadcount:
          rateFen !== null && run.filter((line) => line.appropriationId === appropriationId).length === 1
            ? peoplePaidBy(rateFen, beforeFen)
            : null,
      })),
  };
}

/** Each rounded by itself, and the largest takes what rounding leaves: together they are 100.00. */
function sharesOf(amounts: readonly Fen[]): string[] | null {
  const total = sumFen(amounts);
  if (total === 0n) return null;
  const points = amounts.map((amount) => basisPointsOf(amount, total) ?? 0);
  const largest = amounts.reduce((best, amount, at) => (amount > (amounts[best] ?? NO_MONEY) ? at : best), 0);
  const left = 10_000 - points.reduce((sum, each) => sum + each, 0);
  return points.map((each, at) => formatBasisPoints(at === largest ? each + left : each));
}
