import { Database } from '@bofu/read-model';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection, Position } from '@bofu/event-store';
import { fenFromDigits, type BusinessDate, type Fen } from '@bofu/kernel';

/** What moved, in fen: of one event, or summed over many. */
export interface Moved {
  readonly budgetFen: Fen;
  readonly committedFen: Fen;
  readonly settledFen: Fen;
  readonly frozenFen: Fen;
}

/** A line of the ledger that counts at one of two points and not at the other. */
export interface DifferingMovement extends Moved {
  /** `+`: only at the second point; `-`: only at the first. */
  readonly sign: '+' | '-';
  readonly appropriationId: string;
  readonly position: Position;
  readonly eventId: string;
  readonly type: string;
  readonly on: BusinessDate;
  readonly recordedAt: Date;
  readonly personId: string;
  readonly paymentId: string | null;
  readonly reason: string | null;
}

export interface MovementsBetween {
  readonly count: number;
  /** All of them summed by their signs, however many are listed: what they make of the first point is the second. */
  readonly sums: Moved;
  /** A page, in the order of recording; amounts are what each moved, without the sign. */
  readonly movements: readonly DifferingMovement[];
}

/** What makes the books of a year, or of one appropriation, differ between two points. */
export class ListMovementsBetween extends Query<MovementsBetween> {
  constructor(
    readonly books: Pick<BooksSelection, 'agencyScope' | 'fiscalYear'> & { readonly appropriationId: string | null },
    readonly first: Pick<BooksSelection, 'asOf' | 'knownAt'>,
    readonly second: Pick<BooksSelection, 'asOf' | 'knownAt'>,
    readonly afterPosition: string | null,
    readonly limit: number,
  ) {
    super();
  }
}

type Money = keyof Moved;
type Row = Omit<DifferingMovement, Money> & Record<Money, string>;

const DIFFERING = `
  select l.*, case when counts.second then '+' else '-' end as sign, case when counts.second then 1 else -1 end as factor
  from ledger.appropriation a
  join ledger.ledger_line l on l.appropriation_id = a.appropriation_id
  cross join lateral (
    select ($3::date is null or l.on_date <= $3) and ($4::text is null or l.position <= $4) as first,
      ($5::date is null or l.on_date <= $5) and ($6::text is null or l.position <= $6) as second
  ) counts
  where a.agency_id = any($7::text[]) and ($1::int is null or a.fiscal_year = $1) and ($2::text is null or a.appropriation_id = $2) and counts.first <> counts.second`;

@QueryHandler(ListMovementsBetween)
export class ListMovementsBetweenHandler implements IQueryHandler<ListMovementsBetween> {
  constructor(private readonly database: Database) {}

  async execute({ books, first, second, afterPosition, limit }: ListMovementsBetween): Promise<MovementsBetween> {
    const points = [
      books.fiscalYear,
      books.appropriationId,
      first.asOf,
      first.knownAt,
      second.asOf,
      second.knownAt,
      books.agencyScope,
    ];
    // In one transaction, so that the sums and the list speak of the same events.
    const [[sums], rows] = await this.database.transaction(
      async (sql) => [
        await sql.query<[Record<Money, string> & { count: number }]>(
          `select count(*)::int as count, coalesce(sum(factor * budget_fen), 0)::text as "budgetFen",
           coalesce(sum(factor * committed_fen), 0)::text as "committedFen",
           coalesce(sum(factor * settled_fen), 0)::text as "settledFen",
           coalesce(sum(factor * frozen_fen), 0)::text as "frozenFen"
         from (${DIFFERING}) differing`,
          points,
        ),
        await sql.query<Row[]>(
          `select sign, appropriation_id as "appropriationId", position, event_id as "eventId", type,
           on_date::text as "on", recorded_at as "recordedAt", person_id as "personId", payment_id as "paymentId", reason,
           budget_fen::text as "budgetFen", committed_fen::text as "committedFen", settled_fen::text as "settledFen",
           frozen_fen::text as "frozenFen"
         from (${DIFFERING}) differing where $8::text is null or position > $8 order by position limit $9`,
          [...points, afterPosition, limit],
        ),
      ],
      'REPEATABLE READ',
    );
    return { count: sums.count, sums: moved(sums), movements: rows.map((row) => ({ ...row, ...moved(row) })) };
  }
}

const moved = (row: Record<Money, string>): Moved => ({
  budgetFen: fenFromDigits(row.budgetFen),
  committedFen: fenFromDigits(row.committedFen),
  settledFen: fenFromDigits(row.settledFen),
  frozenFen: fenFromDigits(row.frozenFen),
});
