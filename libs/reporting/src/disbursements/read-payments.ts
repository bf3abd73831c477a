import type { QueryBus } from '@nestjs/cqrs';
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

/** All of them at once, for what is summed up. */
export async function everyPayment(queries: QueryBus, books: BooksSelection): Promise<PaymentStanding[]> {
  const payments: PaymentStanding[] = [];
  for await (const payment of readPayments(queries, null, books)) payments.push(payment);
  return payments;
}
