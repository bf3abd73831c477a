import type { Database } from './database';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventBatch, EventMark, EventStore, Position, RecordedEvent } from '@bofu/event-store';
import { applyBatch, type Target } from './checkpoint';
import type { Projection } from './projection';
import { CheckpointMoved, isOutage, RowsElsewhere } from './projection-errors';
import { poisonEvent, type PoisonEvent } from './projection-fault';

const TRIES_OF_ONE_APPEND = 3;

export interface Applying {
  readonly store: Pick<EventStore, 'appendEnd'>;
  readonly database: Database;
  readonly projection: Projection;
}

/**
 * Applies a batch; where that fails for a reason that lies in an event, halves it until the append with that event
 * stands alone: half of what one command recorded is never shown. What comes before it is applied and committed. Answers
 * with the poison, or `null` when all went in; an outage, a lost lease or rows elsewhere are thrown.
 */
export async function applyOrNamePoison(
  applying: Applying,
  target: Target,
  from: Position | null,
  batch: EventBatch,
): Promise<PoisonEvent | null> {
  const { store, database, projection } = applying;
  let meeting: EventMark | null = null;
  for (let tries = 1; ; tries += 1) {
    try {
      await applyBatch(database, projection, target, from, batch);
      return null;
    } catch (error) {
      if (batch.events.length === 0 || isNoPoison(error)) throw error;
      meeting = await middleOf(store, batch.events);
      if (meeting !== null) break;
      if (tries === TRIES_OF_ONE_APPEND) return poisonAmong(applying, target, batch.events, error);
      await sleep(50 * 2 ** tries);
    }
  }
  const { position } = meeting;
  const halves = [
    { events: batch.events.filter((event) => event.position <= position), position, last: meeting },
    { ...batch, events: batch.events.filter((event) => event.position > position) },
  ] as const;
  return (
    (await applyOrNamePoison(applying, target, from, halves[0])) ??
    (await applyOrNamePoison(applying, target, position, halves[1]))
  );
}

const isNoPoison = (error: unknown): boolean =>
  error instanceof CheckpointMoved || error instanceof RowsElsewhere || isOutage(error);

/** The end of an append about half-way, with events on either side; `null` where all are of one append. */
async function middleOf(
  store: Pick<EventStore, 'appendEnd'>,
  events: readonly RecordedEvent[],
): Promise<EventMark | null> {
  const half = Math.floor(events.length / 2);
  const downwards = Array.from({ length: half }, (_, steps) => half - steps);
  const upwards = Array.from({ length: events.length - half - 1 }, (_, steps) => half + 1 + steps);
  for (const place of [...downwards, ...upwards]) {
    const [before, after] = [events[place - 1], events[place]];
    if (!before || !after) continue;
    const end = await store.appendEnd(before.position);
    if (end !== null && end.position < after.position) return end;
  }
  return null;
}

/** Which event of one append it is shows when they are tried one by one; nothing of that stays. */
async function poisonAmong(
  { database, projection }: Applying,
  { schema }: Target,
  events: readonly RecordedEvent[],
  error: unknown,
): Promise<PoisonEvent> {
  const trial = database.connection();
  let [tried] = events;
  try {
    await trial.query('begin');
    await trial.query(`set local search_path to ${schema}`);
    for (tried of events) await projection.apply([tried], trial);
    [tried] = events;
  } catch {
    // The one that failed now is the one that failed before.
  } finally {
    await trial.query('rollback').catch(() => undefined);
    await trial.release();
  }
  if (tried === undefined) throw error;
  return poisonEvent(tried, error);
}
