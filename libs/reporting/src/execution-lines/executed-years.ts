import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskAlerts, AskAlertWatch, EVERY_ALERT, type AlertLevel, type AlertWatchStanding } from '@bofu/alerts';
import type { Position } from '@bofu/event-store';
import { periodOf, type BusinessDate } from '@bofu/kernel';
import { AskExecutionLines, type BooksOfYear } from '@bofu/monitoring';
import { LastAsked } from '@bofu/read-model';
import type { AlertCounts, ListedLine } from './listed-lines';
import { shownStateOf } from './shown-state';

/** A year as its list shows it, before anything is narrowed: its lines in the order of the books, and how far it was judged. */
export interface ExecutedYear {
  readonly lines: readonly ListedLine[];
  readonly watch: AlertWatchStanding;
}

/** Which year is asked for. Known at a position, it says the same for ever. */
export interface YearAsked extends BooksOfYear {
  readonly knownAt: Position;
  /** The day a case is looked at: an alert of a year that is over is handled after it. */
  readonly alerts: { readonly asOf: BusinessDate | null; readonly today: BusinessDate };
}

/** As many years and moments as people of an office look at by turns. */
const KEPT = 8;

/** The years last asked for: whoever turns a page, sorts, or types into the search asks for the same once more. */
@Injectable()
export class ExecutedYears {
  readonly #kept = new LastAsked<ExecutedYear>(KEPT);

  constructor(private readonly queries: QueryBus) {}

  of(asked: YearAsked): Promise<ExecutedYear> {
    const { agencyScope, fiscalYear, asOf, knownAt, alerts } = asked;
    const key = JSON.stringify([agencyScope, fiscalYear, asOf, knownAt, alerts.asOf, alerts.today]);
    return this.#kept.of(key, () => this.read(asked));
  }

  private async read({ alerts, ...books }: YearAsked): Promise<ExecutedYear> {
    const ofAlerts = { ...books, asOf: alerts.asOf };
    const [lines, cases, watch] = await Promise.all([
      this.queries.execute(new AskExecutionLines(books)),
      this.queries.execute(new AskAlerts(EVERY_ALERT, ofAlerts, alerts.today)),
      this.queries.execute(new AskAlertWatch(ofAlerts)),
    ]);
    const standing = new Map<string, Record<AlertLevel, number>>();
    for (const { state, situation } of cases) {
      const { programmeId } = state.identity;
      if (situation === 'cleared' || programmeId === null) continue;
      const counts = standing.get(programmeId) ?? { red: 0, orange: 0, yellow: 0, info: 0 };
      counts[state.latest.level] += 1;
      standing.set(programmeId, counts);
    }
    return { watch, lines: lines.map((line) => listed(line, standing.get(line.appropriation.programmeId) ?? null)) };

    function listed(line: (typeof lines)[number], counts: AlertCounts | null): ListedLine {
      const hasRed = counts !== null && counts.red > 0;
      const state = shownStateOf(line.state, line.shortIn, periodOf(books.asOf), hasRed);
      return { ...line, state, alerts: counts };
    }
  }
}
