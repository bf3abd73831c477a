import type { Database } from './database';
import { setTimeout as sleep } from 'node:timers/promises';
import { inFull } from '@bofu/kernel';
import { StoreUnavailable, type EventStore, type Position } from '@bofu/event-store';
import { applyOrNamePoison } from './apply-or-name-poison';
import { readCheckpoint, stopAt, stopMismatched, type Checkpoint, type Target } from './checkpoint';
import { takeLease, type Lease } from './lease';
import { mismatchOf } from './mismatch';
import type { Projection } from './projection';
import { CheckpointMoved, ProjectionRebuildFailed, RebuildUnderWay } from './projection-errors';
import type { ProjectionAlarm } from './projection-fault';
import { rebuildProjection } from './rebuild-projection';

export interface Following {
  readonly store: EventStore;
  readonly database: Database;
  readonly projection: Projection;
  readonly holder: string;
  readonly leaseMs: number;
  readonly onAlarm: (alarm: ProjectionAlarm) => void;
  /** How far the tables have come; `null` where they stand still, and whoever asks has to look why. */
  readonly onMoved: (position: Position | null) => void;
  /** Asked before each batch: resolves when it is time for it. */
  readonly wanted: () => Promise<void> | undefined;
  readonly log: (message: string) => void;
  readonly signal: AbortSignal;
}

const EVENTS_PER_BATCH = 5_000;
/** How soon something another process did is noticed: a lease that ran out, a projection resumed. */
const LOOK_AGAIN_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/** Keeps one projection up to date until the signal: leads while it holds the lease, otherwise stands by. */
export async function followStore(following: Following): Promise<void> {
  const { database, projection, holder, leaseMs, signal, log } = following;
  const health = { failures: 0 };
  while (!signal.aborted) {
    try {
      const lease = await takeLease(database, projection.name, holder, leaseMs, log);
      if (lease !== null) await lead(following, lease, health).finally(() => lease.release());
      await pause(LOOK_AGAIN_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      // Moved by a rebuild or by another leader: nothing is wrong, look anew.
      if (error instanceof CheckpointMoved) continue;
      health.failures += 1;
      log(`projection ${projection.name}: ${inFull(error)}`);
      await pause(Math.min(100 * 2 ** health.failures, LONGEST_PAUSE_MS), signal);
    }
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined);

/** Returns when somebody else should lead. */
async function lead(following: Following, lease: Lease, health: { failures: number }): Promise<void> {
  const { database, projection } = following;
  const signal = AbortSignal.any([following.signal, lease.lost]);
  const target: Target = { schema: projection.name, version: projection.version, token: lease.token };
  let alarmed = false;
  let rebuildFailed = false;
  while (!signal.aborted) {
    const checkpoint = await readCheckpoint(database, projection.name);
    // A newer version of the product has been here: its tables are not ours to write.
    if (checkpoint === null || checkpoint.version > projection.version) return;
    const stopped = checkpoint.state === 'stopped';
    if (!stopped) alarmed = rebuildFailed = false;
    else following.onMoved(null);
    const outdated = checkpoint.version < projection.version;
    if (outdated && !rebuildFailed) {
      rebuildFailed = !(await rebuildToVersion({ ...following, signal }, target));
    } else if (stopped) {
      if (checkpoint.error && !alarmed) following.onAlarm({ projection: projection.name, fault: checkpoint.error });
      alarmed = true;
      await pause(LOOK_AGAIN_MS, signal);
    } else {
      const mismatch = await mismatchOf(following.store, database, projection.name);
      if (mismatch !== null) await stopMismatched(database, projection.name, mismatch);
      else await follow({ ...following, signal }, target, checkpoint, health);
    }
  }
}

/** Until the signal, or until a poison event has stopped the projection. */
async function follow(
  following: Following,
  target: Target,
  { position: start }: Checkpoint,
  health: { failures: number },
): Promise<void> {
  const { store, database, projection, signal, onMoved, wanted } = following;
  let position = start;
  onMoved(position);
  const subscription = store.subscribe({
    signal,
    batchSize: EVENTS_PER_BATCH,
    ...(position !== null && { after: position }),
    ...(projection.filter && { filter: projection.filter }),
    ...(projection.withoutMetadata && { withoutMetadata: true }),
  });
  for await (const message of subscription) {
    if (message.kind === 'caught-up') health.failures = 0;
    if (message.kind !== 'batch' || (position !== null && message.batch.position <= position)) continue;
    await wanted();
    const poison = await applyOrNamePoison(following, target, position, message.batch);
    if (poison) return stopAt(database, target, poison);
    position = message.batch.position;
    health.failures = 0;
    onMoved(position);
  }
  if (!signal.aborted) throw new StoreUnavailable(new Error('the subscription ended'));
}

/** Whether it went well or is in somebody else's hands. */
async function rebuildToVersion(following: Following, live: Target): Promise<boolean> {
  const { database, projection, signal, log } = following;
  log(`projection ${projection.name}: rebuilding for version ${projection.version}`);
  try {
    await rebuildProjection(following);
  } catch (error) {
    if (error instanceof RebuildUnderWay) await pause(LOOK_AGAIN_MS, signal);
    else if (error instanceof ProjectionRebuildFailed) {
      await stopAt(database, live, error.poison);
      return false;
    } else throw error;
  }
  return true;
}
