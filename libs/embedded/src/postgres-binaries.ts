import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { spawnAs, type ServerAccount } from './server-account';

/** The folder with `bin/`, `lib/` and `share/` of the platform's package; nothing is ever downloaded. */
export function installedBinaries(platform: string = process.platform, arch: string = process.arch): string {
  const packageName = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    return join(dirname(require.resolve(packageName)), '..', 'native');
  } catch {
    throw new EmbeddedPostgresError('platform-without-postgres', { platform: `${platform}-${arch}`, packageName });
  }
}

/**
 * Binaries the account can really run: the installed ones, or a copy in the data folder where the account cannot
 * reach `node_modules` or the links cannot be made there.
 */
export function runnableBinaries(installed: string, dataDir: string, account: ServerAccount | null): string {
  makeLinks(installed);
  if (tryOut(installed, account).runs) return installed;
  const copy = join(dataDir, 'binaries');
  if (existsSync(copy) && tryOut(copy, account).runs) return copy;

  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(copy, { recursive: true, force: true });
  cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  if (account) {
    const files = readdirSync(unfinished, { recursive: true, encoding: 'utf8' });
    for (const file of ['.', ...files]) lchownSync(join(unfinished, file), account.uid, account.gid);
  }
  makeLinks(unfinished);
  renameSync(unfinished, copy);
  const { runs, output } = tryOut(copy, account);
  if (!runs) throw new EmbeddedPostgresError('binaries-do-not-run', { folder: copy, output });
  return copy;
}

function tryOut(binaries: string, account: ServerAccount | null): { runs: boolean; output: string } {
  for (const program of ['initdb', 'postgres']) {
    const result = spawnSync(join(binaries, 'bin', program), ['--version'], { ...spawnAs(account), encoding: 'utf8' });
    if (result.status !== 0) return { runs: false, output: result.error?.message ?? result.stderr };
  }
  return { runs: true, output: '' };
}

/**
 * A package archive cannot carry symbolic links, and the package's install script that makes them is not allowed to
 * run; without them the libraries are not found. Where we may not write, the copy is made instead.
 */
function makeLinks(binaries: string): void {
  const list = join(binaries, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    try {
      symlinkSync(basename(source), join(binaries, target.replace(/^native\//, '')));
    } catch (error) {
      if (!['EEXIST', 'EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}
