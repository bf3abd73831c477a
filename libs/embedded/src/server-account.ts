import { readFileSync } from 'node:fs';
import { EmbeddedPostgresError } from './embedded-postgres-error';

/** The account Postgres runs under when the application runs as root, which Postgres refuses to be. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['postgres', 'nobody'];

/** `null` for an ordinary user: Postgres then runs as that user. */
export function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      // macOS writes `nobody` as -2.
      .map(([name = '', , uid, gid]) => [name, { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }] as const),
  );
  for (const name of CANDIDATES) {
    const account = accounts.get(name);
    if (account && account.uid !== 0) return account;
  }
  throw new EmbeddedPostgresError('no-account-for-postgres', { tried: CANDIDATES.join('、') });
}

/**
 * What `spawn` needs to run something under that account: a working folder everybody can enter, no inherited settings, and
 * a process group of its own, so that Ctrl-C in a terminal reaches the application alone, which then stops it in order.
 */
export const spawnAs = (account: ServerAccount | null) => ({
  ...(account && { uid: account.uid, gid: account.gid }),
  cwd: '/',
  detached: true,
  env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
});
