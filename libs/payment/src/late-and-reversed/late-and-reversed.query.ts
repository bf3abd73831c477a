import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dateOf } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import { tables } from '../payments/payments.query';

/** What an auditor asks first: how often something was entered late or put right, of a year's business days. */
export interface LateAndReversed {
  /** 补登 with a reason of its own. */
  readonly late: number;
  /** Entered inside a 期初补录. */
  readonly backfilled: number;
  readonly reversed: number;
  readonly reclassified: number;
  readonly returnedByBank: number;
  readonly returnedByPayee: number;
}

export class CountLateAndReversed extends Query<LateAndReversed> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly year: number,
  ) {
    super();
  }
}

@QueryHandler(CountLateAndReversed)
export class CountLateAndReversedHandler implements IQueryHandler<CountLateAndReversed> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, year }: CountLateAndReversed): Promise<LateAndReversed> {
    const [row] = await this.database.query<LateAndReversed[]>(
      `select (count(*) filter (where s.late ->> 'reason' is not null))::int as late,
         (count(*) filter (where s.late is not null and s.late ->> 'reason' is null))::int as backfilled,
         (count(*) filter (where s.type = 'PaymentReversed'))::int as reversed,
         (count(*) filter (where s.type = 'PaymentReclassified'))::int as reclassified,
         (count(*) filter (where s.type = 'PaymentReturnedByBank'))::int as "returnedByBank",
         (count(*) filter (where s.type = 'PaymentReturnedByPayee'))::int as "returnedByPayee"
       from ${tables}.payment_step s join ${tables}.payment p using (payment_id)
       where p.agency_id = any ($1) and s.business_day between $2 and $3`,
      [agencyScope, dateOf(year, 1, 1), dateOf(year, 12, 31)],
    );
    return row ?? { late: 0, backfilled: 0, reversed: 0, reclassified: 0, returnedByBank: 0, returnedByPayee: 0 };
  }
}
