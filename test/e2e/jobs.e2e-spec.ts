import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImportProgrammes } from '@bofu/budget';
import { dailyJobs } from '../../apps/api/src/jobs';
import { officeOverHttp, type Answer, type OfficeUnderTest } from './office-over-http';

async function endOf(office: OfficeUnderTest, path: string): Promise<Answer> {
  for (;;) {
    const answer = await office.get(path);
    if (answer.status === 200 && answer.body['situation'] !== 'requested') return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('background jobs over HTTP', () => {
  let office: OfficeUnderTest;
  beforeAll(async () => {
    office = await officeOverHttp('postgres');
  });
  afterAll(() => office.close());

  const untilEnded = (path: string) => endOf(office, path);
  const rebuild = (projection: string, headers: Record<string, string> = {}) =>
    office.post('/v1/jobs/projection-rebuilds', { projection }, headers);

  it('are taken on while nobody runs them, can be cancelled, and wait for who does', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const taken = await rebuild('payments', key);
    const path = taken.headers.get('location') ?? '';
    expect(taken.status).toBe(202);
    expect(path).toBe(`/v1/jobs/${String(taken.body['jobId'])}`);
    const again = await rebuild('payments', key);
    expect([again.status, again.headers.get('location')]).toEqual([202, path]);

    const waiting = await office.get(`${path}?minPosition=${String(taken.body['position'])}`);
    expect(waiting.body).toMatchObject({
      kind: 'projection-rebuild',
      label: '重建投影',
      parameters: { projection: 'payments' },
      situation: 'requested',
      requestedBy: '王经办',
      progress: null,
      result: null,
    });
    expect(await office.get(`${path}/result`)).toMatchObject({ status: 409, body: { code: 'job-not-completed' } });

    const unwanted = await rebuild('ledger');
    const cancelled = await office.post(`${unwanted.headers.get('location')}/cancel`, { reason: '不需要了' });
    expect(cancelled.status).toBe(200);

    await office.office.startJobs();
    expect((await untilEnded(path)).body).toMatchObject({ situation: 'completed' });
    expect((await office.get(`${path}/result`)).body).toEqual({ answer: { projection: 'payments', events: 0 } });
    expect((await untilEnded(unwanted.headers.get('location') ?? '')).body).toMatchObject({
      situation: 'cancelled',
      reason: '不需要了',
    });
    expect(await office.post(`${path}/cancel`, { reason: '晚了' })).toMatchObject({
      status: 409,
      body: { code: 'job-ended' },
    });
  });

  it('say plainly why they failed', async () => {
    const { headers } = await rebuild('nobody');
    expect((await untilEnded(headers.get('location') ?? '')).body).toMatchObject({
      situation: 'failed',
      reason: '没有名为“nobody”的投影',
    });
  });

  it('are listed newest first, page by page, by kind and by situation', async () => {
    const idsOn = ({ body }: Answer) => (body['items'] as { jobId: string }[]).map(({ jobId }) => jobId);
    const all = idsOn(await office.get('/v1/jobs'));
    expect(all).toHaveLength(3);
    const first = await office.get('/v1/jobs?limit=2');
    const second = await office.get(`/v1/jobs?limit=2&cursor=${String(first.body['next'])}`);
    expect([...idsOn(first), ...idsOn(second)]).toEqual(all);
    expect(idsOn(await office.get('/v1/jobs?situation=failed'))).toEqual([all[0]]);
    expect(idsOn(await office.get('/v1/jobs?kind=alert-evaluation'))).toEqual([]);
  });

  it('are not found where there is none', async () => {
    expect((await office.get(`/v1/jobs/${randomUUID()}`)).body).toMatchObject({ code: 'job-not-found' });
    expect((await office.get(`/v1/jobs/${randomUUID()}/result`)).body).toMatchObject({ code: 'job-not-found' });
  });
});

describe('the jobs of an office with programmes', () => {
  const clock = { time: '2021-10-29T07:59:00.000+08:00', now: () => clock.time };
  let office: OfficeUnderTest;
  beforeAll(async () => {
    office = await officeOverHttp('postgres', clock);
    const file = await readFile(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
    const { commands, projections, store } = office.office;
    const recordedAt = '2021-01-01T09:00:00.000+08:00';
    await commands.execute(new ImportProgrammes(file, { fileName: '2021.json', actor: '预算经办', recordedAt }));
    for (const { name } of await projections.status())
      await projections.waitFor(name, (await store.head()) ?? never(), 120_000);
    await office.office.startJobs();
  }, 180_000);
  afterAll(() => office.close());

  const ended = async (kind: string, body: object): Promise<{ path: string; job: Answer['body'] }> => {
    const { status, headers, body: taken } = await office.post(`/v1/jobs/${kind}`, body);
    expect([status, taken]).toEqual([202, expect.objectContaining({ jobId: expect.any(String) as string })]);
    const path = headers.get('location') ?? '';
    return { path, job: (await endOf(office, path)).body };
  };
  const download = async (path: string) => {
    const response = await fetch(`${office.address}${path}/result`);
    const bytes = Buffer.from(await response.arrayBuffer());
    return { response, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const fileOf = ({ result }: Answer['body']) => (result as { file: { sha256: string; bytes: number } }).file;
  const alertEvents = async () => (await office.eventsAfter(null)).filter(({ stream }) => stream.startsWith('alert-R'));

  it.each(['csv', 'xlsx'])('export a report to a file, and give that very file: %s', async (format) => {
    const report = { report: 'execution-progress', format, fiscalYear: 2021, asOf: '2021-10-28' };
    const { path, job } = await ended('report-exports', report);
    expect(job).toMatchObject({
      situation: 'completed',
      label: '导出报表',
      result: { file: { name: `资金执行进度表-2021年-截至2021-10-28.${format}` } },
    });
    const { response, bytes, sha256 } = await download(path);
    expect([response.status, bytes.length, sha256]).toEqual([200, fileOf(job).bytes, fileOf(job).sha256]);
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain('资金执行进度表');
    if (format === 'csv') expect(bytes.toString('utf8').split('\r\n')).toHaveLength(3 + 22 + 1 + 1);
  });

  it('say in Chinese why a report cannot be made, and take none that makes no sense', async () => {
    const ledger = { report: 'ledger', format: 'csv', fiscalYear: 2021 };
    expect((await ended('report-exports', ledger)).job).toMatchObject({
      situation: 'failed',
      reason: '资金台账按项目出具，请指明预算指标',
    });
    expect((await office.post('/v1/jobs/report-exports', { ...ledger, report: 'nothing' })).status).toBe(422);
    const cut = { format: 'cloudevents', fiscalYear: 2021 };
    expect(await office.post('/v1/jobs/audit-exports', cut)).toMatchObject({
      status: 422,
      body: { code: 'job-parameters-invalid' },
    });
  });

  it('export books and events for whoever checks them', async () => {
    const position = (await office.office.store.head()) ?? '';
    for (const format of ['hledger', 'beancount']) {
      const { path, job } = await ended('audit-exports', { format, fiscalYear: 2021, knownAt: position });
      const { bytes, sha256 } = await download(path);
      expect([job['situation'], sha256]).toEqual(['completed', fileOf(job).sha256]);
      expect(bytes.toString('utf8')).toContain(`位置 ${position}`);
    }
    const { path, job } = await ended('audit-exports', { format: 'cloudevents', knownAt: position });
    const { bytes, sha256 } = await download(path);
    expect(sha256).toBe(fileOf(job).sha256);
    const lines = bytes.toString('utf8').trimEnd().split('\n');
    expect(job).toMatchObject({ result: { answer: { events: lines.length, lastPosition: position } } });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ specversion: '1.0', position });
  });

  it('evaluate a day once in effect, however often they are run', async () => {
    expect(await alertEvents()).toEqual([]);
    const first = (await ended('alert-evaluations', { on: '2021-10-27' })).job;
    const found = await alertEvents();
    expect(first).toMatchObject({ situation: 'completed', result: { answer: { evaluatedOn: '2021-10-27' } } });
    expect((first['result'] as { answer: { raised: number } }).answer.raised).toBe(found.length);
    expect(found.length).toBeGreaterThan(0);
    expect((await ended('alert-evaluations', { on: '2021-10-27' })).job).toMatchObject({
      situation: 'completed',
      result: { answer: { raised: 0, position: null } },
    });
    expect(await alertEvents()).toEqual(found);
  });

  it('evaluate the day before by themselves every morning at eight, a year without programmes excepted', async () => {
    const { jobs } = office.office;
    const [daily] = dailyJobs({ queries: office.office.queries });
    expect(await jobs.requestDue(daily!)).toBeNull();
    clock.time = '2022-01-02T08:00:00.000+08:00';
    expect(await jobs.requestDue(daily!)).toBeNull();
    clock.time = '2021-10-29T08:00:00.000+08:00';
    const jobId = await jobs.requestDue(daily!);
    expect(await jobs.requestDue(daily!)).toBe(jobId);
    expect((await endOf(office, `/v1/jobs/${jobId}`)).body).toMatchObject({
      situation: 'completed',
      requestedBy: '后台任务',
      parameters: { on: '2021-10-28' },
      result: { answer: { evaluatedOn: '2021-10-28', programmes: 22 } },
    });
  });

  it('end as failed in plain words, once a day, where the calendar of the year has not been loaded', async () => {
    const issued = await office.post('/v1/appropriations', ISSUED_FOR_2022);
    expect([issued.status, issued.body]).toEqual([201, expect.anything()]);
    const deadline = { kind: 'monthly', day: 30, printed: '每月30日前' };
    const standard = { effectiveOn: '2022-01-01', rates: [], headcount: 100, cashFlow: 'monthly', deadline };
    const set = await office.post(
      `/v1/appropriations/2022-${ISSUED_FOR_2022.programmeCode}/payment-standards`,
      standard,
      {
        'if-match': issued.headers.get('etag') ?? '',
      },
    );
    expect([set.status, set.body]).toEqual([200, expect.anything()]);
    await office.get(`/v1/appropriations?minPosition=${String(set.body['position'])}`);
    clock.time = '2022-03-02T08:00:00.000+08:00';
    const [daily] = dailyJobs({ queries: office.office.queries });
    const jobId = await office.office.jobs.requestDue(daily!);
    expect((await endOf(office, `/v1/jobs/${jobId}`)).body).toMatchObject({
      situation: 'failed',
      reason: '尚未载入 2022 年工作日历，请先载入节假日安排',
    });
    clock.time = '2022-03-02T17:00:00.000+08:00';
    expect(await office.office.jobs.requestDue(daily!)).toBe(jobId);
  });
});

const ISSUED_FOR_2022 = {
  fiscalYear: 2022,
  programmeCode: '13062121BHNLI8GFGL4GA',
  programmeName: '基础养老金补贴',
  unitCode: '356001',
  unitName: '本级',
  fundingLevel: 'district',
  fundingLevelBasis: 'stated',
  budgetType: 'general-public',
  documentNumber: null,
  issuedAs: 'regular',
  amount: '1000.00',
  effectiveOn: '2022-01-01',
};

const never = (): never => {
  throw new Error('there is nothing in the store');
};
