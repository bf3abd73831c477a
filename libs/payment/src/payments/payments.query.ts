import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { ChargeRow } from './payments.projection';
import { fen, fenFromDigits, type BusinessDate, type Fen, type Period } from '@bofu/kernel';

export interface PaymentView {
  readonly paymentId: string;
  readonly kind: 'disbursement' | 'payout-run';
  readonly run: 'regular' | 'supplementary' | null;
  readonly situation: 'submitted' | 'paid' | 'sent-back' | 'reversed';
  readonly period: Period | null;
  /** Persons still paid, returns taken off; `null` for a disbursement. */
  readonly headcount: number | null;
  readonly payeeKind: string;
  readonly payeeName: string;
  readonly purpose: string;
  readonly totalFen: Fen;
  readonly returnedFen: Fen;
  /** 净额: what is out now. Zero unless paid. */
  readonly netFen: Fen;
  readonly submittedOn: BusinessDate;
  readonly paidOn: BusinessDate | null;
  readonly closedOn: BusinessDate | null;
  readonly voucherNumber: string | null;
  readonly lastReason: string | null;
  readonly submittedBy: string;
  readonly charges: readonly {
    readonly appropriationId: string;
    readonly rateFen: Fen | null;
    readonly amountFen: Fen;
    readonly returnedFen: Fen;
  }[];
  readonly version: bigint;
  readonly firstPosition: string;
  readonly position: string;
}

/** A page of payments in the order they were submitted, optionally those charged to one appropriation. */
export class AskPayments extends Query<PaymentView[]> {
  constructor(
    readonly appropriationId: string | null,
    readonly afterPosition: string | null,
    readonly limit: number,
  ) {
    super();
  }
}

export class AskPayment extends Query<PaymentView | null> {
  constructor(readonly paymentId: string) {
    super();
  }
}

const SELECT = `select "paymentId", kind, run, situation, period, headcount, "payeeKind", "payeeName", purpose,
    "totalFen"::text, "returnedFen"::text, charges, "submittedOn"::text, "paidOn"::text, "closedOn"::text,
    "voucherNumber", "lastReason", "submittedBy", version::text, "firstPosition", position
  from payments.payment`;

type Row = Omit<PaymentView, 'totalFen' | 'returnedFen' | 'netFen' | 'version' | 'charges'> & {
  totalFen: string;
  returnedFen: string;
  version: string;
  charges: readonly ChargeRow[];
};

function view(row: Row): PaymentView {
  const [totalFen, returnedFen] = [fenFromDigits(row.totalFen), fenFromDigits(row.returnedFen)];
  return {
    ...row,
    totalFen,
    returnedFen,
    netFen: fen(row.situation === 'paid' ? totalFen - returnedFen : 0n),
    version: BigInt(row.version),
    charges: row.charges.map((charge) => ({
      appropriationId: charge.appropriationId,
      rateFen: charge.rateFen === null ? null : fenFromDigits(charge.rateFen),
      amountFen: fenFromDigits(charge.amountFen),
      returnedFen: fenFromDigits(charge.returnedFen),
    })),
  };
}

@QueryHandler(AskPayments)
export class AskPaymentsHandler implements IQueryHandler<AskPayments> {
  constructor(private readonly database: DataSource) {}

  async execute({ appropriationId, afterPosition, limit }: AskPayments): Promise<PaymentView[]> {
    const rows = await this.database.query<Row[]>(
      `${SELECT}
       where ($1::jsonb is null or charges @> $1) and ($2::text is null or "firstPosition" > $2)
       order by "firstPosition" limit $3`,
      [appropriationId === null ? null : JSON.stringify([{ appropriationId }]), afterPosition, limit],
    );
    return rows.map(view);
  }
}

@QueryHandler(AskPayment)
export class AskPaymentHandler implements IQueryHandler<AskPayment> {
  constructor(private readonly database: DataSource) {}

  async execute({ paymentId }: AskPayment): Promise<PaymentView | null> {
    const [row] = await this.database.query<Row[]>(`${SELECT} where "paymentId" = $1`, [paymentId]);
    return row ? view(row) : null;
  }
}
