import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import {
  fenFromDigits,
  isSameHand,
  signedBefore,
  whoseHand,
  type Delegators,
  type Fen,
  type Post,
  type Signer as Hand,
} from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import { SIGNATURES, type SignedAs, type WaitsFor } from '../domain/refusals';
import {
  parameters,
  SELECT,
  STANDING,
  standingOf,
  tables,
  WAITS_FOR,
  type PaymentRow,
  type PaymentStanding,
} from '../payments/payments.query';
import { SIGNED_BY } from '../payment.view';
import { differenceBetween, type PaymentDifference } from './difference';
import { warningsOf, type Warning } from './warnings';

/** Who asks: by her rights on the books in question. `null` in single-person mode, where nothing is signed. */
export type Signer = {
  readonly personId: string;
  readonly rights: readonly { readonly post: Post; readonly delegationId: string | null }[];
  /** Who stood in for whom, ever. */
  readonly delegators: Delegators;
} | null;

/** What one of the queue waits for: a signature, or an answer to who asks to withdraw or correct it. */
export const QUEUED = [...SIGNATURES, 'withdrawal', 'correction'] as const satisfies readonly WaitsFor[];
export type Queued = (typeof QUEUED)[number];

/** From which posts each is given. */
const POSTS_OF: Readonly<Record<Queued, readonly Post[]>> = {
  review: ['reviewer'],
  approval: ['approver'],
  'second-approval': ['supervisor'],
  'hand-over': ['cashier'],
  withdrawal: ['reviewer', 'approver'],
  correction: ['reviewer', 'approver'],
};
/** By which of her rights she gives it: the first that does, as when she acts. */
const rightToGive = (signer: Signer, queued: Queued) =>
  signer?.rights.find(({ post }) => POSTS_OF[queued].includes(post));
const handOf = (signer: NonNullable<Signer>, queued: Queued): Hand => ({
  personId: signer.personId,
  delegationId: rightToGive(signer, queued)?.delegationId ?? null,
});

/** A payment that waits for a signature, as the person sees it who asks. */
export interface PaymentToSign {
  readonly payment: PaymentStanding;
  /** `null` once it waits for nothing: only one asked for by itself is shown so. */
  readonly waitsFor: Queued | null;
  /** 登记时点 of the step before: since then it waits. */
  readonly waitingSince: string;
  /** She holds the post it waits for. */
  readonly isHers: boolean;
  /** Why she may not although she holds it: what the refusal would say. */
  readonly barredAs: SignedAs | 'own-request' | null;
  /** Against the last one paid of its kind; `null` where there is none. */
  readonly difference: PaymentDifference | null;
  readonly warnings: readonly Warning[];
}

export const QUEUE_ORDERS = ['oldest-first', 'largest-first'] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

/** What waits for one signature, or for any: the first `limit` by age or by amount. */
export class ListSigningQueue extends Query<readonly PaymentToSign[]> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly signer: Signer,
    readonly asked: { readonly waitsFor: Queued | null; readonly order: QueueOrder; readonly limit: number },
  ) {
    super();
  }
}

/** One payment as its signer sees it; `null` where it is not in these books. */
export class GetPaymentToSign extends Query<PaymentToSign | null> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly signer: Signer,
    readonly paymentId: string,
  ) {
    super();
  }
}

export interface WaitingCount {
  readonly waitsFor: Queued;
  readonly count: number;
  readonly totalFen: Fen;
  /** Of these, what she who asks may sign. */
  readonly hers: number;
  readonly hersFen: Fen;
}

/** How many wait for what. */
export class CountSigningQueue extends Query<readonly WaitingCount[]> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly signer: Signer,
  ) {
    super();
  }
}

export interface Signed {
  readonly paymentId: string;
  readonly purpose: string;
  readonly type: PaymentStanding['steps'][number]['type'];
  readonly recordedAt: string;
  readonly totalFen: Fen;
}

/** What somebody signed or sent back, the last first. */
export class ListSigned extends Query<readonly Signed[]> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly personId: string,
    readonly limit: number,
  ) {
    super();
  }
}

/** Before anything is added up: of what has left or ended in whole nothing waits, unless somebody asks to correct it. */
const IN_HAND = `(exists (
  select 1 from ${tables}.payment_step s
  where s.payment_id = p.payment_id
    and s.type in ('PaymentReversalRequested', 'PaymentReclassificationRequested'))
  or exists (
  select 1 from ${tables}.charge ch
  where ch.payment_id = p.payment_id and not exists (
    select 1 from ${tables}.charge_fact f
    where f.payment_id = ch.payment_id and f.charge = ch.charge and f.fact <> 'submitted')))`;

const now = (agencyScope: readonly string[]): BooksSelection => ({
  ...{ agencyScope, fiscalYear: null, asOf: null, knownAt: null },
});

/**
 * The last one paid before it: a run of the same scheme and kind, else a payment of the same programme to the same payee.
 * One that was reversed is none.
 */
const BEFORE = `
  select b.payment_id
  from ${tables}.payment b
  where b.agency_id = p.agency_id and b.position < p.position and b.kind = p.kind
    and case when p.scheme_id is not null then b.scheme_id = p.scheme_id
      else b.payee_kind = p.payee_kind and b.payee_name = p.payee_name and exists (
        select 1 from ${tables}.charge bc join ${tables}.charge pc using (programme_id)
        where bc.payment_id = b.payment_id and pc.payment_id = p.payment_id) end
    and (select bool_or(l.entry = 'regular') from ${tables}.payment_line l where l.payment_id = b.payment_id)
      = (select bool_or(l.entry = 'regular') from ${tables}.payment_line l where l.payment_id = p.payment_id)
    and exists (select 1 from ${tables}.charge_fact f where f.payment_id = b.payment_id and f.fact = 'paid')
    and not exists (select 1 from ${tables}.charge_fact f where f.payment_id = b.payment_id and f.fact = 'reversed')
  order by b.position desc limit 1`;

async function toSign(
  database: Database,
  agencyScope: readonly string[],
  signer: Signer,
  rows: readonly PaymentRow[],
): Promise<readonly PaymentToSign[]> {
  const payments = rows.map(standingOf);
  const [before, makersBefore] = await Promise.all([
    lastPaidOf(database, agencyScope, payments),
    makersBeforeOf(database, agencyScope, payments),
  ]);
  return payments.map((payment): PaymentToSign => {
    const queued = QUEUED.find((each) => each === payment.waitsFor) ?? null;
    const last = before.get(payment.paymentId);
    const difference = last === undefined ? null : differenceBetween(last, payment);
    return {
      payment,
      waitsFor: queued,
      waitingSince: payment.steps.at(-1)?.recordedAt ?? '',
      isHers: queued !== null && rightToGive(signer, queued) !== undefined,
      barredAs:
        signer === null || queued === null
          ? null
          : barred(payment, queued, signer, makersBefore.get(payment.paymentId) ?? []),
      difference,
      warnings: warningsOf(payment, difference),
    };
  });
}

/** What bars from signing again: handing over is no signature. */
const SIGNING: readonly string[] = Object.entries(SIGNED_BY).flatMap(([signature, type]) =>
  signature === 'hand-over' ? [] : [type],
);

/** What a request to withdraw or to correct stands on record as. */
const REQUESTS = {
  withdrawal: ['PaymentWithdrawalRequested'],
  correction: ['PaymentReversalRequested', 'PaymentReclassificationRequested'],
} as const satisfies Partial<Record<Queued, readonly string[]>>;

/** As the payment's decider sees it. */
function barred(
  payment: PaymentStanding,
  queued: Queued,
  signer: NonNullable<Signer>,
  makersBefore: readonly string[],
): PaymentToSign['barredAs'] {
  const [hand, { delegators }] = [handOf(signer, queued), signer];
  switch (queued) {
    case 'hand-over':
      return null;
    case 'withdrawal':
    case 'correction': {
      const request = payment.steps.findLast(({ type }) => (REQUESTS[queued] as readonly string[]).includes(type));
      return request !== undefined && isSameHand(request.by, hand, delegators) ? 'own-request' : null;
    }
    default: {
      const signers = payment.steps.filter(({ type }) => SIGNING.includes(type)).map(({ by }) => by);
      const wasMaker = whoseHand(hand, delegators).some((each) => makersBefore.includes(each));
      return signedBefore([payment.submittedBy, ...signers], hand, delegators) ?? (wasMaker ? 'maker-before' : null);
    }
  }
}

/** What each payment of an id replaces or pays anew, and what that one replaced: `$1` is the scope. */
const BEFORE_IT = (of: string) => `
  with recursive earlier as (
    select p.payment_id, p.replaces, p.reissue_of ->> 'paymentId' as reissue_of, p.submitted_by
    from ${tables}.payment p join ${tables}.payment l on l.payment_id = ${of}
      and p.payment_id in (l.replaces, l.reissue_of ->> 'paymentId')
    where p.agency_id = any ($1)
    union
    select p.payment_id, p.replaces, p.reissue_of ->> 'paymentId', p.submitted_by
    from earlier e join ${tables}.payment p on p.payment_id in (e.replaces, e.reissue_of)
    where p.agency_id = any ($1)
  )`;

/** Who submitted what each of them was entered again for. */
async function makersBeforeOf(
  database: Database,
  agencyScope: readonly string[],
  payments: readonly PaymentStanding[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const again = payments.filter(({ replaces, reissueOf }) => replaces !== null || reissueOf !== null);
  if (again.length === 0) return new Map();
  const rows = await database.query<{ payment_id: string; makers: readonly string[] }[]>(
    `select asked.payment_id, before.makers
     from unnest($2::text[]) asked (payment_id)
     cross join lateral (${BEFORE_IT('asked.payment_id')}
       select array_agg(submitted_by ->> 'personId') as makers from earlier
     ) before
     where before.makers is not null`,
    [agencyScope, again.map(({ paymentId }) => paymentId)],
  );
  return new Map(rows.map(({ payment_id, makers }) => [payment_id, makers]));
}

/** Of each answer, by whose ids or under which grants somebody's act bars her from giving it: `barred`, for SQL. */
function barringIds(signer: Signer): Readonly<Record<string, readonly string[]>> {
  if (signer === null) return {};
  const { delegators } = signer;
  return Object.fromEntries(
    QUEUED.filter((queued) => queued !== 'hand-over').map((queued) => {
      const people = whoseHand(handOf(signer, queued), delegators);
      return [
        queued,
        [...people, ...Object.keys(delegators).filter((grant) => people.includes(delegators[grant] ?? ''))],
      ];
    }),
  );
}
const BARS = (by: string) =>
  `coalesce($12::jsonb -> waiting.waits_for ?| array[${by} ->> 'personId', coalesce(${by} ->> 'delegationId', '')], false)`;

async function lastPaidOf(
  database: Database,
  agencyScope: readonly string[],
  payments: readonly PaymentStanding[],
): Promise<ReadonlyMap<string, PaymentStanding>> {
  const pairs = await database.query<{ payment_id: string; before_id: string }[]>(
    `select p.payment_id, before.payment_id as before_id
     from ${tables}.payment p cross join lateral (${BEFORE}) before
     where p.agency_id = any ($1) and p.payment_id = any ($2)`,
    [agencyScope, payments.map(({ paymentId }) => paymentId)],
  );
  const rows = await database.query<PaymentRow[]>(`${SELECT} ${STANDING} and p.payment_id = any ($12)`, [
    ...parameters(now(agencyScope), {}),
    pairs.map(({ before_id }) => before_id),
  ]);
  const standing = new Map(rows.map((row) => [row.payment_id, standingOf(row)]));
  return new Map(
    pairs.flatMap(({ payment_id, before_id }) => {
      const last = standing.get(before_id);
      return last === undefined ? [] : [[payment_id, last] as const];
    }),
  );
}

@QueryHandler(ListSigningQueue)
export class ListSigningQueueHandler implements IQueryHandler<ListSigningQueue> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, signer, asked: { waitsFor: queued, order, limit } }: ListSigningQueue) {
    const rows = await this.database.query<PaymentRow[]>(
      `${SELECT} ${STANDING} and ${IN_HAND} and (${WAITS_FOR}) = any ($13)
       order by ${order === 'largest-first' ? 'sums.total_fen desc, ' : ''}p.position limit $12`,
      [...parameters(now(agencyScope), { waitsFor: queued ?? undefined }), limit, QUEUED],
    );
    return toSign(this.database, agencyScope, signer, rows);
  }
}

@QueryHandler(GetPaymentToSign)
export class GetPaymentToSignHandler implements IQueryHandler<GetPaymentToSign> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, signer, paymentId }: GetPaymentToSign): Promise<PaymentToSign | null> {
    const rows = await this.database.query<PaymentRow[]>(`${SELECT} ${STANDING} and p.payment_id = $12`, [
      ...parameters(now(agencyScope), {}),
      paymentId,
    ]);
    return (await toSign(this.database, agencyScope, signer, rows))[0] ?? null;
  }
}

@QueryHandler(CountSigningQueue)
export class CountSigningQueueHandler implements IQueryHandler<CountSigningQueue> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, signer }: CountSigningQueue): Promise<readonly WaitingCount[]> {
    const rows = await this.database.query<
      { waits_for: Queued; count: string; total: string; open: string; open_total: string }[]
    >(
      `select waits_for, count(*)::text as count, sum(total_fen)::text as total,
         (count(*) filter (where not signed))::text as open,
         coalesce(sum(total_fen) filter (where not signed), 0)::text as open_total
       from (
         select (${WAITS_FOR}) as waits_for, sums.total_fen, p.payment_id, p.submitted_by
         ${STANDING} and ${IN_HAND}
       ) waiting
       cross join lateral (
         select case
           when $15::jsonb ? waiting.waits_for then coalesce((
             select ${BARS('s.recorded_by')} from ${tables}.payment_step s
             where s.payment_id = waiting.payment_id and $15::jsonb -> waiting.waits_for ? s.type
             order by s.position desc limit 1), false)
           else ${BARS('waiting.submitted_by')} or exists (
             select 1 from ${tables}.payment_step s
             where s.payment_id = waiting.payment_id and s.type = any ($13) and ${BARS('s.recorded_by')})
             or exists (${BEFORE_IT('waiting.payment_id')}
               select 1 from earlier
               where coalesce($12::jsonb -> waiting.waits_for ? (submitted_by ->> 'personId'), false))
         end as signed
       ) hers
       where waits_for = any ($14)
       group by waits_for order by waits_for`,
      [
        ...parameters(now(agencyScope), {}),
        ...[JSON.stringify(barringIds(signer)), SIGNING, QUEUED, JSON.stringify(REQUESTS)],
      ],
    );
    return rows.map(({ waits_for, count, total, open, open_total }) => {
      const isHers = rightToGive(signer, waits_for) !== undefined;
      return {
        waitsFor: waits_for,
        count: Number(count),
        totalFen: fenFromDigits(total),
        hers: isHers ? Number(open) : 0,
        hersFen: fenFromDigits(isHers ? open_total : '0'),
      };
    });
  }
}

@QueryHandler(ListSigned)
export class ListSignedHandler implements IQueryHandler<ListSigned> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, personId, limit }: ListSigned): Promise<readonly Signed[]> {
    const rows = await this.database.query<
      { payment_id: string; purpose: string; type: Signed['type']; recorded_at: string; total: string }[]
    >(
      `select s.payment_id, p.purpose, s.type, s.recorded_at,
         (select sum(f.amount_fen)::text from ${tables}.charge_fact f
          where f.payment_id = s.payment_id and f.fact = 'submitted') as total
       from ${tables}.payment_step s join ${tables}.payment p using (payment_id)
       where p.agency_id = any ($1) and s.recorded_by ->> 'personId' = $2 and s.type <> 'PaymentSubmitted'
       order by s.position desc limit $3`,
      [agencyScope, personId, limit],
    );
    return rows.map(({ payment_id, purpose, type, recorded_at, total }) => ({
      ...{ paymentId: payment_id, purpose, type, recordedAt: recorded_at, totalFen: fenFromDigits(total) },
    }));
  }
}
