import { randomUUID } from 'node:crypto';
import type { Database, Sql } from '@bofu/read-model';
import { digestOf, newSecret } from './secrets';
import { refuse } from './sign-in-refusals';

/** So that one found in a log or a backup says what it is. */
const PREFIX = 'bofu_';

export interface ServiceToken {
  readonly tokenId: string;
  readonly personId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

export async function issueToken(transaction: Sql, personId: string, expiresAt: string, at: string) {
  const tokenId = randomUUID();
  const token = `${PREFIX}${newSecret()}`;
  await transaction.query(
    `insert into sign_in.service_token (token_id, token_digest, person_id, issued_at, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [tokenId, digestOf(token), personId, at, expiresAt],
  );
  return { tokenId, token };
}

/** Whose it was. Throws Refusal `token-not-found`. */
export async function revokeToken(transaction: Sql, tokenId: string, at: string): Promise<string> {
  const [[revoked]] = await transaction.query<[{ person_id: string }[], number]>(
    `update sign_in.service_token set revoked_at = coalesce(revoked_at, $2) where token_id = $1 returning person_id`,
    [tokenId, at],
  );
  return revoked?.person_id ?? refuse('token-not-found', { tokenId });
}

/** Whose token it is; `null` for one that is over or never was. */
export async function personOfToken(database: Database, token: string, at: string): Promise<string | null> {
  const [found] = await database.query<{ person_id: string }[]>(
    `select person_id from sign_in.service_token
     where token_digest = $1 and revoked_at is null and expires_at > $2`,
    [digestOf(token), at],
  );
  return found?.person_id ?? null;
}

export const listTokens = (database: Database): Promise<ServiceToken[]> =>
  database.query(
    `select token_id as "tokenId", person_id as "personId", issued_at as "issuedAt", expires_at as "expiresAt",
            revoked_at as "revokedAt"
     from sign_in.service_token order by issued_at`,
  );
