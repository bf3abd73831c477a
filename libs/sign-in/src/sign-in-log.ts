import type { Database, Sql } from '@bofu/read-model';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

export const LOG_KINDS = [
  'signed-in',
  'sign-in-refused',
  'sign-in-paused',
  'signed-out',
  'stepped-up',
  'sessions-ended',
  'account-created',
  'account-disabled',
  'link-issued',
  'password-set',
  'token-issued',
  'token-revoked',
  'exported',
  'mail-address',
  'identity-linked',
  'identity-unlinked',
  'webhook',
] as const;
export type LogKind = (typeof LOG_KINDS)[number];

export interface LogEntry {
  /** RFC 3339. */
  readonly at: string;
  readonly kind: LogKind;
  /** Whose account it is about; `null` where there is none of that name. */
  readonly personId: string | null;
  /** Who did it, where that is somebody else. */
  readonly byPersonId: string | null;
  /** An address, or `device:` for a browser this account has come in by before. */
  readonly source: string;
  readonly detail: string | null;
}

export interface LoggedEntry extends LogEntry {
  readonly n: string;
  readonly previousHash: string;
  readonly hash: string;
}

const FIRST = '0'.repeat(64);
/** One writer at a time: each line seals the one before. */
const LOCK = 20_210_103;

const hashOf = (previousHash: string, n: string, { at, kind, personId, byPersonId, source, detail }: LogEntry) =>
  createHash('sha256')
    .update(canonicalize({ previousHash, n, at, kind, personId, byPersonId, source, detail }) ?? '')
    .digest('hex');

/** Adds a line within the transaction of what it tells of, so that neither is there without the other. */
export async function log(transaction: Sql, entry: LogEntry): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const [last] = await transaction.query<{ n: string; hash: string }[]>(
    'select n, hash from sign_in.log order by n desc limit 1',
  );
  const n = String(BigInt(last?.n ?? 0) + 1n);
  const previousHash = last?.hash ?? FIRST;
  const { at, kind, personId, byPersonId, source, detail } = entry;
  await transaction.query(
    `insert into sign_in.log (n, at, kind, person_id, by_person_id, source, detail, previous_hash, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [n, at, kind, personId, byPersonId, source, detail, previousHash, hashOf(previousHash, n, entry)],
  );
}

/** 导出: somebody has been given a file out of the books, and which. */
export const logExport = (database: Database, exported: Omit<LogEntry, 'kind' | 'byPersonId'>): Promise<void> =>
  database.transaction((transaction) => log(transaction, { ...exported, kind: 'exported', byPersonId: null }));

/** In the order of `l.n`: `n` alone would be the text, in which 9 comes after 10. */
const COLUMNS = `n::text as n, at, kind, person_id as "personId", by_person_id as "byPersonId", source, detail,
  previous_hash as "previousHash", hash`;

/** The newest lines first. */
export const readLog = (database: Database, before: string | null, limit: number): Promise<LoggedEntry[]> =>
  database.query(
    `select ${COLUMNS} from sign_in.log l where ($1::bigint is null or n < $1) order by l.n desc limit $2`,
    [before, limit],
  );

/** The number of the first line that does not follow from the one before it; `null` where all do. */
export async function firstBrokenLine(database: Database): Promise<string | null> {
  let previousHash = FIRST;
  let after = '0';
  for (;;) {
    const lines = await database.query<LoggedEntry[]>(
      `select ${COLUMNS} from sign_in.log l where n > $1 order by l.n limit 1000`,
      [after],
    );
    for (const line of lines) {
      const follows = BigInt(line.n) === BigInt(after) + 1n && line.previousHash === previousHash;
      if (!follows || line.hash !== hashOf(previousHash, line.n, line)) return line.n;
      previousHash = line.hash;
      after = line.n;
    }
    if (lines.length < 1000) return null;
  }
}

/** The last line by the end of a day in Beijing, which seals all before it; `null` where there was none yet. */
export async function lastLineBy(database: Database, day: string): Promise<{ n: string; hash: string } | null> {
  const [last] = await database.query<{ n: string; hash: string }[]>(
    'select n::text as n, hash from sign_in.log l where at < $1 order by l.n desc limit 1',
    [`${day}T99`],
  );
  return last ?? null;
}
