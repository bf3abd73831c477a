// The server killed fifty times under a clerk's hands: `npm run kill-rounds`, or with another number behind `--`.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(
  process.execPath,
  [jest, 'test/browser/outcome-unknown', '-t', 'killed', '--maxWorkers=1'],
  {
    env: { ...process.env, BOFU_KILL_ROUNDS: process.argv[2] ?? '50' },
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
