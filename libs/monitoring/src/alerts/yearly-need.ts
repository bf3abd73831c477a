import type { PaymentStandard } from '@bofu/budget';
import { fen, fenFromDigits, type Fen } from '@bofu/kernel';
import type { ProgrammeOnDay } from '../facts/programme-facts';

/** 标准 as rules reckon with it: one rate for a known number of people, so many times a year. */
export interface StandardNeed {
  readonly rateFen: Fen;
  readonly headcount: number;
  readonly times: 1 | 12;
  /** What one period costs. */
  readonly periodFen: Fen;
  /** 全年所需. */
  readonly yearFen: Fen;
}

/** `null` where there is no rate, no headcount, or several rates and nothing that splits the people among them. */
export function standardNeed(standard: PaymentStandard | null): StandardNeed | null {
  const [rate, ...others] = standard?.rates ?? [];
  const headcount = standard?.headcount ?? null;
  if (rate === undefined || others.length > 0 || headcount === null || headcount <= 0) return null;
  const rateFen = fenFromDigits(rate.amountFen);
  if (rateFen <= 0n) return null;
  const times = rate.per === 'month' ? 12 : 1;
  const periodFen = fen(rateFen * BigInt(headcount));
  return { rateFen, headcount, times, periodFen, yearFen: fen(periodFen * BigInt(times)) };
}

/**
 * What the year's progress of a programme is measured against. A monthly payer with a standard is measured against what
 * twelve months cost by it: too small a budget would let a missed month look paid, too large a one would call a
 * programme late that has paid everybody in full; both have a rule of their own (R05). All others: the budget.
 */
export function yardstick({ standard, budgetFen }: ProgrammeOnDay): { fen: Fen; byStandard: boolean } {
  const need = standard?.cashFlow === 'monthly' ? standardNeed(standard) : null;
  return need === null ? { fen: budgetFen, byStandard: false } : { fen: need.yearFen, byStandard: true };
}
