import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { daysOff, ListCalendarYears } from '@bofu/calendar';
import { workingCalendar, yearOf, type BusinessDate, type CalendarYear, type WorkingCalendar } from '@bofu/kernel';
import { dueSoon, type DuePeriod } from '../domain/due-soon';
import { AskProgrammesOnDay } from '../facts/programmes-on-day.query';

export interface DueSoon {
  readonly items: readonly DuePeriod[];
  /** The first that is due later; `null` where nothing is known of any. */
  readonly next: DuePeriod | null;
}

/** What falls due soon on an agency's books, this year's and, at the turn, the next one's. */
export class AskDueSoon extends Query<DueSoon> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly today: BusinessDate,
  ) {
    super();
  }
}

@QueryHandler(AskDueSoon)
export class AskDueSoonHandler implements IQueryHandler<AskDueSoon> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ agencyScope, today }: AskDueSoon): Promise<DueSoon> {
    const year = yearOf(today);
    const found: DueSoon[] = [];
    for (const agencyId of agencyScope) {
      const calendar = await this.calendarOf(agencyId, [year - 1, year, year + 1]);
      const programmes = await Promise.all(
        [year, year + 1].map((fiscalYear) =>
          this.queries.execute(
            new AskProgrammesOnDay({ agencyScope: [agencyId], fiscalYear, asOf: today, knownAt: null }),
          ),
        ),
      );
      found.push(dueSoon(programmes.flat(), today, calendar));
    }
    const next = found.flatMap(({ next: one }) => one ?? []).sort(byDay)[0] ?? null;
    return { items: found.flatMap(({ items }) => items).sort(byDay), next };
  }

  /** Of a year whose calendar is not on record the weekends are the days off: this only reminds, and judges nobody. */
  private async calendarOf(agencyId: string, years: readonly number[]): Promise<WorkingCalendar> {
    const recorded = await this.queries.execute(new ListCalendarYears(agencyId));
    const known = recorded.map(({ recorded: { year, holidays, makeUpDays } }): CalendarYear => ({
      ...{ year, holidays: daysOff(holidays), makeUpDays },
    }));
    const plain = years
      .filter((year) => !known.some((one) => one.year === year))
      .map((year): CalendarYear => ({ year, holidays: [], makeUpDays: [] }));
    return workingCalendar([...known, ...plain]);
  }
}

const byDay = (a: DuePeriod, b: DuePeriod): number => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0);
