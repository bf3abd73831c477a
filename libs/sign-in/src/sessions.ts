import { randomUUID } from 'node:crypto';
import type { Database, Sql } from '@bofu/read-model';
import { digestOf, newSecret } from './secrets';

/** A session nobody uses ends, and so does one that has gone on for a working day. */
export const IDLE_MINUTES = 15;
export const LONGEST_HOURS = 8;
/** How often being seen is noted: not on each of a page's dozen requests. */
const NOTED_SECONDS = 20;

export interface Session {
  readonly sessionId: string;
  readonly accountId: string;
  readonly personId: string;
  readonly login: string;
  readonly openedAt: Date;
}

/** Opens one under a secret made for it, and ends whatever else was open for the account. */
export async function openSession(transaction: Sql, accountId: string, at: string): Promise<string> {
  await endSessions(transaction, accountId, 'signed in anew', at);
  const secret = newSecret();
  await transaction.query(
    `insert into sign_in.session (session_id, token_digest, account_id, opened_at, seen_at) values ($1, $2, $3, $4, $4)`,
    [randomUUID(), digestOf(secret), accountId, at],
  );
  return secret;
}

export async function endSessions(transaction: Sql, accountId: string, why: string, at: string): Promise<void> {
  await transaction.query(
    'update sign_in.session set ended_at = $2, ended_why = $3 where account_id = $1 and ended_at is null',
    [accountId, at, why],
  );
}

/** Whose session it is, asked of the database on every request; `null` for any that is over, and any that never was. */
export async function findSession(database: Database, secret: string, at: string): Promise<Session | null> {
  const [session] = await database.query<(Session & { seenAt: Date })[]>(
    `select s.session_id as "sessionId", s.account_id as "accountId", a.person_id as "personId", a.login,
            s.opened_at as "openedAt", s.seen_at as "seenAt"
     from sign_in.session s join sign_in.account a using (account_id)
     where s.token_digest = $1 and s.ended_at is null and a.disabled_at is null
       and s.seen_at > $2::timestamptz - make_interval(mins => $3)
       and s.opened_at > $2::timestamptz - make_interval(hours => $4)`,
    [digestOf(secret), at, IDLE_MINUTES, LONGEST_HOURS],
  );
  if (session === undefined) return null;
  const { seenAt, ...found } = session;
  if (new Date(at).getTime() - seenAt.getTime() > NOTED_SECONDS * 1000)
    await database.query('update sign_in.session set seen_at = $2 where session_id = $1 and ended_at is null', [
      found.sessionId,
      at,
    ]);
  return found;
}
