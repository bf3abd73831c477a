import { randomUUID } from 'node:crypto';
import { officeOverHttp, type Answer, type OfficeUnderTest } from './office-over-http';

describe('background jobs over HTTP', () => {
  let office: OfficeUnderTest;
  beforeAll(async () => {
    office = await officeOverHttp('postgres');
  });
  afterAll(() => office.close());

  const untilEnded = async (path: string): Promise<Answer> => {
    for (;;) {
      const answer = await office.get(path);
      if (answer.status === 200 && answer.body['situation'] !== 'requested') return answer;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
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
