import type { Position } from '@bofu/event-store';
import type { BooksOfYear } from '@bofu/monitoring';

/** One year's books with both clocks fixed: what is read twice reads the same. */
export interface ReportedBooks extends BooksOfYear {
  readonly knownAt: Position;
}
