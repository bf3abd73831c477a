// A whole application in miniature, to be started and killed by tests: starts the embedded Postgres with the options
// given as JSON, prints what it got, and stops on a line of input. With `exitAtOnce` it leaves without stopping.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};

const { startEmbeddedPostgres } = require('../src/embedded-postgres.ts');
const { exitAtOnce, ...options } = JSON.parse(process.argv[2]);

startEmbeddedPostgres(options).then(
  ({ url, port, pid, dataDir, stop }) => {
    process.stdout.write(`${JSON.stringify({ url, port, pid, dataDir })}\n`);
    if (exitAtOnce) process.exit(0);
    process.stdin.once('data', () => stop().then(() => process.exit(0)));
  },
  (error) => {
    process.stdout.write(`${JSON.stringify({ code: error.code, message: error.message })}\n`);
    process.exit(1);
  },
);
