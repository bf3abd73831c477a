import type { BudgetType, IssueKind, PerformanceTarget } from '@bofu/budget';
import { fen, type Fen, type FundingLevel, type PaymentStandard, type SpendingPlan } from '@bofu/kernel';

/**
 * A published budget set against what is on the books for its year: which figures of each programme are new, changed or
 * the same, and what the books have that the paper does not print. It decides nothing where more than one reading is
 * left; such a programme is `unclear`, with the reason.
 */

/** What a paper prints of one programme; `null` and an empty list are what it does not give. */
export interface PrintedProgramme {
  readonly sequence: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly fundingLevel: FundingLevel | null;
  readonly budgetType: BudgetType | null;
  readonly amountFen: Fen | null;
  readonly plan: SpendingPlan | null;
  readonly standard: PaymentStandard | null;
  readonly targets: readonly PerformanceTarget[];
}

/** An appropriation of the paper's year with all that is recorded of it, whatever day it counts from. */
export interface BookedAppropriation {
  readonly appropriationId: string;
  readonly programmeId: string;
  readonly code: string;
  readonly name: string;
  readonly fundingLevel: FundingLevel;
  readonly budgetType: BudgetType;
  readonly issuedAs: IssueKind;
  readonly amountFen: Fen;
  readonly plan: SpendingPlan | null;
  /** Of its programme, for the paper's year. */
  readonly targets: readonly PerformanceTarget[] | null;
}

export interface BookedProgramme {
  readonly programmeId: string;
  readonly code: string;
  readonly name: string;
  /** Everybody's. */
  readonly standard: PaymentStandard | null;
  /** Groups have standards of their own. */
  readonly byGroups: boolean;
}

export interface YearOnBooks {
  readonly appropriations: readonly BookedAppropriation[];
  readonly programmes: readonly BookedProgramme[];
}

export const EMPTY_BOOKS: YearOnBooks = { appropriations: [], programmes: [] };

/** Whether a later paper prints the whole of a year's amounts, or what is added to them. */
export const PAPER_PRINTS = ['whole', 'addition'] as const;
export type PaperPrints = (typeof PAPER_PRINTS)[number];

/**
 * `asked`: nobody has said yet what the amounts are. `unclear`: which appropriation is meant does not follow from the
 * paper, so that nothing is proposed.
 */
export type Standing = 'new' | 'changed' | 'same' | 'asked' | 'unclear';

export type ComparedFigure = 'amount' | 'plan' | 'standard' | 'targets';

/** What is told of a programme and proposed by nobody. */
export type ToldOnly =
  | 'several-on-books'
  | 'level-differs'
  | 'printed-twice'
  | 'name-differs'
  | 'budget-type-differs'
  | 'standards-of-groups'
  | 'plan-of-addition';

export interface ComparedProgramme {
  readonly sequence: number;
  readonly standing: Standing;
  readonly appropriation: BookedAppropriation | null;
  readonly programme: BookedProgramme | null;
  /** What the amount on the books would change by; 0 where it does not, `null` where there is none or it is asked. */
  readonly changeFen: Fen | null;
  /** Which figures are proposed. */
  readonly figures: readonly ComparedFigure[];
  /** In force once the paper is booked; what a paper does not print of it stays as it is. */
  readonly standard: PaymentStandard | null;
  readonly told: readonly ToldOnly[];
}

export interface Comparison {
  /** Some of its programmes are on the books, so that its amounts may be the whole or an addition. */
  readonly asksPrints: boolean;
  readonly programmes: readonly ComparedProgramme[];
  /** On the books and not in a paper that prints the whole. */
  readonly gone: readonly BookedAppropriation[];
}

/** Money that no budget prints again: what was carried over, and what stood in for the budget. */
const isPrintedAgain = ({ issuedAs }: BookedAppropriation): boolean =>
  issuedAs !== 'carry-over' && issuedAs !== 'provisional';

export function compareWithBooks(
  printed: readonly PrintedProgramme[],
  { appropriations, programmes }: YearOnBooks,
  prints: PaperPrints | null,
): Comparison {
  const comparable = appropriations.filter(isPrintedAgain);
  const meant = printed.map((one) => appropriationMeant(one, comparable));
  const asksPrints = meant.some((each) => typeof each === 'object' && each !== null);
  // Where every amount is the one on the books, the whole is what it says, unless somebody says otherwise.
  const isAllTheSame = printed.every(({ amountFen }, at) => {
    const on = meant[at];
    return typeof on === 'object' && on !== null && on.amountFen === amountFen;
  });
  const read = prints ?? (isAllTheSame || !asksPrints ? 'whole' : null);
  const compared = printed.map((one, at) => {
    const on = meant[at] ?? null;
    const twice = typeof on === 'object' && on !== null && meant.filter((other) => other === on).length > 1;
    const programme = programmes.find(({ code }) => code === one.code) ?? null;
    return comparedOne(one, twice ? 'printed-twice' : on, programme, read);
  });
  const unclear = new Set(printed.flatMap(({ code }, at) => (typeof meant[at] === 'string' ? [code] : [])));
  const isMeant = (one: BookedAppropriation): boolean => meant.includes(one) || unclear.has(one.code);
  return { asksPrints, programmes: compared, gone: read === 'whole' ? comparable.filter((one) => !isMeant(one)) : [] };
}

/** The one appropriation a programme's figures are about; `null` where the books have none, or why it is not certain. */
function appropriationMeant(
  { code, fundingLevel, budgetType }: PrintedProgramme,
  appropriations: readonly BookedAppropriation[],
): BookedAppropriation | 'several-on-books' | 'level-differs' | null {
  const ofCode = appropriations.filter((one) => one.code === code);
  if (code === null || ofCode.length === 0) return null;
  const ofLevel = ofCode.filter((one) => fundingLevel === null || one.fundingLevel === fundingLevel);
  if (ofLevel.length === 0) return 'level-differs';
  const ofType = ofLevel.filter((one) => budgetType === null || one.budgetType === budgetType);
  const [only, ...others] = ofType.length > 0 ? ofType : ofLevel;
  return only !== undefined && others.length === 0 ? only : 'several-on-books';
}

function comparedOne(
  printed: PrintedProgramme,
  on: BookedAppropriation | ToldOnly | null,
  programme: BookedProgramme | null,
  prints: PaperPrints | null,
): ComparedProgramme {
  const { sequence } = printed;
  const nothing = { sequence, appropriation: null, programme, changeFen: null, figures: [], standard: null };
  if (typeof on === 'string') return { ...nothing, standing: 'unclear', told: [on] };
  const { standard, standardDiffers, told } = standardAfter(printed, programme);
  const named = programme !== null && printed.name !== null && printed.name !== programme.name;
  if (named) told.push('name-differs');
  const figures: ComparedFigure[] = [];
  if (on === null) {
    if (printed.amountFen !== null) figures.push('amount');
    if (printed.plan !== null) figures.push('plan');
    if (standardDiffers) figures.push('standard');
    if (printed.targets.length > 0) figures.push('targets');
    return { ...nothing, standing: 'new', figures, standard, told };
  }
  if (printed.budgetType !== null && printed.budgetType !== on.budgetType) told.push('budget-type-differs');
  const { amountFen } = printed;
  const changeFen =
    amountFen === null || prints === null ? null : prints === 'addition' ? amountFen : fen(amountFen - on.amountFen);
  if (changeFen !== null && changeFen !== 0n) figures.push('amount');
  if (printed.plan !== null && prints === 'addition') told.push('plan-of-addition');
  if (printed.plan !== null && prints === 'whole' && !isSame(printed.plan, on.plan)) figures.push('plan');
  if (standardDiffers) figures.push('standard');
  if (printed.targets.length > 0 && !isSame(inOrder(printed.targets), on.targets && inOrder(on.targets)))
    figures.push('targets');
  const standing = prints === null ? 'asked' : figures.length > 0 ? 'changed' : 'same';
  return { ...nothing, standing, appropriation: on, changeFen, figures, standard, told };
}

function standardAfter({ standard }: PrintedProgramme, programme: BookedProgramme | null) {
  const told: ToldOnly[] = [];
  if (standard === null) return { standard, standardDiffers: false, told };
  const booked = programme?.standard ?? null;
  if (booked === null && programme?.byGroups === true) {
    told.push('standards-of-groups');
    return { standard: null, standardDiffers: false, told };
  }
  // How many people there are is often not printed; that is no reason to forget it.
  const after = { ...standard, headcount: standard.headcount ?? booked?.headcount ?? null };
  return { standard: after, standardDiffers: booked === null || !isSame(said(after), said(booked)), told };
}

/** What a standard says, whatever words its deadline is printed in. */
const said = ({ rates, headcount, cashFlow, deadline: { printed: _, ...deadline } }: PaymentStandard) => ({
  rates: rates.map(({ label, amountFen, per }) => [label, amountFen, per]),
  ...{ headcount, cashFlow },
  deadline: Object.entries(deadline).sort(),
});

const inOrder = (targets: readonly PerformanceTarget[]) =>
  targets.map(({ level1, level2, level3, target, basis }) => [level1, level2, level3, target, basis]).sort();

const asSaid = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'cumulativeShare' in value && 'on' in value
    ? [value.on, value.cumulativeShare]
    : value;
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one, asSaid) === JSON.stringify(other, asSaid);
