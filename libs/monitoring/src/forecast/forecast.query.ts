import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListPayoutSchemes } from '@bofu/payment';
import type { BooksOfYear } from '../books-of-year';
import {
  forecastProgramme,
  forecastScheme,
  type ProgrammeForecast,
  type SchemeForecast,
  type WhatIf,
} from '../domain/forecast';
import type { MonthOnDay } from '../domain/programme-on-day';
import { AskProgrammesOnDay } from '../facts/programmes-on-day.query';

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

/** What has come of each month anything is owed of, and what is to come. */
export interface ProgrammeAhead {
  readonly months: readonly MonthOnDay[];
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

@QueryHandler(AskForecast)
export class AskForecastHandler implements IQueryHandler<AskForecast> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ books, whatIf }: AskForecast): Promise<Forecast> {
    const programmes = await this.queries.execute(new AskProgrammesOnDay(books));
    const schemes = await this.queries.execute(new ListPayoutSchemes(books, books.asOf));
    return {
      programmes: programmes.map((programme) => forecastProgramme(programme, whatIf)),
      schemes: schemes.map((scheme) => forecastScheme(scheme, programmes, whatIf)),
    };
  }
}

@QueryHandler(AskProgrammeForecast)
export class AskProgrammeForecastHandler implements IQueryHandler<AskProgrammeForecast> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ appropriationId, books, whatIf }: AskProgrammeForecast): Promise<ProgrammeAhead | null> {
    const [programme] = await this.queries.execute(new AskProgrammesOnDay(books, appropriationId));
    const isThere = programme?.appropriations.some((one) => one.appropriationId === appropriationId);
    return programme && isThere ? { months: programme.months, forecast: forecastProgramme(programme, whatIf) } : null;
  }
}
