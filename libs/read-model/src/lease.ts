import type { Database } from './database';
import { setTimeout as sleep } from 'node:timers/promises';

/** The right to write one schema for a while. Time is the database's: the clocks of processes need not agree. */
export interface Lease {
  readonly token: string;
  /** Aborts when the right was lost, or could not be renewed in time. */
  readonly lost: AbortSignal;
  /** Gives it back, so that another process need not wait for it to run out. */
  release(): Promise<void>;
}

/**
 * Takes the lease where it is free, run out or one's own, marks the checkpoint with its token in the same statement,
 * and keeps it renewed. `null` while another process has it. One that runs longer than any is given for was written
 * under another clock: it is void, else all would wait for a time that may be years away.
 */
export async function takeLease(
  database: Database,
  schema: string,
  holder: string,
  leaseMs: number,
  log: (message: string) => void = () => undefined,
): Promise<Lease | null> {
  const [taken] = await database.query<{ token: string; voided: string | null }[]>(
    `with before as (
       select until from read_model.projection_lease
       where name = $1 and until > clock_timestamp() + $3 * interval '1 millisecond'
     ), taken as (
       insert into read_model.projection_lease as lease (name, holder, token, until)
       values ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
       on conflict (name) do update set holder = excluded.holder, token = lease.token + 1, until = excluded.until
         where lease.until < clock_timestamp() or lease.holder = excluded.holder
           or lease.until > clock_timestamp() + $3 * interval '1 millisecond'
       returning name, token
     ), marked as (
       update read_model.projection_checkpoint checkpoint set token = taken.token from taken
       where checkpoint.name = taken.name
     )
     select token, (select until::text from before) as voided from taken`,
    [schema, holder, leaseMs],
  );
  if (taken?.voided) log(`projection ${schema}: a lease until ${taken.voided} lies too far ahead and is void`);
  return taken ? held(database, schema, taken.token, leaseMs) : null;
}

function held(database: Database, schema: string, token: string, leaseMs: number): Lease {
  const lost = new AbortController();
  const given = new AbortController();

  const renew = async () => {
    let renewedAt = performance.now();
    while (!given.signal.aborted && !lost.signal.aborted) {
      await sleep(leaseMs / 3, undefined, { signal: given.signal, ref: false }).catch(() => undefined);
      if (given.signal.aborted) return;
      const askedAt = performance.now();
      const renewed = await database
        .query<[unknown, number]>(
          `update read_model.projection_lease set until = clock_timestamp() + $3 * interval '1 millisecond'
           where name = $1 and token = $2`,
          [schema, token, leaseMs],
        )
        .then(
          ([, rows]) => rows === 1,
          () => null,
        );
      if (renewed) renewedAt = askedAt;
      if (renewed === false || performance.now() - renewedAt > leaseMs) lost.abort();
    }
  };
  const renewing = renew();

  return {
    token,
    lost: lost.signal,
    release: async () => {
      given.abort();
      await renewing;
      await database
        .query(`update read_model.projection_lease set until = '-infinity' where name = $1 and token = $2`, [
          schema,
          token,
        ])
        .catch(() => undefined); // Out of reach: then it runs out by itself.
    },
  };
}
