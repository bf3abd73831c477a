import type { BooksSelection } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';

/** The books of one year as of one day. */
export interface BooksOfYear extends BooksSelection {
  readonly fiscalYear: number;
  readonly asOf: BusinessDate;
}
