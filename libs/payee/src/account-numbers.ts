import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { refuseIdentityNumber } from '@bofu/kernel';
import type { DurableDatabase } from '@bofu/sign-in';
import type { AccountKey } from './account-key';
import { refuse } from './domain/refusals';

/** What an event says of a number. */
export interface KeptNumber {
  readonly digest: string;
  readonly lastFour: string;
}

interface Row {
  readonly agency_id: string;
  readonly key_id: string;
  readonly digest: string;
  readonly last_four: string;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly encrypted: Buffer;
}

const NUMBER = /^\d{8,32}$/;

/** 账号 as digits alone, however it was typed. Refuses `payee-account-number-malformed`, `identity-number`. */
export function accountNumberTyped(text: string): string {
  const number = text.normalize('NFKC').replace(/[\s-]/g, '');
  if (!NUMBER.test(number)) return refuse('payee-account-number-malformed', {});
  refuseIdentityNumber(number);
  return number;
}

/**
 * 账号: the full numbers, encrypted (AES-256-GCM, bound to account and agency), beside the events. A number is kept
 * before its account is proposed; one that never is stays here and says nothing to anybody.
 */
export class AccountNumbers {
  #opened: Promise<AccountKey> | null = null;

  /** @param openKey asked for when the first number is kept or read, so that an office without any has no key */
  constructor(
    private readonly database: DurableDatabase,
    private readonly openKey: () => Promise<AccountKey>,
  ) {}

  /** Keeps a number for good. Refuses `payee-account-number-kept`, `payee-account-key-differs`. */
  async keep(agencyId: string, accountId: string, number: string, keptAt: string): Promise<KeptNumber> {
    const key = await this.#key();
    await this.#requireSameKey(key);
    const digest = key.digestOf(agencyId, number);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key.cipherKey, iv).setAAD(boundTo(agencyId, accountId));
    const encrypted = Buffer.concat([cipher.update(number, 'utf8'), cipher.final()]);
    await this.database.query(
      `insert into payee_account.number (account_id, agency_id, key_id, digest, last_four, iv, tag, encrypted, kept_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (account_id) do nothing`,
      [accountId, agencyId, key.id, digest, number.slice(-4), iv, cipher.getAuthTag(), encrypted, keptAt],
    );
    const kept = await this.kept(agencyId, accountId);
    return kept?.digest === digest ? kept : refuse('payee-account-number-kept', { accountId });
  }

  /** `null` where nobody has kept one; another agency's is as if it never had been. */
  async kept(agencyId: string, accountId: string): Promise<KeptNumber | null> {
    const row = await this.#row(agencyId, accountId);
    return row && { digest: row.digest, lastFour: row.last_four };
  }

  /** The number itself. Refuses `payee-account-number-missing`, `payee-account-key-differs`. */
  async read(agencyId: string, accountId: string): Promise<string> {
    const row = await this.#row(agencyId, accountId);
    if (row === null) return refuse('payee-account-number-missing', { accountId });
    const key = await this.#key();
    if (row.key_id !== key.id) return refuse('payee-account-key-differs', {});
    const decipher = createDecipheriv('aes-256-gcm', key.cipherKey, row.iv)
      .setAAD(boundTo(agencyId, accountId))
      .setAuthTag(row.tag);
    return Buffer.concat([decipher.update(row.encrypted), decipher.final()]).toString('utf8');
  }

  async #row(agencyId: string, accountId: string): Promise<Row | null> {
    const [row] = await this.database.query<Row[]>(
      'select * from payee_account.number where account_id = $1 and agency_id = $2',
      [accountId, agencyId],
    );
    return row ?? null;
  }

  /** With another key than before, the same number would have another digest, and would be nobody's. */
  async #requireSameKey({ id }: AccountKey): Promise<void> {
    const others = await this.database.query<unknown[]>(
      'select 1 from payee_account.number where key_id <> $1 limit 1',
      [id],
    );
    if (others.length > 0) refuse('payee-account-key-differs', {});
  }

  #key(): Promise<AccountKey> {
    this.#opened ??= this.openKey().catch((error: unknown) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }
}

const boundTo = (agencyId: string, accountId: string): Buffer => Buffer.from(`${agencyId}\n${accountId}`);
