import { Injectable } from '@nestjs/common';
import type { BooksSelection, Position } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { Database, LastAsked } from '@bofu/read-model';
import { casesOf, EVERY_ALERT, worstFirst, readCases, type ListedAlert } from './alerts.query';

/** As many years and moments as the supervisors of an office look at by turns. */
const KEPT = 4;

/**
 * Every case as it was known at a position, in the order of a list, for whoever narrows a list of them: its counts and each other level, person
 * or word are of the same cases. Read anew only where the books have moved.
 */
@Injectable()
export class KnownCases {
  readonly #kept = new LastAsked<readonly ListedAlert[]>(KEPT);

  constructor(private readonly database: Database) {}

  /** @param books known at a position; @param today the day they are looked at on, where not as of another */
  of(books: BooksSelection & { readonly knownAt: Position }, today: BusinessDate): Promise<readonly ListedAlert[]> {
    const { agencyScope, fiscalYear, asOf, knownAt } = books;
    const on = asOf ?? today;
    return this.#kept.of(JSON.stringify([agencyScope, fiscalYear, asOf, knownAt, on]), async () =>
      worstFirst(casesOf(await readCases(this.database, EVERY_ALERT, books), on)),
    );
  }
}
