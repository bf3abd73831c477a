import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Database } from '@bofu/read-model';
import type { BooksOfYear } from '../books-of-year';
import type { Fact } from '../domain/facts';
import { FoldedFacts } from '../domain/fold-facts';
import { programmesOnDay } from '../domain/on-day';
import type { ProgrammeOnDay } from '../domain/programme-on-day';

/**
 * The programmes of a fiscal year as of a business date, by unit and code, or the one that an appropriation is of;
 * `knownAt` asks what was known then.
 */
export class AskProgrammesOnDay extends Query<ProgrammeOnDay[]> {
  constructor(
    readonly books: BooksOfYear,
    readonly appropriationId: string | null = null,
  ) {
    super();
  }
}

@QueryHandler(AskProgrammesOnDay)
export class AskProgrammesOnDayHandler implements IQueryHandler<AskProgrammesOnDay> {
  constructor(private readonly database: Database) {}

  async execute({ books, appropriationId }: AskProgrammesOnDay): Promise<ProgrammeOnDay[]> {
    const { agencyScope, fiscalYear, asOf, knownAt } = books;
    const rows = await this.database.query<{ fact: Fact }[]>(
      `with asked as (
         select appropriation_id, programme_id from programme_facts.appropriation
         where agency_id = any ($1::text[]) and fiscal_year = $2
           and ($5::text is null or programme_id in (
             select programme_id from programme_facts.appropriation where appropriation_id = $5))
       ), subject as (
         select appropriation_id as subject_id from asked
         union select programme_id from asked
         union select payment_id from programme_facts.bearing join asked using (appropriation_id)
         union select unnest($1::text[])
       )
       select f.fact from subject join programme_facts.fact f using (subject_id)
       where f.agency_id = any ($1::text[]) and (f.on_date is null or f.on_date <= $3 or f.fact ->> 'fact' in ('issued', 'set', 'opened'))
         and ($4::text is null or f.position <= $4)
       order by f.position, f.ordinal`,
      [agencyScope, fiscalYear, asOf, knownAt, appropriationId],
    );
    const folded = new FoldedFacts();
    for (const { fact } of rows) folded.take(fact);
    return programmesOnDay(folded, { agencyScope, fiscalYear }, asOf);
  }
}
