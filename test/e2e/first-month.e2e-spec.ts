import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { BOFU, bofu, PROJECT, type Run } from './command-line';
import { bareOfficeOverHttp, type OfficeUnderTest } from './office-over-http';

/** From nothing to a first month that is paid and watched, in 2026: by the page that tells how, and over HTTP. */
const PAGE = join(PROJECT, 'docs/how-to/begin-an-office.md');

interface Alert {
  readonly situation: string;
  readonly lines: readonly { readonly rule: string; readonly period: string | null; readonly level: string }[];
}
const monthNotPaid = (alerts: readonly Alert[]) =>
  alerts.flatMap(({ situation, lines }) =>
    lines.filter(({ rule }) => rule === 'R06').map(({ period, level }) => [period, level, situation]),
  );

describe('docs/how-to/begin-an-office.md, line by line as a shell would run it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-first-month-'));
  chmodSync(folder, 0o755);
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    env = { BOFU_DATA_DIR: folder, BOFU_DATABASE_URL: database.url };
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const shell = (script: string): Promise<Run> =>
    new Promise((resolve) => {
      const options = { env: { PATH: process.env['PATH'], ...env } };
      execFile('bash', ['-c', script], options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  const jsonOf = async (...args: string[]): Promise<Alert[]> => {
    const { code, stdout, stderr } = await bofu([...args, '--json'], env);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    return JSON.parse(stdout) as Alert[];
  };

  it('runs to its end, and January has gone out', async () => {
    const blocks = [...readFileSync(PAGE, 'utf8').matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block);
    expect(blocks.length).toBeGreaterThan(5);
    const program = `bofu() { '${process.execPath}' '${BOFU}' "$@"; }`;
    const { code, stdout, stderr } = await shell(['set -euo pipefail', program, ...blocks].join('\n'));
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('未办理')]);
    // 75,000 × 113 元.
    expect(stdout).toContain('8,475,000.00');
  }, 600_000);

  it('finds R06 silent about January and red about February', async () => {
    expect(monthNotPaid(await jsonOf('alerts', 'list', '--year', '2026'))).toEqual([['2026-02', 'red', 'open']]);
    expect(monthNotPaid(await jsonOf('alerts', 'list', '--year', '2026', '--situation', 'cleared'))).toEqual([]);
  }, 120_000);

  it('has recorded nothing of any other year than the documents name', async () => {
    const { stdout } = await bofu(['events', 'list'], env);
    expect(stdout).toContain('"2026-01-30"');
    expect(stdout).not.toMatch(/"2021-\d\d|〔2021〕|"fiscalYear":2021/);
  }, 120_000);
});

describe('the same over HTTP', () => {
  let now = '2026-01-05T09:00:00.000+08:00';
  let office: OfficeUnderTest;
  const made = async (path: string, body: object, headers?: Record<string, string>) => {
    const answer = await office.post(path, body, headers);
    expect([path, Math.floor(answer.status / 100), answer.body['code']]).toEqual([path, 2, undefined]);
    return answer;
  };
  const nobody = { 'bofu-actor': '' };
  const seen = ({ headers }: { headers: Headers }) => ({ 'if-match': headers.get('etag') ?? '' });
  const alerts = async (): Promise<Alert[]> => {
    const minPosition = String(await office.office.store.head());
    const { body } = await office.get(`/v1/alerts?fiscalYear=2026&limit=200&minPosition=${minPosition}`);
    return body['items'] as Alert[];
  };

  beforeAll(async () => {
    office = await bareOfficeOverHttp('postgres', { actor: '王经办', clock: { now: () => now } });
  });
  afterAll(() => office.close());

  it('begins with an agency and a person, and comes to a month that is paid', async () => {
    const agency = { code: '370', name: '人社局', regionCode: '130607', regionName: '满城区' };
    await made('/v1/agencies', { ...agency, parentAgencyId: null, effectiveOn: '2015-04-28' }, nobody);
    await made('/v1/people', { name: '王经办', number: '001', kind: 'person' }, nobody);
    await made('/v1/units', {
      ...{ code: '370001', name: '局本级', nature: '行政', fundingForm: '财政拨款', openedOn: '2015-04-28' },
    });
    await made('/v1/calendars/2026/load-published', {});
    const registered = await made('/v1/programmes', {
      ...{ code: '13060726PENSION000001', name: '基础养老金', effectiveOn: '2026-01-01' },
    });
    const programmeId = String(registered.body['programmeId']);
    const deadline = { kind: 'monthly', day: 30, printed: '每月30日以前' };
    const rates = [{ label: '基础养老金', amount: '113.00', per: 'month' }];
    const standard = { effectiveOn: '2026-01-01', rates, headcount: 75_000, cashFlow: 'monthly', deadline };
    await made(`/v1/programmes/${programmeId}/payment-standards`, standard, seen(registered));
    const issued = await made('/v1/appropriations', {
      ...{ programmeId, fiscalYear: 2026, unitCode: '370001', unitName: '局本级', fundingLevel: 'district' },
      ...{ fundingLevelBasis: 'stated', budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
      ...{ amount: '102000000.00', effectiveOn: '2026-01-01' },
    });
    const appropriationId = String(issued.body['appropriationId']);
    const checkpoints = [{ on: '2026-12-31', cumulativePercent: '100.00' }];
    const plan = { effectiveOn: '2026-01-01', checkpoints };
    await made(`/v1/appropriations/${appropriationId}/spending-plan`, plan, seen(issued));
    const payee = { kind: 'persons-by-bank', name: '代发户' };
    const lines = [{ appropriationId, rate: '113.00' }];
    const scheme = await made('/v1/payout-schemes', {
      ...{ name: '基础养老金', lines, headcount: 75_000, payee, effectiveOn: '2026-01-04' },
    });

    now = '2026-01-27T09:00:00.000+08:00';
    const run = await made('/v1/payout-runs', {
      ...{ lines, headcount: 75_000, run: 'regular', payee, purpose: '1月', period: '2026-01' },
      ...{ submittedOn: '2026-01-27', schemeId: scheme.body['schemeId'] },
    });
    now = '2026-01-30T15:00:00.000+08:00';
    const paid = { paidOn: '2026-01-30', voucherNumber: '2026-0001' };
    const settled = await made(`/v1/payments/${String(run.body['paymentId'])}/payment`, paid, seen(run));
    const seenPaid = `minPosition=${String(settled.body['position'])}`;
    const { body } = await office.get(`/v1/plan-against-actual?fiscalYear=2026&${seenPaid}`);
    expect(body['total']).toMatchObject({ settled: '8475000.00', inTransit: '0.00' });

    const ahead = await office.get(`/v1/forecast/${appropriationId}?fiscalYear=2026&asOf=2026-01-30&${seenPaid}`);
    const [january, february] = ahead.body['months'] as object[];
    const owed = '8475000.00';
    expect(january).toEqual({
      ...{ period: '2026-01', owed, paid: owed, open: '0.00', submittedOn: '2026-01-27', paidOn: '2026-01-30' },
      ...{ dueOn: '2026-01-30', handOverBy: '2026-01-27' },
    });
    expect(february).toEqual({
      ...{ period: '2026-02', owed, paid: '0.00', open: owed, submittedOn: null, paidOn: null },
      // The last Saturday of February is worked for the Spring Festival.
      ...{ dueOn: '2026-02-28', handOverBy: '2026-02-25' },
    });
  });

  it('has R06 silent about January, and red about February once that is over', async () => {
    now = '2026-02-02T09:00:00.000+08:00';
    await made('/v1/alert-evaluations', { on: '2026-01-31' });
    expect(monthNotPaid(await alerts())).toEqual([]);
    now = '2026-03-03T09:00:00.000+08:00';
    await made('/v1/alert-evaluations', { on: '2026-03-02' });
    expect(monthNotPaid(await alerts())).toEqual([['2026-02', 'red', 'open']]);
  });
});
