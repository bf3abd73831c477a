import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../architecture/planted-workspace';

/** What a run with these suites would end with: the reporter speaks when its process ends. */
function endingOf(suites: readonly (readonly string[])[]): readonly string[] {
  const tests = suites.map((ancestorTitles) => ({ ancestorTitles, status: 'pending' }));
  const results = {
    numPassedTests: 7,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
    numPendingTests: tests.length,
    numTodoTests: 0,
    testResults: [{ testResults: tests }],
  };
  const reporter = join(PROJECT, 'test/jest/closing-line.cjs');
  const code = `new (require(${JSON.stringify(reporter)}))().onRunComplete([], ${JSON.stringify(results)})`;
  return spawnSync(process.execPath, ['--eval', code], { encoding: 'utf8' }).stdout.split('\n');
}

describe('the end of a test run', () => {
  it('is the count alone where everything ran', () => {
    expect(endingOf([])).toEqual(['', '7 passed, 2 failed, 0 skipped', '']);
  });

  it('names what was left out, once each, and what to install, and then the count', () => {
    const redis = 'a queue: NOT RUN, redis-server is not installed (Debian package redis-server)';
    const books = 'books: NOT RUN, bean-check is not installed (Debian package beancount)';
    const store = 'kurrentdb: NOT RUN, no server is named (BOFU_KURRENTDB_URL)';
    expect(endingOf([['jobs', redis], [redis], [books], [store], ['another']])).toEqual([
      '',
      redis,
      books,
      store,
      'To have them run: apt-get install beancount redis-server',
      '',
      '7 passed, 2 failed, 5 skipped',
      '',
    ]);
  });
});
