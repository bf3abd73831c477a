import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { NOW, type Clocks } from '@bofu/budget';
import { EventStore } from '@bofu/event-store';
import { fen, fenFromDigits, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import { stoodByThen } from './payment-by-then';
import type { ChargeRow, PaymentRow } from './payment-row';

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

export const PAYMENT_ORDERS = ['earliest-first', 'latest-first'] as const;
export type PaymentOrder = (typeof PAYMENT_ORDERS)[number];

/** A page of payments by the order they were submitted in, optionally those charged to one appropriation. */
export class AskPayments extends Query<PaymentView[]> {
  constructor(
    readonly appropriationId: string | null,
    /** Exclusive: where the page before ended. */
    readonly afterPosition: string | null,
    readonly limit: number,
    readonly clocks: Clocks = NOW,
    readonly order: PaymentOrder = 'earliest-first',
  ) {
    super();
  }
}

export class AskPayment extends Query<PaymentView | null> {
  constructor(
    readonly paymentId: string,
    readonly clocks: Clocks = NOW,
  ) {
    super();
  }
}

const SELECT = `select "paymentId", kind, run, situation, period, headcount, "payeeKind", "payeeName", purpose,
    "totalFen"::text, "returnedFen"::text, charges, "everChargedTo", "submittedOn"::text, "paidOn"::text,
    "closedOn"::text, "voucherNumber", "lastReason", "lastOn"::text, "submittedBy", version::text, "firstPosition",
    position
  from payments.payment`;

function view({ everChargedTo: _, lastOn: __, ...row }: PaymentRow): PaymentView {
  const [totalFen, returnedFen] = [fenFromDigits(row.totalFen), fenFromDigits(row.returnedFen)];
  return {
    ...(row as Omit<PaymentRow, 'everChargedTo' | 'lastOn'> & Pick<PaymentView, 'run' | 'situation' | 'period' | Day>),
    totalFen,
    returnedFen,
    netFen: fen(row.situation === 'paid' ? totalFen - returnedFen : 0n),
    version: BigInt(row.version),
    charges: row.charges.map(viewCharge),
  };
}

type Day = 'submittedOn' | 'paidOn' | 'closedOn';

const viewCharge = ({ appropriationId, rateFen, amountFen, returnedFen }: ChargeRow) => ({
  appropriationId,
  rateFen: rateFen === null ? null : fenFromDigits(rateFen),
  amountFen: fenFromDigits(amountFen),
  returnedFen: fenFromDigits(returnedFen),
});

@QueryHandler(AskPayments)
export class AskPaymentsHandler implements IQueryHandler<AskPayments> {
  constructor(
    private readonly database: DataSource,
    private readonly store: EventStore,
  ) {}

  /** Whom a payment is charged to may have been corrected since: those ever charged are looked at, page by page. */
  async execute({ appropriationId, afterPosition, limit, clocks, order }: AskPayments): Promise<PaymentView[]> {
    const [beyond, direction] = order === 'latest-first' ? ['<', 'desc'] : ['>', 'asc'];
    const found: PaymentView[] = [];
    for (let after = afterPosition; found.length < limit;) {
      const rows = await this.database.query<PaymentRow[]>(
        `${SELECT}
         where ($1::jsonb is null or "everChargedTo" @> $1) and ($2::text is null or "firstPosition" ${beyond} $2)
           and ($4::date is null or "submittedOn" <= $4) and ($5::text is null or "firstPosition" <= $5)
         order by "firstPosition" ${direction} limit $3`,
        [
          appropriationId === null ? null : JSON.stringify([appropriationId]),
          after,
          limit,
          clocks.asOf,
          clocks.knownAt,
        ],
      );
      const stood = await Promise.all(rows.map((row) => stoodByThen(this.store, row, clocks)));
      found.push(
        ...stood
          .filter((row) => row !== null)
          .map(view)
          .filter((payment) => appropriationId === null || isChargedTo(payment, appropriationId)),
      );
      const last = rows.at(-1);
      if (last === undefined || rows.length < limit) break;
      after = last.firstPosition;
    }
    return found.slice(0, limit);
  }
}

const isChargedTo = ({ charges }: PaymentView, wanted: string): boolean =>
  charges.some(({ appropriationId }) => appropriationId === wanted);

@QueryHandler(AskPayment)
export class AskPaymentHandler implements IQueryHandler<AskPayment> {
  constructor(
    private readonly database: DataSource,
    private readonly store: EventStore,
  ) {}

  async execute({ paymentId, clocks }: AskPayment): Promise<PaymentView | null> {
    const [row] = await this.database.query<PaymentRow[]>(`${SELECT} where "paymentId" = $1`, [paymentId]);
    const stood = row && (await stoodByThen(this.store, row, clocks));
    return stood ? view(stood) : null;
  }
}
