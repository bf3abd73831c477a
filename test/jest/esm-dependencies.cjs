// Jest on Node < 24.9 cannot load ES modules through require(), and NestJS 12 is published as ES modules only.
// This transformer turns dependencies that are ES modules into CommonJS and leaves every other file as it is.
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { transformSync, version } = require('@swc/core');

const moduleTypeOfFolder = new Map();

function isEsModule(file) {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  const passed = [];
  let folder = path.dirname(file);
  let answer = false;
  for (;;) {
    if (moduleTypeOfFolder.has(folder)) {
      answer = moduleTypeOfFolder.get(folder);
      break;
    }
    passed.push(folder);
    const manifest = path.join(folder, 'package.json');
    if (fs.existsSync(manifest)) {
      answer = JSON.parse(fs.readFileSync(manifest, 'utf8')).type === 'module';
      break;
    }
    const parent = path.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  for (const each of passed) moduleTypeOfFolder.set(each, answer);
  return answer;
}

module.exports = {
  canInstrument: false,
  getCacheKey: (source, file) =>
    crypto
      .createHash('sha1')
      .update([version, String(isEsModule(file)), file, source].join('\0'))
      .digest('hex'),
  process: (source, file) =>
    isEsModule(file)
      ? transformSync(source, {
          filename: file,
          swcrc: false,
          configFile: false,
          isModule: true,
          jsc: { parser: { syntax: 'ecmascript' }, target: 'es2023', keepClassNames: true },
          module: { type: 'commonjs', importInterop: 'swc' },
        })
      : { code: source },
};
