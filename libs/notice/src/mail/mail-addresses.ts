import { createHash, randomBytes } from 'node:crypto';
import type { Database, Sql } from '@bofu/read-model';
import { refuse } from '../notice-refusals';

const CONFIRM_HOURS = 72;
const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export interface MailAddress {
  readonly address: string | null;
  /** Asked for, and not confirmed yet. */
  readonly pending: string | null;
}

export async function mailAddressOf(database: Database, personId: string): Promise<MailAddress> {
  const [found] = await database.query<MailAddress[]>(
    'select address, pending from notice.mail_address where person_id = $1',
    [personId],
  );
  return found ?? { address: null, pending: null };
}

/** Of those people, who has one that she confirmed. */
export async function reachableByMail(database: Sql, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await database.query<{ personId: string }[]>(
    'select person_id as "personId" from notice.mail_address where person_id = any ($1) and address is not null',
    [personIds],
  );
  return new Set(found.map(({ personId }) => personId));
}

/** Nothing goes there before its owner has followed the link sent to it; the one confirmed before stays until then. */
export async function askForAddress(transaction: Sql, personId: string, address: string, at: string): Promise<void> {
  await transaction.query(
    `insert into notice.mail_address as known (person_id, pending, pending_until)
     values ($1, $2, $3::timestamptz + make_interval(hours => $4))
     on conflict (person_id) do update
     set pending = excluded.pending, pending_until = excluded.pending_until, token_digest = null`,
    [personId, address, at, CONFIRM_HOURS],
  );
}

/** Nothing is sent to her by mail from now on. */
export async function forgetAddress(database: Sql, personId: string): Promise<void> {
  await database.query('delete from notice.mail_address where person_id = $1', [personId]);
}

/** Where to send the link, and its secret, made now: it lies nowhere while the mail waits. `null`: nothing is pending. */
export async function issueConfirmation(
  database: Database,
  personId: string,
): Promise<{ readonly to: string; readonly secret: string } | null> {
  const secret = randomBytes(32).toString('base64url');
  const [[found]] = await database.query<[{ pending: string }[], number]>(
    `update notice.mail_address set token_digest = $2 where person_id = $1 and pending is not null
     returning pending`,
    [personId, digestOf(secret)],
  );
  return found === undefined ? null : { to: found.pending, secret };
}

/** Throws Refusal `mail-link-unusable`. */
export async function confirmAddress(database: Database, secret: string, at: string): Promise<void> {
  const [, confirmed] = await database.query<[unknown, number]>(
    `update notice.mail_address
     set address = pending, confirmed_at = $2, pending = null, pending_until = null, token_digest = null
     where token_digest = $1 and pending_until > $2`,
    [digestOf(secret), at],
  );
  if (confirmed === 0) refuse('mail-link-unusable', {});
}
