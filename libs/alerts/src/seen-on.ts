import type { QueryBus } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { yearOf, type BusinessDate } from '@bofu/kernel';
import { remindingCalendar } from '@bofu/monitoring';
import type { SeenOn } from './alert.view';

/** The day these books are looked at, and the working days around it: those of the first agency, the same everywhere. */
export async function seenOn(queries: QueryBus, books: BooksSelection, today: BusinessDate): Promise<SeenOn> {
  const on = books.asOf ?? today;
  const about = [yearOf(on), books.fiscalYear ?? yearOf(on)].flatMap((year) => [year - 1, year, year + 1]);
  return { on, calendar: await remindingCalendar(queries, books.agencyScope[0] ?? '', [...new Set(about)]) };
}
