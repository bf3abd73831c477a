import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../libs/embedded/src';

/**
 * One Postgres per run, in a folder of its own. Set BOFU_TEST_POSTGRES_URL to run against another one. And a folder for
 * what several suites need and only one has to make.
 */
export default async function setUp(): Promise<void> {
  const shared = mkdtempSync(join(tmpdir(), 'bofu-jest-shared-'));
  chmodSync(shared, 0o755);
  process.env['BOFU_TEST_SHARED_FOLDER'] = shared;
  const removeShared = () => rmSync(shared, { recursive: true, force: true });
  Object.assign(globalThis, { tidyUpAfterTests: removeShared });
  if (process.env['BOFU_TEST_POSTGRES_URL']) return;
  const dataDir = mkdtempSync(join(tmpdir(), 'bofu-jest-'));
  const postgres = await startEmbeddedPostgres({
    dataDir,
    // Nothing here has to survive a power cut. Tests of crashes start a server of their own, with fsync.
    settings: {
      ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' },
      // Several whole offices at once, each with pools of its own.
      max_connections: '300',
    },
  });
  process.env['BOFU_TEST_POSTGRES_URL'] = postgres.url;

  const stop = async () => {
    await postgres.stop();
    rmSync(postgres.dataDir, { recursive: true, force: true });
    removeShared();
  };
  Object.assign(globalThis, { tidyUpAfterTests: stop });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().then(() => process.exit(1)));
}
