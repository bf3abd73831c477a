// A worker process in miniature, to be killed by tests: runs jobs of the kind `effect` until it is ended. What is given
// as JSON: the database, the queue, and whether effects go through the inbox.
require('../../testing/src/read-typescript.cjs');

const { runEffects } = require('./effects.ts');

runEffects(JSON.parse(process.argv[2])).then(
  () => process.stdout.write('working\n'),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
