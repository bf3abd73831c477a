import { randomUUID } from 'node:crypto';
import type { Database, Sql } from '@bofu/read-model';
import { digestOf, newSecret } from './secrets';

/** A session nobody uses ends, and so does one that has gone on for a working day. */
export const IDLE_MINUTES = 15;
export const LONGEST_HOURS = 8;
/** What opens doors to others asks for the password again when it was entered longer ago. */
export const PROVEN_MINUTES = 5;
/** How often being seen is noted: not on each of a page's dozen requests. */
const NOTED_SECONDS = 20;

export interface Session {
  readonly sessionId: string;
  readonly accountId: string;
  readonly personId: string;
  readonly login: string;
  readonly openedAt: Date;
  /** When its password was last entered. */
  readonly provenAt: Date;
}

/** One that is open or was, as its owner sees it. */
export interface SeenSession {
  readonly sessionId: string;
  readonly openedAt: Date;
  readonly seenAt: Date;
  readonly address: string | null;
  readonly open: boolean;
}

/** Opens one under a secret made for it, and ends whatever else was open for the account. */
export async function openSession(transaction: Sql, accountId: string, at: string, address: string): Promise<string> {
  await endSessions(transaction, accountId, 'signed in anew', at);
  const secret = newSecret();
  await transaction.query(
    `insert into sign_in.session (session_id, token_digest, account_id, opened_at, seen_at, proven_at, address)
     values ($1, $2, $3, $4, $4, $4, $5)`,
    [randomUUID(), digestOf(secret), accountId, at, address],
  );
  return secret;
}

export async function endSessions(transaction: Sql, accountId: string, why: string, at: string): Promise<void> {
  await transaction.query(
    'update sign_in.session set ended_at = $2, ended_why = $3 where account_id = $1 and ended_at is null',
    [accountId, at, why],
  );
}

/** Of every account; answers with how many there were. */
export async function endAllSessions(transaction: Sql, why: string, at: string): Promise<number> {
  const [ended] = await transaction.query<{ count: number }[]>(
    `with ended as (
       update sign_in.session set ended_at = $1, ended_why = $2 where ended_at is null returning session_id
     ) select count(*)::int as count from ended`,
    [at, why],
  );
  return ended?.count ?? 0;
}

const IS_OPEN = `s.ended_at is null
       and s.seen_at > $2::timestamptz - make_interval(mins => $3)
       and s.opened_at > $2::timestamptz - make_interval(hours => $4)`;

/** The newest first. */
export const sessionsOf = (database: Database, accountId: string, at: string): Promise<SeenSession[]> =>
  database.query(
    `select s.session_id as "sessionId", s.opened_at as "openedAt", s.seen_at as "seenAt", s.address,
            ${IS_OPEN} as open
     from sign_in.session s where s.account_id = $1 order by s.opened_at desc limit 20`,
    [accountId, at, IDLE_MINUTES, LONGEST_HOURS],
  );

/** The password was entered again: the session goes on under another secret (OWASP ASVS 5.0, 7.2.4). */
export async function renewSession(transaction: Sql, sessionId: string, at: string): Promise<string> {
  const secret = newSecret();
  await transaction.query(
    'update sign_in.session set token_digest = $2, proven_at = $3 where session_id = $1 and ended_at is null',
    [sessionId, digestOf(secret), at],
  );
  return secret;
}

/** Which of those are open still. Being asked about is not being used: whoever only listens is signed out in time. */
export async function openAmong(
  database: Database,
  sessionIds: readonly string[],
  at: string,
): Promise<ReadonlySet<string>> {
  const open = await database.query<{ sessionId: string }[]>(
    `select s.session_id as "sessionId" from sign_in.session s join sign_in.account a using (account_id)
     where s.session_id = any ($1::uuid[]) and a.disabled_at is null and ${IS_OPEN}`,
    [sessionIds, at, IDLE_MINUTES, LONGEST_HOURS],
  );
  return new Set(open.map(({ sessionId }) => sessionId));
}

/** Whose session it is, asked of the database on every request; `null` for any that is over, and any that never was. */
export async function findSession(database: Database, secret: string, at: string): Promise<Session | null> {
  const [session] = await database.query<(Session & { seenAt: Date })[]>(
    `select s.session_id as "sessionId", s.account_id as "accountId", a.person_id as "personId", a.login,
            s.opened_at as "openedAt", s.proven_at as "provenAt", s.seen_at as "seenAt"
     from sign_in.session s join sign_in.account a using (account_id)
     where s.token_digest = $1 and a.disabled_at is null and ${IS_OPEN}`,
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
