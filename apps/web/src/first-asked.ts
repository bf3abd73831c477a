/**
 * The first questions of a page, asked by a script of its own before the rest of the code is there: on a slow line the
 * answers are on their way while the page is still put together. The page finds them where it would ask.
 */
import { alertClocksIn, alertListIn, alertsOf } from './alerts/alerts-query';
import { queries } from './api/queries';
import { booksAtOnce, type BooksAsked } from './books/books-asked';
import { booksInAddress } from './books/books-in-address';
import { askForOffice } from './books/office-query';
import { paymentsAskedFor, paymentsOf } from './payments/payments-query';
import { executionLines } from './programmes/execution-lines';
import { askForSession } from './session/session-query';

const address = new URLSearchParams(location.search);
const inAddress = booksInAddress(address);

/** What a page shows first, where its address says what to ask. */
const ROWS: Readonly<Record<string, (books: BooksAsked) => Promise<void>>> = {
  '/programmes': (books) => queries.prefetchQuery(executionLines(books, address)),
  '/payments': (books) => queries.prefetchInfiniteQuery(paymentsOf(books, paymentsAskedFor(address))),
  '/alerts': async (books) => {
    const list = alertListIn(address);
    if (list.asked.levels.length > 0)
      await queries.prefetchInfiniteQuery(alertsOf(books, alertClocksIn(inAddress), list));
  },
};

askForSession();
const books = booksAtOnce(inAddress);
if (books !== null) void ROWS[location.pathname]?.(books);
askForOffice(inAddress);
