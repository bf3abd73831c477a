import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { EventBatch, Position } from '@bofu/event-store';
import { applyBatch, type Target } from './checkpoint';
import { poisonEvent, type PoisonEvent } from './poison-event';
import type { Projection } from './projection';
import { CheckpointMoved, isOutage } from './projection-errors';

const TRIES_OF_ONE_EVENT = 3;

/**
 * Applies a batch; where that fails for a reason that lies in an event, halves it until that event stands alone.
 * What comes before it is applied and committed. Answers with the poison, or `null` when all went in; an outage or
 * a lost lease is thrown.
 */
export async function applyOrNamePoison(
  database: DataSource,
  projection: Projection,
  target: Target,
  from: Position | null,
  batch: EventBatch,
): Promise<PoisonEvent | null> {
  const [first, ...others] = batch.events;
  for (let tries = 1; ; tries += 1) {
    try {
      await applyBatch(database, projection, target, from, batch);
      return null;
    } catch (error) {
      if (first === undefined || error instanceof CheckpointMoved || isOutage(error)) throw error;
      if (others.length > 0) break;
      if (tries === TRIES_OF_ONE_EVENT) return poisonEvent(first, error);
      await sleep(50 * 2 ** tries);
    }
  }
  const middle = Math.floor(batch.events.length / 2);
  const before = batch.events.slice(0, middle);
  const meeting = before.at(-1)?.position ?? batch.position;
  return (
    (await applyOrNamePoison(database, projection, target, from, { events: before, position: meeting })) ??
    (await applyOrNamePoison(database, projection, target, meeting, {
      events: batch.events.slice(middle),
      position: batch.position,
    }))
  );
}
