import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { Database } from '@bofu/read-model';
import {
  parameters,
  SELECT,
  STANDING,
  standingOf,
  tables,
  type PaymentRow,
  type PaymentStanding,
} from '../payments/payments.query';
import type { ReturnedHeads } from './payment-story';

/** A payment with those that have to do with it, and the people that came back with each return. */
export interface PaymentWithOthers {
  readonly payment: PaymentStanding;
  readonly others: readonly PaymentStanding[];
  readonly heads: readonly ReturnedHeads[];
}

export class GetPaymentWithOthers extends Query<PaymentWithOthers | null> {
  constructor(
    readonly books: BooksSelection,
    readonly paymentId: string,
  ) {
    super();
  }
}

/** `$12` is the payment: it, those it names, those that name it, and what was paid by its scheme for one of its months. */
const TOGETHER = `
  and p.payment_id in (
    select $12::text
    union select t.replaces from ${tables}.payment t where t.payment_id = $12
    union select t.reissue_of ->> 'paymentId' from ${tables}.payment t where t.payment_id = $12
    union select t.payment_id from ${tables}.payment t where t.replaces = $12
    union select t.payment_id from ${tables}.payment t
      join ${tables}.payment_step s on s.payment_id = $12 and s.return_id = t.reissue_of ->> 'returnId'
    union select t.payment_id from ${tables}.payment own
      join ${tables}.payment t on t.scheme_id = own.scheme_id
      join ${tables}.payment_line l on l.payment_id = t.payment_id
      join ${tables}.payment_line o on o.payment_id = own.payment_id and o.period = l.period
      where own.payment_id = $12)`;

@QueryHandler(GetPaymentWithOthers)
export class GetPaymentWithOthersHandler implements IQueryHandler<GetPaymentWithOthers> {
  constructor(private readonly database: Database) {}

  async execute({ books, paymentId }: GetPaymentWithOthers): Promise<PaymentWithOthers | null> {
    const rows = await this.database.query<PaymentRow[]>(`${SELECT} ${STANDING} ${TOGETHER} order by p.position`, [
      ...parameters(books, {}),
      paymentId,
    ]);
    const found = rows.map(standingOf);
    const payment = found.find((one) => one.paymentId === paymentId);
    if (payment === undefined) return null;
    const heads = await this.database.query<ReturnedHeads[]>(
      `select r.position, l.group_id as group, r.heads::int as heads
       from ${tables}.line_return r join ${tables}.payment_line l using (payment_id, line)
         join ${tables}.payment p using (payment_id)
       where r.payment_id = $1 and p.agency_id = any ($2::text[]) order by r.position, r.line`,
      [paymentId, books.agencyScope],
    );
    return { payment, others: found.filter((one) => one !== payment), heads };
  }
}
