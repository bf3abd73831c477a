import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestDatabase } from '@bofu/testing';
import { bofu, type Run } from './command-line';
import { playedDemoDatabase } from './played-demo';

const NO_SUCH = 'a4d4a3a4-0000-4000-8000-000000000000';

interface Issued {
  readonly programmeCode: string;
  readonly appropriationId: string;
}

/** Every command a person asks the played year with, each as a shell would run it. */
describe('the command line on the books of the demo year', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-command-line-'));
  let database: TestDatabase;
  let env: Record<string, string>;
  let no14 = '';
  const asked = (...args: string[]): Promise<Run> => bofu(args, env);
  const jsonOf = ({ code, stdout, stderr }: Run): unknown => {
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    return JSON.parse(stdout);
  };

  beforeAll(async () => {
    database = await playedDemoDatabase();
    env = { BOFU_DATA_DIR: folder, BOFU_DATABASE_URL: database.url };
  }, 600_000);
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As somebody who owns the server, and asks no trigger. */
  const behindTheProduct = async (statement: string): Promise<number | null> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query('begin');
      await client.query('grant all on event_store.event to current_user');
      await client.query(`set local session_replication_role = 'replica'`);
      const { rowCount } = await client.query(statement);
      await client.query('commit');
      return rowCount;
    } finally {
      await client.end();
    }
  };

  it('writes a report as csv to stdout, with the alerts of the day, and says what it was made from on stderr', async () => {
    const { code, stdout, stderr } = await asked(
      ...['report', 'execution-progress', '--as-of', '2021-10-31', '--format', 'csv'],
    );
    expect([code, stderr]).toEqual([0, expect.stringContaining('数据截至登记位置')]);
    const lines = stdout.split('\r\n');
    expect(lines).toHaveLength(3 + 22 + 1 + 1 + 1);
    expect(lines[2]).toMatch(/,预警$/);
    expect(lines.find((line) => line.includes('13062121RXGO3YWDTCKQR'))).toMatch(/,红$/);
  }, 180_000);

  it('verifies the chain of every event', async () => {
    const { code, stdout } = await asked('audit', 'verify');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^相符：\d+ 个事件，\d+ 个流/)]);
  }, 180_000);

  it('compares every projection with one made anew from the events', async () => {
    const { code, stdout } = await asked('audit', 'compare');
    const lines = stdout.trim().split('\n');
    expect([code, lines.filter((line) => !/^\w+ 相符：\d+ 张表 \d+ 行/.test(line))]).toEqual([0, []]);
    expect(lines.length).toBeGreaterThanOrEqual(8);
  }, 300_000);

  it('lists the alerts that stood on a day, worst first', async () => {
    const issued = jsonOf(await asked('appropriation', 'list', '--year', '2021', '--json')) as Issued[];
    no14 = issued.find(({ programmeCode }) => programmeCode === '13062121RXGO3YWDTCKQR')!.appropriationId;
    const alerts = jsonOf(await asked('alerts', 'list', '--year', '2021', '--as-of', '2021-10-31', '--json')) as {
      level: string;
      rule: string;
      appropriationId: string;
    }[];
    expect(alerts[0]?.level).toBe('red');
    expect(alerts.map(({ appropriationId }) => appropriationId)).toContain(no14);
  }, 180_000);

  it('explains the difference between two days to the fen', async () => {
    const points = ['--a-as-of', '2021-06-30', '--b-as-of', '2021-10-31'];
    const difference = jsonOf(await asked('audit', 'diff', '--year', '2021', ...points, '--json')) as {
      sums: boolean;
      figures: { settled: Record<string, string> };
    };
    expect(difference).toMatchObject({
      sums: true,
      figures: { settled: { a: '85233367.02', b: '132236241.34', difference: '47002874.32', byEvents: '47002874.32' } },
    });
  }, 180_000);

  it('answers how the control total is reconciled', async () => {
    const { code, stdout } = await asked('audit', 'question', '19', '--year', '2021');
    expect([code, stdout]).toEqual([0, expect.stringContaining('211,900.00')]);
    expect(stdout).toMatch(/依据事件 \d+ 个/);
  }, 180_000);

  it('runs a job to its end, and lists it', async () => {
    expect(jsonOf(await asked('jobs', 'list', '--json'))).toEqual([]);
    const parameters = { report: 'disbursements', format: 'csv', fiscalYear: 2021, asOf: null, knownAt: null };
    const [bureau] = jsonOf(await asked('agency', 'list', '--json')) as { agencyId: string }[];
    const given = JSON.stringify({ ...parameters, agencyScope: [bureau?.agencyId], appropriationId: null });
    const job = jsonOf(
      await asked('jobs', 'run', 'report-export', '--actor', '006', '--post', 'cashier', '--parameters', given),
    ) as {
      jobId: string;
      result: { file: { name: string; bytes: number } };
    };
    const { name, bytes } = job.result.file;
    expect(readFileSync(join(folder, 'results', job.jobId, name))).toHaveLength(bytes);
    const places = [['results'], ['results', job.jobId], ['results', job.jobId, name]];
    expect(places.map((place) => statSync(join(folder, ...place)).mode & 0o777)).toEqual([0o700, 0o700, 0o600]);
    const { code, stdout } = await asked('jobs', 'list');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/导出报表 +已完成/)]);
  }, 300_000);

  it.each([
    [['report', 'execution-progress'], 2, '--year'],
    [['report', 'ledger', '--year', '2021', '--appropriation', NO_SUCH], 4, NO_SUCH],
    [['audit', 'compare', 'nobody'], 4, 'nobody'],
    [['audit', 'question', '23'], 4, '可问的是'],
    [['jobs', 'run', 'nothing', '--actor', '006'], 4, 'nothing'],
  ])(
    'ends %j with exit code %i and a sentence',
    async (args, expected, said) => {
      const { code, stderr } = await asked(...args);
      expect([code, stderr]).toEqual([expected, expect.stringContaining(said)]);
    },
    180_000,
  );

  it('says that a projection is being rebuilt, and ends as a conflict', async () => {
    const lease = `insert into read_model.projection_lease (name, holder, token, until)
      values ('ledger_next', 'somebody', 1, clock_timestamp() + interval '8 seconds')
      on conflict (name) do update set holder = excluded.holder, until = excluded.until`;
    expect(await behindTheProduct(lease)).toBe(1);
    // Somebody renews it, as whoever rebuilds does.
    const renewing = setInterval(() => void behindTheProduct(lease), 1_000);
    const { code, stderr } = await asked('audit', 'compare', 'ledger').finally(() => clearInterval(renewing));
    expect([code, stderr]).toEqual([6, expect.stringContaining('“ledger”正在重建')]);
    await behindTheProduct(`update read_model.projection_lease set until = '-infinity' where name = 'ledger_next'`);
  }, 180_000);

  it('ends with 3 where a table or an event is not what was recorded, and names it', async () => {
    const ofNo14 = `where appropriation_id = '${no14}'`;
    expect(await behindTheProduct(`update ledger.appropriation set programme_name = '另一个项目' ${ofNo14}`)).toBe(1);
    const compared = await asked('audit', 'compare', 'ledger');
    expect([compared.code, compared.stdout]).toEqual([3, expect.stringContaining('现为 另一个项目，由事件得出')]);
    const tampered = `update event_store.event set data = jsonb_set(data, '{totalFen}', '"1"')
      where position = (select min(position) from event_store.event where type = 'PaymentSubmitted')`;
    expect(await behindTheProduct(tampered)).toBe(1);
    const verified = await asked('audit', 'verify');
    expect([verified.code, verified.stdout]).toEqual([
      3,
      expect.stringMatching(/^不相符：第 \d+ 个事件.*内容已被更改/),
    ]);
  }, 180_000);
});
