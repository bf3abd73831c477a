// Lets a process that a test starts read the project's own TypeScript, as jest lets the test itself.
const Module = require('node:module');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');
const { compilerOptions } = require('../../../tsconfig.json');

const project = join(__dirname, '../../..');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2023',
    },
    // Dynamic imports too: there is no file with the name they say.
    module: { type: 'commonjs', ignoreDynamic: false },
  });
  module._compile(code, filename);
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolve(request, parent, ...rest) {
  const [ours] = compilerOptions.paths[request] ?? [];
  const isOwn = parent?.filename?.startsWith(project) && !parent.filename.includes('node_modules');
  const wanted = ours ? join(project, ours) : isOwn && request.startsWith('.') ? request.replace(/\.js$/, '') : request;
  return resolveFilename.call(this, wanted, parent, ...rest);
};
