import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventStore } from '@bofu/event-store';
import { Database } from '@bofu/read-model';
import type { BooksOfYear } from '../books-of-year';
import { planAgainstActual, type PlanAgainstActual } from '../domain/plan-against-actual';
import { ALL, readWatched, type AppropriationsAsked } from './read-watched';

/**
 * Plan against actual of one fiscal year, as of the end of one business date: as known now, or as it was known when the
 * store stood at `knownAt`.
 */
export class AskPlanAgainstActual extends Query<PlanAgainstActual> {
  constructor(
    readonly books: BooksOfYear,
    readonly of: AppropriationsAsked = ALL,
  ) {
    super();
  }
}

@QueryHandler(AskPlanAgainstActual)
export class AskPlanAgainstActualHandler implements IQueryHandler<AskPlanAgainstActual> {
  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
  ) {}

  async execute({ books, of }: AskPlanAgainstActual): Promise<PlanAgainstActual> {
    return planAgainstActual(books.fiscalYear, books.asOf, await readWatched(this.database, this.store, books, of));
  }
}
