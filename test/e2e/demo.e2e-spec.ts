import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startFakeKurrentDb } from '../../libs/event-store/testing/fake-kurrentdb';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { addressOf, bofu, PROJECT, startBofu } from './command-line';
import { dataFolder } from './played-demo';

// A year with its 365 mornings takes its time where every core is taken.
jest.setTimeout(240_000);

interface Demo {
  readonly import: { programmes: number; total: string; reconciliation: { difference: string; unexplained: string } };
  readonly checkpoints: readonly {
    asOf: string;
    total: { planned: string; settled: string };
    programmes: readonly { state: string; programmeCode: string; settled: string }[];
  }[];
  readonly refusals: readonly { on: string; code: string; title: string }[];
  readonly following: readonly Omit<Demo, 'following'>[];
}

const figuresOf = (stdout: string) =>
  (JSON.parse(stdout) as Demo).checkpoints.map(({ asOf, total }) => [asOf, total.planned, total.settled]);
const YEAR = [
  ['2021-03-31', '39666225.00', '41822288.02'],
  ['2021-06-30', '79348450.00', '85233367.02'],
  ['2021-10-31', '118939675.00', '132236241.34'],
  ['2021-12-31', '172880002.00', '169211591.00'],
];

describe('the demo year on the command line, on an embedded Postgres of its own', () => {
  const dataDir = dataFolder('bofu-demo-');
  const env = { BOFU_DATA_DIR: dataDir };
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('imports, plays the year and prints nothing but figures on stdout', async () => {
    const { code, stdout, stderr } = await bofu(['demo', '--once', '--json'], env);
    expect([code, stderr]).toEqual([0, expect.stringContaining('导入项目')]);
    const demo = JSON.parse(stdout) as Demo;
    expect(demo.import).toMatchObject({
      programmes: 22,
      total: '158727300.00',
      reconciliation: { difference: '211900.00', unexplained: '0.00' },
    });
    expect(figuresOf(stdout)).toEqual(YEAR);
    expect(demo.refusals.map(({ on, code: reason }) => [on, reason])).toEqual([
      ['2021-06-08', 'payout-run-short'],
      ['2021-10-26', 'payout-run-short'],
    ]);
    expect(demo.refusals[1]?.title).toContain('55,910.00');
    const unpaid = demo.checkpoints[3]?.programmes.filter(({ state }) => state === 'unpaid');
    expect(unpaid?.map(({ programmeCode }) => programmeCode)).toEqual(['13062121TOIE7V696P3CF']);
    const [next] = demo.following;
    expect(next).toMatchObject({
      source: expect.stringContaining('虚构'),
      import: { programmes: 7, total: '77428700.00', reconciliation: { difference: '0.00' } },
      refusals: [],
    });
    expect(next?.checkpoints.map(({ asOf, total }) => [asOf, total.planned, total.settled])).toEqual([
      ['2022-03-31', '25749600.00', '25737449.00'],
    ]);
  });

  it('serves both years with their alerts, and lets commands work beside it', async () => {
    const { child, ended } = startBofu(['demo', '--single-person'], env);
    const address = await addressOf(child);
    const asked = async <Answer = Record<string, unknown>>(path: string) =>
      (await (await fetch(`${address}${path}`)).json()) as Answer;
    expect((await fetch(`${address}/docs`)).status).toBe(200);
    expect(await asked('/v1/fiscal-years')).toEqual({ years: [2022, 2021] });
    for (const fiscalYear of [2021, 2022])
      expect(await asked(`/v1/alert-evaluations?fiscalYear=${fiscalYear}`)).toMatchObject({
        evaluatedOn: '2022-03-31',
      });
    const { items } = await asked('/v1/alerts?fiscalYear=2021&asOf=2022-01-31&situation=cleared&limit=200');
    expect(JSON.stringify(items)).toContain('未支付的112,100.00元已结转2022年');
    const { total } = await asked<Demo['checkpoints'][number]>(
      '/v1/plan-against-actual?fiscalYear=2021&asOf=2021-10-31',
    );
    expect(total.planned).toBe('118939675.00');
    const beside = await bofu(['report', 'plan-against-actual', '--as-of', '2021-06-30', '--json'], {
      BOFU_DATA_DIR: join(dataDir, 'demo'),
    });
    expect(beside.code).toBe(0);
    expect((JSON.parse(beside.stdout) as Demo['checkpoints'][number]).total.settled).toBe('85233367.02');
    child.kill('SIGKILL');
    await ended;
  });

  it('comes back by itself after it was killed, records nothing twice, and prints tables a person can read', async () => {
    const events = async () => (await bofu(['events', 'list'], { BOFU_DATA_DIR: join(dataDir, 'demo') })).stdout;
    const before = await events();
    const { code, stdout, stderr } = await bofu(['demo', '--once'], env);
    expect([code, stderr]).toEqual([0, expect.stringContaining('未重复登记')]);
    expect(await events()).toBe(before);
    expect(before.trim().split('\n').length).toBeGreaterThan(500);
    for (const [asOf] of YEAR) expect(stdout).toContain(`截至 ${asOf}`);
    expect(stdout).toContain('118,939,675.00 元（11,893.9675 万元）');
    expect(stdout).toMatch(/高领补贴.*× 未拨/);
    expect(stdout).not.toMatch(/\u001b\[/);
  });
});

describe('a part of the demo year', () => {
  const days = (stdout: string) =>
    (stdout.match(/"recordedAt":"\d{4}-\d{2}-\d{2}/g) ?? []).map((day) => day.slice(-10)).sort();

  it('ends on the day asked for, leaves the rest to others, and starts anew when asked to', async () => {
    const env = { BOFU_DATA_DIR: dataFolder('bofu-demo-until-') };
    const recorded = async () =>
      days((await bofu(['events', 'list'], { BOFU_DATA_DIR: join(env.BOFU_DATA_DIR, 'demo') })).stdout);
    try {
      const { code, stdout } = await bofu(['demo', '--once', '--json', '--until', '2021-06-08'], env);
      const demo = JSON.parse(stdout) as Demo;
      expect([code, figuresOf(stdout)]).toEqual([0, YEAR.slice(0, 1)]);
      expect(demo.refusals.map(({ on }) => on)).toEqual(['2021-06-08']);
      expect((await recorded()).at(-1)).toBe('2021-06-08');
      expect((await bofu(['demo', '--once', '--until', '2023-01-05'], env)).stderr).toContain('2021、2022 年内');
      const anew = await bofu(['demo', '--once', '--json', '--reset', '--until', '2021-01-15'], env);
      expect([anew.code, anew.stderr]).toEqual([0, expect.stringContaining('已清除演示数据')]);
      expect((await recorded()).at(-1)).toBe('2021-01-15');
      const { child, ended } = startBofu(['demo', '--single-person', '--until', '2021-01-15'], env);
      expect((await fetch(`${await addressOf(child)}/readyz`)).status).toBe(200);
      child.kill('SIGINT');
      expect((await ended).code).toBe(0);
    } finally {
      rmSync(env.BOFU_DATA_DIR, { recursive: true, force: true });
    }
  });

  it('comes to the same figures with its events in KurrentDB, chosen by configuration alone', async () => {
    const dataDir = dataFolder('bofu-demo-kurrentdb-');
    const kurrentDb = await startFakeKurrentDb();
    try {
      const env = { BOFU_DATA_DIR: dataDir, BOFU_STORE: 'kurrentdb', BOFU_KURRENTDB_URL: kurrentDb.url };
      const { code, stdout } = await bofu(['demo', '--once', '--json', '--until', '2021-03-31'], env);
      expect([code, figuresOf(stdout)]).toEqual([0, YEAR.slice(0, 1)]);
    } finally {
      await kurrentDb.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

describe('the command line', () => {
  const dataDir = dataFolder('bofu-office-');
  const env = { BOFU_DATA_DIR: dataDir, BOFU_DATABASE_URL: '' };
  let database: TestDatabase;
  afterAll(async () => {
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const SHIPPED = join(PROJECT, 'libs/budget/programmes/mancheng-hrss-2021.json');
  const ACTOR = ['--actor', '王经办'];
  beforeAll(async () => {
    database = await createTestDatabase();
    env.BOFU_DATABASE_URL = database.url;
    const region = ['--region-code', '130607', '--region-name', '满城区', '--effective-on', '2015-04-28'];
    expect((await bofu(['agency', 'register', '--code', '370', '--name', '人社局', ...region], env)).code).toBe(0);
    expect((await bofu(['person', 'register', '--name', '王经办'], env)).code).toBe(0);
  });

  it('imports a file once, and says how the control total is reconciled', async () => {
    const first = await bofu(['import', 'programmes', SHIPPED, '--json', ...ACTOR], env);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ total: '158727300.00', repeated: false });
    const again = await bofu(['import', 'programmes', SHIPPED, ...ACTOR], env);
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('已导入过')]);
    expect(again.stdout).toContain('国有资本经营预算 211,900.00 元（第 6、9 项）');
  });

  it('refuses a file that does not fit with every defect, a code of its own and an exit code, and records nothing', async () => {
    const file = join(dataDir, '..', `bofu-bad-${process.pid}.json`);
    writeFileSync(file, '{"format":"bofu-programmes-1","fiscalYear":2021}');
    try {
      const { code, stdout, stderr } = await bofu(['import', 'programmes', file, ...ACTOR], env);
      expect([code, stdout]).toEqual([5, '']);
      expect(stderr).toContain('import-file-invalid');
      expect(stderr.split('\n').length).toBeGreaterThan(3);
    } finally {
      rmSync(file);
    }
  });

  it('rebuilds a projection and says how far each has come', async () => {
    expect((await bofu(['projection', 'rebuild', 'plan_against_actual'], env)).code).toBe(0);
    const { code, stdout } = await bofu(['projection', 'status', '--json'], env);
    expect(code).toBe(0);
    const projections = JSON.parse(stdout) as { atHead: boolean }[];
    expect(projections.length).toBeGreaterThanOrEqual(3);
    expect(projections.filter(({ atHead }) => !atHead)).toEqual([]);
  });

  it.each([
    [['nonsense'], 2],
    [['report', 'plan-against-actual'], 2],
    [['report', 'plan-against-actual', '--as-of', '2021-02-30'], 2],
    [['projection', 'rebuild', 'no_such_projection'], 4],
  ])('ends %j with exit code %i, and says why on stderr only', async (args, expected) => {
    const { code, stdout, stderr } = await bofu(args, env);
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).not.toBe('');
  });

  it('refuses a setting it cannot use before anything is started', async () => {
    const { code, stderr } = await bofu(['start'], { ...env, BOFU_STORE: 'kurrentdb' });
    expect([code, stderr]).toEqual([2, expect.stringContaining('BOFU_KURRENTDB_URL')]);
  });

  it('listens to this machine only', async () => {
    const { code, stderr } = await bofu(['start'], { ...env, BOFU_LISTEN: '0.0.0.0' });
    expect(code).toBe(5);
    expect(stderr).toContain('transport-open');
  });

  it('loads a calendar year, and prints the days a monthly deadline means by it', async () => {
    const before = await bofu(['calendar', 'due', '--year', '2024'], env);
    expect([before.code, before.stderr]).toEqual([5, expect.stringContaining('尚未载入 2024 年工作日历')]);
    expect(await bofu(['calendar', 'load', '--year', '2024', ...ACTOR], env)).toMatchObject({ code: 0, stdout: '' });
    const { stdout } = await bofu(['calendar', 'due', '--year', '2024', '--day', '3', '--json'], env);
    const rows = JSON.parse(stdout) as { period: string; due: string | null; bankHandOver: string | null }[];
    expect(rows.slice(0, 2)).toEqual([
      { period: '2024-01', due: '2024-01-03', bankHandOver: null },
      { period: '2024-02', due: '2024-02-02', bankHandOver: '2024-01-30' },
    ]);
    // Corrected from a file: the province gives 2 February off.
    const file = join(env.BOFU_DATA_DIR, '2024.json');
    const holidays = [{ from: '2024-02-02', to: '2024-02-02', name: '另行放假' }];
    writeFileSync(file, JSON.stringify({ year: 2024, source: '省府通知', holidays, makeUpDays: [] }));
    expect((await bofu(['calendar', 'correct', '--file', file, ...ACTOR], env)).code).toBe(2);
    expect((await bofu(['calendar', 'correct', '--file', file, '--reason', '省里放假', ...ACTOR], env)).code).toBe(0);
    const listed = await bofu(['calendar', 'list'], env);
    expect(listed.stdout).toMatch(/2024 +省府通知 +1 .*更正 +省里放假/);
    const again = await bofu(['calendar', 'due', '--year', '2024', '--day', '3', '--json'], env);
    expect(JSON.parse(again.stdout)).toContainEqual({
      period: '2024-02',
      due: '2024-02-01',
      bankHandOver: '2024-01-29',
    });
  }, 300_000);

  it('refuses a calendar year the published list has no notice of', async () => {
    const { code, stderr } = await bofu(['calendar', 'load', '--year', '2099', ...ACTOR], env);
    expect([code, stderr]).toEqual([5, expect.stringContaining('没有 2099 年')]);
  });
});
