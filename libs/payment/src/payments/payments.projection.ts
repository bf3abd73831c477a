import type { EntityManager } from 'typeorm';
import type { RecordedEvent } from '@bofu/event-store';
import type { Projection } from '@bofu/read-model';
import { invariant, unreachable } from '@bofu/kernel';
import type { PaymentEvent } from '../domain/payment';

/** A payment as its row stands: amounts are digits of fen, dates and positions text. */
interface PaymentRow {
  readonly paymentId: string;
  readonly kind: 'disbursement' | 'payout-run';
  readonly run: string | null;
  readonly situation: string;
  readonly period: string | null;
  readonly headcount: number | null;
  readonly payeeKind: string;
  readonly payeeName: string;
  readonly purpose: string;
  readonly totalFen: string;
  readonly returnedFen: string;
  readonly charges: readonly ChargeRow[];
  readonly submittedOn: string;
  readonly submittedBy: string;
  readonly paidOn: string | null;
  readonly closedOn: string | null;
  readonly voucherNumber: string | null;
  readonly lastReason: string | null;
  readonly version: string;
  readonly firstPosition: string;
  readonly position: string;
}

export interface ChargeRow {
  readonly appropriationId: string;
  readonly rateFen: string | null;
  readonly amountFen: string;
  readonly returnedFen: string;
}

const COLUMNS = `"paymentId" text, kind text, run text, situation text, period text, headcount int, "payeeKind" text,
  "payeeName" text, purpose text, "totalFen" bigint, "returnedFen" bigint, charges jsonb, "submittedOn" date,
  "submittedBy" text, "paidOn" date, "closedOn" date, "voucherNumber" text, "lastReason" text, version bigint,
  "firstPosition" text, position text`;

/** Payments as they stand: one row a payment, with what each appropriation bears of it. */
export const paymentsProjection: Projection = {
  name: 'payments',
  version: 1,
  filter: { streamPrefixes: ['payment-'] },
  schemaSql: `
    create table payment (${COLUMNS}, primary key ("paymentId"));
    create index on payment ("firstPosition");
    create index on payment using gin (charges jsonb_path_ops);
  `,
  async apply(events, sql) {
    const rows = await rowsBefore(events, sql);
    for (const recorded of events) {
      const paymentId = recorded.stream.slice('payment-'.length);
      rows.set(paymentId, rowAfter(rows.get(paymentId), paymentId, recorded));
    }
    await sql.query(
      `insert into payment select * from jsonb_to_recordset($1::jsonb) as row (${COLUMNS})
       on conflict ("paymentId") do update set situation = excluded.situation, headcount = excluded.headcount,
         "returnedFen" = excluded."returnedFen", charges = excluded.charges, "paidOn" = excluded."paidOn",
         "closedOn" = excluded."closedOn", "voucherNumber" = excluded."voucherNumber",
         "lastReason" = excluded."lastReason", version = excluded.version, position = excluded.position`,
      [JSON.stringify([...rows.values()])],
    );
  },
};

/** What stands of the payments these events are about: read once, folded in memory, written once. */
async function rowsBefore(events: readonly RecordedEvent[], sql: EntityManager): Promise<Map<string, PaymentRow>> {
  const ids = [...new Set(events.map(({ stream }) => stream.slice('payment-'.length)))];
  const found = await sql.query<{ row: PaymentRow }[]>(
    `select to_jsonb(p) || jsonb_build_object('totalFen', p."totalFen"::text, 'returnedFen', p."returnedFen"::text,
       'version', p.version::text) as row
     from payment p where "paymentId" = any ($1)`,
    [ids],
  );
  return new Map(found.map(({ row }) => [row.paymentId, row]));
}

function rowAfter(before: PaymentRow | undefined, paymentId: string, recorded: RecordedEvent): PaymentRow {
  const { type, data } = recorded as unknown as PaymentEvent;
  const at = { version: String(recorded.version), position: recorded.position };
  if (type === 'DisbursementSubmitted' || type === 'PayoutRunSubmitted') {
    const run = type === 'PayoutRunSubmitted' ? data : null;
    return {
      paymentId,
      kind: run ? 'payout-run' : 'disbursement',
      run: run?.run ?? null,
      situation: 'submitted',
      period: data.period,
      headcount: run?.headcount ?? null,
      payeeKind: data.payee.kind,
      payeeName: data.payee.name,
      purpose: data.purpose,
      totalFen: data.totalFen,
      returnedFen: '0',
      charges: data.charges.map((charge) => ({ ...charge, returnedFen: '0' })),
      submittedOn: data.submittedOn,
      submittedBy: recorded.metadata['actor'] ?? '',
      paidOn: null,
      closedOn: null,
      voucherNumber: null,
      lastReason: null,
      firstPosition: recorded.position,
      ...at,
    };
  }
  invariant(before !== undefined, `${type} of payment ${paymentId} before its submission`);
  switch (type) {
    case 'PaymentPaid':
      return { ...before, ...at, situation: 'paid', paidOn: data.paidOn, voucherNumber: data.voucherNumber };
    case 'PaymentSentBack':
      return { ...before, ...at, situation: 'sent-back', closedOn: data.sentBackOn, lastReason: data.reason };
    case 'PaymentReversed':
      return { ...before, ...at, situation: 'reversed', closedOn: data.reversedOn, lastReason: data.reason };
    case 'PaymentReclassified': {
      const charges = before.charges.map((charge) =>
        charge.appropriationId === data.from ? { ...charge, appropriationId: data.to } : charge,
      );
      return { ...before, ...at, charges, lastReason: data.reason };
    }
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee': {
      const back = new Map(data.charges.map(({ appropriationId, amountFen }) => [appropriationId, amountFen]));
      return {
        ...before,
        ...at,
        headcount: before.headcount === null ? null : before.headcount - (data.headcount ?? 0),
        returnedFen: sumOf(before.returnedFen, data.totalFen),
        charges: before.charges.map((charge) => ({
          ...charge,
          returnedFen: sumOf(charge.returnedFen, back.get(charge.appropriationId) ?? '0'),
        })),
        lastReason: data.reason,
      };
    }
    default:
      return unreachable(type);
  }
}

const sumOf = (a: string, b: string): string => String(BigInt(a) + BigInt(b));
