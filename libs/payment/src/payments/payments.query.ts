import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
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

const SELECT = `select p.payment_id as "paymentId", kind, run, situation, period, headcount, payee_kind as "payeeKind",
    payee_name as "payeeName", purpose, total_fen::text as "totalFen", p.returned_fen::text as "returnedFen",
    submitted_on::text as "submittedOn", paid_on::text as "paidOn", closed_on::text as "closedOn",
    voucher_number as "voucherNumber", last_reason as "lastReason", submitted_by as "submittedBy",
    version::text as version, first_position as "firstPosition", position,
    (select jsonb_agg(jsonb_build_object('appropriationId', c.appropriation_id, 'rateFen', c.rate_fen::text,
        'amountFen', c.amount_fen::text, 'returnedFen', c.returned_fen::text) order by c.line)
      from payments.payment_charge c where c.payment_id = p.payment_id) as charges
  from payments.payment p`;

type ChargeRow = { appropriationId: string; rateFen: string | null; amountFen: string; returnedFen: string };
type Row = Omit<PaymentView, 'totalFen' | 'returnedFen' | 'netFen' | 'version' | 'charges'> & {
  totalFen: string;
  returnedFen: string;
  version: string;
  charges: ChargeRow[];
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
       where ($1::text is null or exists (select from payments.payment_charge c
                where c.payment_id = p.payment_id and c.appropriation_id = $1))
         and ($2::text is null or first_position > $2)
       order by first_position limit $3`,
      [appropriationId, afterPosition, limit],
    );
    return rows.map(view);
  }
}

@QueryHandler(AskPayment)
export class AskPaymentHandler implements IQueryHandler<AskPayment> {
  constructor(private readonly database: DataSource) {}

  async execute({ paymentId }: AskPayment): Promise<PaymentView | null> {
    const [row] = await this.database.query<Row[]>(`${SELECT} where p.payment_id = $1`, [paymentId]);
    return row ? view(row) : null;
  }
}
