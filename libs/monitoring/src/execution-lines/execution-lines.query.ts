import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventStore } from '@bofu/event-store';
import type { DocumentNumber, Period } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import type { BooksOfYear } from '../books-of-year';
import { forecastProgramme } from '../domain/forecast';
import { executionOf, type ExecutionOnDay } from '../domain/plan-against-actual';
import { AskProgrammesOnDay } from '../facts/programmes-on-day.query';
import { ALL, readWatched } from '../plan-against-actual/read-watched';

/** One appropriation as a list shows it: where it stands on the day, and whether its programme's money will last. */
export interface ExecutionLine extends ExecutionOnDay {
  readonly documentNumber: DocumentNumber | null;
  /** The first month its programme's money will not suffice for; `null` where it lasts the year. */
  readonly shortIn: Period | null;
}

/** Every appropriation of a year as of a day, as known at a position, by unit and code: what plan and forecast say in short. */
export class AskExecutionLines extends Query<ExecutionLine[]> {
  constructor(readonly books: BooksOfYear) {
    super();
  }
}

@QueryHandler(AskExecutionLines)
export class AskExecutionLinesHandler implements IQueryHandler<AskExecutionLines> {
  constructor(
    private readonly queries: QueryBus,
    private readonly database: Database,
    private readonly store: EventStore,
  ) {}

  async execute({ books }: AskExecutionLines): Promise<ExecutionLine[]> {
    const [watched, programmes] = await Promise.all([
      readWatched(this.database, this.store, books, ALL),
      this.queries.execute(new AskProgrammesOnDay(books)),
    ]);
    const ahead = new Map(
      programmes.flatMap((programme) => {
        const shortIn = forecastProgramme(programme).firstFailure?.period ?? null;
        return programme.appropriations.map(
          ({ appropriationId, documentNumber }) => [appropriationId, { documentNumber, shortIn }] as const,
        );
      }),
    );
    return watched.map((one) => ({
      ...executionOf(one, books.asOf),
      ...(ahead.get(one.appropriationId) ?? { documentNumber: null, shortIn: null }),
    }));
  }
}
