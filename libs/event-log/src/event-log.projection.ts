import { categoryOf, type RecordedEvent } from '@bofu/event-store';
import type { Projection, Sql } from '@bofu/read-model';
import { NOTHING_SAID, type EventDescriber, type EventDescription } from './event-description';

/** The name of the projection, for whoever waits for it. */
export const EVENT_LOG = 'event_log';

const COLUMNS = `position text, event_id uuid, stream text, version bigint, type text, schema int, agency_id text,
  person_id text, post text, channel text, correlation_id text, recorded_ms double precision, business_date date,
  payment_id text, appropriation_ids text[], amount_fen bigint, period text, moves_money boolean, label text,
  details text`;

/**
 * 事件日志: one row for every event of the store, numbered 1, 2, 3 … in its order. `known_by` is the latest instant at
 * which anything of its agency up to here was recorded, so that it never goes back where `recorded_at` may; `-infinity`
 * while no event has said when. What an event says is described by its capability: of a category that nobody describes there is the
 * event alone, and an unknown type or version in a described one stops the log like every other projection.
 */
export const eventLogProjection = (describers: readonly EventDescriber[]): Projection => ({
  name: EVENT_LOG,
  version: 3,
  schemaSql: `
    create table event (
      number bigint primary key,
      position text collate "C" not null,
      event_id uuid not null,
      stream text not null,
      version bigint not null,
      type text not null,
      schema int not null,
      agency_id text not null,
      person_id text,
      post text,
      channel text,
      correlation_id text,
      recorded_at timestamptz,
      known_by timestamptz not null,
      business_date date,
      payment_id text,
      appropriation_ids text[] not null,
      amount_fen bigint,
      period text,
      moves_money boolean not null,
      label text not null,
      details text not null,
      unique (stream, version)
    );
    create table agency_clock (
      agency_id text primary key,
      known_by timestamptz not null
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
    create index on event (agency_id, number);
    create index on event (agency_id, known_by, number);
    create index on event (agency_id, type, number);
    create index on event (payment_id, number) where payment_id is not null;
    create index on event (correlation_id, number);
  `,
  async apply(events, sql) {
    const rows = await rowsOf(describers, events, sql);
    await sql.query(
      `with row as (
         select *, to_timestamp(recorded_ms / 1000) as recorded_at
         from rows from (jsonb_to_recordset($1::jsonb) as (${COLUMNS})) with ordinality
       ), added as (
         insert into event
         select coalesce((select max(number) from event), 0) + row_number() over (order by ordinality), position,
           event_id, stream, version, type, schema, agency_id, person_id, post, channel, correlation_id, recorded_at,
           greatest(agency_clock.known_by, max(recorded_at) over (partition by agency_id order by ordinality), '-infinity'),
           business_date, payment_id, appropriation_ids, amount_fen, period, moves_money, label, details
         from row left join agency_clock using (agency_id)
         returning number, agency_id, known_by, appropriation_ids
       ), told as (
         insert into agency_clock select agency_id, max(known_by) from added group by agency_id
         on conflict (agency_id) do update set known_by = excluded.known_by
       )
       insert into event_of_appropriation select unnest(appropriation_ids), number from added`,
      [JSON.stringify(rows)],
    );
  },
});

async function rowsOf(
  describers: readonly EventDescriber[],
  events: readonly RecordedEvent[],
  sql: Sql,
): Promise<object[]> {
  const ofCategory = new Map(describers.map((describer) => [describer.category, describer]));
  const described = events.map((event) => {
    const description = ofCategory.get(categoryOf(event.stream))?.describe(event) ?? null;
    return { event, description };
  });
  const named = await namedBefore(described, sql);
  return described.map(({ event, description }) => {
    const said = description ?? { ...NOTHING_SAID, label: event.type, by: null };
    const before = named.get(event.stream) ?? new Set();
    const appropriationIds = said.appropriationIds.length === 0 ? before : new Set(said.appropriationIds);
    named.set(event.stream, new Set([...before, ...appropriationIds]));
    return {
      position: event.position,
      event_id: event.id,
      stream: event.stream,
      version: String(event.version),
      type: event.type,
      schema: event.schema,
      agency_id: event.agency,
      person_id: said.by?.personId ?? null,
      post: said.by?.post ?? null,
      channel: said.by?.channel ?? null,
      correlation_id: event.metadata['correlationId'] ?? null,
      recorded_ms: instantMs(event.metadata['recordedAt']),
      business_date: said.businessDate,
      payment_id: said.paymentId,
      appropriation_ids: [...appropriationIds],
      amount_fen: said.amountFen,
      period: said.period,
      moves_money: said.movesMoney,
      label: said.label,
      details: said.details.filter((part) => part !== null && part !== '').join('，'),
    };
  });
}

/** RFC 3339; milliseconds, because every instant of it is one to Postgres, however it was written. */
function instantMs(recordedAt: string | undefined): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}T/.test(recordedAt ?? '') ? Date.parse(recordedAt ?? '') : NaN;
  return Number.isNaN(ms) ? null : ms;
}

/** The appropriations that a stream has named so far, in the order it did: a payment's later events do not name them again. */
async function namedBefore(
  described: readonly { event: RecordedEvent; description: EventDescription | null }[],
  sql: Sql,
): Promise<Map<string, ReadonlySet<string>>> {
  const begun = new Set(described.filter(({ event }) => event.version === 0n).map(({ event }) => event.stream));
  const silent = described.filter(({ description }) => description?.appropriationIds.length === 0);
  const streams = [...new Set(silent.map(({ event }) => event.stream))].filter((stream) => !begun.has(stream));
  const named = new Map<string, Set<string>>();
  if (streams.length === 0) return named;
  const rows = await sql.query<{ stream: string; named: string[] }[]>(
    `select stream, appropriation_ids as named from event where stream = any($1::text[]) order by stream, version`,
    [streams],
  );
  for (const row of rows) named.set(row.stream, new Set([...(named.get(row.stream) ?? []), ...row.named]));
  return named;
}
