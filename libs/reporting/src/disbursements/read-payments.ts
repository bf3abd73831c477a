import type { QueryBus } from '@nestjs/cqrs';
import { ListAppropriations, type AppropriationStanding } from '@bofu/budget';
import type { BooksSelection } from '@bofu/event-store';
import { ListPayments, type PaymentStanding } from '@bofu/payment';

const PAGE = 1_000;

/** The payments of these books as they stood by both clocks, page by page, in the order of submission. */
export async function* readPayments(
  queries: QueryBus,
  appropriationId: string | null,
  books: BooksSelection,
): AsyncGenerator<PaymentStanding> {
  const filter = appropriationId === null ? {} : { appropriationId };
  for (let after: string | null = null; ;) {
    const page: readonly PaymentStanding[] = await queries.execute(
      new ListPayments(books, filter, { order: 'earliest-first', after, limit: PAGE }),
    );
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.position;
  }
}

/** The appropriations of these books that had been issued by both clocks. */
export async function appropriationsOfYear(queries: QueryBus, books: BooksSelection): Promise<AppropriationStanding[]> {
  const appropriations: AppropriationStanding[] = [];
  for (;;) {
    const page: AppropriationStanding[] = await queries.execute(
      new ListAppropriations(books, appropriations.at(-1)?.appropriationId ?? null, PAGE),
    );
    appropriations.push(...page);
    if (page.length < PAGE) return appropriations;
  }
}
