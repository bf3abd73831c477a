import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { yearOf, type BusinessDate } from '@bofu/kernel';
import { dueSoon, type DuePeriod } from '../domain/due-soon';
import { AskProgrammesOnDay } from '../facts/programmes-on-day.query';
import { remindingCalendar } from '../reminding-calendar';

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
      const calendar = await remindingCalendar(this.queries, agencyId, [year - 1, year, year + 1]);
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
}

const byDay = (a: DuePeriod, b: DuePeriod): number => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0);
