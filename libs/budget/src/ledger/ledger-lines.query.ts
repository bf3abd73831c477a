import { Database } from '@bofu/read-model';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { fen, fenFromDigits, type BusinessDate, type Fen, type Period, type Post } from '@bofu/kernel';

/** One line of the 资金台账: what one event moved, and the balances after it, in the order things were recorded. */
export interface LedgerLine {
  readonly version: bigint;
  readonly eventId: string;
  readonly type: string;
  readonly on: BusinessDate;
  readonly period: Period | null;
  readonly bookedIn: Period | null;
  readonly paymentId: string | null;
  readonly charge: number | null;
  readonly counterpart: string | null;
  readonly documentNumber: string | null;
  readonly reason: string | null;
  readonly budgetFen: Fen;
  readonly committedFen: Fen;
  readonly settledFen: Fen;
  readonly frozenFen: Fen;
  readonly availableAfterFen: Fen;
  readonly personId: string;
  readonly post: Post;
  readonly recordedAt: Date;
  readonly position: string;
}

/** A page of one appropriation's ledger, after one version of its stream; balances over the lines that count. */
export class ListLedgerLines extends Query<LedgerLine[]> {
  constructor(
    readonly appropriationId: string,
    readonly books: BooksSelection,
    readonly afterVersion: bigint | null,
    readonly limit: number,
  ) {
    super();
  }
}

type Money = 'budgetFen' | 'committedFen' | 'settledFen' | 'frozenFen' | 'availableAfterFen';
type Row = Omit<LedgerLine, Money | 'version'> & Record<Money | 'version', string>;

@QueryHandler(ListLedgerLines)
export class ListLedgerLinesHandler implements IQueryHandler<ListLedgerLines> {
  constructor(private readonly database: Database) {}

  async execute({ appropriationId, books, afterVersion, limit }: ListLedgerLines): Promise<LedgerLine[]> {
    const rows = await this.database.query<Row[]>(
      `select * from (
         select ledger_line.version::text as version, event_id as "eventId", type, on_date::text as "on", period,
           booked_in as "bookedIn", payment_id as "paymentId", charge, counterpart, ledger_line.document_number as "documentNumber", reason,
           ledger_line.budget_fen::text as "budgetFen", ledger_line.committed_fen::text as "committedFen",
           ledger_line.settled_fen::text as "settledFen", ledger_line.frozen_fen::text as "frozenFen", person_id as "personId", post, recorded_at as "recordedAt", ledger_line.position,
           (sum(ledger_line.budget_fen - ledger_line.committed_fen - ledger_line.settled_fen - ledger_line.frozen_fen) over (order by ledger_line.version))::text
             as "availableAfterFen"
         from ledger.ledger_line join ledger.appropriation a using (appropriation_id)
         where appropriation_id = $1 and a.agency_id = any($6::text[]) and ($4::date is null or on_date <= $4) and ($5::text is null or ledger_line.position <= $5)
       ) line
       where $2::bigint is null or line.version::bigint > $2
       order by line.version::bigint limit $3`,
      [
        appropriationId,
        afterVersion === null ? null : String(afterVersion),
        limit,
        books.asOf,
        books.knownAt,
        books.agencyScope,
      ],
    );
    return rows.map((row) => ({
      ...row,
      version: BigInt(row.version),
      budgetFen: fenFromDigits(row.budgetFen),
      committedFen: fenFromDigits(row.committedFen),
      settledFen: fenFromDigits(row.settledFen),
      frozenFen: fenFromDigits(row.frozenFen),
      availableAfterFen: fen(BigInt(row.availableAfterFen)),
    }));
  }
}
