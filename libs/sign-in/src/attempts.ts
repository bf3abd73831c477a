import type { Database } from '@bofu/read-model';
import { digestOf } from './secrets';

/** 失败处理: so many wrong tries of one account from one source, then a pause for whoever tries from there. */
export const TRIES = 5;
export const PAUSE_MINUTES = 30;
/** From all strange places together: beyond it only browsers are let try that this account has come in by before. */
const TRIES_FROM_STRANGERS = 100;
/** From one address, whatever the accounts. */
const TRIES_FROM_ADDRESS = 200;

export interface Source {
  readonly address: string;
  /** This browser has come in by this account before: nobody else's tries count against it. */
  readonly device: string | null;
}

export const sourceText = ({ address, device }: Source): string => (device === null ? address : `device:${device}`);

/**
 * Counts a try before it is judged, so that many at once are counted as many. Pauses a source, never an account: who
 * tries somebody's account from elsewhere cannot keep her out of it.
 *
 * @returns `last`: turns out wrong, it is the one that pauses its source; or `paused`, and not counted
 */
export async function countTry(
  database: Database,
  login: string,
  source: Source,
  at: string,
): Promise<'paused' | { readonly last: boolean; readonly succeeded: () => Promise<void> }> {
  const loginDigest = digestOf(login);
  const from = sourceText(source);
  return database.transaction(async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock(20210104, hashtext($1))', [loginDigest.toString('hex')]);
    const [counts] = await transaction.query<{ here: number; strange: number; address: number }[]>(
      `select
         count(*) filter (where login_digest = $1 and source = $2)::int as here,
         count(*) filter (where login_digest = $1 and source not like 'device:%')::int as strange,
         count(*) filter (where source = $2)::int as address
       from sign_in.attempt
       where (login_digest = $1 or source = $2) and at > $3::timestamptz - make_interval(mins => $4)`,
      [loginDigest, from, at, PAUSE_MINUTES],
    );
    const { here = 0, strange = 0, address = 0 } = counts ?? {};
    const stranger = source.device === null;
    if (here >= TRIES || (stranger && (strange >= TRIES_FROM_STRANGERS || address >= TRIES_FROM_ADDRESS)))
      return 'paused';
    await transaction.query('insert into sign_in.attempt (login_digest, source, at) values ($1, $2, $3)', [
      loginDigest,
      from,
      at,
    ]);
    return {
      last: here + 1 === TRIES,
      succeeded: async () => {
        await database.query('delete from sign_in.attempt where login_digest = $1 and source = $2', [
          loginDigest,
          from,
        ]);
      },
    };
  });
}
