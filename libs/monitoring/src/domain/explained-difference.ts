import type { Moved } from '@bofu/budget';
import { fen, type Fen } from '@bofu/kernel';

/**
 * Why the books say one thing at one point and another at the next. The figures of the two points come from plan
 * against actual, the events from the ledger; neither is made from the other, so that their agreement is a check.
 */
export interface Point {
  readonly budgetFen: Fen;
  readonly settledFen: Fen;
  readonly inTransitFen: Fen;
  readonly frozenFen: Fen;
  readonly availableFen: Fen;
}

export const FIGURES = ['budget', 'settled', 'inTransit', 'frozen', 'available'] as const;
export type FigureName = (typeof FIGURES)[number];

export interface FigureDifference {
  readonly first: Fen;
  readonly second: Fen;
  readonly difference: Fen;
  /** What the differing events come to. */
  readonly byEvents: Fen;
}

export interface ExplainedDifference {
  readonly figures: Readonly<Record<FigureName, FigureDifference>>;
  /** Whether the events make up every difference to the fen. */
  readonly agrees: boolean;
}

export function explainDifference(first: Point, second: Point, moved: Moved): ExplainedDifference {
  const { budgetFen, settledFen, committedFen, frozenFen } = moved;
  const byEvents: Point = {
    budgetFen,
    settledFen,
    inTransitFen: committedFen,
    frozenFen,
    availableFen: fen(budgetFen - settledFen - committedFen - frozenFen),
  };
  const of = (name: FigureName): FigureDifference => ({
    first: first[`${name}Fen`],
    second: second[`${name}Fen`],
    difference: fen(second[`${name}Fen`] - first[`${name}Fen`]),
    byEvents: byEvents[`${name}Fen`],
  });
  const figures = {
    budget: of('budget'),
    settled: of('settled'),
    inTransit: of('inTransit'),
    frozen: of('frozen'),
    available: of('available'),
  };
  return { figures, agrees: FIGURES.every((name) => figures[name].difference === figures[name].byEvents) };
}
