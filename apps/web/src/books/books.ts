import { createContext, useCallback, useContext, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { BusinessDate } from '@bofu/kernel';
import {
  addressWith,
  booksInAddress,
  dayToRecord,
  pathOnSameBooks,
  todayInBeijing,
  type MoneyUnit,
} from './books-in-address';
import { isLikePage } from './money-unit';

/** The books the page shows, with everything the address left open decided. */
export interface Books {
  /** Whose; `null` where there is one agency only, and none to name. */
  readonly agencyId: string | null;
  readonly fiscalYear: number;
  readonly asOf: BusinessDate;
  readonly knownAt: string | null;
  readonly money: MoneyUnit;
  /** Not past books, and somebody acts: where this is false a page has no button that records. */
  readonly writable: boolean;
}

export const BooksContext = createContext<Books | null>(null);

export function useBooks(): Books {
  const books = useContext(BooksContext);
  if (books === null) throw new Error('only pages inside the frame have books');
  return books;
}

/** The business day a form proposes: today, and not the day that is looked at. */
export function useDayToRecord(): BusinessDate {
  const { fiscalYear, asOf } = useBooks();
  return dayToRecord(fiscalYear, asOf, todayInBeijing(new Date()));
}

/** The address: its parts, a way to change them, and links to other pages on the same books. */
export function useAddress() {
  const [address, setAddress] = useSearchParams();
  const change = useCallback(
    (changes: Readonly<Record<string, string | number | null>>) =>
      setAddress((before) => addressWith(before, changes), { replace: true }),
    [setAddress],
  );
  // What a link takes along is the same for every page and order of a list, and so is the way to make one.
  const [alike, unlike] = [true, false].map((isAlike) => pathOnSameBooks(address, '', {}, isAlike));
  const linkTo = useCallback(
    (path: string, more?: Readonly<Record<string, string | number | null>>) => {
      const books = (isLikePage(location.pathname, path) ? alike : unlike) ?? '';
      return more === undefined ? path + books : pathOnSameBooks(new URLSearchParams(books), path, more);
    },
    [alike, unlike],
  );
  return useMemo(() => ({ address, inAddress: booksInAddress(address), change, linkTo }), [address, change, linkTo]);
}
