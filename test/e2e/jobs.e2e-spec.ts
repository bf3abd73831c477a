import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { alertCodec } from '@bofu/alerts';
import { dailyJobs } from '../../apps/api/src/jobs';
import { lineHistory } from '../../libs/alerts/testing/line-history';
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

    const running = async ({ body }: Answer) =>
      (await office.get(`/v1/jobs/counts?minPosition=${String(body['position'])}`)).body;
    expect(await running(taken)).toEqual({ running: 1 });
    const unwanted = await rebuild('ledger');
    expect(await running(unwanted)).toEqual({ running: 2 });
    const cancelled = await office.post(`${unwanted.headers.get('location')}/cancel`, { reason: '不需要了' });
    expect(cancelled.status).toBe(200);
    expect(await running(cancelled)).toEqual({ running: 1 });

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

  it('that cannot succeed are refused at once, and not put on record', async () => {
    const head = await office.office.store.head();
    expect(await rebuild('nobody')).toMatchObject({
      status: 422,
      body: { code: 'job-parameters-invalid', title: expect.stringContaining('没有名为“nobody”的投影') as string },
    });
    expect(await office.office.store.head()).toBe(head);
  });

  it('are listed newest first, page by page, by kind and by situation', async () => {
    const idsOn = ({ body }: Answer) => (body['items'] as { jobId: string }[]).map(({ jobId }) => jobId);
    const all = idsOn(await office.get('/v1/jobs'));
    expect(all).toHaveLength(2);
    const first = await office.get('/v1/jobs?limit=1');
    const second = await office.get(`/v1/jobs?limit=1&cursor=${String(first.body['next'])}`);
    expect([...idsOn(first), ...idsOn(second)]).toEqual(all);
    expect(idsOn(await office.get('/v1/jobs?situation=cancelled'))).toEqual([all[0]]);
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
  let no14 = '';
  beforeAll(async () => {
    office = await officeOverHttp('postgres', clock);
    const file = await readFile(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
    const imported = await office.post('/v1/programme-imports', {
      fileName: '2021.json',
      contentBase64: file.toString('base64'),
    });
    expect(imported.status).toBe(201);
    no14 = await office.appropriationOf('13062121RXGO3YWDTCKQR');
    await office.caughtUp();
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
  const alertEvents = async () => (await office.eventsAfter(null)).filter(alertCodec.knows);

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
    if (format === 'csv') expect(bytes.toString('utf8').split('\r\n')).toHaveLength(3 + 22 + 1 + 1 + 1);
  });

  it('say in Chinese why a report cannot be made, and take none that makes no sense', async () => {
    const ledger = { report: 'ledger', format: 'csv', fiscalYear: 2021 };
    const beforeItsTime = { ...ledger, appropriationId: no14, asOf: '2020-12-31' };
    expect((await ended('report-exports', beforeItsTime)).job).toMatchObject({
      situation: 'failed',
      reason: `找不到预算指标 ${no14}`,
    });
    expect(await office.post('/v1/jobs/report-exports', ledger)).toMatchObject({
      status: 422,
      body: { code: 'ledger-needs-programme' },
    });
    expect((await office.post('/v1/jobs/report-exports', { ...ledger, report: 'nothing' })).status).toBe(422);
    const cut = { format: 'cloudevents', fiscalYear: 2021 };
    expect(await office.post('/v1/jobs/audit-exports', cut)).toMatchObject({
      status: 422,
      body: { code: 'job-parameters-invalid' },
    });
    expect(await office.post('/v1/jobs/audit-exports', { format: 'gbt42940' })).toMatchObject({
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
    const lastPosition = expect.stringMatching(new RegExp(`^${position}-[0-9a-f]{8}$`)) as unknown;
    expect(job).toMatchObject({ result: { answer: { events: lines.length, lastPosition } } });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ specversion: '1.0', position });
  });

  it.each([
    ['package', '审计包-2021年.zip', ['events.ndjson', 'VERIFY.md']],
    ['gbt42940', '审计接口数据-2021年.zip', ['05-预算信息类-预算指标.csv', '对照表.csv']],
  ])('make the auditor’s files as one, the same from the same position: %s', async (format, name, among) => {
    const position = (await office.office.store.head()) ?? '';
    const made = [];
    for (const _time of [1, 2]) {
      const { path, job } = await ended('audit-exports', { format, fiscalYear: 2021, knownAt: position });
      const { bytes, sha256 } = await download(path);
      expect([job['situation'], sha256]).toEqual(['completed', fileOf(job).sha256]);
      expect(job).toMatchObject({ result: { file: { name } } });
      made.push({ bytes, sha256 });
    }
    expect(made[1]?.sha256).toBe(made[0]?.sha256);
    const files = unzipSync(made[0]?.bytes ?? new Uint8Array());
    const sums = strFromU8(files['SHA256SUMS'] ?? new Uint8Array())
      .trimEnd()
      .split('\n');
    expect(sums.length).toBeGreaterThanOrEqual(6);
    for (const sum of sums) {
      const [digest, file = ''] = sum.split('  ');
      const found = createHash('sha256')
        .update(files[file] ?? '')
        .digest('hex');
      expect([file, found]).toEqual([file, digest]);
    }
    expect(Object.keys(files)).toEqual(expect.arrayContaining(among));
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
    const [daily] = dailyJobs(office.office);
    expect(await jobs.requestDue(daily!)).toEqual([]);
    clock.time = '2023-01-02T08:00:00.000+08:00';
    expect(await jobs.requestDue(daily!)).toEqual([]);
    clock.time = '2021-10-29T08:00:00.000+08:00';
    const [jobId] = await jobs.requestDue(daily!);
    expect(await jobs.requestDue(daily!)).toEqual([jobId]);
    expect((await endOf(office, `/v1/jobs/${jobId}`)).body).toMatchObject({
      situation: 'completed',
      requestedBy: '后台任务',
      parameters: { on: '2021-10-28' },
      result: { answer: { evaluatedOn: '2021-10-28', programmes: 22 } },
    });
  });

  it('end well, once a day, where the calendar of the year is missing, and say so; then by the one that is loaded', async () => {
    const issued = await office.post('/v1/appropriations', ISSUED_FOR_2022);
    expect([issued.status, issued.body]).toEqual([201, expect.anything()]);
    const deadline = { kind: 'monthly', day: 30, printed: '每月30日前' };
    const standard = { effectiveOn: '2022-01-01', rates: [], headcount: 100, cashFlow: 'monthly', deadline };
    const { body: programmes } = await office.get(
      `/v1/programmes?limit=200&minPosition=${String(issued.body['position'])}`,
    );
    const { programmeId, revision } = (programmes['items'] as Record<string, string>[]).find(
      ({ code }) => code === ISSUED_FOR_2022.programmeCode,
    )!;
    const set = await office.post(`/v1/programmes/${programmeId}/payment-standards`, standard, {
      'if-match': `"${revision}"`,
    });
    expect([set.status, set.body]).toEqual([200, expect.anything()]);
    await office.get(`/v1/appropriations?minPosition=${String(set.body['position'])}`);
    clock.time = '2022-03-02T08:00:00.000+08:00';
    const [daily] = dailyJobs(office.office);
    const [jobId] = await office.office.jobs.requestDue(daily!);
    expect((await endOf(office, `/v1/jobs/${jobId}`)).body).toMatchObject({
      situation: 'completed',
      result: {
        answer: {
          evaluatedOn: '2022-03-01',
          firstUnjudged: [
            { rule: 'R02', reason: '尚未载入 2022 年工作日历，请先载入节假日安排' },
            { rule: 'R06', subjectName: '基础养老金补贴' },
          ],
        },
      },
    });
    clock.time = '2022-03-02T17:00:00.000+08:00';
    expect(await office.office.jobs.requestDue(daily!)).toEqual([jobId]);

    const loaded = await office.post('/v1/calendars/2022/load-published', {});
    expect([loaded.status, loaded.body['code']]).toEqual([200, undefined]);
    clock.time = '2022-03-03T08:00:00.000+08:00';
    const [next] = await office.office.jobs.requestDue(daily!);
    expect((await endOf(office, `/v1/jobs/${next}`)).body).toMatchObject({
      result: { answer: { evaluatedOn: '2022-03-02', unjudged: 0 } },
    });
    const of2022 = lineHistory(await alertEvents())
      .filter(({ on, line }) => on.startsWith('2022-') && ['R00', 'R06'].includes(line.rule))
      .map(({ line: { rule, period }, what }) => [rule, what, period]);
    expect(of2022).toEqual([
      ['R00', 'raised', null],
      ['R00', 'cleared', null],
      ['R06', 'raised', '2022-01'],
      ['R06', 'raised', '2022-02'],
    ]);
  }, 300_000);

  it('judge the year before as well, as long as a case of it stands open', async () => {
    clock.time = '2023-01-05T08:00:00.000+08:00';
    const [daily] = dailyJobs(office.office);
    const [jobId] = await office.office.jobs.requestDue(daily!);
    expect((await endOf(office, `/v1/jobs/${jobId}`)).body).toMatchObject({
      parameters: { on: '2023-01-04' },
      result: {
        answer: {
          fiscalYear: 2023,
          programmes: 0,
          yearBefore: { fiscalYear: 2022, evaluatedOn: '2023-01-04', programmes: 1 },
        },
      },
    });
    clock.time = '2023-01-06T09:00:00.000+08:00';
    const { job } = await ended('alert-evaluations', { on: '2023-01-05', fiscalYear: 2022 });
    expect(job).toMatchObject({
      situation: 'completed',
      result: { answer: { fiscalYear: 2022, evaluatedOn: '2023-01-05', days: ['2023-01-05'], yearBefore: null } },
    });
    // Two years later nobody looks at 2022 any more, and 2023 has nothing open.
    clock.time = '2024-01-05T08:00:00.000+08:00';
    expect(await office.office.jobs.requestDue(daily!)).toEqual([]);
  }, 300_000);

  it('are not taken on for a day that has not ended in Beijing, nor is it evaluated at once', async () => {
    clock.time = '2022-06-30T23:59:59.000+08:00';
    for (const path of ['/v1/jobs/alert-evaluations', '/v1/alert-evaluations'])
      for (const on of ['2022-06-30', '2022-12-31'])
        expect(await office.post(path, { on })).toMatchObject({
          status: 422,
          body: { code: 'day-not-over', title: `${on} 尚未结束，预警按日终评估，最近可评估 2022-06-29` },
        });
  });

  it('make a scheduled report of the month before, once, and leave it with the jobs', async () => {
    const scheduled = { report: 'budget-scope', format: 'csv', every: 'month', day: 5, fundingLevel: 'central' };
    expect((await office.post('/v1/report-schedules', scheduled)).body).toMatchObject({ code: 'report-does-not-take' });
    const { fundingLevel: _, ...body } = scheduled;
    const { status, body: recorded } = await office.post('/v1/report-schedules', body);
    expect([status, recorded]).toEqual([201, expect.objectContaining({ scheduleId: expect.any(String) })]);
    expect((await office.post('/v1/report-schedules', body)).body).toMatchObject({ code: 'report-scheduled-already' });
    const daily = dailyJobs(office.office).find(({ kind }) => kind === 'scheduled-reports')!;
    clock.time = '2023-02-04T06:00:00.000+08:00';
    expect(await office.office.jobs.requestDue(daily)).toEqual([]);
    clock.time = '2023-02-05T06:00:00.000+08:00';
    const [jobId] = await office.office.jobs.requestDue(daily);
    expect((await endOf(office, `/v1/jobs/${jobId}`)).body).toMatchObject({ result: { answer: { requested: 1 } } });
    const { items } = (await office.get('/v1/jobs?kind=report-export&limit=1')).body as { items: { jobId: string }[] };
    expect((await endOf(office, `/v1/jobs/${items[0]?.jobId}`)).body).toMatchObject({
      situation: 'completed',
      parameters: { report: 'budget-scope', fiscalYear: 2023, asOf: '2023-01-31' },
      result: { file: { name: '口径调节表-2023年-截至2023-01-31.csv' } },
    });
    expect(await office.office.jobs.requestDue(daily)).toEqual([]);
    const end = `/v1/report-schedules/${String(recorded['scheduleId'])}/end`;
    expect((await office.post(end, {})).status).toBe(200);
    expect((await office.get('/v1/report-schedules')).body).toEqual({ items: [] });
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
