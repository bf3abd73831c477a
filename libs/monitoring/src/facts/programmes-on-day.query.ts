import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { EventStore, type Position } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import type { PaymentRecord, ProgrammeFacts, ProgrammeRecord } from './fact-records';
import { factsKnownAt } from './facts-known-at';
import { programmesOnDay } from './on-day';
import type { ProgrammeOnDay } from './programme-facts';

/**
 * The programmes of a fiscal year as of a business date, by unit and code, or the one asked for; `knownAt` asks what was
 * known then.
 */
export class AskProgrammesOnDay extends Query<ProgrammeOnDay[]> {
  constructor(
    readonly fiscalYear: number,
    readonly on: BusinessDate,
    readonly knownAt: Position | null = null,
    readonly appropriationId: string | null = null,
  ) {
    super();
  }
}

@QueryHandler(AskProgrammesOnDay)
export class AskProgrammesOnDayHandler implements IQueryHandler<AskProgrammesOnDay> {
  constructor(
    private readonly database: DataSource,
    private readonly store: EventStore,
  ) {}

  async execute({ fiscalYear, on, knownAt, appropriationId }: AskProgrammesOnDay): Promise<ProgrammeOnDay[]> {
    const facts =
      knownAt === null
        ? await this.factsOfYear(fiscalYear, appropriationId)
        : (await factsKnownAt(this.store, knownAt)).filter(
            ({ programme }) => appropriationId === null || programme.appropriationId === appropriationId,
          );
    return programmesOnDay(facts, fiscalYear, on);
  }

  private async factsOfYear(fiscalYear: number, appropriationId: string | null): Promise<ProgrammeFacts[]> {
    const rows = await this.database.query<{ programme: ProgrammeRecord; payments: PaymentRecord[] | null }[]>(
      `select p.record as programme,
         (select jsonb_agg(c.record order by c.first_position) from programme_facts.charged_payment c
          where c.appropriation_id = p.appropriation_id) as payments
       from programme_facts.programme p
       where p.fiscal_year = $1 and ($2::text is null or p.appropriation_id = $2)`,
      [fiscalYear, appropriationId],
    );
    return rows.map(({ programme, payments }) => ({ programme, payments: payments ?? [] }));
  }
}
