import type { QueryBus } from '@nestjs/cqrs';
import { ListAppropriations, type AppropriationStanding } from '@bofu/budget';
import { fen, type BusinessDate } from '@bofu/kernel';
import type { LockFacts } from '../domain/year';

/** A year's appropriations, and what stands of them on a day: from New Year's Day on, less what has been disposed of. */
export async function balancesLeft(
  queries: QueryBus,
  agencyId: string,
  fiscalYear: number,
  today: BusinessDate,
): Promise<readonly AppropriationStanding[]> {
  const books = { agencyScope: [agencyId], fiscalYear, asOf: null, knownAt: null };
  const all: AppropriationStanding[] = [];
  for (let after: string | null = null; ;) {
    const page: AppropriationStanding[] = await queries.execute(
      new ListAppropriations(books, after, PAGE, null, today),
    );
    all.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return all;
    after = last.appropriationId;
  }
}

const PAGE = 1_000;

/** Frozen money is left too: it is unfrozen before anybody says what becomes of it. */
export const leftOf = ({ availableFen, frozenFen }: AppropriationStanding) => fen(availableFen + frozenFen);

export const lockFactsOf = (rows: readonly AppropriationStanding[]): LockFacts => ({
  inTransit: rows.map(({ committedFen }) => committedFen).filter((amount) => amount > 0n),
  undisposed: rows.map(leftOf).filter((amount) => amount > 0n),
});
