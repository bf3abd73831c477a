import type { EntityManager } from 'typeorm';
import type { RecordedEvent } from '@bofu/event-store';
import type { Projection } from '@bofu/read-model';
import { rowAfter, type PaymentRow } from './payment-row';

const COLUMNS = `"paymentId" text, kind text, run text, situation text, period text, headcount int, "payeeKind" text,
  "payeeName" text, purpose text, "totalFen" bigint, "returnedFen" bigint, charges jsonb, "everChargedTo" jsonb, "submittedOn" date,
  "submittedBy" text, "paidOn" date, "closedOn" date, "voucherNumber" text, "lastReason" text, "lastOn" date, version bigint,
  "firstPosition" text, position text`;

/** Payments as they stand: one row a payment, with what each appropriation bears of it. */
export const paymentsProjection: Projection = {
  name: 'payments',
  version: 2,
  filter: { streamPrefixes: ['payment-'] },
  schemaSql: `create table payment (${COLUMNS}, primary key ("paymentId"));`,
  readersIndexSql: `
    create index on payment ("firstPosition");
    create index on payment using gin (charges jsonb_path_ops);
    create index on payment using gin ("everChargedTo" jsonb_path_ops);
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
         "returnedFen" = excluded."returnedFen", charges = excluded.charges,
         "everChargedTo" = excluded."everChargedTo", "lastOn" = excluded."lastOn", "paidOn" = excluded."paidOn",
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
