import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { StoreOfAnotherShape, Unsupported } from '../event-store-errors';

/** Raised with every change that a program of the version before could not work with. */
const SCHEMA_VERSION = 2;

/** Classes of advisory locks (the first of two int4), chosen once; no other part of the product uses these. */
export const ORDER_LOCK = 0x626f6601;
const STREAM_LOCK = 0x626f6602;
const DRAWING_LOCK = 0x626f6603;
const SCHEMA_LOCK = 0x626f6604;
const RUN_LOCK = 0x626f6605;

/** Events are only ever added. Also put back where it was dropped or switched off by hand. */
export const REFUSE_CHANGE_SQL = `
create or replace trigger refuse_change before update or delete or truncate on event_store.event
  for each statement execute function event_store.refuse_change();
alter table event_store.event enable trigger refuse_change;`;

/** Can be run again at any time, beside programs at work. */
const SCHEMA_SQL = `
create table if not exists event_store.event (
  position bigint primary key,
  stream_id text not null,
  version bigint not null,
  event_id uuid not null unique,
  type text not null,
  data jsonb not null,
  metadata jsonb not null,
  -- Made of the sealed words, so that the two cannot differ.
  schema smallint not null generated always as ((metadata->>'schema')::smallint) stored,
  agency text not null generated always as (metadata->>'agency') stored,
  append_ordinal int not null generated always as (split_part(metadata->>'append', '/', 1)::int) stored,
  append_count int not null generated always as (split_part(metadata->>'append', '/', 2)::int) stored,
  unique (stream_id, version)
);

-- CACHE 1: else a connection would hand out numbers below what others have published already.
create sequence if not exists event_store.event_position as bigint cache 1;

create or replace function event_store.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'events are only ever added: % on % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

${REFUSE_CHANGE_SQL}
revoke update, delete, truncate on event_store.event from public, current_user;

-- Appends many requests in one call. Requests of one group are written together or not at all; groups do not touch
-- each other. Version -1 stands for a stream that does not exist. A request without a last event only checks that its
-- stream stands so; many may check one stream, but no two requests may write it, nor one write what another checks.
-- The other arrays hold one entry an event, in order; lasts says which of them is the last of each request.
-- Answers for each request that was written or did not look as expected: how it was found, the version and position
-- of its last event, or what is there instead.
create or replace function event_store.append(
  exclusive boolean, streams text[], groups int[], expected bigint[], lasts int[],
  requests int[], versions bigint[], ids uuid[], types text[], data text[], metadata text[]
) returns table (request int, finding text, version bigint, "position" bigint, event_id uuid) language plpgsql as $$
#variable_conflict use_column
declare
  actual bigint[];
  findings text[];
  writable boolean[];
  positions bigint[];
begin
  if exclusive then
    perform pg_advisory_xact_lock(${ORDER_LOCK}, 0);
  else
    perform pg_advisory_xact_lock_shared(${ORDER_LOCK}, 0);
    -- In one order for all, so that appends to several streams cannot wait for each other in a circle.
    perform case when checked then pg_advisory_xact_lock_shared(${STREAM_LOCK}, key) else pg_advisory_xact_lock(${STREAM_LOCK}, key) end
      from (select hashtext(s) as key, bool_and(l is null) as checked from unnest(streams, lasts) r (s, l)
            group by 1 order by 1) k;
  end if;
  -- From here on nothing is waited for. Before any number is drawn, everyone can see after which one that will be.
  perform pg_advisory_xact_lock_shared(${DRAWING_LOCK}, ((case when is_called then last_value else 0 end) & 2147483647)::int)
    from event_store.event_position;

  -- The unique key on (stream_id, version) is index and guard in one: no second table has to be kept in step.
  actual := array(
    select coalesce((select e.version from event_store.event e where e.stream_id = s order by e.version desc limit 1), -1)
    from unnest(streams) s);

  if actual <> expected then
    for request, finding, version, "position", event_id in
      select r.request,
        case when r.actual = r.expected then 'as-expected'
             when known.same is distinct from true then 'conflict'
             when known.changed is not null then 'reused'
             else 'known' end,
        case when known.same then known.version else r.actual end,
        known.position,
        known.changed
      from unnest(expected, actual) with ordinality r (expected, actual, request)
      left join lateral (
        select bool_and(e.event_id is not distinct from n.event_id) as same,
          max(e.version) as version,
          max(e.position) as position,
          (array_agg(e.event_id order by e.version) filter (where e.type <> n.type or e.data <> n.data::jsonb
            or e.metadata->>'commandHash' is distinct from n.metadata::jsonb->>'commandHash'))[1] as changed
        from unnest(requests, versions, ids, types, data, metadata) n (request, version, event_id, type, data, metadata)
        left join event_store.event e on e.stream_id = streams[n.request] and e.version = n.version
        where n.request = r.request and r.actual <> r.expected
      ) known on true
      order by r.request
    loop
      findings := findings || finding;
      if finding <> 'as-expected' then
        return next;
      end if;
    end loop;
    select array_agg(f.writable order by f.request) into writable from (
      select bool_and(f.finding = 'as-expected') over (partition by f."group") as writable, f.request
      from unnest(findings, groups) with ordinality f (finding, "group", request)
    ) f;
  end if;

  if exclusive then
    positions := array(select nextval('event_store.event_position') from generate_series(1, cardinality(ids)));
  else
    -- Numbers of one append follow each other. The lock lasts for the drawing alone, whatever ends it: taking back a
    -- block gives back its locks, but neither numbers nor variables.
    begin
      perform pg_advisory_xact_lock(${RUN_LOCK}, 0);
      positions := array(select nextval('event_store.event_position') from generate_series(1, cardinality(ids)));
      raise sqlstate 'BF001';
    exception when sqlstate 'BF001' then null;
    end;
  end if;
  insert into event_store.event (position, stream_id, version, event_id, type, data, metadata)
    select positions[e.n], streams[e.request], e.version, e.event_id, e.type, e.data::jsonb, e.metadata::jsonb
    from unnest(requests, versions, ids, types, data, metadata)
      with ordinality e (request, version, event_id, type, data, metadata, n)
    where writable is null or writable[e.request];
  return query
    select r.request::int, 'as-expected', versions[r.last], positions[r.last], null::uuid
    from unnest(lasts) with ordinality r (last, request)
    where r.last is not null and (writable is null or writable[r.request]);
end $$;

-- Up to here no number can turn up any more that has not: a committed event is visible, anything else is a hole.
-- Statement by statement, because the order is what makes it true: an append whose numbers are drawn already either
-- still holds its lock when the locks are looked at, or was committed before the caller reads. Lock keys are 31 bits
-- of a position; none lies 2^30 behind.
create or replace function event_store.safe_position() returns bigint language plpgsql as $$
declare
  drawn bigint;
  behind bigint;
begin
  select case when is_called then last_value else 0 end into drawn from event_store.event_position;
  select max((drawn - objid::bigint) & 2147483647) into behind from pg_locks
    where locktype = 'advisory' and classid = ${DRAWING_LOCK} and objsubid = 2
      and database = (select oid from pg_database where datname = current_database())
      and ((drawn - objid::bigint) & 2147483647) < 1073741824;
  return drawn - coalesce(behind, 0);
end $$;
`;

const SCHEMA_HASH = createHash('sha256').update(SCHEMA_SQL).digest('hex');

/**
 * Creates what is missing and renews functions that are of another state than this program's. Throws Unsupported on a
 * schema that a newer program has left behind: an older one must not write into it.
 */
export async function prepareSchema(client: ClientBase): Promise<void> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1, 0)', [SCHEMA_LOCK]);
    await client.query(`
      create schema if not exists event_store;
      create table if not exists event_store.schema_state (
        one boolean primary key default true check (one), version int not null, hash text not null)`);
    const { rows } = await client.query<{ version: number; hash: string }>(
      'select version, hash from event_store.schema_state',
    );
    const version = rows[0]?.version ?? 0;
    if (version > SCHEMA_VERSION)
      throw new Unsupported(
        `the event store has schema ${version}, this program knows schemas up to ${SCHEMA_VERSION}`,
      );
    if (version !== 0 && version < SCHEMA_VERSION)
      throw new StoreOfAnotherShape(`库表结构为 ${version}，本程序为 ${SCHEMA_VERSION}`);
    if (rows[0]?.hash !== SCHEMA_HASH) {
      await client.query(SCHEMA_SQL);
      await client.query(
        `insert into event_store.schema_state (version, hash) values ($1, $2)
         on conflict (one) do update set version = excluded.version, hash = excluded.hash`,
        [SCHEMA_VERSION, SCHEMA_HASH],
      );
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
