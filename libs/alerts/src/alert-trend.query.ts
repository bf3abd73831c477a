import { setImmediate } from 'node:timers/promises';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { dayInPeriod, periodsOfYear, type BusinessDate, type Period } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import { casesOf, matches, readCases, STANDING, type AlertFilter } from './alerts.query';
import type { AlertLevel } from './domain/alert-level';

/** The cases that stood at the end of a month, or on the last day asked for in it. */
export interface AlertsOfMonth {
  readonly period: Period;
  readonly on: BusinessDate;
  readonly standing: Readonly<Record<AlertLevel, number>>;
  /** Standing at the end and not at the end of the month before. */
  readonly appeared: number;
  /** Standing at the end of the month before and no more. */
  readonly ended: number;
}

/** How many cases stood at each month's end of a year, up to a day. */
export class AskAlertTrend extends Query<AlertsOfMonth[]> {
  constructor(
    readonly filter: AlertFilter,
    readonly books: BooksSelection & { readonly fiscalYear: number },
    readonly upTo: BusinessDate,
  ) {
    super();
  }
}

@QueryHandler(AskAlertTrend)
export class AskAlertTrendHandler implements IQueryHandler<AskAlertTrend> {
  constructor(private readonly database: Database) {}

  async execute({ filter, books, upTo }: AskAlertTrend): Promise<AlertsOfMonth[]> {
    const rows = await readCases(this.database, filter, books);
    const wanted = { ...filter, situations: filter.situations ?? STANDING };
    let before: ReadonlySet<string> = new Set();
    const months: AlertsOfMonth[] = [];
    for (const period of periodsOfYear(books.fiscalYear).filter((each) => dayInPeriod(each, 1) <= upTo)) {
      // Of thousands of cases a month takes its tenth of a second: whoever pays meanwhile comes in between.
      await setImmediate();
      const end = dayInPeriod(period, 31);
      const on = end < upTo ? end : upTo;
      const then = rows.map((row) => ({ ...row, events: row.events.filter((event) => event.on <= on) }));
      const cases = casesOf(then, on).filter((one) => matches(one, wanted));
      const now = new Set(cases.map(({ state }) => state.alertId));
      months.push({
        ...{ period, on },
        standing: countOf(cases.map(({ state }) => state.latest.level)),
        appeared: [...now].filter((alertId) => !before.has(alertId)).length,
        ended: [...before].filter((alertId) => !now.has(alertId)).length,
      });
      before = now;
    }
    return months;
  }
}

function countOf(levels: readonly AlertLevel[]): Record<AlertLevel, number> {
  const counts: Record<AlertLevel, number> = { info: 0, yellow: 0, orange: 0, red: 0 };
  for (const level of levels) counts[level] += 1;
  return counts;
}
