import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterIn, holderOf, passwordIn, prepareDataFolder, removeDataFolder } from './data-folder';
import { stopLeftBehind } from './postgres-server';
import { serverAccount } from './server-account';

/**
 * The address of the embedded Postgres another process of this machine runs on the folder, `null` while none does: so
 * that a command can be used beside a server that is at work. Stays with that process: it is neither claimed nor stopped.
 */
export function runningEmbeddedPostgres(wantedDataDir: string): string | null {
  if (!existsSync(wantedDataDir)) return null;
  const account = serverAccount();
  const dataDir = prepareDataFolder(wantedDataDir, account);
  if (holderOf(dataDir) === null) return null;
  const lockFile = join(clusterIn(dataDir), 'postmaster.pid');
  if (!existsSync(lockFile)) return null;
  // The fourth line is the port, the eighth says `ready` (PostgreSQL, src/include/utils/pidfile.h).
  const lines = readFileSync(lockFile, 'utf8').split('\n');
  if (lines[7]?.trim() !== 'ready') return null;
  return `postgres://bofu:${passwordIn(dataDir, account)}@127.0.0.1:${lines[3]}/postgres`;
}

/** Ends what a killed application may have left running on the folder, and removes the folder with all its data. */
export async function eraseEmbeddedPostgres(dataDir: string): Promise<void> {
  const account = serverAccount();
  if (existsSync(dataDir)) await stopLeftBehind(clusterIn(prepareDataFolder(dataDir, account)));
  removeDataFolder(dataDir, account);
}
