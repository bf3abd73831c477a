import type { ClientBase } from 'pg';
import { ORDER_LOCK, REFUSE_CHANGE_SQL } from './schema';

/**
 * What a dump of tables alone, a replication or a hand can leave wrong is put right when the store opens, and said: a
 * sequence behind the events, which makes the whole store look empty, and events that can be changed.
 */
export async function mendTables(client: ClientBase, log: (message: string) => void): Promise<void> {
  if ((await numbersBehind(client)) !== null) await drawOn(client, log);
  if (!(await changesAreRefused(client))) {
    await client.query(REFUSE_CHANGE_SQL);
    log('the event store: the trigger that refuses changes of events was gone and has been put back');
  }
}

/** The last event's position where numbers up to it could be drawn again; `null` where all is well. */
async function numbersBehind(client: ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ last: string | null }>(
    `select max(position) as last from event_store.event
     having max(position) > (select case when is_called then last_value else 0 end from event_store.event_position)`,
  );
  return rows[0]?.last ?? null;
}

/** Nobody appends meanwhile: a number drawn between the look and the setting would be drawn twice. */
async function drawOn(client: ClientBase, log: (message: string) => void): Promise<void> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1, 0)', [ORDER_LOCK]);
    const last = await numbersBehind(client);
    if (last !== null) {
      await client.query(`select setval('event_store.event_position', $1)`, [last]);
      log(`the event store: its numbering was behind its events and goes on after ${last}`);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function changesAreRefused(client: ClientBase): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_trigger
     where tgrelid = 'event_store.event'::regclass and tgname = 'refuse_change' and tgenabled in ('O', 'A')`,
  );
  return rowCount === 1;
}
