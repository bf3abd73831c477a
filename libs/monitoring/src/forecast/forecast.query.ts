import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListPayoutSchemes } from '@bofu/payment';
import type { BooksOfYear } from '../books-of-year';
import {
  byAppropriation,
  forecastProgramme,
  forecastScheme,
  type ProgrammeForecast,
  type SchemeForecast,
  type WhatIf,
} from '../domain/forecast';
import { monthDue, type MonthDue } from '../domain/month-due';
import type { MonthOnDay } from '../domain/programme-on-day';
import { AskProgrammesOnDay } from '../facts/programmes-on-day.query';
import { remindingCalendar } from '../reminding-calendar';

export interface Forecast {
  readonly programmes: readonly ProgrammeForecast[];
  readonly schemes: readonly SchemeForecast[];
}

/** 预测 of a fiscal year as of a business date, as known at a position; a what-if changes nothing on record. */
export class AskForecast extends Query<Forecast> {
  constructor(
    readonly books: BooksOfYear,
    readonly whatIf?: WhatIf,
  ) {
    super();
  }
}

/** What has come of each month anything is owed of, by when each must go out, and what is to come. */
export interface ProgrammeAhead {
  readonly months: readonly (MonthOnDay & MonthDue)[];
  readonly forecast: ProgrammeForecast;
}

/** 预测 of the programme an appropriation is of; `null` where the year has no such appropriation on that day. */
export class AskProgrammeForecast extends Query<ProgrammeAhead | null> {
  constructor(
    readonly appropriationId: string,
    readonly books: BooksOfYear,
    readonly whatIf?: WhatIf,
  ) {
    super();
  }
}

/** Whose money will not last the year. */
export interface ShortProgramme extends ProgrammeForecast {
  readonly firstFailure: NonNullable<ProgrammeForecast['firstFailure']>;
}

/** The programmes of a fiscal year whose money will not last it, the earliest first. */
export class AskShortProgrammes extends Query<ShortProgramme[]> {
  constructor(readonly books: BooksOfYear) {
    super();
  }
}

@QueryHandler(AskShortProgrammes)
export class AskShortProgrammesHandler implements IQueryHandler<AskShortProgrammes> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ books }: AskShortProgrammes): Promise<ShortProgramme[]> {
    const programmes = await this.queries.execute(new AskProgrammesOnDay(books));
    return programmes
      .map((programme) => forecastProgramme(programme))
      .flatMap((one) => (one.firstFailure === null ? [] : [{ ...one, firstFailure: one.firstFailure }]))
      .sort((a, b) =>
        a.firstFailure.period < b.firstFailure.period ? -1 : a.firstFailure.period > b.firstFailure.period ? 1 : 0,
      );
  }
}

@QueryHandler(AskForecast)
export class AskForecastHandler implements IQueryHandler<AskForecast> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ books, whatIf }: AskForecast): Promise<Forecast> {
    const programmes = await this.queries.execute(new AskProgrammesOnDay(books));
    const schemes = await this.queries.execute(new ListPayoutSchemes(books, books.asOf));
    const programmeOf = byAppropriation(programmes);
    return {
      programmes: programmes.map((programme) => forecastProgramme(programme, whatIf)),
      schemes: schemes.map((scheme) => forecastScheme(scheme, programmeOf, whatIf)),
    };
  }
}

@QueryHandler(AskProgrammeForecast)
export class AskProgrammeForecastHandler implements IQueryHandler<AskProgrammeForecast> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ appropriationId, books, whatIf }: AskProgrammeForecast): Promise<ProgrammeAhead | null> {
    const [programme] = await this.queries.execute(new AskProgrammesOnDay(books, appropriationId));
    const own = programme?.appropriations.find((one) => one.appropriationId === appropriationId);
    if (programme === undefined || own === undefined) return null;
    const { fiscalYear } = books;
    const years = [fiscalYear - 1, fiscalYear, fiscalYear + 1];
    const calendar = await remindingCalendar(this.queries, own.agencyId, years);
    return {
      months: programme.months.map((month) => ({ ...month, ...monthDue(month, calendar) })),
      forecast: forecastProgramme(programme, whatIf),
    };
  }
}
