import { builtinModules } from 'node:module';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tests = [
  '**/*.spec.ts',
  '**/*.int-spec.ts',
  '**/*.e2e-spec.ts',
  'test/**/*.ts',
  'libs/{testing,*/testing,*/contract}/**/*.ts',
];

// What the kernel and the deciders may know is what they are handed: no clock, no chance, no surroundings.
const handedIn =
  'is handed in, never fetched in the kernel or in a decider: the same events must always give the same.';
const unwelcomeGlobals = [
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'Date',
  'fetch',
  'performance',
  'process',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
];

const NO_ENUM = {
  selector: 'TSEnumDeclaration',
  message: 'A union of string literals says the same and survives JSON.',
};

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'coverage/', 'apps/web/src/api/interface.ts', 'apps/web/src/api/body-rules.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,cjs,mjs}'],
    rules: { eqeqeq: 'error', 'no-unused-vars': 'error', 'no-var': 'error', 'prefer-const': 'error' },
  },
  {
    // Read by the very Nodes it turns away.
    files: ['infra/check-node.cjs'],
    rules: { 'no-var': 'off' },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', NO_ENUM],
      // Files with decorators are left alone by this rule: what Nest injects must stay a value import.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Fen is a branded bigint, and minus of it is as safe as of any bigint.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      // What is caught may be anything, and may be thrown on as it came.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingAny: false, allowThrowingUnknown: true }],
      // Ports and hand-overs are objects of closures here, taken apart where they are used; none of them needs `this`.
      '@typescript-eslint/unbound-method': 'off',
      // The memory store answers at once what the port promises for later.
      '@typescript-eslint/require-await': 'off',
      // Ids and positions are branded text, versions are bigint: both read well in a sentence.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['libs/kernel/src/**/*.ts', 'libs/*/src/domain/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': [
        'error',
        ...unwelcomeGlobals.map((name) => ({ name, message: `What ${name} would tell ${handedIn}` })),
        { name: 'parseFloat', message: 'Money and rates are never floats.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: `Chance ${handedIn}` },
        { object: 'Number', property: 'parseFloat', message: 'Money and rates are never floats.' },
        { object: 'globalThis', property: 'Date', message: `The time ${handedIn}` },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: builtinModules.map((name) => ({ name, message: `What the machine knows ${handedIn}` })),
          patterns: [{ regex: '^node:', message: `What the machine knows ${handedIn}` }],
        },
      ],
      'no-restricted-syntax': [
        'error',
        NO_ENUM,
        {
          selector: 'SwitchCase[test=null]:not(:has(CallExpression[callee.name="unreachable"]))',
          message: 'Close the switch with unreachable(): a default that carries on hides a forgotten case.',
        },
      ],
    },
  },
  {
    files: ['apps/web/src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        NO_ENUM,
        {
          selector: 'CallExpression[callee.name="useQuery"] Property[key.name="select"] > ArrowFunctionExpression',
          message:
            'A select made anew by every rendering makes a new result, which makes the next rendering: name it outside.',
        },
      ],
    },
  },
  {
    files: ['apps/web/src/**/*.tsx'],
    ignores: ['apps/web/src/forms/day-picker.tsx'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'antd', importNames: ['DatePicker'], message: 'forms/day-picker.tsx says why days go through it.' },
          ],
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      // Asymmetric matchers and parsed answers are `any` by nature; what they hold is what the test asserts.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
