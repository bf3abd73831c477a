import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { addDays, fenFromDigits, type BusinessDate, type By, type Fen } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import { tables } from '../payments/payments.query';

/** 退回修改 not entered again, 拒付 not entered again, 退票 not paid anew: each wants somebody to do something. */
export type CameBackAs = 'sent-back' | 'refused' | 'returned';

export interface CameBack {
  readonly paymentId: string;
  readonly agencyId: string;
  readonly as: CameBackAs;
  readonly kind: 'disbursement' | 'payout-run';
  readonly purpose: string;
  readonly reason: string | null;
  readonly on: BusinessDate;
  readonly recordedAt: string;
  readonly by: By;
  readonly submittedBy: By;
  /** What came back: of the step, not of the payment. */
  readonly amountFen: Fen;
}

/** The one that came back first stands first, whenever it was entered, so that none is forgotten; nothing of before a year ago, which the year's turn has dealt with. */
export class ListCameBack extends Query<{ readonly count: number; readonly items: readonly CameBack[] }> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly today: BusinessDate,
    readonly limit: number,
  ) {
    super();
  }
}

/** A reissue `r` that ended without paying anything; sent back, it waits for its maker under its own name. */
const FELL_THROUGH = `exists (
  select 1 from ${tables}.payment_step e where e.payment_id = r.payment_id
    and e.type in ('PaymentWithdrawn', 'PaymentVoided', 'PaymentRefused', 'PaymentReversed')
    and not exists (select 1 from ${tables}.charge_fact f where f.payment_id = r.payment_id
      and f.fact in ('submitted', 'paid', 'moved-in')
      and not exists (select 1 from ${tables}.charge_fact g where g.payment_id = f.payment_id
        and g.charge = f.charge and g.fact in ('released', 'reversed', 'moved-out'))))`;

const LOOKED_BACK_DAYS = 366;

interface Row {
  readonly payment_id: string;
  readonly agency_id: string;
  readonly type: string;
  readonly kind: CameBack['kind'];
  readonly purpose: string;
  readonly reason: string | null;
  readonly business_day: BusinessDate;
  readonly recorded_at: string;
  readonly recorded_by: By;
  readonly submitted_by: By;
  readonly amount: string;
  readonly all: string;
}

@QueryHandler(ListCameBack)
export class ListCameBackHandler implements IQueryHandler<ListCameBack> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, today, limit }: ListCameBack) {
    const rows = await this.database.query<Row[]>(
      `select s.payment_id, p.agency_id, s.type, p.kind, p.purpose, s.reason, s.business_day::text as business_day, s.recorded_at,
         s.recorded_by, p.submitted_by, count(*) over ()::text as all,
         (select coalesce(sum(case f.fact when 'returned' then f.returned_fen else (
              select sum(e.amount_fen) from ${tables}.charge_fact e
              where e.payment_id = f.payment_id and e.charge = f.charge and e.position <= f.position) end), 0)::text
          from ${tables}.charge_fact f where f.payment_id = s.payment_id and f.position = s.position) as amount
       from ${tables}.payment_step s join ${tables}.payment p using (payment_id)
       where p.agency_id = any ($1) and s.business_day > $2
         and case s.type
           when 'PaymentReturnedByBank' then not exists (
             select 1 from ${tables}.payment r
             where r.agency_id = p.agency_id and r.reissue_of ->> 'returnId' = s.return_id
               and not ${FELL_THROUGH})
             and not exists (
               select 1 from ${tables}.payment_step w
               where w.payment_id = s.payment_id and w.type = 'PaymentReissueWaived' and w.return_id = s.return_id)
           else not exists (
             select 1 from ${tables}.payment r where r.agency_id = p.agency_id and r.replaces = p.payment_id)
         end
         and s.type in ('PaymentSentBack', 'PaymentRefused', 'PaymentReturnedByBank')
       order by s.business_day, s.position limit $3`,
      [agencyScope, addDays(today, -LOOKED_BACK_DAYS), limit],
    );
    return { count: Number(rows[0]?.all ?? 0), items: rows.map(cameBackOf) };
  }
}

const AS: Readonly<Record<string, CameBackAs>> = { PaymentSentBack: 'sent-back', PaymentRefused: 'refused' };

const cameBackOf = (row: Row): CameBack => ({
  paymentId: row.payment_id,
  agencyId: row.agency_id,
  as: AS[row.type] ?? 'returned',
  kind: row.kind,
  purpose: row.purpose,
  reason: row.reason,
  on: row.business_day,
  recordedAt: row.recorded_at,
  by: row.recorded_by,
  submittedBy: row.submitted_by,
  amountFen: fenFromDigits(row.amount),
});
