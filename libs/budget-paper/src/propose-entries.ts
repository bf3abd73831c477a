import type { BudgetAct } from '@bofu/budget';
import { formatYuanGrouped, type BusinessDate } from '@bofu/kernel';
import { decidedProgramme, type Choice, type Draft } from './decided-programme';
import {
  compareWithBooks,
  EMPTY_BOOKS,
  type Comparison,
  type PaperPrints,
  type YearOnBooks,
} from './domain/against-books';
import { proposeProgramme, type Change, type LeftOut, type OpenFigure } from './propose-programme';

export interface Proposal {
  readonly acts: readonly BudgetAct[];
  /** What a person must decide first; while there is any, nothing is to be submitted. */
  readonly open: readonly OpenFigure[];
  readonly leftOut: readonly LeftOut[];
  readonly changes: readonly Change[];
  readonly comparison: Comparison;
}

/** The books of the paper's year, and what a person said of its amounts. */
export interface Against {
  readonly books: YearOnBooks;
  readonly prints: PaperPrints | null;
  readonly fileName: string;
}

const NOTHING_BOOKED: Against = { books: EMPTY_BOOKS, prints: null, fileName: '' };

/**
 * A reading of a published budget as the entries of a paper: each programme's appropriation, plan, standard and targets,
 * every figure with its place. What is on the books already is set against it, and only the difference is proposed.
 * Nothing is guessed: what is flagged and not decided is named as open, a plan or standard that the paper does not give
 * whole is left out and named, a blank stays a blank, and what the paper does not print any more is told and stays.
 */
export function proposeEntries(
  draft: Draft,
  choices: readonly Choice[],
  effectiveOn: BusinessDate,
  { books, prints, fileName }: Against = NOTHING_BOOKED,
): Proposal {
  const fiscalYear = draft.fiscalYear.value;
  if (fiscalYear === null) {
    const comparison: Comparison = { asksPrints: false, programmes: [], gone: [] };
    return { acts: [], open: [], leftOut: [{ sequence: 0, what: '没有预算年度' }], changes: [], comparison };
  }
  const programmes = draft.programmes.map((read) => decidedProgramme(read, choices));
  const comparison = compareWithBooks(
    programmes.map(({ printed }) => printed),
    books,
    prints,
  );
  const acts: BudgetAct[] = [];
  const [open, leftOut, changes]: [OpenFigure[], LeftOut[], Change[]] = [[], [], []];
  for (const [at, decided] of programmes.entries()) {
    const compared = comparison.programmes[at];
    if (compared === undefined) continue;
    const firstEntry = acts.length + 1;
    const proposed = proposeProgramme({ decided, compared, draft, fiscalYear, fileName, effectiveOn, firstEntry });
    acts.push(...proposed.acts);
    open.push(...proposed.open);
    leftOut.push(...proposed.leftOut);
    changes.push(...proposed.changes);
  }
  for (const { code, name, amountFen } of comparison.gone)
    leftOut.push({
      ...{ sequence: null, what: '账上有而文件未列，保持不变；确已取消的，请另办追减' },
      of: `${code} ${name} ${formatYuanGrouped(amountFen)} 元`,
    });
  return { acts, open, leftOut, changes, comparison };
}
