import type { Database, Sql } from './database';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore, Position, ReadAllOptions } from '@bofu/event-store';
import { applyOrNamePoison } from './apply-or-name-poison';
import { applyWithin, readCheckpoint, type Target } from './checkpoint';
import { takeLease } from './lease';
import { isOnRecord } from './mismatch';
import type { Projection } from './projection';
import { CheckpointMoved, ProjectionRebuildFailed, RebuildUnderWay } from './projection-errors';
import { createReadersIndexes, createTables } from './projection-schema';

export interface RebuildProgress {
  /** Applied so far. */
  readonly events: number;
  readonly position: Position;
  /** Where the store stood when the rebuild began. */
  readonly head: Position | null;
}

export interface Rebuild {
  readonly store: EventStore;
  readonly database: Database;
  readonly projection: Projection;
  readonly holder: string;
  readonly leaseMs: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

export const EVENTS_PER_BATCH = 10_000;
/** Events the swap may apply while it holds the live projection still. */
const LITTLE = 1_000;
const MOST_PASSES = 20;
const SWAP_TRIES = 50;

/** The copy under construction. Its checkpoint and lease go by this name too. */
export const nextSchemaOf = (name: string): string => `${name}_next`;
const oldSchemaOf = (name: string): string => `${name}_old`;

/**
 * Builds the tables anew beside the live ones, which go on being written and read, and puts them in their place once
 * they have caught up. Cut short, it leaves the live ones as they were.
 */
export async function rebuildProjection(rebuild: Rebuild): Promise<void> {
  const { database, projection, holder, leaseMs } = rebuild;
  const schema = nextSchemaOf(projection.name);
  // A holder of its own for each attempt: the same process must not take its own rebuild's lease a second time.
  const lease = await takeLease(database, schema, `${holder} ${randomUUID()}`, leaseMs);
  if (lease === null) throw new RebuildUnderWay(projection.name);
  const target: Target = { schema, version: projection.version, token: lease.token };
  try {
    await startAnew(database, projection, target);
    const reached = await catchUp(rebuild, target, lease.lost, { events: 0, position: null });
    await database.transaction((sql) => createReadersIndexes(sql, projection, schema));
    await catchUp(rebuild, target, lease.lost, reached);
    await swapPatiently(rebuild, target);
  } finally {
    await removeQuietly(database, schema, target.token);
    await lease.release();
  }
  await dropOldQuietly(database, oldSchemaOf(projection.name));
}

interface Reached {
  readonly events: number;
  readonly position: Position | null;
}

/** Reads on from where it is, and again what came meanwhile, until little is left for the swap to hold others up with. */
async function catchUp(rebuild: Rebuild, target: Target, lost: AbortSignal, from: Reached): Promise<Reached> {
  const { store, projection, onProgress } = rebuild;
  const { filter, withoutMetadata } = projection;
  const head = await store.head();
  let { events, position } = from;
  for (let passes = 1; passes <= MOST_PASSES; passes += 1) {
    const before = events;
    const wanted: ReadAllOptions = {
      batchSize: EVENTS_PER_BATCH,
      ...(position !== null && { after: position }),
      ...(filter && { filter }),
      ...(withoutMetadata && { withoutMetadata }),
    };
    for await (const batch of store.readAll(wanted)) {
      rebuild.signal.throwIfAborted();
      lost.throwIfAborted();
      const poison = await applyOrNamePoison(rebuild, target, position, batch);
      if (poison) throw new ProjectionRebuildFailed(projection.name, poison);
      position = batch.position;
      events += batch.events.length;
      onProgress?.({ events, position, head });
    }
    if (events - before < LITTLE) break;
  }
  return { events, position };
}

export const startAnew = (
  database: Database,
  projection: Projection,
  { schema, version, token }: Target,
): Promise<void> =>
  database.transaction(async (sql) => {
    const [mine] = await sql.query<object[]>(
      `insert into read_model.projection_checkpoint as c (name, version, state, token) values ($1, $2, 'rebuilding', $3)
       on conflict (name) do update set version = excluded.version, position = null, event_id = null
         where c.token = excluded.token
       returning name`,
      [schema, version, token],
    );
    if (!mine) throw new CheckpointMoved(schema);
    await sql.query(`drop schema if exists ${schema} cascade`);
    await createTables(sql, projection, schema);
  });

/** Waiting long for a lock would make readers queue up behind us: rather give way and try again. */
async function swapPatiently(rebuild: Rebuild, target: Target): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    rebuild.signal.throwIfAborted();
    try {
      return await rebuild.database.transaction((sql) => swap(sql, rebuild, target));
    } catch (error) {
      const lockNotToBeHad = (error as { code?: string }).code === '55P03';
      if (!lockNotToBeHad || tries === SWAP_TRIES) throw error;
      await sleep(100);
    }
  }
}

/**
 * One short transaction: holds the live checkpoint still, applies what came in meanwhile, and renames. Renaming a
 * schema takes no lock on its tables, so readers are never stopped; each statement sees the old tables or the new.
 */
async function swap(sql: Sql, { store, projection }: Rebuild, target: Target): Promise<void> {
  const { name, filter } = projection;
  await sql.query('select from read_model.projection_checkpoint where name = $1 for update', [name]);
  const live = await readCheckpoint(sql, name);
  let copy = await readCheckpoint(sql, target.schema);
  if (live === null || copy === null) throw new CheckpointMoved(name);
  const wanted = { ...(copy.position !== null && { after: copy.position }), ...(filter && { filter }) };
  for await (const batch of store.readAll(wanted)) {
    await applyWithin(sql, projection, target, copy.position, batch);
    const { id, hash, stream } = batch.last;
    copy = { ...copy, position: batch.position, eventId: id, eventHash: hash, eventStream: stream };
  }
  // Readers must not see the figures go back: the copy has to reach at least where the live one stands, unless that
  // is a place in another history.
  const behind = live.position !== null && (copy.position === null || copy.position < live.position);
  if (behind && (await isOnRecord(store, live))) throw new CheckpointMoved(name);

  await sql.query(`set local lock_timeout to '1s'`);
  await sql.query(`drop schema if exists ${oldSchemaOf(name)} cascade`);
  const [tables] = await sql.query<{ there: boolean }[]>('select to_regnamespace($1) is not null as there', [name]);
  if (tables?.there) await sql.query(`alter schema ${name} rename to ${oldSchemaOf(name)}`);
  await sql.query(`alter schema ${target.schema} rename to ${name}`);
  const [, removed] = await sql.query<[unknown, number]>(
    'delete from read_model.projection_checkpoint where name = $1 and token = $2',
    [target.schema, target.token],
  );
  if (removed !== 1) throw new CheckpointMoved(name);
  await sql.query(
    `update read_model.projection_checkpoint set version = $2, position = $3, event_id = $4, event_hash = $5, event_stream = $6,
       state = 'running', error = null, updated_at = clock_timestamp() where name = $1`,
    [name, projection.version, copy.position, copy.eventId, copy.eventHash, copy.eventStream],
  );
}

/** Clears away a copy that was not put in place; one a later rebuild has taken over is left to it. */
export const removeQuietly = (database: Database, schema: string, token: string): Promise<void> =>
  database
    .transaction(async (sql) => {
      const [, removed] = await sql.query<[unknown, number]>(
        'delete from read_model.projection_checkpoint where name = $1 and token = $2',
        [schema, token],
      );
      if (removed === 1) await sql.query(`drop schema if exists ${schema} cascade`);
    })
    .catch(() => undefined);

/** A report that still reads the old tables may keep them; then the next rebuild clears them away. */
const dropOldQuietly = (database: Database, schema: string): Promise<void> =>
  database
    .transaction(async (sql) => {
      await sql.query(`set local lock_timeout to '1s'`);
      await sql.query(`drop schema if exists ${schema} cascade`);
    })
    .catch(() => undefined);
