import { randomUUID } from 'node:crypto';
import type { Database, Sql } from '@bofu/read-model';
import { refuse } from './sign-in-refusals';

export interface Account {
  readonly accountId: string;
  readonly personId: string;
  readonly login: string;
  readonly hasPassword: boolean;
  readonly disabledAt: Date | null;
  /** RFC 3339. */
  readonly lastSignedIn: string | null;
}

/** With whether somebody of another house's sign-in comes in by it. */
export interface ListedAccount extends Account {
  readonly identityLinked: boolean;
}

/** One login, however it is written: letters of one case and of one width. */
export const loginOf = (written: string): string => written.normalize('NFKC').trim().toLowerCase();

/** An account without a password: nobody can come in by it until a link has set one. */
export async function createAccount(
  transaction: Sql,
  { personId, login }: { readonly personId: string; readonly login: string },
  at: string,
): Promise<string> {
  const accountId = randomUUID();
  const name = loginOf(login);
  const [inTheWay] = await transaction.query<{ person_id: string }[]>(
    'select person_id from sign_in.account where person_id = $1 or login = $2 order by person_id = $1 desc',
    [personId, name],
  );
  if (inTheWay?.person_id === personId) return refuse('account-exists', { personId });
  if (inTheWay !== undefined) return refuse('login-taken', { login: name });
  await transaction.query(
    'insert into sign_in.account (account_id, person_id, login, created_at) values ($1, $2, $3, $4)',
    [accountId, personId, name, at],
  );
  return accountId;
}

const COLUMNS = `account_id as "accountId", person_id as "personId", login, password_hash is not null as "hasPassword",
  disabled_at as "disabledAt", last_signed_in as "lastSignedIn"`;

/** Throws Refusal `account-not-found`. */
export async function requireAccount(database: Sql, accountId: string): Promise<Account> {
  const [account] = await database.query<Account[]>(`select ${COLUMNS} from sign_in.account where account_id = $1`, [
    accountId,
  ]);
  return account ?? refuse('account-not-found', { accountId });
}

export const listAccounts = (database: Database): Promise<ListedAccount[]> =>
  database.query(
    `select ${COLUMNS}, exists (
       select 1 from sign_in.identity i where i.account_id = account.account_id) as "identityLinked"
     from sign_in.account order by created_at`,
  );

/** What a try is judged by; `null` where no usable account bears the login. */
export async function accountOfLogin(
  database: Database,
  login: string,
): Promise<(Account & { readonly passwordHash: string | null }) | null> {
  const [account] = await database.query<(Account & { passwordHash: string | null })[]>(
    `select ${COLUMNS}, password_hash as "passwordHash" from sign_in.account where login = $1 and disabled_at is null`,
    [login],
  );
  return account ?? null;
}

export async function setPasswordHash(transaction: Sql, accountId: string, passwordHash: string) {
  await transaction.query('update sign_in.account set password_hash = $2 where account_id = $1', [
    accountId,
    passwordHash,
  ]);
}
