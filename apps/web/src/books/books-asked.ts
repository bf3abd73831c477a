import { yearOf } from '@bofu/kernel';
import { sinceOwnWrites } from '../api/own-writes';
import type { Books } from './books';
import { dayToShow, todayInBeijing, type BooksInAddress } from './books-in-address';
import { onlyAgencySeen, yearSeen } from './seen-last';

/** What a read of the books names. */
export type BooksAsked = Pick<Books, 'agencyId' | 'fiscalYear' | 'asOf' | 'knownAt'>;

/**
 * What every read of an agency's things asks with, whatever the day. `agencyId` is part of the query key as well. The only
 * agency is named once it was seen: a second one may have come since, and a question that leaves open whose is refused.
 */
export function ofAgency({ agencyId }: Pick<Books, 'agencyId'>) {
  const agency = agencyId ?? onlyAgencySeen();
  return { ...(agency !== null && { agency }), ...sinceOwnWrites() };
}

/**
 * What every read of money asks with. `knownAt` only where it was chosen. Part of the query key as well:
 * `queryKey: ['plan-against-actual', agencyId, fiscalYear, asOf, knownAt]`.
 */
export const queryOf = ({ agencyId, asOf, knownAt }: Pick<Books, 'agencyId' | 'asOf' | 'knownAt'>) => ({
  asOf,
  ...(knownAt !== null && { knownAt }),
  ...ofAgency({ agencyId }),
});

/** The books a page may ask for before the frame knows who is there; `null` where that leaves open which. */
export function booksAtOnce({ agency, fiscalYear: named, asOf, knownAt }: BooksInAddress): BooksAsked | null {
  const fiscalYear = named ?? (asOf === null ? yearSeen() : yearOf(asOf));
  if (onlyAgencySeen() === null || agency !== null || fiscalYear === null) return null;
  return { agencyId: null, fiscalYear, asOf: asOf ?? dayToShow(fiscalYear, todayInBeijing(new Date())), knownAt };
}
