import { refusalsOf, type Fen, type Period } from '@bofu/kernel';
import type { Check } from './checks';
import type { FigureLine } from './statement';

export interface ClosingRefusals {
  /** What a month is closed with does not change while it is closed. */
  'month-closed': { month: Period };
  'month-not-closed': { month: Period };
  'month-blocked': { month: Period; blocking: readonly { check: Check; count: number; amountFen: Fen }[] };
  'reopening-proposed': { month: Period };
  'reopening-not-proposed': { month: Period };
  'reopening-needs-second-person': { month: Period };
  'figures-line-twice': { line: FigureLine };
  'figures-do-not-tie': { line: FigureLine; expectedFen: Fen; closingFen: Fen };
  'nothing-to-explain': { month: Period };
}

export const refuse = refusalsOf<ClosingRefusals>();
