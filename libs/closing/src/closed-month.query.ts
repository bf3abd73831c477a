import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MovementsBetween } from '@bofu/budget';
import { EventStore, type BooksSelection, type Position } from '@bofu/event-store';
import { periodOf, type BusinessDate, type Period } from '@bofu/kernel';
import { lastDayOfMonth, MonthBooks } from './month-books';
import { readLocks } from './month-streams';

/** A month that stood locked, and what came after the lock. */
export interface ClosedMonth {
  readonly month: Period;
  readonly lockedAt: Position;
  readonly later: Pick<MovementsBetween, 'count' | 'sums'>;
}

/**
 * Whether books of one agency are those of a month that stood locked at the position they are read at; `null` where
 * the day is not a month's last, or nothing was locked then. The same question has the same answer for ever.
 */
export class AskClosedMonth extends Query<ClosedMonth | null> {
  constructor(
    readonly books: Pick<BooksSelection, 'agencyScope'> & { readonly asOf: BusinessDate; readonly knownAt: Position },
  ) {
    super();
  }
}

@QueryHandler(AskClosedMonth)
export class AskClosedMonthHandler implements IQueryHandler<AskClosedMonth> {
  constructor(
    private readonly store: EventStore,
    private readonly monthBooks: MonthBooks,
  ) {}

  async execute({ books: { agencyScope, asOf, knownAt } }: AskClosedMonth): Promise<ClosedMonth | null> {
    const month = periodOf(asOf);
    const [agencyId, ...others] = agencyScope;
    if (agencyId === undefined || others.length > 0 || asOf !== lastDayOfMonth(month)) return null;
    const lock = (await readLocks(this.store, agencyId, knownAt)).get(month);
    if (lock === undefined) return null;
    const later = await this.monthBooks.later(agencyId, month, lock.position, knownAt);
    return { month, lockedAt: lock.position, later };
  }
}
