import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bofu } from './command-line';

const LOOK_AGAIN_MS = 200;

/** A data folder that the account Postgres runs under can reach too, when the tests run as root. */
export function dataFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * A data folder in which `bofu demo` has come to its end, the caller's own; its books are in `demo`. It is played once in a
 * test run: whoever comes first plays it, the others wait and take a copy.
 */
export async function playedDemoFolder(name: string): Promise<string> {
  const shared = process.env['BOFU_TEST_SHARED_FOLDER'];
  if (!shared) throw new Error('BOFU_TEST_SHARED_FOLDER is not set: run through jest, which makes one');
  const [played, done, failed] = [join(shared, 'demo'), join(shared, 'demo.done'), join(shared, 'demo.failed')];
  if (made(played)) {
    const { code, stderr } = await bofu(['demo', '--once', '--json'], { BOFU_DATA_DIR: played });
    mkdirSync(code === 0 ? done : failed);
    if (code !== 0) throw new Error(`the demo ended with ${code}: ${stderr}`);
  }
  while (!existsSync(done)) {
    if (existsSync(failed)) throw new Error('the demo did not come to its end where another suite played it');
    await sleep(LOOK_AGAIN_MS);
  }
  const own = dataFolder(name);
  // With its owners: Postgres takes no data of another account.
  execFileSync('cp', ['--archive', `${played}/.`, own]);
  return own;
}

/** Makes the folder; `false` where somebody has. */
function made(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o755 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
