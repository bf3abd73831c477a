import type { Database, Sql } from './database';
import type { EventBatch, Position } from '@bofu/event-store';
import type { Projection } from './projection';
import { CheckpointMoved, RowsElsewhere } from './projection-errors';
import type { Mismatch, ProjectionFault } from './projection-fault';

/** How far a projection has come. Moved only together with the rows it stands for, in one transaction. */
export interface Checkpoint {
  readonly version: number;
  readonly position: Position | null;
  /** The event at that position: a store that has another one there holds another history. */
  readonly eventId: string | null;
  readonly eventHash: string;
  readonly eventStream: string;
  readonly state: 'running' | 'stopped' | 'rebuilding';
  readonly error: ProjectionFault | null;
}

/**
 * Whose tables are written and by which right: the live schema or the one being built, and the token of the lease.
 * Tokens only grow; the checkpoint carries the latest, so whoever led before can no longer write.
 */
export interface Target {
  readonly schema: string;
  readonly version: number;
  readonly token: string;
}

export async function readCheckpoint(sql: Sql, schema: string): Promise<Checkpoint | null> {
  const [row] = await sql.query<Checkpoint[]>(
    `select version, position, event_id as "eventId", event_hash as "eventHash", event_stream as "eventStream", state, error
     from read_model.projection_checkpoint where name = $1`,
    [schema],
  );
  return row ?? null;
}

/**
 * Applies a batch and moves the checkpoint from where it was, or does neither and throws CheckpointMoved. The
 * checkpoint goes first: a second writer then waits here, and finds it moved, before it touches a row. The tables keep
 * how far they have come as well: a checkpoint set back would count its events twice, and RowsElsewhere is thrown.
 */
export const applyBatch = (
  database: Database,
  projection: Projection,
  target: Target,
  from: Position | null,
  batch: EventBatch,
): Promise<void> => database.transaction((sql) => applyWithin(sql, projection, target, from, batch));

export async function applyWithin(
  sql: Sql,
  projection: Projection,
  { schema, version, token }: Target,
  from: Position | null,
  batch: EventBatch,
): Promise<void> {
  // The store may deliver again what it delivered before its connection broke.
  const events = from === null ? batch.events : batch.events.filter(({ position }) => position > from);
  // One statement for all that comes before the rows: with eight projections each round trip counts.
  const [found] = await sql.query<{ moved: boolean; followed: boolean }[]>(
    `with moved as (
       update read_model.projection_checkpoint
       set position = $1, event_id = $6, event_hash = $7, event_stream = $8, updated_at = clock_timestamp()
       where name = $2 and version = $3 and token = $4 and position is not distinct from $5 and state <> 'stopped'
       returning name
     ), followed as (
       update ${schema}.applied set position = $1
       where position is not distinct from $5 and exists (select from moved) returning position
     )
     select exists (select from moved) as moved, exists (select from followed) as followed,
       set_config('search_path', $2, true)`,
    [batch.position, schema, version, token, from, batch.last.id, batch.last.hash, batch.last.stream],
  );
  if (!found?.moved) throw new CheckpointMoved(schema);
  if (!found.followed) throw new RowsElsewhere(schema);
  if (events.length > 0) await projection.apply(events, sql);
}

/** The figures stop here until a person has looked; nothing is skipped. */
export async function stopAt(database: Database, target: Target, fault: ProjectionFault): Promise<void> {
  const [, stopped] = await database.query<[unknown, number]>(
    `update read_model.projection_checkpoint set state = 'stopped', error = $1, updated_at = clock_timestamp()
     where name = $2 and token = $3`,
    [JSON.stringify(fault), target.schema, target.token],
  );
  if (stopped !== 1) throw new CheckpointMoved(target.schema);
}

/** The same for tables that do not fit, unless somebody has moved on from there: no right to write is needed to say so. */
export const stopMismatched = (database: Database, schema: string, mismatch: Mismatch): Promise<unknown> =>
  database.query(
    `update read_model.projection_checkpoint set state = 'stopped', error = $1, updated_at = clock_timestamp()
     where name = $2 and position is not distinct from nullif($3, '') and state = 'running'`,
    [JSON.stringify(mismatch), schema, mismatch.position],
  );
