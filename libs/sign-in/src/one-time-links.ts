import { randomUUID } from 'node:crypto';
import type { Sql } from '@bofu/read-model';
import { digestOf, newSecret } from './secrets';
import { refuse } from './sign-in-refusals';

const LINK_HOURS = 72;

/** What a link is for: the password of an account, or the post of an administrator. */
export type LinkPurpose = { readonly accountId: string } | { readonly round: string; readonly place: number };

/** A new link for an account makes the earlier ones worthless. */
export async function issueLink(transaction: Sql, purpose: LinkPurpose, at: string): Promise<string> {
  const secret = newSecret();
  const accountId = 'accountId' in purpose ? purpose.accountId : null;
  if (accountId !== null)
    await transaction.query('update sign_in.one_time_link set used_at = $2 where account_id = $1 and used_at is null', [
      accountId,
      at,
    ]);
  const { round, place } = 'round' in purpose ? purpose : { round: null, place: null };
  await transaction.query(
    `insert into sign_in.one_time_link (token_digest, account_id, round, place, issued_at, expires_at)
     values ($1, $2, $3, $4, $5, $5::timestamptz + make_interval(hours => $6))`,
    [digestOf(secret), accountId, round, place, at, LINK_HOURS],
  );
  return secret;
}

/** As many links for administrators as are missing; those printed before are worthless from now on. */
export async function issueAdministratorLinks(transaction: Sql, count: number, at: string): Promise<readonly string[]> {
  await transaction.query(
    'update sign_in.one_time_link set used_at = $1 where account_id is null and used_at is null',
    [at],
  );
  const round = randomUUID();
  const secrets: string[] = [];
  for (let place = 1; place <= count; place += 1) secrets.push(await issueLink(transaction, { round, place }, at));
  return secrets;
}

/** What an unused link is for, held until the transaction ends. Throws Refusal `link-unusable`. */
export const requireLink = (transaction: Sql, secret: string, at: string): Promise<LinkPurpose> =>
  requireLinkByDigest(transaction, digestOf(secret), at);

/** As `requireLink`, for who has been away with the link and kept its digest. */
export async function requireLinkByDigest(transaction: Sql, digest: Buffer, at: string): Promise<LinkPurpose> {
  const [link] = await transaction.query<{ accountId: string | null; round: string; place: number }[]>(
    `select account_id as "accountId", round, place from sign_in.one_time_link
     where token_digest = $1 and used_at is null and expires_at > $2 for update`,
    [digest, at],
  );
  if (link === undefined) return refuse('link-unusable', {});
  const { accountId, round, place } = link;
  return accountId === null ? { round, place } : { accountId };
}

export const useUpLink = (transaction: Sql, secret: string, at: string): Promise<void> =>
  useUpLinkByDigest(transaction, digestOf(secret), at);

export async function useUpLinkByDigest(transaction: Sql, digest: Buffer, at: string): Promise<void> {
  await transaction.query('update sign_in.one_time_link set used_at = $2 where token_digest = $1', [digest, at]);
}
