// Threads are started by Node itself, which knows nothing of Jest: what the thread loads is compiled here on the way.
const { join } = require('node:path');
const Module = require('node:module');
const { transformFileSync } = require('@swc/core');

const ROOT = join(__dirname, '../..');
const { compilerOptions } = require(join(ROOT, 'tsconfig.json'));

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const [mapped] = compilerOptions.paths[request] ?? [];
  return resolve.call(this, mapped === undefined ? request : join(ROOT, mapped), ...rest);
};
Module._extensions['.ts'] = (module, file) => {
  const jsc = { parser: { syntax: 'typescript', decorators: true }, target: 'es2023' };
  module._compile(transformFileSync(file, { swcrc: false, jsc, module: { type: 'commonjs' } }).code, file);
};

require(join(ROOT, 'libs/paper/src/file/reading-thread.ts'));
