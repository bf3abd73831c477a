import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const KEY_BYTES = 32;
const IN_HEX = /^[0-9a-f]{64}$/;

/** What an office encrypts account numbers with and tells them apart by. */
export interface AccountKey {
  /** Names the key and says nothing of it. */
  readonly id: string;
  readonly cipherKey: Buffer;
  digestOf(agencyId: string, number: string): string;
}

/** A key file that cannot be used: one Chinese sentence for the operator. */
export class AccountKeyUnusable extends Error {}

function derived(secret: Buffer): AccountKey {
  const part = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `bofu ${purpose}`, KEY_BYTES));
  const digestKey = part('account digest');
  return {
    id: createHash('sha256').update(part('account key id')).digest('hex').slice(0, 16),
    cipherKey: part('account cipher'),
    // Of two agencies no digest says that they pay to the same account.
    digestOf: (agencyId, number) => createHmac('sha256', digestKey).update(`${agencyId}\n${number}`).digest('hex'),
  };
}

/**
 * The key in a file of 64 hexadecimal digits. Where none is there it is made, readable by its owner alone: of two processes that do
 * it at once, both go on with the first one's.
 *
 * @throws AccountKeyUnusable where the file holds something else
 */
export async function openAccountKey(file: string): Promise<AccountKey> {
  const written = (await readIfThere(file)) ?? (await makeKey(file));
  const text = written.trim().toLowerCase();
  if (!IN_HEX.test(text)) throw new AccountKeyUnusable(`账号密钥文件 ${file} 须为 64 位十六进制数字`);
  return derived(Buffer.from(text, 'hex'));
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whole and on the disk before it has its name: half a key would be no key, and what is encrypted with it lost. */
async function makeKey(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const draft = join(dirname(file), `.account-key-${randomBytes(6).toString('hex')}`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return readFile(file, 'utf8');
}
