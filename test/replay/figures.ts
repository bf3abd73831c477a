import type { countByHand } from './books-by-hand';

/** What an appropriation comes to. */
export type Figures = Record<'budget' | 'settled' | 'inTransit' | 'frozen' | 'available', bigint>;
type Line = Record<'budgetFen' | 'settledFen' | 'frozenFen' | 'availableFen', bigint>;

export const figures = (line: Line, inTransit: bigint): Figures => ({
  budget: line.budgetFen,
  settled: line.settledFen,
  inTransit,
  frozen: line.frozenFen,
  available: line.availableFen,
});

export const byHand = (books: ReturnType<typeof countByHand>): [string, Figures][] =>
  [...books.appropriations]
    .map(([id, sums]): [string, Figures] => [
      id,
      { ...sums, available: sums.budget - sums.settled - sums.inTransit - sums.frozen },
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));

const NOTHING = { budget: 0n, settled: 0n, inTransit: 0n, frozen: 0n, available: 0n };
export const sorted = <Value>(entries: [string, Value][]): [string, Value][] =>
  entries.sort(([a], [b]) => (a < b ? -1 : 1));

/** Plan against actual shows what is recorded though its day is still to come; the appropriations do not. */
export const withoutFuture = (entries: [string, Figures][], known: ReadonlyMap<string, unknown>) =>
  entries.filter(([id, line]) => known.has(id) || JSON.stringify(line, digits) !== JSON.stringify(NOTHING, digits));
export const digits = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
