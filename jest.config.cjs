const { compilerOptions } = require('./tsconfig.json');

const moduleNameMapper = Object.fromEntries(
  Object.entries(compilerOptions.paths).map(([name, [file]]) => [`^${name}$`, `<rootDir>/${file}`]),
);

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testRegex: '\\.(int-|e2e-)?spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testTimeout: 180_000,
  maxWorkers: 2,
  globalSetup: '<rootDir>/test/jest/global-setup.ts',
  globalTeardown: '<rootDir>/test/jest/global-teardown.ts',
  testSequencer: '<rootDir>/test/jest/longest-first.cjs',
  reporters: ['default', '<rootDir>/test/jest/closing-line.cjs'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
    'node_modules/.+\\.m?js$': '<rootDir>/test/jest/esm-dependencies.cjs',
  },
  transformIgnorePatterns: [],
  moduleNameMapper: {
    ...moduleNameMapper,
    '/thread-entry$': '<rootDir>/test/jest/thread-entry.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
