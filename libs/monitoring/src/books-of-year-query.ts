import { type z } from 'zod';
import { booksQuery, type SelectedBooks } from '@bofu/access';
import { fiscalYear, type HttpReply } from '@bofu/http';
import type { BooksOfYear } from './books-of-year';
import { lastDayOf } from './domain/plan-against-actual';

/** What every read of a year's books is asked with. */
export const booksOfYearQuery = { ...booksQuery, fiscalYear };

/** The books that were asked for, once the projection has come as far as they reach. */
export async function booksOfYear(
  selected: SelectedBooks,
  projection: string,
  wanted: z.output<z.ZodObject<typeof booksOfYearQuery>>,
  reply: HttpReply,
): Promise<BooksOfYear> {
  const { fiscalYear: year, asOf = lastDayOf(year) } = wanted;
  const { books } = await selected.seen(projection, wanted, reply);
  return { ...books, fiscalYear: year, asOf };
}
