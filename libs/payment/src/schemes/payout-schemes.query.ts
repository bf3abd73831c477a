import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { EventStore, recordedUpTo, type Position } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { foldSchemes, SCHEME_STREAMS, schemesOnDay, type PayoutSchemeOnDay, type SchemeRecord } from './scheme-record';

/** The payout schemes of a fiscal year in force on a day, by id; `knownAt` asks what was known then. */
export class AskPayoutSchemes extends Query<PayoutSchemeOnDay[]> {
  constructor(
    readonly fiscalYear: number,
    readonly on: BusinessDate,
    readonly knownAt: Position | null = null,
  ) {
    super();
  }
}

@QueryHandler(AskPayoutSchemes)
export class AskPayoutSchemesHandler implements IQueryHandler<AskPayoutSchemes> {
  constructor(
    private readonly database: DataSource,
    private readonly store: EventStore,
  ) {}

  async execute({ fiscalYear, on, knownAt }: AskPayoutSchemes): Promise<PayoutSchemeOnDay[]> {
    const records =
      knownAt === null
        ? (
            await this.database.query<{ record: SchemeRecord }[]>(
              'select record from payout_schemes.payout_scheme where fiscal_year = $1',
              [fiscalYear],
            )
          ).map(({ record }) => record)
        : foldSchemes(await recordedUpTo(this.store, SCHEME_STREAMS, knownAt));
    return schemesOnDay(
      records.filter((record) => record.fiscalYear === fiscalYear),
      on,
    );
  }
}
