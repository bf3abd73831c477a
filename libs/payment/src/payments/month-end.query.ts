import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { fenFromDigits, type BusinessDate, type Fen, type Signer } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import { paymentsProjection } from './payments.projection';

/** A payment with what of it is meant, and since when. */
export interface PaymentLeftOver {
  readonly paymentId: string;
  readonly payeeName: string;
  readonly purpose: string;
  readonly since: BusinessDate;
  readonly amountFen: Fen;
}

/** What payments leave behind at the end of a day, each list the oldest first. */
export interface PaymentsLeftOver {
  /** 在途: submitted, and neither paid nor ended. */
  readonly inTransit: readonly PaymentLeftOver[];
  /** Paid, still out, and no voucher of the bank on record; since the day it was paid. */
  readonly withoutReceipt: readonly PaymentLeftOver[];
  /** 退票未重发: what a bank returned and no payment has paid anew, nor is to. */
  readonly notReissued: readonly PaymentLeftOver[];
}

/** Of all fiscal years: a month of an agency's books is one month. */
export class AskPaymentsLeftOver extends Query<PaymentsLeftOver> {
  constructor(readonly books: Pick<BooksSelection, 'agencyScope' | 'asOf' | 'knownAt'>) {
    super();
  }
}

/** The day the first payment of these books was paid; `null` where none was. */
export class AskFirstPaidOn extends Query<BusinessDate | null> {
  constructor(readonly agencyId: string) {
    super();
  }
}

/** Who handed over money that was handed over or paid in a month of these books, whichever year it is of. */
export class AskHandedOverBy extends Query<readonly Signer[]> {
  constructor(
    readonly agencyId: string,
    readonly days: { readonly from: BusinessDate; readonly until: BusinessDate },
  ) {
    super();
  }
}

const { name: tables } = paymentsProjection;

const counts = (row: string): string =>
  `($2::date is null or ${row}.business_day <= $2) and ($3::text is null or ${row}.position <= $3)`;

const KNOWN = `p.agency_id = any ($1) and ($2::date is null or p.submitted_on <= $2)
  and ($3::text is null or p.position <= $3)`;

const CHARGES = `
  select p.payment_id, p.payee_name, p.purpose, p.submitted_on, f.charge,
    sum(f.amount_fen) as amount_fen, sum(f.amount_fen - f.returned_fen) as net_fen,
    min(f.business_day) filter (where f.fact = 'paid') as paid_on, max(f.voucher_number) as voucher_number,
    bool_or(f.fact in ('paid', 'moved-in')) as is_paid, bool_or(f.fact in ('released', 'reversed')) as is_over
  from ${tables}.payment p join ${tables}.charge_fact f using (payment_id)
  where ${KNOWN} and ${counts('f')}
  group by p.payment_id, f.charge`;

const listed = (since: string, amount: string, where: string): string => `
  select payment_id, payee_name, purpose, min(${since})::text as since, sum(${amount})::text as amount_fen
  from (${CHARGES}) c where not is_over and ${where}
  group by payment_id, payee_name, purpose order by min(${since}), payment_id`;

const IN_TRANSIT = listed('submitted_on', 'amount_fen', 'not is_paid and amount_fen <> 0');
const WITHOUT_RECEIPT = listed('paid_on', 'net_fen', 'paid_on is not null and voucher_number is null and net_fen > 0');

const NOT_REISSUED = `
  select p.payment_id, p.payee_name, p.purpose, s.business_day::text as since, sum(f.returned_fen)::text as amount_fen
  from ${tables}.payment p
  join ${tables}.payment_step s using (payment_id)
  join ${tables}.charge_fact f on f.payment_id = s.payment_id and f.position = s.position
  where ${KNOWN} and ${counts('s')} and s.type = 'PaymentReturnedByBank'
    and not exists (
      select from ${tables}.payment_step w
      where w.payment_id = s.payment_id and w.type = 'PaymentReissueWaived' and w.return_id = s.return_id
        and ${counts('w')})
    and not exists (
      select from ${tables}.payment r
      where r.reissue_of ->> 'paymentId' = s.payment_id and r.reissue_of ->> 'returnId' = s.return_id
        and ($2::date is null or r.submitted_on <= $2) and ($3::text is null or r.position <= $3)
        and not exists (
          select from ${tables}.charge_fact e
          where e.payment_id = r.payment_id and e.fact in ('released', 'reversed') and ${counts('e')}))
  group by p.payment_id, s.position, s.business_day order by s.business_day, s.position`;

interface Row {
  readonly payment_id: string;
  readonly payee_name: string;
  readonly purpose: string;
  readonly since: BusinessDate;
  readonly amount_fen: string;
}

@QueryHandler(AskPaymentsLeftOver)
export class AskPaymentsLeftOverHandler implements IQueryHandler<AskPaymentsLeftOver> {
  constructor(private readonly database: Database) {}

  async execute({ books: { agencyScope, asOf, knownAt } }: AskPaymentsLeftOver): Promise<PaymentsLeftOver> {
    const read = async (sql: string): Promise<readonly PaymentLeftOver[]> =>
      (await this.database.query<Row[]>(sql, [agencyScope, asOf, knownAt])).map((row) => ({
        paymentId: row.payment_id,
        payeeName: row.payee_name,
        purpose: row.purpose,
        since: row.since,
        amountFen: fenFromDigits(row.amount_fen),
      }));
    const [inTransit, withoutReceipt, notReissued] = [
      await read(IN_TRANSIT),
      await read(WITHOUT_RECEIPT),
      await read(NOT_REISSUED),
    ];
    return { inTransit, withoutReceipt, notReissued };
  }
}

@QueryHandler(AskFirstPaidOn)
export class AskFirstPaidOnHandler implements IQueryHandler<AskFirstPaidOn> {
  constructor(private readonly database: Database) {}

  async execute({ agencyId }: AskFirstPaidOn): Promise<BusinessDate | null> {
    const [row] = await this.database.query<{ first: BusinessDate | null }[]>(
      `select min(f.business_day)::text as first from ${tables}.payment p join ${tables}.charge_fact f using (payment_id)
       where p.agency_id = any ($1) and f.fact = 'paid'`,
      [[agencyId]],
    );
    return row?.first ?? null;
  }
}

@QueryHandler(AskHandedOverBy)
export class AskHandedOverByHandler implements IQueryHandler<AskHandedOverBy> {
  constructor(private readonly database: Database) {}

  execute({ agencyId, days: { from, until } }: AskHandedOverBy): Promise<readonly Signer[]> {
    return this.database.query<Signer[]>(
      `select distinct s.recorded_by ->> 'personId' as "personId", s.recorded_by ->> 'delegationId' as "delegationId"
       from ${tables}.payment p join ${tables}.payment_step s using (payment_id)
       where p.agency_id = any ($1) and s.type = 'PaymentHandedOver'
         and (s.business_day between $2 and $3
           or exists (select from ${tables}.charge_fact f
             where f.payment_id = s.payment_id and f.fact = 'paid' and f.business_day between $2 and $3))
       order by 1, 2`,
      [[agencyId], from, until],
    );
  }
}
