import type { Database, Sql } from '@bofu/read-model';
import { digestOf } from '../secrets';
import { refuse } from '../sign-in-refusals';

/** How long somebody may be away at the other house's sign-in. */
const AWAY_MINUTES = 10;

export interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

/** Whose account that is; `null` where nobody has linked it. */
export async function accountOfSubject(database: Sql, { issuer, subject }: Subject): Promise<string | null> {
  const [found] = await database.query<{ accountId: string }[]>(
    'select account_id as "accountId" from sign_in.identity where issuer = $1 and subject = $2',
    [issuer, subject],
  );
  return found?.accountId ?? null;
}

export async function hasIdentity(database: Sql, issuer: string, accountId: string): Promise<boolean> {
  const found = await database.query<unknown[]>(
    'select 1 from sign_in.identity where issuer = $1 and account_id = $2',
    [issuer, accountId],
  );
  return found.length > 0;
}

/** An account has one at most. Throws Refusal `identity-taken`, `identity-there`. */
export async function linkIdentity(
  transaction: Sql,
  { issuer, subject }: Subject,
  accountId: string,
  at: string,
): Promise<void> {
  const owner = await accountOfSubject(transaction, { issuer, subject });
  if (owner === accountId) return;
  if (owner !== null) return refuse('identity-taken', {});
  if (await hasIdentity(transaction, issuer, accountId)) return refuse('identity-there', {});
  const [linked] = await transaction.query<unknown[]>(
    `insert into sign_in.identity (issuer, subject, account_id, linked_at) values ($1, $2, $3, $4)
     on conflict do nothing returning 1`,
    [issuer, subject, accountId, at],
  );
  if (linked === undefined) return refuse('identity-taken', {});
}

/** Whether there was one. */
export async function unlinkIdentity(transaction: Sql, accountId: string): Promise<boolean> {
  const [, gone] = await transaction.query<[unknown, number]>('delete from sign_in.identity where account_id = $1', [
    accountId,
  ]);
  return gone > 0;
}

/** One way there and back. */
export interface Attempt {
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Whose session is to be proven anew; `null` for coming in. */
  readonly sessionId: string | null;
  /** Of the one-time link that lets it be linked; `null` without. */
  readonly linkDigest: Buffer | null;
  readonly begunAt: Date;
}

export async function beginAttempt(
  database: Database,
  { state, browser, ...attempt }: Omit<Attempt, 'begunAt'> & { readonly state: string; readonly browser: string },
  at: string,
): Promise<void> {
  await database.query(
    'delete from sign_in.identity_attempt where begun_at < $1::timestamptz - make_interval(mins => $2)',
    [at, AWAY_MINUTES],
  );
  const { nonce, codeVerifier, sessionId, linkDigest } = attempt;
  await database.query(
    `insert into sign_in.identity_attempt
       (state_digest, browser_digest, nonce, code_verifier, session_id, link_digest, begun_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [digestOf(state), digestOf(browser), nonce, codeVerifier, sessionId, linkDigest, at],
  );
}

/** Takes it, once, and only for the browser that began it. Throws Refusal `identity-attempt-unusable`. */
export async function takeAttempt(database: Database, state: string, browser: string, at: string): Promise<Attempt> {
  const [[found]] = await database.query<[Attempt[], number]>(
    `delete from sign_in.identity_attempt
     where state_digest = $1 and browser_digest = $2 and begun_at > $3::timestamptz - make_interval(mins => $4)
     returning nonce, code_verifier as "codeVerifier", session_id as "sessionId", link_digest as "linkDigest",
               begun_at as "begunAt"`,
    [digestOf(state), digestOf(browser), at, AWAY_MINUTES],
  );
  return found ?? refuse('identity-attempt-unusable', {});
}
