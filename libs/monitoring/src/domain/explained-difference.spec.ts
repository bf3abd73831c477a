import type { Moved } from '@bofu/budget';
import { fen } from '@bofu/kernel';
import { explainDifference, FIGURES, type Point } from './explained-difference';

const point = (budget: bigint, settled: bigint, inTransit: bigint, frozen: bigint): Point => ({
  budgetFen: fen(budget),
  settledFen: fen(settled),
  inTransitFen: fen(inTransit),
  frozenFen: fen(frozen),
  availableFen: fen(budget - settled - inTransit - frozen),
});
const moved = (budget: bigint, settled: bigint, committed: bigint, frozen: bigint): Moved => ({
  budgetFen: fen(budget),
  settledFen: fen(settled),
  committedFen: fen(committed),
  frozenFen: fen(frozen),
});

describe('a difference between two points', () => {
  const [first, second] = [point(1000n, 300n, 200n, 50n), point(1200n, 500n, 0n, 40n)];

  it('is explained when the events come to it, figure by figure', () => {
    const { figures, agrees } = explainDifference(first, second, moved(200n, 200n, -200n, -10n));
    expect(agrees).toBe(true);
    expect(FIGURES.map((name) => figures[name].difference)).toEqual([200n, 200n, -200n, -10n, 210n]);
  });

  it('is explained by nothing where nothing differs', () => {
    expect(explainDifference(first, first, moved(0n, 0n, 0n, 0n)).agrees).toBe(true);
  });

  it.each([
    ['budget', moved(201n, 200n, -200n, -10n)],
    ['settled', moved(200n, 199n, -200n, -10n)],
    ['in transit', moved(200n, 200n, -201n, -10n)],
    ['frozen', moved(200n, 200n, -200n, -9n)],
  ])('is not explained where a single fen is missing: %s', (_name, events) => {
    expect(explainDifference(first, second, events).agrees).toBe(false);
  });
});
