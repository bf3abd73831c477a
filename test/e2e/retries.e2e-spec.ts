import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@bofu/http';
import { officeOverHttp, type OfficeUnderTest } from './office-over-http';

const FILE = readFileSync(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));

/** A clerk sends again what got no answer. The server's own memory of answers is taken away: the events decide. */
describe('the same request after the day has changed', () => {
  let now = '2021-06-30T09:00:00.000+08:00';
  const clock: Clock = { now: () => now };
  let office: OfficeUnderTest;
  let alertId: string;

  const imported = { fileName: '2021.json', contentBase64: FILE.toString('base64') };
  beforeAll(async () => {
    office = await officeOverHttp('postgres', clock);
    await office.post('/v1/programme-imports', imported);
    await office.post('/v1/people', { name: '李股长', number: '0002', kind: 'person' });
    // A version of something else is no concern of the cases an evaluation comes to.
    const ifMatch = { 'if-match': '"rev-7"' };
    const { status, body } = await office.post('/v1/alert-evaluations', { on: '2021-06-29' }, ifMatch);
    expect(status).toBe(200);
    const alerts = await office.get(`/v1/alerts?minPosition=${String(body['position'])}`);
    alertId = (alerts.body['items'] as { alertId: string }[])[0]?.alertId ?? '';
  });
  afterAll(() => office.close());
  beforeEach(() => void (now = '2021-06-30T23:59:59.900+08:00'));

  const sentTwice = async (path: string, body: object, between: () => Promise<unknown> = async () => null) => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await office.post(path, body, key);
    await between();
    await office.office.database.query('delete from http.idempotency_key');
    now = '2021-07-01T00:00:00.100+08:00';
    const head = await office.office.store.head();
    const second = await office.post(path, body, key);
    return { first, second, recordedAgain: await office.eventsAfter(head) };
  };

  it.each([
    ['acknowledge', {}],
    ['assign', { assignee: '李股长' }],
    ['comment', { comment: '已联系市局' }],
    ['dispose', { decision: 'continue', reason: '等上级追加文件' }],
    ['snooze', { until: '2021-07-20', reason: '等上级追加文件' }],
  ])('%s an alert: done once, answered twice', async (act, body) => {
    const { first, second, recordedAgain } = await sentTwice(`/v1/alerts/${alertId}/${act}`, body);
    expect([first.status, second.status, recordedAgain.length]).toEqual([200, 200, 0]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it.each([
    ['alert-evaluations', { on: '2021-06-29' }],
    ['audit-exports', { format: 'hledger', knownAt: '2021-07-01T12:00:00+08:00' }],
    ['projection-rebuilds', { projection: 'payments' }],
    ['projection-comparisons', {}],
    [
      'report-exports',
      { report: 'execution-progress', format: 'csv', fiscalYear: 2021, knownAt: '2021-07-01T12:00:00+08:00' },
    ],
  ])('a job of %s: the same job', async (kind, body) => {
    const another = () => office.post(`/v1/alerts/${alertId}/comment`, { comment: '又一件事' });
    const { first, second, recordedAgain } = await sentTwice(`/v1/jobs/${kind}`, body, another);
    expect([first.status, second.status, recordedAgain.length]).toEqual([202, 202, 0]);
    expect(second.body['jobId']).toBe(first.body['jobId']);
  });

  it('an alert as it was known then has no revision to act on', async () => {
    const raised = await office.get(`/v1/alerts/${alertId}`);
    expect(raised.headers.get('etag')).toMatch(/^"rev-\d+"$/);
    const then = `knownAt=${String(raised.body['raisedAt'])}`;
    for (const past of [then, 'asOf=2021-06-29'])
      expect((await office.get(`/v1/alerts/${alertId}?${past}`)).headers.get('etag')).toBeNull();
  });
});
