import type { QueryBus } from '@nestjs/cqrs';
import type { BusinessDate, Period } from '@bofu/kernel';
import { AskProgrammesOnDay, type BooksOfYear } from '@bofu/monitoring';

/**
 * Since when a month of these groups of a programme is paid, `short` while it is not, by the one answer to that; `null`
 * where nothing is owed of it in the year. `null` among the groups is everybody.
 */
export type MonthPaid = (
  programmeId: string,
  groupIds: readonly (string | null)[],
  period: Period,
) => BusinessDate | 'short' | null;

/** Of the programmes of the year, or of the one that an appropriation is of. */
export async function readMonthsPaid(
  queries: QueryBus,
  appropriationId: string | null,
  books: BooksOfYear,
): Promise<MonthPaid> {
  const programmes = await queries.execute(new AskProgrammesOnDay(books, appropriationId));
  const monthsOf = new Map(programmes.map(({ programmeId, months }) => [programmeId, months]));
  return (programmeId, groupIds, period) => {
    const month = monthsOf.get(programmeId)?.find((one) => one.period === period);
    const days = (month?.runs ?? [])
      .filter(({ groupId }) => groupId === null || groupIds.includes(null) || groupIds.includes(groupId))
      .map(({ paidOn }) => paidOn);
    if (days.length === 0) return null;
    const paid = days.filter((day) => day !== null).sort();
    return paid.length < days.length ? 'short' : (paid.at(-1) ?? null);
  };
}
