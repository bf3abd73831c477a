import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { AskPayoutSchemes } from '@bofu/payment';
import { AskProgrammesOnDay } from '../facts/programmes-on-day.query';
import {
  forecastProgramme,
  forecastScheme,
  type ProgrammeForecast,
  type SchemeForecast,
  type WhatIf,
} from './forecast';

export interface Forecast {
  readonly programmes: readonly ProgrammeForecast[];
  readonly schemes: readonly SchemeForecast[];
}

/** 预测 of a fiscal year as of a business date, as known at a position; a what-if changes nothing on record. */
export class AskForecast extends Query<Forecast> {
  constructor(
    readonly fiscalYear: number,
    readonly asOf: BusinessDate,
    readonly knownAt: Position | null,
    readonly whatIf?: WhatIf,
  ) {
    super();
  }
}

/** 预测 of one programme; `null` where the year has no such programme on that day. */
export class AskProgrammeForecast extends Query<ProgrammeForecast | null> {
  constructor(
    readonly appropriationId: string,
    readonly fiscalYear: number,
    readonly asOf: BusinessDate,
    readonly knownAt: Position | null,
  ) {
    super();
  }
}

@QueryHandler(AskForecast)
export class AskForecastHandler implements IQueryHandler<AskForecast> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ fiscalYear, asOf, knownAt, whatIf }: AskForecast): Promise<Forecast> {
    const programmes = await this.queries.execute(new AskProgrammesOnDay(fiscalYear, asOf, knownAt));
    const schemes = await this.queries.execute(new AskPayoutSchemes(fiscalYear, asOf, knownAt));
    return {
      programmes: programmes.map((programme) => forecastProgramme(programme, whatIf)),
      schemes: schemes.map((scheme) => forecastScheme(scheme, programmes, whatIf)),
    };
  }
}

@QueryHandler(AskProgrammeForecast)
export class AskProgrammeForecastHandler implements IQueryHandler<AskProgrammeForecast> {
  constructor(private readonly queries: QueryBus) {}

  async execute({
    appropriationId,
    fiscalYear,
    asOf,
    knownAt,
  }: AskProgrammeForecast): Promise<ProgrammeForecast | null> {
    const [programme] = await this.queries.execute(new AskProgrammesOnDay(fiscalYear, asOf, knownAt, appropriationId));
    return programme ? forecastProgramme(programme) : null;
  }
}
