import { parseYuan } from '@bofu/kernel';
import { EXECUTION_STATES } from './execution-state';
import type { ExecutionState, ProgrammeLine } from './plan-against-actual';

/** What the list was narrowed and ordered to; all of it stands in the address. */
export interface ProgrammesAskedFor {
  readonly department: string | null;
  readonly level: string | null;
  readonly state: ExecutionState | null;
  readonly text: string;
  readonly order: Order;
}

const ORDERS = ['worst', 'budget', 'settled', 'available', 'rate', 'gap'] as const;
type OrderBy = (typeof ORDERS)[number];

export interface Order {
  readonly by: OrderBy;
  readonly direction: 'ascending' | 'descending';
}

export function programmesAskedFor(address: URLSearchParams): ProgrammesAskedFor {
  const state = address.get('state');
  return {
    department: address.get('department'),
    level: address.get('level'),
    state: state !== null && state in EXECUTION_STATES ? (state as ExecutionState) : null,
    text: address.get('text') ?? '',
    order: orderIn(address.get('order')),
  };
}

/** `budget` and `-budget`; anything else is worst first. */
function orderIn(text: string | null): Order {
  const by = ORDERS.find((order) => order === text?.replace('-', '')) ?? 'worst';
  return { by, direction: text?.startsWith('-') ? 'descending' : 'ascending' };
}

export const orderText = ({ by, direction }: Order): string | null =>
  by === 'worst' ? null : direction === 'descending' ? `-${by}` : by;

/** A click on a header: largest first, then smallest first, then worst first again. */
export function nextOrder(current: Order, by: OrderBy): Order {
  if (current.by !== by) return { by, direction: 'descending' };
  return current.direction === 'descending' ? { by, direction: 'ascending' } : { by: 'worst', direction: 'ascending' };
}

/** `searched`: what a programme can be found by, beside its name and code: its document number. */
export function choose(
  programmes: readonly ProgrammeLine[],
  { department, level, state, text, order }: ProgrammesAskedFor,
  documentNumberOf: (appropriationId: string) => string = () => '',
  rankOf: (line: ProgrammeLine) => number = ({ state: planned }) => EXECUTION_STATES[planned].rank,
): ProgrammeLine[] {
  const wanted = plain(text);
  const chosen = programmes.filter(
    (line) =>
      (department === null || line.unitCode === department) &&
      (level === null || line.fundingLevel === level) &&
      (state === null || line.state === state) &&
      (wanted === '' ||
        plain(`${line.programmeName} ${line.programmeCode} ${documentNumberOf(line.appropriationId)}`).includes(
          wanted,
        )),
  );
  return chosen.sort(comparing(order, rankOf));
}

/** Brackets of document numbers come in three kinds, and people type the one their keyboard has. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[[〔【]/g, '(')
    .replace(/[\]〕】]/g, ')')
    .replace(/\s/g, '');

type Comparison = (a: ProgrammeLine, b: ProgrammeLine) => number;

const compare = (a: bigint | number, b: bigint | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Percent text as a whole number of hundredths; where there is nothing to divide by it comes last. */
const hundredths = (percent: string | null): bigint =>
  percent === null ? 1_000_000_000n : BigInt(percent.replace('.', ''));

/** Worst first: by what the state says, then by the money it is about. */
const worstFirst =
  (rankOf: (line: ProgrammeLine) => number): Comparison =>
  (a, b) =>
    compare(rankOf(a), rankOf(b)) ||
    compare(parseYuan(b.budget), parseYuan(a.budget)) ||
    compare(hundredths(a.planGapPoints), hundredths(b.planGapPoints));

const COMPARISONS: Readonly<Record<Exclude<OrderBy, 'worst'>, Comparison>> = {
  budget: (a, b) => compare(parseYuan(a.budget), parseYuan(b.budget)),
  settled: (a, b) => compare(parseYuan(a.settled), parseYuan(b.settled)),
  available: (a, b) => compare(parseYuan(a.available), parseYuan(b.available)),
  rate: (a, b) => compare(hundredths(a.executionRate), hundredths(b.executionRate)),
  gap: (a, b) => compare(hundredths(a.planGapPoints), hundredths(b.planGapPoints)),
};

const comparing = ({ by, direction }: Order, rankOf: (line: ProgrammeLine) => number): Comparison => {
  const worst = worstFirst(rankOf);
  if (by === 'worst') return worst;
  return (a, b) => (direction === 'descending' ? -1 : 1) * COMPARISONS[by](a, b) || worst(a, b);
};

/** The sums of what was chosen, exact; the rate is two sums divided, never an average of rates. */
export function totalOf(programmes: readonly ProgrammeLine[]) {
  const sum = (pick: (line: ProgrammeLine) => string): bigint =>
    programmes.reduce((total, line) => total + parseYuan(pick(line)), 0n);
  return {
    budget: sum(({ budget }) => budget),
    settled: sum(({ settled }) => settled),
    inTransit: sum(({ inTransit }) => inTransit),
    available: sum(({ available }) => available),
    planned: sum(({ planned }) => planned),
  };
}
