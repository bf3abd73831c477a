import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { fenFromDigits, type BusinessDate, type Fen } from '@bofu/kernel';
import { Database } from '@bofu/read-model';

/** What stands as paid of an appropriation from before these books began. */
export interface OpeningBalanceOnRecord {
  readonly appropriationId: string;
  readonly effectiveOn: BusinessDate;
  readonly amountFen: Fen;
}

/** The opening balances of a year's appropriations, by appropriation. */
export class ListOpeningBalances extends Query<readonly OpeningBalanceOnRecord[]> {
  constructor(readonly books: Pick<BooksSelection, 'agencyScope' | 'fiscalYear'>) {
    super();
  }
}

type Row = Omit<OpeningBalanceOnRecord, 'amountFen'> & { readonly amountFen: string };

@QueryHandler(ListOpeningBalances)
export class ListOpeningBalancesHandler implements IQueryHandler<ListOpeningBalances> {
  constructor(private readonly database: Database) {}

  async execute({ books }: ListOpeningBalances): Promise<readonly OpeningBalanceOnRecord[]> {
    const rows = await this.database.query<Row[]>(
      `select l.appropriation_id as "appropriationId", l.on_date::text as "effectiveOn", l.settled_fen::text as "amountFen"
       from ledger.ledger_line l join ledger.appropriation a using (appropriation_id)
       where a.agency_id = any($1::text[]) and ($2::int is null or a.fiscal_year = $2) and l.type = 'OpeningBalanceEntered'
       order by l.appropriation_id`,
      [books.agencyScope, books.fiscalYear],
    );
    return rows.map((row) => ({ ...row, amountFen: fenFromDigits(row.amountFen) }));
  }
}
