import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { fen, fenFromDigits, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import { NOW, type Clocks } from './clocks';

/** One line of the 资金台账: what one event moved, and the balances after it, in the order things were recorded. */
export interface LedgerLine {
  readonly version: bigint;
  readonly eventId: string;
  readonly type: string;
  readonly on: BusinessDate;
  readonly period: Period | null;
  readonly paymentId: string | null;
  readonly counterpart: string | null;
  readonly documentNumber: string | null;
  readonly reason: string | null;
  readonly budgetFen: Fen;
  readonly committedFen: Fen;
  readonly settledFen: Fen;
  readonly frozenFen: Fen;
  readonly availableAfterFen: Fen;
  readonly actor: string;
  readonly recordedAt: Date;
  readonly position: string;
}

/** A page of one appropriation's ledger, after one version of its stream; balances over the lines that count. */
export class AskLedgerLines extends Query<LedgerLine[]> {
  constructor(
    readonly appropriationId: string,
    readonly afterVersion: bigint | null,
    readonly limit: number,
    readonly clocks: Clocks = NOW,
  ) {
    super();
  }
}

type Money = 'budgetFen' | 'committedFen' | 'settledFen' | 'frozenFen' | 'availableAfterFen';
type Row = Omit<LedgerLine, Money | 'version'> & Record<Money | 'version', string>;

@QueryHandler(AskLedgerLines)
export class AskLedgerLinesHandler implements IQueryHandler<AskLedgerLines> {
  constructor(private readonly database: DataSource) {}

  async execute({ appropriationId, afterVersion, limit, clocks }: AskLedgerLines): Promise<LedgerLine[]> {
    const rows = await this.database.query<Row[]>(
      `select * from (
         select version::text as version, event_id as "eventId", type, on_date::text as "on", period,
           payment_id as "paymentId", counterpart, document_number as "documentNumber", reason,
           budget_fen::text as "budgetFen", committed_fen::text as "committedFen", settled_fen::text as "settledFen",
           frozen_fen::text as "frozenFen", actor, recorded_at as "recordedAt", position,
           (sum(budget_fen - committed_fen - settled_fen - frozen_fen) over (order by ledger_line.version))::text
             as "availableAfterFen"
         from ledger.ledger_line
         where appropriation_id = $1 and ($4::date is null or on_date <= $4) and ($5::text is null or position <= $5)
       ) line
       where $2::bigint is null or line.version::bigint > $2
       order by line.version::bigint limit $3`,
      [appropriationId, afterVersion === null ? null : String(afterVersion), limit, clocks.asOf, clocks.knownAt],
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
