import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { workingCalendar, type WorkingCalendar } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import { daysOff, type CalendarEvent } from './domain/calendar-year';

/** A calendar year as its last loading or correction says it. */
export interface CalendarYearInForce {
  readonly recorded: CalendarEvent['data'];
  readonly version: bigint;
  readonly position: string;
  readonly personId: string;
  readonly recordedAt: string;
}

/** The calendar years of an agency, one by one; `asOf` by the day the office acted, `knownAt` by what was recorded. */
export class ListCalendarYears extends Query<CalendarYearInForce[]> {
  constructor(
    readonly agencyId: string,
    readonly clocks: Pick<BooksSelection, 'asOf' | 'knownAt'> = { asOf: null, knownAt: null },
  ) {
    super();
  }
}

type Row = Omit<CalendarYearInForce, 'version'> & { readonly version: string };

@QueryHandler(ListCalendarYears)
export class ListCalendarYearsHandler implements IQueryHandler<ListCalendarYears> {
  constructor(private readonly database: Database) {}

  async execute({ clocks: { asOf, knownAt }, agencyId }: ListCalendarYears): Promise<CalendarYearInForce[]> {
    const rows = await this.database.query<Row[]>(
      `select distinct on (year) data as recorded, version::text, position, person_id as "personId", recorded_at as "recordedAt"
       from calendars.calendar_year
       where agency_id = $1 and ($2::date is null or acted_on <= $2) and ($3::text is null or position <= $3)
       order by year, version desc`,
      [agencyId, asOf, knownAt],
    );
    return rows.map((row) => ({ ...row, version: BigInt(row.version) }));
  }
}

export const calendarInForce = (years: readonly CalendarYearInForce[]): WorkingCalendar =>
  workingCalendar(
    years.map(({ recorded: { year, holidays, makeUpDays } }) => ({ year, holidays: daysOff(holidays), makeUpDays })),
  );
