import { fen, parseYuan, payableFor, peoplePaidBy, sumFen, type Fen } from '@bofu/kernel';
import type { Appropriation } from './appropriations';

/** What one programme bears of a run, and what it has before and after. Figured as the server figures it: by the kernel. */
export interface SplitLine {
  readonly appropriationId: string;
  readonly programmeName: string;
  readonly fundingLevel: string;
  readonly rateFen: Fen;
  readonly amountFen: Fen;
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
}

export interface Split {
  readonly lines: readonly SplitLine[];
  readonly rateFen: Fen;
  readonly totalFen: Fen;
  readonly shortages: readonly Shortage[];
}

/** A programme that cannot bear its part: by how much, and how many people it could pay. */
export interface Shortage {
  readonly appropriationId: string;
  readonly programmeName: string;
  readonly availableFen: Fen;
  readonly requiredFen: Fen;
  readonly shortFen: Fen;
  readonly payableHeadcount: number;
}

export function splitOf(
  rates: readonly { readonly appropriationId: string; readonly rate: string }[],
  headcount: number,
  appropriations: readonly Appropriation[],
): Split {
  const lines = rates.flatMap(({ appropriationId, rate }): SplitLine[] => {
    const appropriation = appropriations.find((each) => each.appropriationId === appropriationId);
    if (!appropriation) return [];
    const rateFen = parseYuan(rate);
    const amountFen = payableFor({ amountFen: rateFen, per: 'month' }, headcount);
    const beforeFen = parseYuan(appropriation.available);
    const { programmeName, fundingLevel } = appropriation;
    const afterFen = fen(beforeFen - amountFen);
    return [{ appropriationId, programmeName, fundingLevel, rateFen, amountFen, beforeFen, afterFen }];
  });
  return {
    lines,
    rateFen: sumFen(lines.map(({ rateFen }) => rateFen)),
    totalFen: sumFen(lines.map(({ amountFen }) => amountFen)),
    shortages: lines
      .filter(({ afterFen }) => afterFen < 0n)
      .map(({ appropriationId, programmeName, rateFen, amountFen, beforeFen, afterFen }) => ({
        appropriationId,
        programmeName,
        availableFen: beforeFen,
        requiredFen: amountFen,
        shortFen: fen(-afterFen),
        payableHeadcount: peoplePaidBy({ amountFen: rateFen, per: 'month' }, beforeFen),
      })),
  };
}
