import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { bofu } from './command-line';

const LOOK_AGAIN_MS = 200;

/** A data folder that the account Postgres runs under can reach too, when the tests run as root. */
export function dataFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * A database in which `bofu demo` has come to its end, the caller's own. It is played once in a test run: whoever comes
 * first plays it, the others wait and take a copy.
 */
export async function playedDemoDatabase(): Promise<TestDatabase> {
  const shared = process.env['BOFU_TEST_SHARED_FOLDER'];
  if (!shared) throw new Error('BOFU_TEST_SHARED_FOLDER is not set: run through jest, which makes one');
  const [folder, named, failed] = [join(shared, 'demo'), join(shared, 'demo-database'), join(shared, 'demo-failed')];
  if (made(folder)) {
    const { url } = await createTestDatabase();
    const { code, stderr } = await bofu(['demo', '--once', '--json'], {
      BOFU_DATA_DIR: folder,
      BOFU_DATABASE_URL: url,
    });
    writeFileSync(code === 0 ? `${named}.new` : failed, new URL(url).pathname.slice(1));
    if (code !== 0) throw new Error(`the demo ended with ${code}: ${stderr}`);
    renameSync(`${named}.new`, named);
  }
  while (!existsSync(named)) {
    if (existsSync(failed)) throw new Error('the demo did not come to its end where another suite played it');
    await sleep(LOOK_AGAIN_MS);
  }
  return createTestDatabase(readFileSync(named, 'utf8'));
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
