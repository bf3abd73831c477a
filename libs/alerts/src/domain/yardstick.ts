import type { Fen } from '@bofu/kernel';
import type { AppropriationOnDay, ProgrammeOnDay } from '@bofu/monitoring';

/** What the year's progress is measured against. */
export interface Yardstick {
  readonly fen: Fen;
  readonly byStandard: boolean;
}

/**
 * A monthly payer with a standard is measured against what its months cost by it: too small a budget would let a missed
 * month look paid, too large a one would call a programme late that has paid everybody in full; both have a rule of
 * their own (R05). All others: the budget.
 */
export function yardstick({ standard, need, budgetFen }: ProgrammeOnDay): Yardstick {
  return need !== null && standard?.cashFlow === 'monthly'
    ? { fen: need.yearFen, byStandard: true }
    : { fen: budgetFen, byStandard: false };
}

/** One of several appropriations has its part of the money and no standard of its own. */
export const yardstickOfAppropriation = ({ budgetFen }: AppropriationOnDay, programme: ProgrammeOnDay): Yardstick =>
  programme.appropriations.length === 1 ? yardstick(programme) : { fen: budgetFen, byStandard: false };
