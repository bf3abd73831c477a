// The last line of a run, for people and for machines: `N passed, N failed, N skipped`. Jest prints its own summary
// after every reporter has had its say, so this waits until the process ends.
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    // A suite that could not even start has no tests to count: it is one failure each.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.once('exit', () => {
      process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`);
    });
  }
};
