import { randomBytes, randomUUID } from 'node:crypto';
import type { Database, Sql } from '@bofu/read-model';
import { refuse } from '../notice-refusals';

/** How long the secret before the present one still signs, so that the other side can change in its own time. */
const BOTH_VALID_HOURS = 72;

/** As Standard Webhooks writes it: 32 bytes of chance behind `whsec_`. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export interface Endpoint {
  readonly endpointId: string;
  readonly name: string;
  readonly url: string;
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly endedAt: Date | null;
}

/** Answers with its secret, which is shown once. */
export async function registerEndpoint(
  transaction: Sql,
  { name, url }: { name: string; url: string },
  by: string,
  at: string,
): Promise<{ readonly endpointId: string; readonly secret: string }> {
  const [endpointId, secret] = [randomUUID(), newSecret()];
  await transaction.query(
    `insert into notice.endpoint (endpoint_id, name, url, secret, registered_by, registered_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [endpointId, name, url, secret, by, at],
  );
  return { endpointId, secret };
}

/** A new secret; the one before signs beside it for three days. Throws Refusal `endpoint-not-found`. */
export async function rotateSecret(transaction: Sql, endpointId: string, at: string): Promise<string> {
  const secret = newSecret();
  const [, changed] = await transaction.query<[unknown, number]>(
    `update notice.endpoint
     set previous_secret = secret, previous_until = $3::timestamptz + make_interval(hours => $4), secret = $2
     where endpoint_id = $1 and ended_at is null`,
    [endpointId, secret, at, BOTH_VALID_HOURS],
  );
  return changed === 1 ? secret : refuse('endpoint-not-found', { endpointId });
}

/** Nothing goes there any more. Throws Refusal `endpoint-not-found`. */
export async function endEndpoint(transaction: Sql, endpointId: string, at: string): Promise<void> {
  const [, ended] = await transaction.query<[unknown, number]>(
    `update notice.endpoint set ended_at = coalesce(ended_at, $2), secret = '', previous_secret = null
     where endpoint_id = $1`,
    [endpointId, at],
  );
  if (ended === 0) refuse('endpoint-not-found', { endpointId });
}

export const listEndpoints = (database: Database): Promise<Endpoint[]> =>
  database.query(
    `select endpoint_id as "endpointId", name, url, registered_by as "registeredBy", registered_at as "registeredAt",
            ended_at as "endedAt"
     from notice.endpoint order by registered_at`,
  );

export async function endpointsToTell(database: Sql): Promise<readonly string[]> {
  const found = await database.query<{ endpointId: string }[]>(
    'select endpoint_id as "endpointId" from notice.endpoint where ended_at is null',
  );
  return found.map(({ endpointId }) => endpointId);
}

/** Where to send, and every secret that is to sign; `null` once it has ended. */
export async function destinationOf(
  database: Database,
  endpointId: string,
  at: string,
): Promise<{ readonly url: string; readonly secrets: readonly string[] } | null> {
  const [found] = await database.query<{ url: string; secret: string; previous: string | null }[]>(
    `select url, secret, case when previous_until > $2 then previous_secret end as previous
     from notice.endpoint where endpoint_id = $1 and ended_at is null`,
    [endpointId, at],
  );
  if (found === undefined) return null;
  return { url: found.url, secrets: [found.secret, ...(found.previous === null ? [] : [found.previous])] };
}
