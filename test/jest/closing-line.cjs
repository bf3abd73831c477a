// What a run ends with: what was left out and why, what to install to have it run, and then, alone on the last line, for
// people and for machines: `N passed, N failed, N skipped`. Jest prints its own summary after every reporter has had its
// say, so this waits until the process ends.
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    // A suite that could not even start has no tests to count: it is one failure each.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const lines = [...leftOut(results), `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`];
    process.once('exit', () => process.stdout.write(`\n${lines.join('\n')}\n`));
  }
};

/** Suites that carry their reason in their title: see `leaveOut` in libs/testing. */
function leftOut({ testResults }) {
  const titles = testResults
    .flatMap((suite) => suite.testResults)
    .flatMap(({ ancestorTitles }) => ancestorTitles.filter((title) => title.includes(': NOT RUN, ')));
  if (titles.length === 0) return [];
  const packages = new Set(titles.flatMap((title) => /\(Debian package (\S+)\)/.exec(title)?.[1] ?? []));
  return [
    ...[...new Set(titles)].sort(),
    ...(packages.size === 0 ? [] : [`To have them run: apt-get install ${[...packages].sort().join(' ')}`]),
    '',
  ];
}
