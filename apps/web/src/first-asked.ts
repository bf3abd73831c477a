/**
 * The first questions of a page, asked by a script of its own before the rest of the code is there: on a slow line the
 * answers are on their way while the page is still put together. The page finds them where it would ask.
 */
import { queries } from './api/queries';
import { booksAtOnce, type BooksAsked } from './books/books-asked';
import { booksInAddress } from './books/books-in-address';
import { askForOffice } from './books/office-query';
import { executionLines } from './programmes/execution-lines';
import { askForSession } from './session/session-query';

type Rows = (books: BooksAsked, address: URLSearchParams) => Parameters<typeof queries.prefetchQuery>[0];

/** What a page shows first, where its address alone says what to ask. */
const ROWS: Readonly<Record<string, Rows>> = { '/programmes': executionLines };

const address = new URLSearchParams(location.search);
const inAddress = booksInAddress(address);
const books = booksAtOnce(inAddress);
const rows = ROWS[location.pathname];

askForSession();
if (books !== null && rows !== undefined) void queries.prefetchQuery(rows(books, address));
askForOffice(inAddress);
