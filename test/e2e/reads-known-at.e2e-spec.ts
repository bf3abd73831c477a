import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Position, RecordedEvent } from '@bofu/event-store';
import { readinessOf } from '../../apps/api/src/readiness';
import { officeOverHttp, type OfficeUnderTest, type StoreKind } from './office-over-http';

const FILE = readFileSync(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
const MUNICIPAL = '13062121VLAKGQ3T8BFUX';
const DISTRICT = '13062121BHNLI8GFGL4GA';
const TOTAL = 'budget';

/** Every way to ask for what was known at a position (`:district` is the district's appropriation), and the projections its answer is made from. */
const READS: readonly [path: string, projections: readonly string[]][] = [
  ['/v1/appropriations', ['ledger']],
  ['/v1/appropriations/:district', ['ledger']],
  ['/v1/appropriations/:district/ledger', ['ledger']],
  ['/v1/payments', ['payments']],
  ['/v1/payout-schemes?fiscalYear=2021', ['payout_schemes']],
  ['/v1/plan-against-actual?fiscalYear=2021', ['plan_against_actual']],
  ['/v1/execution-lines?fiscalYear=2021', ['plan_against_actual', 'programme_facts', 'alerts']],
  ['/v1/forecast/:district?fiscalYear=2021', ['programme_facts']],
  ['/v1/alerts', ['alerts']],
  ['/v1/events', ['event_log']],
  ['/v1/reports/execution-progress.csv?fiscalYear=2021', ['plan_against_actual', 'alerts', 'ledger']],
  ['/v1/reports/ledger.csv?fiscalYear=2021&appropriationId=:district', ['ledger', 'payments']],
  ['/v1/reports/disbursements.csv?fiscalYear=2021', ['ledger', 'payments']],
];
const FROM_THE_STORE = ['/v1/audit/questions/12?fiscalYear=2021', '/v1/alert-rules'];

const asked = (path: string, query: Record<string, string>): string =>
  `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(query).toString()}`;

describe.each<StoreKind>(['postgres', 'kurrentdb'])('reads at a position, events in %s', (kind) => {
  let over: OfficeUnderTest;
  let head: Position;
  let virement: RecordedEvent[];
  let municipal = '';
  let district = '';

  const refusal = async (path: string, query: Record<string, string>) => {
    const response = await fetch(`${over.address}${asked(path.replace(':district', district), query)}`);
    const body = (await response.json().catch(() => ({}))) as { code?: string; facts?: object };
    return { status: response.status, code: body.code, facts: body.facts, headers: response.headers };
  };
  const budget = async (query: Record<string, string>) => {
    const { body } = await over.get(asked('/v1/plan-against-actual?fiscalYear=2021', query));
    return (body['total'] as Record<string, unknown>)[TOTAL];
  };

  beforeAll(async () => {
    over = await officeOverHttp(kind);
    const imported = { fileName: '2021.json', contentBase64: FILE.toString('base64') };
    expect((await over.post('/v1/programme-imports', imported)).status).toBe(201);
    [municipal, district] = [await over.appropriationOf(MUNICIPAL), await over.appropriationOf(DISTRICT)];
    const before = await over.office.store.head();
    const moved = await over.post('/v1/virements', {
      from: municipal,
      to: district,
      amount: '1000.00',
      effectiveOn: '2021-03-01',
      documentNumber: '财社〔2021〕9号',
      reason: '调剂',
    });
    expect([moved.status, moved.body]).toEqual([200, expect.anything()]);
    virement = await over.eventsAfter(before);
    head = await over.caughtUp();
  }, 120_000);
  afterAll(() => over.close());

  it('never show half a virement', async () => {
    expect(virement).toHaveLength(2);
    const middle = virement[0]!.position;
    expect(await budget({ knownAt: middle })).toBe(await budget({}));
    const { body } = await over.get(asked(`/v1/appropriations/${district}`, { knownAt: middle }));
    const now = await over.get(`/v1/appropriations/${district}`);
    expect(body).toMatchObject({ budget: now.body['budget'] });
    const question = await over.get(asked('/v1/audit/questions/12?fiscalYear=2021', { knownAt: middle }));
    expect(question.headers.get('x-projection-position')).toBe(virement[1]!.position);
    const report = await fetch(
      `${over.address}${asked('/v1/reports/execution-progress.csv?fiscalYear=2021', { knownAt: middle })}`,
    );
    expect(report.headers.get('x-projection-position')).toBe(virement[1]!.position);
  });

  it('are refused beyond the last event, rather than mean something else tomorrow', async () => {
    const beyond = head.replace(/^\d/, '9');
    for (const path of [...READS.map(([read]) => read), ...FROM_THE_STORE])
      expect([path, await refusal(path, { knownAt: beyond })]).toMatchObject([
        path,
        { status: 422, code: 'position-beyond-head' },
      ]);
    expect(await refusal('/v1/payments', { minPosition: beyond })).toMatchObject({ code: 'position-beyond-head' });
  });

  it('take a position with the first digits of its hash, and refuse one that does not fit', async () => {
    const last = virement[1]!;
    const written = `${last.position}-${last.metadata['hash']!.slice(0, 8)}`;
    const foreign = `${last.position}-${'0'.repeat(8)}`;
    expect(await budget({ knownAt: written })).toBe(await budget({ knownAt: last.position }));
    for (const path of [...READS.map(([read]) => read), ...FROM_THE_STORE]) {
      expect([path, (await refusal(path, { knownAt: written })).status]).toEqual([path, 200]);
      expect([path, await refusal(path, { knownAt: foreign })]).toMatchObject([
        path,
        { status: 422, code: 'position-of-another-history' },
      ]);
    }
    const report = await fetch(`${over.address}/v1/reports/disbursements.csv?fiscalYear=2021`);
    expect(report.headers.get('content-location')).toContain(`knownAt=${written}`);
    expect(await report.text()).toContain(`登记位置 ${written}）`);
  });

  it.each(READS)('answer with all that was asked for, or with 503: %s', async (path, names) => {
    for (const name of names) {
      // A projection stopped by hand, one event short of what is asked for.
      await over.office.database.query(
        `update read_model.projection_checkpoint set state = 'stopped', token = token + 1, error = $1 where name = $2`,
        [
          JSON.stringify({ code: 'poison-event', eventId: '', type: 'X', stream: 'x', position: '', message: '' }),
          name,
        ],
      );
      await over.post('/v1/alert-evaluations', { on: '2021-10-31' });
      const { body } = await over.post('/v1/virements', {
        from: municipal,
        to: district,
        amount: '1.00',
        effectiveOn: '2021-03-01',
        documentNumber: '财社〔2021〕9号',
        confirmation: '分次调剂',
        reason: '调剂',
      });
      const position = String(body['position']);
      const { status, code, facts, headers } = await refusal(path, { knownAt: position });
      expect([name, status, code, facts]).toEqual([
        name,
        503,
        'read-model-behind',
        expect.objectContaining({ stopped: true, wanted: position }),
      ]);
      expect(headers.get('retry-after')).toBe('5');
      if (!path.startsWith('/v1/reports'))
        expect(await refusal(path, { minPosition: position })).toMatchObject({
          status: 503,
          code: 'read-model-behind',
        });
      // What is there is still answered, and said to stand still.
      const { status: now, headers: said } = await refusal(path, {});
      if (!path.startsWith('/v1/reports')) expect([now, said.get('x-projection-state')]).toEqual([200, 'stopped']);
      await over.office.projections.resume(name);
      expect(await over.office.projections.waitFor(name, position as Position, 60_000)).toMatchObject({
        reached: true,
      });
      expect(await refusal(path, { knownAt: position })).toMatchObject({ status: 200 });
    }
  });
});

describe('/readyz', () => {
  let over: OfficeUnderTest;
  beforeAll(async () => {
    over = await officeOverHttp('postgres');
  });
  afterAll(() => over.close());

  const stop = (name: string) =>
    over.office.database.query(
      `update read_model.projection_checkpoint set state = 'stopped', error = $1 where name = $2`,
      [JSON.stringify({ code: 'poison-event', eventId: '', type: 'X', stream: 'x', position: '', message: '' }), name],
    );

  it('is ok while everything can be written', async () => {
    const before = await over.office.store.head();
    expect(await over.get('/readyz')).toMatchObject({ status: 200, body: { status: 'ok', failing: [] } });
    expect(await over.office.store.head()).toBe(before);
  });

  it('names a stopped job list, and does not take payments away for it', async () => {
    await stop('job_list');
    expect(await over.get('/readyz')).toMatchObject({
      status: 200,
      body: { status: 'degraded', failing: [{ part: 'job_list', code: 'poison-event' }] },
    });
    await over.office.projections.resume('job_list');
  });

  it.each(['ledger', 'payments'])('is 503 while %s stands still', async (name) => {
    await stop(name);
    expect(await over.get('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'unavailable', failing: [{ part: name, code: 'poison-event' }] },
    });
    await over.office.projections.resume(name);
    expect(await over.get('/readyz')).toMatchObject({ status: 200 });
  });

  it('names accounts that cannot be written, and is 503 for it where nobody gets in without one', async () => {
    await over.office.durable.query('alter table sign_in.heartbeat rename to heartbeat_away');
    const failing = [{ part: 'accounts', code: 'accounts-unavailable' }];
    expect(await over.get('/readyz')).toMatchObject({ status: 200, body: { status: 'degraded', failing } });
    const closed = { ...over.office, accountsAreNeeded: true };
    expect(await readinessOf(closed)).toEqual({ status: 'unavailable', failing });
    await over.office.durable.query('alter table sign_in.heartbeat_away rename to heartbeat');
    expect(await readinessOf(closed)).toEqual({ status: 'ok', failing: [] });
  });

  it('is 503 where the database takes no writes, although it can be read', async () => {
    await over.office.database.query('alter table read_model.heartbeat rename to heartbeat_away');
    expect(await over.get('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'unavailable', failing: [{ part: 'database', code: 'database-unavailable' }] },
    });
    await over.office.database.query('alter table read_model.heartbeat_away rename to heartbeat');
    expect(await over.get('/readyz')).toMatchObject({ status: 200 });
  });
});
