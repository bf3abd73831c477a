import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import {
  fen,
  fenFromDigits,
  NO_MONEY,
  type BusinessDate,
  type By,
  type Fen,
  type FundingLevel,
  type Period,
  type RatePeriod,
} from '@bofu/kernel';
import type { PayableAccount } from '@bofu/payee';
import { Database } from '@bofu/read-model';
import { claimedPeriods, type ChargeSituation, type ClaimedPeriod } from '../domain/charges';
import type { SecondApproval } from '../domain/approved-sum';
import type {
  Heads,
  LateEntry,
  LineEntry,
  Payee,
  PaymentEvent,
  Reissue,
  Restores,
  Route,
} from '../domain/payment-events';
import type { PaymentSituation, WaitsFor } from '../domain/refusals';
import { paymentsProjection, type Asked } from './payments.projection';

/** A payment as it stood on a day, as known at a position. */
export interface PaymentStanding {
  readonly paymentId: string;
  readonly agencyId: string;
  readonly kind: 'disbursement' | 'payout-run';
  readonly route: Route;
  readonly situation: PaymentSituation;
  /** `null` where it waits for nobody. */
  readonly waitsFor: WaitsFor | null;
  readonly payee: Payee;
  /** Of the register; `null` where the payee was written down. */
  readonly payeeAccount: PayableAccount | null;
  readonly purpose: string;
  /** What a signature stands under. */
  readonly digest: string;
  readonly submittedOn: BusinessDate;
  readonly submittedBy: By;
  readonly schemeId: string | null;
  readonly replaces: string | null;
  readonly reissueOf: Reissue | null;
  readonly lines: readonly StandingLine[];
  readonly charges: readonly StandingCharge[];
  readonly totalFen: Fen;
  readonly inTransitFen: Fen;
  readonly returnedFen: Fen;
  /** 净额: what is out now. */
  readonly netFen: Fen;
  /** Months of which it is the regular run. */
  readonly claims: readonly ClaimedPeriod[];
  /** What has happened to it, in the order of recording. */
  readonly steps: readonly PaymentStepTaken[];
  readonly version: bigint;
  readonly position: string;
}

export interface StandingLine {
  readonly line: number;
  /** The charge it was submitted under. */
  readonly charge: number;
  readonly programmeId: string;
  readonly appropriationId: string;
  readonly groupId: string | null;
  readonly heads: Heads | null;
  /** Heads less those returned; `null` for a lump sum. */
  readonly outstanding: number | null;
  readonly rateFen: Fen | null;
  readonly ratePer: RatePeriod | null;
  readonly times: number;
  readonly period: Period | null;
  readonly entry: LineEntry;
  readonly reason: string | null;
  readonly borneFor: FundingLevel | null;
  readonly amountFen: Fen;
}

export interface StandingCharge {
  readonly charge: number;
  readonly programmeId: string;
  readonly appropriationId: string;
  readonly fiscalYear: number;
  readonly unitCode: string;
  readonly situation: ChargeSituation;
  /** Charged here, whether or not it came back. */
  readonly amountFen: Fen;
  readonly returnedFen: Fen;
  readonly netFen: Fen;
  /** 归垫: what another level has settled of it. */
  readonly repaidFen: Fen;
  /** The day the money left, and by which voucher of which bank; of a corrected charge, those of the one it came from. */
  readonly paidOn: BusinessDate | null;
  readonly voucherNumber: string | null;
  readonly bank: string | null;
  readonly movedFrom: number | null;
}

export interface PaymentStepTaken {
  /** Of its event. */
  readonly position: string;
  readonly type: PaymentEvent['type'];
  readonly on: BusinessDate;
  readonly by: By;
  /** 登记时点, RFC 3339. */
  readonly recordedAt: string;
  readonly late: LateEntry | null;
  /** Of an approval: why another has to follow. */
  readonly secondApproval: SecondApproval | null;
  /** Of a request: what it asks for. */
  readonly asked: Asked | null;
  readonly reason: string | null;
  /** Said when it was asked back: why it is recorded all the same. */
  readonly confirmation: string | null;
  readonly returnId: string | null;
  readonly charges: readonly { readonly charge: number; readonly amountFen: Fen; readonly restores: Restores | null }[];
}

export const PAYMENT_ORDERS = ['earliest-first', 'latest-first'] as const;
export type PaymentOrder = (typeof PAYMENT_ORDERS)[number];

export interface PaymentFilter {
  /** Those that charge it on the day asked about. */
  readonly appropriationId?: string | undefined;
  readonly programmeId?: string | undefined;
  readonly period?: Period | undefined;
  readonly situations?: readonly PaymentSituation[] | undefined;
  readonly schemeId?: string | undefined;
  /** Those with a line entered as this. */
  readonly entry?: LineEntry | undefined;
  /** Those in transit that wait for this. */
  readonly waitsFor?: WaitsFor | undefined;
}

/** What a list is searched for, as somebody with a slip of paper in the hand asks. */
export interface PaymentSought {
  /** Part of the payee's name, the purpose or a voucher's number, whatever the case. */
  readonly text?: string | undefined;
  readonly leastFen?: Fen | undefined;
  readonly mostFen?: Fen | undefined;
  /** The month in which any of its money left. */
  readonly paidIn?: Period | undefined;
  readonly paymentIds?: readonly string[] | undefined;
}

export interface PaymentPage {
  readonly order: PaymentOrder;
  /** Exclusive: the position of the last payment of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/** A page of payments by the order they were submitted in. */
export class ListPayments extends Query<readonly PaymentStanding[]> {
  constructor(
    readonly books: BooksSelection,
    readonly filter: PaymentFilter,
    readonly page: PaymentPage,
    readonly sought: PaymentSought = {},
  ) {
    super();
  }
}

export interface PaymentTotals {
  readonly count: number;
  readonly totalFen: Fen;
  readonly inTransitFen: Fen;
  readonly returnedFen: Fen;
  readonly netFen: Fen;
}

/** What all payments of a list come to, whichever page is read. */
export class GetPaymentTotals extends Query<PaymentTotals> {
  constructor(
    readonly books: BooksSelection,
    readonly filter: PaymentFilter,
    readonly sought: PaymentSought = {},
  ) {
    super();
  }
}

export class GetPayment extends Query<PaymentStanding | null> {
  constructor(
    readonly books: BooksSelection,
    readonly paymentId: string,
  ) {
    super();
  }
}

/** Ids of an agency's payments of which anything of that year is in transit now. */
export class GetPaymentsInTransit extends Query<readonly string[]> {
  constructor(
    readonly agencyId: string,
    readonly fiscalYear: number,
  ) {
    super();
  }
}

/** For the neighbouring questions about payments, which begin from the same rows. */
export const { name: tables } = paymentsProjection;

/** Both clocks on a row of facts: `$2` is the business day, `$3` the position. */
export const counts = (row: string): string =>
  `($2::date is null or ${row}.business_day <= $2) and ($3::text is null or ${row}.position <= $3)`;

/** Each charge of some payments as its facts `f` add up. */
export const chargesOf = (payments: string): string => `
  select ch.payment_id, ch.charge, ch.programme_id, ch.appropriation_id, ch.fiscal_year, ch.unit_code, ch.moved_from,
    sum(f.amount_fen) as amount_fen, sum(f.returned_fen) as returned_fen, sum(f.repaid_fen) as repaid_fen,
    min(f.business_day) filter (where f.fact = 'paid') as paid_on,
    min(f.voucher_number) as voucher_number, min(f.bank) as bank,
    case
      when bool_or(f.fact = 'reversed') then 'reversed'
      when bool_or(f.fact = 'released') then 'released'
      when bool_or(f.fact = 'moved-out') and sum(f.amount_fen) = 0 then 'moved'
      when bool_or(f.fact in ('paid', 'moved-in')) then 'paid'
      else 'submitted'
    end as situation
  from ${tables}.charge_fact f join ${tables}.charge ch using (payment_id, charge)
  where ${payments} and ${counts('f')}
  group by ch.payment_id, ch.charge`;
const CHARGES = chargesOf('f.payment_id = p.payment_id');

/** The step that ended a payment of which nothing is in transit or paid. */
export const ENDED_AS = `
  select case s.type
      when 'PaymentSentBack' then 'sent-back'
      when 'PaymentWithdrawn' then 'withdrawn'
      when 'PaymentVoided' then 'voided'
      when 'PaymentRefused' then 'refused'
      else 'reversed'
    end as ended_as
  from ${tables}.payment_step s
  where s.payment_id = p.payment_id and ${counts('s')}
    and s.type in ('PaymentSentBack', 'PaymentWithdrawn', 'PaymentVoided', 'PaymentRefused', 'PaymentReversed')
  order by s.position desc limit 1`;

/** What a payment waits for: in transit in part, it has its signatures or needs none; paid, an answer if anything. */
export const WAITS_FOR = `
  select case
      when max(s.position) filter (where s.type in ('PaymentReversalRequested', 'PaymentReclassificationRequested'))
        > coalesce(max(s.position) filter (where s.type in
          ('PaymentCorrectionDeclined', 'PaymentReversed', 'PaymentReclassified')), '') then 'correction'
      when not sums.has_submitted then null
      when max(s.position) filter (where s.type = 'PaymentWithdrawalRequested')
        > coalesce(max(s.position) filter (where s.type in
          ('PaymentWithdrawalDeclined', 'PaymentWithdrawn', 'PaymentVoided')), '') then 'withdrawal'
      when bool_or(s.type = 'PaymentHandedOver') then 'payment'
      when standing.situation <> 'submitted' then null
      when bool_or(s.type = 'PaymentSecondApproved') then 'hand-over'
      when bool_or(s.second_approval is not null) then 'second-approval'
      when bool_or(s.type = 'PaymentApproved') then 'hand-over'
      when bool_or(s.type = 'PaymentReviewed') then 'approval'
      else 'review'
    end
  from ${tables}.payment_step s
  where s.payment_id = p.payment_id and ${counts('s')}`;

/** Payments with their sums and their situation, by scope and both clocks: `$1` to `$3`. */
export const STANDING = `
  from ${tables}.payment p
  cross join lateral (
    select sum(c.amount_fen) as total_fen, sum(c.returned_fen) as returned_fen,
      coalesce(sum(c.amount_fen) filter (where c.situation = 'submitted'), 0) as in_transit_fen,
      coalesce(sum(c.amount_fen - c.returned_fen) filter (where c.situation = 'paid'), 0) as net_fen,
      bool_or(c.situation = 'submitted') as has_submitted,
      bool_or(c.situation = 'paid') as has_paid,
      bool_or(c.fiscal_year = $4 and c.amount_fen <> 0) as in_year,
      bool_or(c.appropriation_id = $5 and c.amount_fen <> 0) as of_appropriation,
      bool_or(c.programme_id = $6 and c.amount_fen <> 0) as of_programme,
      jsonb_agg(to_jsonb(c) || jsonb_build_object('amount_fen', c.amount_fen::text,
        'returned_fen', c.returned_fen::text, 'repaid_fen', c.repaid_fen::text) order by c.charge) as charges
    from (${CHARGES}) c
  ) sums
  left join lateral (${ENDED_AS}) ended on true
  cross join lateral (
    select case
      when sums.has_submitted and sums.has_paid then 'partly-paid'
      when sums.has_submitted then 'submitted'
      when sums.has_paid then 'paid'
      else ended.ended_as
    end as situation
  ) standing
  where p.agency_id = any ($1)
    and ($2::date is null or p.submitted_on <= $2) and ($3::text is null or p.position <= $3)
    and ($4::int is null or sums.in_year
      and p.payment_id in (select payment_id from ${tables}.charge where agency_id = any ($1) and fiscal_year = $4))
    and ($5::text is null or sums.of_appropriation
      and p.payment_id in (select payment_id from ${tables}.charge
        where agency_id = any ($1) and appropriation_id = $5))
    and ($6::text is null or sums.of_programme
      and p.payment_id in (select payment_id from ${tables}.charge
        where agency_id = any ($1) and programme_id = $6))
    and ($7::text is null or p.payment_id in (select payment_id from ${tables}.payment_line
      where agency_id = any ($1) and period = $7))
    and ($8::text[] is null or standing.situation = any ($8))
    and ($9::text is null or p.scheme_id = $9)
    and ($10::text is null or p.payment_id in (select payment_id from ${tables}.payment_line
      where agency_id = any ($1) and entry = $10))
    and ($11::text is null or (${WAITS_FOR}) = $11)`;

export const parameters = (
  { agencyScope, asOf, knownAt, fiscalYear }: BooksSelection,
  { appropriationId, programmeId, period, situations, schemeId, entry, waitsFor }: PaymentFilter,
): unknown[] => [
  agencyScope,
  asOf,
  knownAt,
  fiscalYear,
  appropriationId ?? null,
  programmeId ?? null,
  period ?? null,
  situations ?? null,
  schemeId ?? null,
  entry ?? null,
  waitsFor ?? null,
];

/** What a payment is found by, after the parameters of the filter: `$12` to `$16`. */
const SOUGHT = `
    and ($12::text is null or strpos(lower(p.payee_name), lower($12)) > 0 or strpos(lower(p.purpose), lower($12)) > 0
      or exists (select 1 from ${tables}.charge_fact v
        where v.payment_id = p.payment_id and ${counts('v')} and strpos(lower(v.voucher_number), lower($12)) > 0))
    and ($13::bigint is null or sums.total_fen >= $13) and ($14::bigint is null or sums.total_fen <= $14)
    and ($15::text is null or exists (select 1 from ${tables}.charge_fact m
      where m.payment_id = p.payment_id and ${counts('m')} and m.fact = 'paid'
        and to_char(m.business_day, 'YYYY-MM') = $15))
    and ($16::text[] is null or p.payment_id = any ($16))`;

const soughtParameters = ({ text, leastFen, mostFen, paidIn, paymentIds }: PaymentSought): unknown[] => [
  text ?? null,
  leastFen?.toString() ?? null,
  mostFen?.toString() ?? null,
  paidIn ?? null,
  paymentIds ?? null,
];

export const SELECT = `
  select p.payment_id, p.agency_id, p.kind, p.route, p.payee_kind, p.payee_name, p.payee_account, p.purpose, p.digest,
    p.submitted_on::text as submitted_on, p.submitted_by, p.scheme_id, p.replaces, p.reissue_of, p.position,
    standing.situation, (${WAITS_FOR}) as waits_for, sums.total_fen::text as total_fen, sums.in_transit_fen::text as in_transit_fen,
    sums.returned_fen::text as returned_fen, sums.net_fen::text as net_fen, sums.charges,
    (select jsonb_agg(to_jsonb(l) || jsonb_build_object('rate_fen', l.rate_fen::text, 'amount_fen', l.amount_fen::text,
        'outstanding', l.heads - coalesce((
          select sum(r.heads) from ${tables}.line_return r
          where r.payment_id = l.payment_id and r.line = l.line and ${counts('r')}), 0)) order by l.line)
      from ${tables}.payment_line l where l.payment_id = p.payment_id) as lines,
    (select jsonb_agg(to_jsonb(s) || jsonb_build_object('charges', coalesce((
          select jsonb_agg(jsonb_build_object('charge', f.charge, 'restores', f.restores,
            'amountFen', (case f.fact
              when 'returned' then f.returned_fen
              when 'repaid' then f.repaid_fen
              when 'submitted' then f.amount_fen
              when 'moved-in' then f.amount_fen
              when 'moved-out' then f.amount_fen
              else (select sum(e.amount_fen) from ${tables}.charge_fact e
                where e.payment_id = f.payment_id and e.charge = f.charge and e.position <= f.position)
            end)::text) order by f.charge)
          from ${tables}.charge_fact f where f.payment_id = s.payment_id and f.position = s.position), '[]'))
        order by s.position)
      from ${tables}.payment_step s where s.payment_id = p.payment_id and ${counts('s')}) as steps,
    (select max(s.version)::text from ${tables}.payment_step s where s.payment_id = p.payment_id) as version`;

export interface PaymentRow {
  readonly payment_id: string;
  readonly agency_id: string;
  readonly kind: PaymentStanding['kind'];
  readonly route: Route;
  readonly payee_kind: Payee['kind'];
  readonly payee_account: PayableAccount | null;
  readonly payee_name: string;
  readonly purpose: string;
  readonly digest: string;
  readonly submitted_on: BusinessDate;
  readonly submitted_by: By;
  readonly scheme_id: string | null;
  readonly replaces: string | null;
  readonly reissue_of: PaymentStanding['reissueOf'];
  readonly position: string;
  readonly situation: PaymentSituation;
  readonly waits_for: WaitsFor | null;
  readonly total_fen: string;
  readonly in_transit_fen: string;
  readonly returned_fen: string;
  readonly net_fen: string;
  readonly charges: readonly ChargeRow[];
  readonly lines: readonly LineRow[];
  readonly steps: readonly StepRow[];
  readonly version: string;
}

interface ChargeRow {
  readonly charge: number;
  readonly programme_id: string;
  readonly appropriation_id: string;
  readonly fiscal_year: number;
  readonly unit_code: string;
  readonly moved_from: number | null;
  readonly amount_fen: string;
  readonly returned_fen: string;
  readonly repaid_fen: string;
  readonly paid_on: BusinessDate | null;
  readonly voucher_number: string | null;
  readonly bank: string | null;
  readonly situation: ChargeSituation;
}

interface LineRow {
  readonly line: number;
  readonly charge: number;
  readonly programme_id: string;
  readonly appropriation_id: string;
  readonly group_id: string | null;
  readonly heads_of: Heads['of'] | null;
  readonly heads: number | null;
  readonly outstanding: number | null;
  readonly rate_fen: string | null;
  readonly rate_per: RatePeriod | null;
  readonly times: number;
  readonly period: Period | null;
  readonly entry: LineEntry;
  readonly reason: string | null;
  readonly borne_for: FundingLevel | null;
  readonly amount_fen: string;
}

interface StepRow {
  readonly position: string;
  readonly type: PaymentEvent['type'];
  readonly business_day: BusinessDate;
  readonly recorded_by: By;
  readonly recorded_at: string;
  readonly late: LateEntry | null;
  readonly second_approval: SecondApproval | null;
  readonly asked: Asked | null;
  readonly reason: string | null;
  readonly confirmation: string | null;
  readonly return_id: string | null;
  readonly charges: readonly {
    readonly charge: number;
    readonly amountFen: string;
    readonly restores: Restores | null;
  }[];
}

export function standingOf(row: PaymentRow): PaymentStanding {
  const lines = row.lines.map(lineOf);
  const charges = row.charges.map((charge) => chargeOf(charge, row.charges));
  return {
    paymentId: row.payment_id,
    agencyId: row.agency_id,
    kind: row.kind,
    route: row.route,
    situation: row.situation,
    waitsFor: row.waits_for,
    payee: { kind: row.payee_kind, name: row.payee_name },
    payeeAccount: row.payee_account,
    purpose: row.purpose,
    digest: row.digest,
    submittedOn: row.submitted_on,
    submittedBy: row.submitted_by,
    schemeId: row.scheme_id,
    replaces: row.replaces,
    reissueOf: row.reissue_of,
    lines,
    charges,
    totalFen: fenFromDigits(row.total_fen),
    inTransitFen: fenFromDigits(row.in_transit_fen),
    returnedFen: fenFromDigits(row.returned_fen),
    netFen: fenFromDigits(row.net_fen),
    claims: claimedPeriods({ kind: row.kind, lines, charges }),
    steps: row.steps.map(
      ({
        position,
        type,
        business_day,
        recorded_by,
        recorded_at,
        late,
        second_approval,
        asked,
        reason,
        confirmation,
        return_id,
        charges: touched,
      }) => ({
        position,
        type,
        on: business_day,
        by: recorded_by,
        recordedAt: recorded_at,
        late,
        secondApproval: second_approval,
        asked,
        reason,
        confirmation,
        returnId: return_id,
        charges: touched.map(({ amountFen, ...rest }) => ({ ...rest, amountFen: fenFromDigits(amountFen) })),
      }),
    ),
    version: BigInt(row.version),
    position: row.position,
  };
}

const lineOf = (row: LineRow): StandingLine => ({
  line: row.line,
  charge: row.charge,
  programmeId: row.programme_id,
  appropriationId: row.appropriation_id,
  groupId: row.group_id,
  heads: row.heads_of === null || row.heads === null ? null : { of: row.heads_of, count: row.heads },
  outstanding: row.outstanding,
  rateFen: row.rate_fen === null ? null : fenFromDigits(row.rate_fen),
  ratePer: row.rate_per,
  times: row.times,
  period: row.period,
  entry: row.entry,
  reason: row.reason,
  borneFor: row.borne_for,
  amountFen: fenFromDigits(row.amount_fen),
});

function chargeOf(row: ChargeRow, all: readonly ChargeRow[]): StandingCharge {
  const [amountFen, returnedFen] = [fenFromDigits(row.amount_fen), fenFromDigits(row.returned_fen)];
  let paid = row;
  for (let from: ChargeRow | undefined = row; from !== undefined;) {
    paid = from;
    const { moved_from: earlier }: ChargeRow = from;
    from = all.find(({ charge }) => charge === earlier);
  }
  return {
    charge: row.charge,
    programmeId: row.programme_id,
    appropriationId: row.appropriation_id,
    fiscalYear: row.fiscal_year,
    unitCode: row.unit_code,
    situation: row.situation,
    amountFen,
    returnedFen,
    netFen: row.situation === 'paid' ? fen(amountFen - returnedFen) : NO_MONEY,
    repaidFen: fenFromDigits(row.repaid_fen),
    paidOn: paid.paid_on,
    voucherNumber: paid.voucher_number,
    bank: paid.bank,
    movedFrom: row.moved_from,
  };
}

@QueryHandler(ListPayments)
export class ListPaymentsHandler implements IQueryHandler<ListPayments> {
  constructor(private readonly database: Database) {}

  async execute({
    books,
    filter,
    sought,
    page: { order, after, limit },
  }: ListPayments): Promise<readonly PaymentStanding[]> {
    const [beyond, direction] = order === 'latest-first' ? ['<', 'desc'] : ['>', 'asc'];
    const rows = await this.database.query<PaymentRow[]>(
      `${SELECT} ${STANDING} ${SOUGHT} and ($17::text is null or p.position ${beyond} $17)
       order by p.position ${direction} limit $18`,
      [...parameters(books, filter), ...soughtParameters(sought), after, limit],
    );
    return rows.map(standingOf);
  }
}

@QueryHandler(GetPaymentTotals)
export class GetPaymentTotalsHandler implements IQueryHandler<GetPaymentTotals> {
  constructor(private readonly database: Database) {}

  async execute({ books, filter, sought }: GetPaymentTotals): Promise<PaymentTotals> {
    const [row] = await this.database.query<Record<'total' | 'in_transit' | 'returned' | 'net' | 'count', string>[]>(
      `select count(*)::text as count, coalesce(sum(sums.total_fen), 0)::text as total,
         coalesce(sum(sums.in_transit_fen), 0)::text as in_transit,
         coalesce(sum(sums.returned_fen), 0)::text as returned, coalesce(sum(sums.net_fen), 0)::text as net
       ${STANDING} ${SOUGHT}`,
      [...parameters(books, filter), ...soughtParameters(sought)],
    );
    return {
      count: Number(row?.count ?? 0),
      totalFen: fenFromDigits(row?.total ?? '0'),
      inTransitFen: fenFromDigits(row?.in_transit ?? '0'),
      returnedFen: fenFromDigits(row?.returned ?? '0'),
      netFen: fenFromDigits(row?.net ?? '0'),
    };
  }
}

@QueryHandler(GetPayment)
export class GetPaymentHandler implements IQueryHandler<GetPayment> {
  constructor(private readonly database: Database) {}

  async execute({ books, paymentId }: GetPayment): Promise<PaymentStanding | null> {
    const [row] = await this.database.query<PaymentRow[]>(`${SELECT} ${STANDING} and p.payment_id = $12`, [
      ...parameters(books, {}),
      paymentId,
    ]);
    return row ? standingOf(row) : null;
  }
}

@QueryHandler(GetPaymentsInTransit)
export class GetPaymentsInTransitHandler implements IQueryHandler<GetPaymentsInTransit> {
  constructor(private readonly database: Database) {}

  async execute({ agencyId, fiscalYear }: GetPaymentsInTransit): Promise<readonly string[]> {
    const rows = await this.database.query<{ payment_id: string }[]>(
      `select p.payment_id ${STANDING} order by p.position`,
      parameters(
        { agencyScope: [agencyId], fiscalYear, asOf: null, knownAt: null },
        { situations: ['submitted', 'partly-paid'] },
      ),
    );
    return rows.map(({ payment_id }) => payment_id);
  }
}
