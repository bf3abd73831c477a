import type { Database } from './database';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore, Position } from '@bofu/event-store';
import type { Checkpoint } from './checkpoint';
import { isOfSameForm } from './position-form';
import type { Mismatch } from './projection-fault';

/** Between two looks: a rebuild that swaps its tables in could fall between a checkpoint and the tables it belongs to. */
const SECOND_LOOK_MS = 200;

/** Why the tables of a projection cannot be gone on with over this store; `null` where they can. */
export async function mismatchOf(store: EventStore, database: Database, schema: string): Promise<Mismatch | null> {
  if ((await look(store, database, schema)) === null) return null;
  await sleep(SECOND_LOOK_MS);
  return look(store, database, schema);
}

async function look(store: EventStore, database: Database, schema: string): Promise<Mismatch | null> {
  const standing = await standingOf(database, schema);
  if (standing === null) return null;
  const { position, applied } = standing;
  if (applied !== position) {
    const message = `the checkpoint is at ${position ?? 'the start'}, the rows at ${applied ?? 'the start'}`;
    return { code: 'rows-differ', position: position ?? '', message };
  }
  if (position === null || (await isOnRecord(store, standing))) return null;
  const message = `made from event ${standing.eventId ?? '?'} at ${position}, which this store does not hold there`;
  return { code: 'history-differs', position, message };
}

type Standing = Pick<Checkpoint, 'position' | 'eventId' | 'eventHash' | 'eventStream'> & {
  readonly applied: Position | null;
};

async function standingOf(database: Database, schema: string): Promise<Standing | null> {
  const [there] = await database.query<{ there: boolean }[]>('select to_regclass($1) is not null as there', [
    `${schema}.applied`,
  ]);
  const applied = there?.there ? `(select position from ${schema}.applied)` : `'no tables'`;
  const [row] = await database.query<Standing[]>(
    `select position, event_id as "eventId", event_hash as "eventHash", event_stream as "eventStream", ${applied} as applied
     from read_model.projection_checkpoint where name = $1`,
    [schema],
  );
  return row ?? null;
}

/**
 * Whether the store holds, where a checkpoint stands, the very event it was made from, or that event's stream has been
 * deleted or cut since: then it is the same history, with a hole in it that is named elsewhere.
 */
export async function isOnRecord(
  store: EventStore,
  { position, eventId, eventHash, eventStream }: Pick<Checkpoint, 'position' | 'eventId' | 'eventHash' | 'eventStream'>,
): Promise<boolean> {
  if (position === null) return true;
  const head = await store.head();
  // Positions of another kind of store are of another form, which this one need not understand.
  if (head === null || !isOfSameForm(head, position)) return false;
  const event = await store.eventAt(position);
  if (event !== null) return event.id === eventId && (event.metadata['hash'] ?? '') === eventHash;
  return (await store.cutStreams()).some((cut) => cut.stream === eventStream && cut.position > position);
}
