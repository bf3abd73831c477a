import type { QueryBus } from '@nestjs/cqrs';
import { ALERT_LEVEL_LABEL, ALERT_LEVELS, AskAlerts, EVERY_ALERT } from '@bofu/alerts';
import type { ReportedBooks } from '../reported-books';
import type { AlertOf } from './execution-progress';

/**
 * The worst level of what stands against each appropriation at both clocks, by the lines that name it and those about its
 * whole programme; put off counts, cleared does not.
 */
export async function readAlerts(queries: QueryBus, books: ReportedBooks): Promise<AlertOf> {
  const cases = await queries.execute(new AskAlerts(EVERY_ALERT, books, books.asOf));
  const standing = cases.filter(({ situation }) => situation !== 'cleared');
  return ({ appropriationId, programmeId }) => {
    const levels = standing
      .filter(({ state: { identity } }) => identity.programmeId === programmeId)
      .flatMap(({ state }) => state.latest.lines)
      .filter((line) => line.appropriationId === null || line.appropriationId === appropriationId)
      .map(({ level }) => level);
    const worst = ALERT_LEVELS.findLast((level) => levels.includes(level));
    return worst === undefined ? null : ALERT_LEVEL_LABEL[worst];
  };
}
