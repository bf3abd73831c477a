import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { fenFromDigits, type Fen, type Period } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import type { PaymentSituation } from '../domain/refusals';
import { chargesOf, counts, ENDED_AS, tables } from './payments.query';

/** A month of the 发放月历: what an appropriation bore of the payments for it, whatever became of them. */
export interface PaymentMonth {
  /** 所属期 where a payment names one, else the month it was submitted in. */
  readonly period: Period;
  readonly payments: number;
  readonly submitted: number;
  readonly partlyPaid: number;
  readonly paid: number;
  /** Of the first submitted and of the last. */
  readonly firstPaymentId: string;
  readonly lastSituation: PaymentSituation;
  /** Borne here, net of what came back; `null` where nothing is in transit or paid. */
  readonly amountFen: Fen | null;
  /** Of payout runs, less those returned. */
  readonly headcount: number | null;
  /** Of whole payments, whoever bears them: what came back, and what was paid in runs of their own for what was not. */
  readonly returnedFen: Fen;
  readonly supplementaryFen: Fen;
}

/** The months of a year in which, or for which, an appropriation was paid from, by both clocks; months without are left out. */
export class AskPaymentMonths extends Query<readonly PaymentMonth[]> {
  constructor(
    readonly books: BooksSelection,
    readonly appropriationId: string,
    readonly year: number,
  ) {
    super();
  }
}

interface Row {
  readonly period: Period;
  readonly payments: number;
  readonly submitted: number;
  readonly partly_paid: number;
  readonly paid: number;
  readonly first_payment_id: string;
  readonly last_situation: PaymentSituation;
  readonly amount: string | null;
  readonly heads: string | null;
  readonly returned: string;
  readonly supplementary: string;
}

@QueryHandler(AskPaymentMonths)
export class AskPaymentMonthsHandler implements IQueryHandler<AskPaymentMonths> {
  constructor(private readonly database: Database) {}

  /** All payments of the appropriation at once: one by one they would take as many look-ups as it has payments. */
  async execute({ books, appropriationId, year }: AskPaymentMonths): Promise<readonly PaymentMonth[]> {
    const rows = await this.database.query<Row[]>(
      `with charged as materialized (
         select distinct payment_id from ${tables}.charge where appropriation_id = $4
       ), charges as (${chargesOf('f.payment_id in (select payment_id from charged)')}),
       sums as materialized (
         select payment_id, bool_or(situation = 'submitted') as has_submitted, bool_or(situation = 'paid') as has_paid,
           sum(amount_fen) as total_fen, sum(returned_fen) as returned_fen,
           sum(case situation when 'submitted' then amount_fen when 'paid' then amount_fen - returned_fen else 0 end)
             filter (where appropriation_id = $4) as borne_fen
         from charges group by payment_id
         having bool_or(appropriation_id = $4 and amount_fen <> 0)
       ), lines as (
         select l.payment_id, case when count(distinct coalesce(l.period, '')) = 1 then min(l.period) end as period,
           bool_or(l.entry in ('regular', 'advance')) as is_of_the_month
         from ${tables}.payment_line l where l.payment_id in (select payment_id from sums) group by l.payment_id
       ), heads as (
         select payment_id, sum(longest) as heads from (
           select l.payment_id, max(l.heads - coalesce(r.heads, 0)) as longest
           from ${tables}.payment_line l
           left join (
             select r.payment_id, r.line, sum(r.heads) as heads from ${tables}.line_return r
             where r.payment_id in (select payment_id from sums) and ${counts('r')} group by r.payment_id, r.line
           ) r on r.payment_id = l.payment_id and r.line = l.line
           where l.payment_id in (select payment_id from sums) and l.heads is not null and l.entry <> 'deduction'
           group by l.payment_id, l.group_id
         ) of_group group by payment_id
       ), payments as (
         select p.payment_id, p.position, p.kind, coalesce(lines.period, to_char(p.submitted_on, 'YYYY-MM')) as period,
           case
             when has_submitted and has_paid then 'partly-paid'
             when has_submitted then 'submitted'
             when has_paid then 'paid'
             else (${ENDED_AS})
           end as situation, has_submitted or has_paid as stands, total_fen, returned_fen, borne_fen, is_of_the_month, heads
         from sums join ${tables}.payment p using (payment_id)
         left join lines using (payment_id) left join heads using (payment_id)
         where p.agency_id = any ($1)
           and ($2::date is null or p.submitted_on <= $2) and ($3::text is null or p.position <= $3)
       )
       select period, count(*)::int as payments,
         count(*) filter (where situation = 'submitted')::int as submitted,
         count(*) filter (where situation = 'partly-paid')::int as partly_paid,
         count(*) filter (where situation = 'paid')::int as paid,
         (array_agg(payment_id order by position))[1] as first_payment_id,
         (array_agg(situation order by position desc))[1] as last_situation,
         sum(borne_fen) filter (where stands)::text as amount,
         sum(heads) filter (where stands and kind = 'payout-run')::text as heads,
         coalesce(sum(returned_fen) filter (where stands), 0)::text as returned,
         coalesce(sum(total_fen) filter (where stands and kind = 'payout-run' and not is_of_the_month), 0)::text
           as supplementary
       from payments where left(period, 4) = $5 group by period order by period`,
      [books.agencyScope, books.asOf, books.knownAt, appropriationId, String(year)],
    );
    return rows.map((row) => ({
      period: row.period,
      payments: row.payments,
      submitted: row.submitted,
      partlyPaid: row.partly_paid,
      paid: row.paid,
      firstPaymentId: row.first_payment_id,
      lastSituation: row.last_situation,
      amountFen: row.amount === null ? null : fenFromDigits(row.amount),
      headcount: row.heads === null ? null : Number(row.heads),
      returnedFen: fenFromDigits(row.returned),
      supplementaryFen: fenFromDigits(row.supplementary),
    }));
  }
}
