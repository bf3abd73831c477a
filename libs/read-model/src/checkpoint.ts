import type { DataSource, EntityManager } from 'typeorm';
import type { EventBatch, Position } from '@bofu/event-store';
import type { PoisonEvent } from './poison-event';
import type { Projection } from './projection';
import { CheckpointMoved } from './projection-errors';

/** How far a projection has come. Moved only together with the rows it stands for, in one transaction. */
export interface Checkpoint {
  readonly version: number;
  readonly position: Position | null;
  readonly state: 'running' | 'stopped' | 'rebuilding';
  readonly error: PoisonEvent | null;
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

export async function readCheckpoint(sql: EntityManager, schema: string): Promise<Checkpoint | null> {
  const [row] = await sql.query<Checkpoint[]>(
    'select version, position, state, error from read_model.projection_checkpoint where name = $1',
    [schema],
  );
  return row ?? null;
}

/**
 * Applies a batch and moves the checkpoint from where it was, or does neither and throws CheckpointMoved. The
 * checkpoint goes first: a second writer then waits here, and finds it moved, before it touches a row.
 */
export const applyBatch = (
  database: DataSource,
  projection: Projection,
  target: Target,
  from: Position | null,
  batch: EventBatch,
): Promise<void> => database.transaction((sql) => applyWithin(sql, projection, target, from, batch));

export async function applyWithin(
  sql: EntityManager,
  projection: Projection,
  { schema, version, token }: Target,
  from: Position | null,
  batch: EventBatch,
): Promise<void> {
  // The store may deliver again what it delivered before its connection broke.
  const events = from === null ? batch.events : batch.events.filter(({ position }) => position > from);
  const [, moved] = await sql.query<[unknown, number]>(
    `update read_model.projection_checkpoint set position = $1, updated_at = clock_timestamp()
     where name = $2 and version = $3 and token = $4 and position is not distinct from $5 and state <> 'stopped'`,
    [batch.position, schema, version, token, from],
  );
  if (moved !== 1) throw new CheckpointMoved(schema);
  if (events.length === 0) return;
  await sql.query(`set local search_path to ${schema}`);
  await projection.apply(events, sql);
}

/** The figures stop here until a person has looked; nothing is skipped. */
export async function stopAt(database: DataSource, target: Target, poison: PoisonEvent): Promise<void> {
  const [, stopped] = await database.query<[unknown, number]>(
    `update read_model.projection_checkpoint set state = 'stopped', error = $1, updated_at = clock_timestamp()
     where name = $2 and token = $3`,
    [JSON.stringify(poison), target.schema, target.token],
  );
  if (stopped !== 1) throw new CheckpointMoved(target.schema);
}
