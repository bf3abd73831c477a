import type { EntityManager } from 'typeorm';
import type { RecordedEvent } from '@bofu/event-store';
import type { Projection } from '@bofu/read-model';
import { detailsOf } from '../domain/event-details';
import { factsOf, idOrNull, type EventFacts } from '../domain/event-facts';

const COLUMNS = `position text, "eventId" uuid, stream text, version bigint, type text, actor text, "correlationId" text,
  "recordedMs" double precision, "businessDate" date, "paymentId" text, "appropriationIds" text[], "amountFen" bigint,
  period text, "movesMoney" boolean, details text`;

/**
 * 事件日志: one row for every event of the store, numbered 1, 2, 3 … in its order. `known_by` is the latest instant at
 * which anything up to here was recorded, so that it never goes back where `recorded_at` may; `-infinity` while no event
 * has said when. It takes any event: one of an unknown kind has fewer columns filled, and nothing stops.
 */
export const eventLogProjection: Projection = {
  name: 'event_log',
  version: 1,
  schemaSql: `
    create table event (
      number bigint primary key,
      position text collate "C" not null,
      event_id uuid not null,
      stream text not null,
      version bigint not null,
      type text not null,
      actor text not null,
      correlation_id text,
      recorded_at timestamptz,
      known_by timestamptz not null,
      business_date date,
      payment_id text,
      appropriation_ids text[] not null,
      amount_fen bigint,
      period text,
      moves_money boolean not null,
      details text not null,
      unique (stream, version)
    );
    create table event_of_appropriation (
      appropriation_id text not null,
      number bigint not null,
      primary key (appropriation_id, number)
    );
  `,
  readersIndexSql: `
    create unique index on event (position);
    create unique index on event (event_id);
    create index on event (known_by, number);
    create index on event (type, number);
    create index on event (payment_id, number) where payment_id is not null;
    create index on event (correlation_id, number);
  `,
  async apply(events, sql) {
    const rows = await rowsOf(events, sql);
    await sql.query(
      `with last as (select number, known_by from event order by number desc limit 1),
       added as (
         insert into event
         select coalesce((select number from last), 0) + row_number() over ordered, position, "eventId", stream, version,
           type, actor, "correlationId", recorded_at,
           greatest((select known_by from last), max(recorded_at) over ordered, '-infinity'),
           "businessDate", "paymentId", "appropriationIds", "amountFen", period, "movesMoney", details
         from (select *, to_timestamp("recordedMs" / 1000) as recorded_at
               from rows from (jsonb_to_recordset($1::jsonb) as (${COLUMNS})) with ordinality) row
         window ordered as (order by ordinality)
         returning number, appropriation_ids
       )
       insert into event_of_appropriation select unnest(appropriation_ids), number from added`,
      [JSON.stringify(rows)],
    );
  },
};

async function rowsOf(events: readonly RecordedEvent[], sql: EntityManager): Promise<object[]> {
  const payments = await paymentsBefore(events, sql);
  return events.map((event) => {
    const facts = withPayment(event, factsOf(event), payments);
    return {
      position: event.position,
      eventId: event.id,
      stream: event.stream,
      version: String(event.version),
      type: event.type,
      actor: event.metadata['actor'] ?? '',
      correlationId: idOrNull(event.metadata['correlationId']),
      recordedMs: instantMs(event.metadata['recordedAt']),
      ...facts,
      details: detailsOf(event, facts),
    };
  });
}

/** RFC 3339; milliseconds, because every instant of it is one to Postgres, however it was written. */
function instantMs(recordedAt: string | undefined): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}T/.test(recordedAt ?? '') ? Date.parse(recordedAt ?? '') : NaN;
  return Number.isNaN(ms) ? null : ms;
}

/** What a payment has said of itself so far: its later events name neither its amount nor its appropriations. */
type Payments = Map<string, Pick<EventFacts, 'appropriationIds' | 'amountFen'>>;

const paymentOf = ({ stream }: RecordedEvent): string | null =>
  stream.startsWith('payment-') ? stream.slice('payment-'.length) : null;

async function paymentsBefore(events: readonly RecordedEvent[], sql: EntityManager): Promise<Payments> {
  const begun = new Set(events.filter(({ version }) => version === 0n).map(paymentOf));
  const ids = [...new Set(events.map(paymentOf))].filter((id) => id !== null && !begun.has(id));
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ paymentId: string; appropriationIds: string[]; amountFen: string | null }[]>(
    `select id as "paymentId", latest.appropriation_ids as "appropriationIds", first.amount_fen::text as "amountFen"
     from unnest($1::text[]) id
     join event first on first.stream = 'payment-' || id and first.version = 0
     cross join lateral (
       select appropriation_ids from event where stream = 'payment-' || id order by version desc limit 1
     ) latest`,
    [ids],
  );
  return new Map(rows.map((row) => [row.paymentId, row]));
}

function withPayment(event: RecordedEvent, facts: EventFacts, payments: Payments): EventFacts {
  const paymentId = paymentOf(event);
  if (paymentId === null) return facts;
  const before = payments.get(paymentId);
  const appropriationIds = [...new Set([...(before?.appropriationIds ?? []), ...facts.appropriationIds])];
  payments.set(paymentId, { appropriationIds, amountFen: before ? before.amountFen : facts.amountFen });
  return { ...facts, appropriationIds, amountFen: facts.amountFen ?? before?.amountFen ?? null };
}
