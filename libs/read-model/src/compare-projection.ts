import type { Sql } from './database';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventBatch, EventMark, Position, ReadAllOptions, StreamId } from '@bofu/event-store';
import { applyOrNamePoison } from './apply-or-name-poison';
import { applyWithin, readCheckpoint, type Target } from './checkpoint';
import { compareTables, type CellDifference } from './compare-tables';
import { takeLease } from './lease';
import { CheckpointMoved, ProjectionRebuildFailed, RebuildUnderWay } from './projection-errors';
import { EVENTS_PER_BATCH, nextSchemaOf, removeQuietly, startAnew, type Rebuild } from './rebuild-projection';

export type { CellDifference } from './compare-tables';

/** A projection's live tables held against the same tables made from the first event on. */
export interface Comparison {
  readonly projection: string;
  /** Where both stood when they were compared. */
  readonly position: Position | null;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** How many rows differ; `found` tells of the first ones in every table. */
  readonly differingRows: number;
  readonly found: readonly CellDifference[];
}

const checkSchemaOf = (name: string): string => `${name}_check`;
/** Events left for the moment of comparing, and passes it may take to come that close to a live one that moves on. */
const LITTLE = 1_000;
const MOST_PASSES = 20;
const PATIENCE_MS = 5_000;

/**
 * The live projection goes on being written and read meanwhile. In the end one snapshot is taken in which its tables
 * and its checkpoint belong together; the copy is brought to that very position inside it, and the two are compared.
 * A rebuild of the same projection waits until then, or this answers RebuildUnderWay.
 */
export async function compareProjection(comparing: Rebuild): Promise<Comparison> {
  const { database, projection, holder, leaseMs } = comparing;
  const { name, version } = projection;
  const me = `${holder} ${randomUUID()}`;
  // The right to rebuild is taken so that nobody swaps the live tables away from under the comparison.
  const noRebuild = await takeLease(database, nextSchemaOf(name), me, leaseMs);
  if (noRebuild === null) throw new RebuildUnderWay(name);
  const schema = checkSchemaOf(name);
  const lease = await takeLease(database, schema, me, leaseMs);
  if (lease === null) {
    await noRebuild.release();
    throw new RebuildUnderWay(name);
  }
  const target: Target = { schema, version, token: lease.token };
  const lost = AbortSignal.any([comparing.signal, lease.lost, noRebuild.lost]);
  try {
    await startAnew(database, projection, target);
    const position = await comeClose(comparing, target, lost);
    return await database.transaction(
      (sql) => compareWithin(sql, comparing, target, position, lost),
      'REPEATABLE READ',
    );
  } finally {
    await removeQuietly(database, schema, target.token);
    await lease.release();
    await noRebuild.release();
  }
}

/** Brings the copy near to where the live projection stands, and never beyond. */
async function comeClose(comparing: Rebuild, target: Target, lost: AbortSignal): Promise<Position | null> {
  const { store, database, projection, onProgress } = comparing;
  const head = await store.head();
  let position: Position | null = null;
  let events = 0;
  for (let passes = 1; passes <= MOST_PASSES; passes += 1) {
    const live = await liveCheckpoint(database, comparing);
    const before = events;
    for await (const batch of eventsUpTo(comparing, position, live, lost)) {
      const poison = await applyOrNamePoison(comparing, target, position, batch);
      if (poison) throw new ProjectionRebuildFailed(projection.name, poison);
      position = batch.position;
      events += batch.events.length;
      onProgress?.({ events, position, head });
    }
    if (events - before < LITTLE) break;
  }
  return position;
}

async function compareWithin(
  sql: Sql,
  comparing: Rebuild,
  target: Target,
  from: Position | null,
  lost: AbortSignal,
): Promise<Comparison> {
  const { projection } = comparing;
  // The first statement takes the snapshot: from here on the live tables stand still for this transaction alone.
  const live = await liveCheckpoint(sql, comparing);
  let position = from;
  for await (const batch of eventsUpTo(comparing, from, live, lost)) {
    await applyWithin(sql, projection, target, position, batch);
    position = batch.position;
  }
  const compared = await compareTables(sql, projection.name, target.schema);
  return { projection: projection.name, position: live?.position ?? null, ...compared };
}

/** Tables of another version of the product cannot be held against those of this one; they wait to be rebuilt. */
async function liveCheckpoint(sql: Sql, { projection }: Rebuild): Promise<EventMark | null> {
  const checkpoint = await readCheckpoint(sql, projection.name);
  if (checkpoint === null) throw new CheckpointMoved(projection.name);
  if (checkpoint.version !== projection.version) throw new RebuildUnderWay(projection.name);
  const { position, eventId, eventHash, eventStream } = checkpoint;
  return position === null ? null : { position, stream: eventStream as StreamId, id: eventId ?? '', hash: eventHash };
}

/** What comes after `from` up to the live position. Another process may have seen as safe what this one does not yet. */
async function* eventsUpTo(
  { store, projection: { filter, withoutMetadata } }: Rebuild,
  from: Position | null,
  live: EventMark | null,
  lost: AbortSignal,
): AsyncGenerator<EventBatch> {
  if (live === null) return;
  let position = from;
  for (const giveUp = performance.now() + PATIENCE_MS; position === null || position < live.position;) {
    const headBefore = await store.head();
    const wanted: ReadAllOptions = {
      batchSize: EVENTS_PER_BATCH,
      ...(position !== null && { after: position }),
      ...(filter && { filter }),
      ...(withoutMetadata && { withoutMetadata }),
    };
    for await (const batch of store.readAll(wanted)) {
      lost.throwIfAborted();
      const within = batch.position <= live.position;
      const known = batch.events.filter((event) => event.position <= live.position);
      ({ position } = within ? batch : live);
      yield within ? batch : { events: known, position, last: live };
      if (position === live.position) return;
    }
    if ((headBefore !== null && headBefore >= live.position) || performance.now() > giveUp) return;
    await sleep(100);
  }
}
