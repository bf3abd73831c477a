import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { runningProcess } from './running-process';
import { spawnAs, type ServerAccount } from './server-account';

/**
 * The data folder belongs to the embedded Postgres alone:
 * `cluster/` is the database cluster, `password` the generated secret (0600), `application.json` names the process
 * that uses it, `binaries/` appears only where the installed ones cannot be reached.
 */
export const clusterIn = (dataDir: string): string => join(dataDir, 'cluster');

/**
 * Makes the folder and hands it to the account Postgres runs under. Started by root with a folder that account cannot
 * reach (below `/root`, say), the data goes to `/var/lib/bofu/<name>-<digest of the path>` instead.
 */
export function prepareDataFolder(wanted: string, account: ServerAccount | null): string {
  const dataDir = makeFolder(resolve(wanted), account);
  if (account === null || canWrite(dataDir, account)) return dataDir;
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const elsewhere = makeFolder(join('/var/lib/bofu', `${basename(dataDir)}-${digest}`), account);
  if (canWrite(elsewhere, account)) return elsewhere;
  throw new EmbeddedPostgresError('data-folder-not-usable', { dataDir, reason: `账户 ${account.name} 无权访问` });
}

/** Removes the folder with everything in it, wherever it lies; refuses `data-folder-in-use` while a process has it. */
export function removeDataFolder(wanted: string, account: ServerAccount | null): void {
  const dataDir = prepareDataFolder(wanted, account);
  claimDataFolder(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(resolve(wanted), { recursive: true, force: true });
}

function makeFolder(folder: string, account: ServerAccount | null): string {
  try {
    mkdirSync(folder, { recursive: true });
    const files = readdirSync(folder);
    // Never take over, by a mistyped path, a folder that holds somebody's other files.
    if (files.length > 0 && !files.some((file) => OWN_FILES.includes(file)))
      throw new EmbeddedPostgresError('data-folder-holds-other-files', { dataDir: folder });
    chmodSync(folder, 0o700);
    if (account) chownSync(folder, account.uid, account.gid);
    return realpathSync(folder);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError('data-folder-not-usable', { dataDir: folder, reason: (error as Error).message });
  }
}

const OWN_FILES = ['cluster', 'cluster.unfinished', 'password', 'application.json', 'binaries', 'binaries.unfinished'];

const canWrite = (folder: string, account: ServerAccount): boolean =>
  spawnSync('/bin/sh', ['-c', 'test -w "$1" && test -x "$1"', 'sh', folder], spawnAs(account)).status === 0;

/**
 * Takes the folder for this process, or refuses `data-folder-in-use` while another living one has it. What is left of
 * a process that was killed does not count.
 */
export function claimDataFolder(dataDir: string): { release(): void } {
  const file = claimIn(dataDir);
  const mine = JSON.stringify({ pid: process.pid, startMark: runningProcess(process.pid)?.startMark ?? '' });
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = holderOf(dataDir);
      if (holder !== null) throw new EmbeddedPostgresError('data-folder-in-use', { dataDir, pid: holder.pid });
      // Two processes may both get here at once; then Postgres' own lock file lets only one of them start.
      rmSync(file, { force: true });
    }
  }
}

const claimIn = (dataDir: string): string => join(dataDir, 'application.json');

/** The living process that has the folder. */
export function holderOf(dataDir: string): { pid: number; startMark: string } | null {
  try {
    const holder = JSON.parse(readFileSync(claimIn(dataDir), 'utf8')) as { pid: number; startMark: string };
    return runningProcess(holder.pid)?.startMark === holder.startMark ? holder : null;
  } catch {
    return null; // None, or cut off while being written: its writer is dead.
  }
}

/** The superuser's password: made once, readable by the account Postgres runs under and by nobody else. */
export function passwordIn(dataDir: string, account: ServerAccount | null): string {
  const file = join(dataDir, 'password');
  if (existsSync(clusterIn(dataDir))) return readFileSync(file, 'utf8');
  const password = randomBytes(24).toString('base64url');
  rmSync(file, { force: true });
  writeFileSync(file, password, { mode: 0o600, flush: true });
  if (account) chownSync(file, account.uid, account.gid);
  return password;
}

/** Creates the cluster beside its final place and renames it, so that a run cut short leaves nothing half made. */
export function createCluster(binaries: string, dataDir: string, account: ServerAccount | null, sync: boolean): void {
  const unfinished = `${clusterIn(dataDir)}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const { status, stderr, error } = spawnSync(
    join(binaries, 'bin', 'initdb'),
    [
      `--pgdata=${unfinished}`,
      '--username=bofu',
      `--pwfile=${join(dataDir, 'password')}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Byte order by default, so that prefixes find their index; pinyin order is asked for where names are shown.
      '--locale=C.UTF-8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(sync ? [] : ['--no-sync']),
    ],
    { ...spawnAs(account), encoding: 'utf8' },
  );
  if (status !== 0) throw new EmbeddedPostgresError('start-failed', { dataDir, output: error?.message ?? stderr });
  renameSync(unfinished, clusterIn(dataDir));
}
