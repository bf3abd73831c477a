import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { calendarInForce, ListCalendarYears } from '@bofu/calendar';
import type { BooksOfYear } from '../books-of-year';
import { performanceOf, type Performance } from '../domain/performance';
import type { ProgrammeOnDay } from '../domain/programme-on-day';
import { AskProgrammesOnDay } from '../facts/programmes-on-day.query';

export interface ProgrammePerformance extends Performance {
  readonly programme: ProgrammeOnDay;
}

/** 双监控, 绩效自评: every programme of a year with its money and its targets, by unit and code. */
export class AskPerformance extends Query<ProgrammePerformance[]> {
  constructor(readonly books: BooksOfYear) {
    super();
  }
}

@QueryHandler(AskPerformance)
export class AskPerformanceHandler implements IQueryHandler<AskPerformance> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ books }: AskPerformance): Promise<ProgrammePerformance[]> {
    const programmes = await this.queries.execute(new AskProgrammesOnDay(books));
    const found: ProgrammePerformance[] = [];
    for (const agencyId of books.agencyScope) {
      // Deadlines of the year go by its calendar as it was known, whatever day it was entered on.
      const years = await this.queries.execute(new ListCalendarYears(agencyId, { asOf: null, knownAt: books.knownAt }));
      const calendar = calendarInForce(years);
      for (const programme of programmes)
        if (programme.appropriations[0].agencyId === agencyId)
          found.push({ programme, ...performanceOf(programme, calendar) });
    }
    return found;
  }
}
