import { fen, isRounding, sumFen, type Fen } from '@bofu/kernel';
import type { BudgetType } from './appropriation-terms';
import { refuse } from './refusals';

/** 控制数: a total the published budget states for one budget type, e.g. 项目支出 158,515,400.00 元. */
export interface ControlTotal {
  readonly label: string;
  readonly budgetType: BudgetType;
  readonly amountFen: Fen;
}

export interface ReconciledProgramme {
  readonly sequence: number;
  readonly budgetType: BudgetType;
  readonly amountFen: Fen;
}

/** 口径调节表: total = declared + Σ explained, to the fen. */
export interface Reconciliation {
  readonly totalFen: Fen;
  readonly declaredFen: Fen;
  readonly differenceFen: Fen;
  /** Programmes of a budget type for which nothing is declared: they lie outside the stated total. */
  readonly explained: readonly {
    readonly budgetType: BudgetType;
    readonly amountFen: Fen;
    readonly sequences: readonly number[];
  }[];
  readonly unexplainedFen: Fen;
}

const totalOf = (programmes: readonly ReconciledProgramme[]): Fen =>
  sumFen(programmes.map(({ amountFen }) => amountFen));

/**
 * Compares what the programmes add up to with what the budget declares. A difference is explained only by programmes
 * of a budget type the declaration leaves out, and by what rounding to 0.01 万元 allows for that many printed lines.
 * Refuses `control-total-mismatch` where a declared total differs from its own programmes by more, also when two such
 * errors would cancel out; what rounding explains stays in sight as unexplained to the fen.
 *
 * @param declared at most one total per budget type
 */
export function reconcile(
  programmes: readonly ReconciledProgramme[],
  declared: readonly ControlTotal[],
): Reconciliation {
  const ofType = (type: BudgetType) => programmes.filter(({ budgetType }) => budgetType === type);
  const mismatches = declared
    .map(({ label, budgetType, amountFen: declaredFen }) => {
      const programmesFen = totalOf(ofType(budgetType));
      return { label, budgetType, declaredFen, programmesFen, unexplainedFen: fen(programmesFen - declaredFen) };
    })
    .filter(({ unexplainedFen, budgetType }) => !isRounding(unexplainedFen, ofType(budgetType).length));
  if (mismatches.length > 0) refuse('control-total-mismatch', { mismatches });

  const declaredTypes = new Set(declared.map(({ budgetType }) => budgetType));
  const explained = [...new Set(programmes.map(({ budgetType }) => budgetType))]
    .filter((budgetType) => !declaredTypes.has(budgetType))
    .map((budgetType) => {
      const outside = ofType(budgetType);
      return { budgetType, amountFen: totalOf(outside), sequences: outside.map(({ sequence }) => sequence) };
    });
  const totalFen = totalOf(programmes);
  const declaredFen = sumFen(declared.map(({ amountFen }) => amountFen));
  const differenceFen = fen(totalFen - declaredFen);
  const unexplainedFen = fen(differenceFen - sumFen(explained.map(({ amountFen }) => amountFen)));
  return { totalFen, declaredFen, differenceFen, explained, unexplainedFen };
}
