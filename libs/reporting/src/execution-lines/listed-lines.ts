import type { AlertLevel } from '@bofu/alerts';
import { basisPointsOf, fen, sumFen, type BasisPoints, type Fen } from '@bofu/kernel';
import type { ExecutionLine } from '@bofu/monitoring';
import { initialsOf } from '@bofu/pinyin';
import { rankOf, SHOWN_STATES, type ShownState } from './shown-state';

export type AlertCounts = Readonly<Record<AlertLevel, number>>;

/** A line of the list of programmes with all that it is sorted and narrowed by. */
export interface ListedLine extends Omit<ExecutionLine, 'state'> {
  readonly state: ShownState;
  /** What stands against its programme; `null` where nothing does. */
  readonly alerts: AlertCounts | null;
}

export const ORDERS = ['worst', 'budget', 'settled', 'available', 'rate', 'gap'] as const;
export type OrderBy = (typeof ORDERS)[number];

export interface Order {
  readonly by: OrderBy;
  readonly descending: boolean;
}

/** What the list is narrowed and ordered to; `null`: whichever. */
export interface LinesAsked {
  readonly unit: string | null;
  readonly fundingLevel: string | null;
  readonly state: ShownState | null;
  readonly text: string | null;
  readonly order: Order;
}

export function choose(lines: readonly ListedLine[], asked: LinesAsked): ListedLine[] {
  const { unit, fundingLevel, state, text, order } = asked;
  const wanted = plain(text ?? '');
  const found = foundBy(wanted);
  return lines
    .filter(
      (line) =>
        (unit === null || line.appropriation.unitCode === unit) &&
        (fundingLevel === null || line.appropriation.fundingLevel === fundingLevel) &&
        (state === null || line.state === state) &&
        (wanted === '' || found(line)),
    )
    .sort(comparing(order));
}

/** Brackets of document numbers come in three kinds, and people type the one their keyboard has. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[[〔【]/g, '(')
    .replace(/[\]〕】]/g, ')')
    .replace(/\s/g, '');

const LETTERS = /^[a-z0-9]+$/;

/** By name, code and document number, and by the initials of the name's pinyin where only letters were typed. */
function foundBy(wanted: string): (line: ListedLine) => boolean {
  const isTyped = LETTERS.test(wanted);
  return ({ appropriation: { programmeName, programmeCode }, documentNumber }) => {
    const number = documentNumber === null ? '' : `${documentNumber.printed} ${documentNumber.normalized ?? ''}`;
    return (
      plain(`${programmeName} ${programmeCode} ${number}`).includes(wanted) ||
      (isTyped && initialsOf(programmeName).includes(wanted))
    );
  };
}

type Comparison = (a: ListedLine, b: ListedLine) => number;

const compare = (a: bigint | number, b: bigint | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where there is nothing to divide by, it comes last. */
const orLast = (points: BasisPoints | null): number => points ?? Number.MAX_SAFE_INTEGER;

/** Worst first: by what the state says, then by the money it is about. */
const worstFirst: Comparison = (a, b) =>
  compare(rankOf(a.state), rankOf(b.state)) ||
  compare(b.budgetFen, a.budgetFen) ||
  compare(orLast(a.planGap), orLast(b.planGap));

const COMPARISONS: Readonly<Record<OrderBy, Comparison>> = {
  worst: worstFirst,
  budget: (a, b) => compare(a.budgetFen, b.budgetFen),
  settled: (a, b) => compare(a.settledFen, b.settledFen),
  available: (a, b) => compare(a.availableFen, b.availableFen),
  rate: (a, b) => compare(orLast(a.executionRate), orLast(b.executionRate)),
  gap: (a, b) => compare(orLast(a.planGap), orLast(b.planGap)),
};

const comparing =
  ({ by, descending }: Order): Comparison =>
  (a, b) =>
    (descending ? -1 : 1) * COMPARISONS[by](a, b) || worstFirst(a, b);

/** The sums of what was chosen, exact; a rate is two sums divided, never an average of rates. */
export function totalOf(lines: readonly ListedLine[]) {
  const sum = (pick: (line: ListedLine) => Fen): Fen => sumFen(lines.map(pick));
  const [budgetFen, settledFen, plannedFen] = [
    sum((line) => line.budgetFen),
    sum((line) => line.settledFen),
    sum((line) => line.plannedFen),
  ];
  return {
    budgetFen,
    settledFen,
    inTransitFen: sum((line) => line.inTransitFen),
    availableFen: sum((line) => line.availableFen),
    executionRate: basisPointsOf(settledFen, budgetFen),
    plannedRate: basisPointsOf(plannedFen, budgetFen),
    planGap: basisPointsOf(fen(settledFen - plannedFen), budgetFen),
  };
}

/** How many lines say what, worst first; what none says is left out. */
export const countStates = (lines: readonly ListedLine[]) =>
  SHOWN_STATES.map((state) => ({ state, count: lines.filter((line) => line.state === state).length })).filter(
    ({ count }) => count > 0,
  );

/** What stands against the programmes of these lines: one that several appropriations finance counts once. */
export function countAlerts(lines: readonly ListedLine[]): AlertCounts {
  const total = { red: 0, orange: 0, yellow: 0, info: 0 };
  const byProgramme = new Map(lines.map(({ appropriation, alerts }) => [appropriation.programmeId, alerts]));
  for (const alerts of byProgramme.values())
    if (alerts !== null) for (const level of Object.keys(total) as AlertLevel[]) total[level] += alerts[level];
  return total;
}

/** What the list can be narrowed to, in the order of the books. */
export const unitsOf = (lines: readonly ListedLine[]) =>
  [...new Map(lines.map(({ appropriation: { unitCode, unitName } }) => [unitCode, unitName]))].map(
    ([unitCode, unitName]) => ({ unitCode, unitName }),
  );

export const levelsOf = (lines: readonly ListedLine[]): string[] => [
  ...new Set(lines.map(({ appropriation }) => appropriation.fundingLevel)),
];
