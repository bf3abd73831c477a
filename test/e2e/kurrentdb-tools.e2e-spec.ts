import { setTimeout as sleep } from 'node:timers/promises';
import { startFakeKurrentDb, type FakeKurrentDb } from '../../libs/event-store/testing/fake-kurrentdb';
import { officeOverHttp, type OfficeUnderTest } from './office-over-http';

/** What a server's own tools and its operator can do to an office, on the stand-in for a KurrentDB. */

const issued = (programmeCode: string) => ({
  fiscalYear: 2021,
  programmeCode,
  programmeName: '城乡居民基本养老保险',
  unitCode: '356001',
  unitName: '本级',
  fundingLevel: 'district',
  fundingLevelBasis: 'stated',
  budgetType: 'general-public',
  documentNumber: null,
  issuedAs: 'regular',
  amount: '1000.00',
  effectiveOn: '2021-01-01',
});
const PROGRAMME = '13062121RXGO3YWDTCKQR';
const ANOTHER = '13062121RXGO3YWDTCKQS';

describe('an appropriation whose stream is deleted by the tools of the server', () => {
  let over: OfficeUnderTest;
  let kurrentDb: FakeKurrentDb;
  let appropriationId: string;
  const paid = (amount = '10.00') => ({
    appropriationId,
    amount,
    payee: { kind: 'organisation', name: '某单位' },
    purpose: '测试',
    period: null,
    submittedOn: '2021-02-01',
  });
  const stream = () => `appropriation-${appropriationId}`;

  beforeAll(async () => {
    over = await officeOverHttp('kurrentdb');
    if (!over.kurrentDb) throw new Error('no stand-in');
    ({ kurrentDb } = over);
    expect((await over.post('/v1/appropriations', issued(PROGRAMME))).status).toBe(201);
    appropriationId = await over.appropriationOf(PROGRAMME);
    expect((await over.post('/v1/disbursements', paid())).status).toBe(201);
    expect((await over.get('/readyz')).body).toMatchObject({ status: 'ok', failing: [] });
    kurrentDb.log.softDelete(stream());
  }, 60_000);
  afterAll(() => over.close());

  it('is not "not found": a command on it is told what it is', async () => {
    const { status, body } = await over.post('/v1/disbursements', paid());
    expect([status, body['code']]).toEqual([409, 'stream-cut']);
    expect(body['title']).toContain(stream());
  });

  it('cannot be issued again', async () => {
    const { status, body } = await over.post('/v1/appropriations', issued(PROGRAMME));
    expect(status).toBe(409);
    expect(body['code']).toMatch(/^(stream-cut|appropriation-exists|claimed-already)$/);
  });

  it('is named where an operator and an auditor look', async () => {
    const ready = await over.get('/readyz');
    expect([ready.status, ready.body]).toMatchObject([
      200,
      { status: 'degraded', failing: [{ part: 'streams', code: 'stream-cut' }] },
    ]);
    const { body } = await over.get('/v1/audit/verification');
    expect(body).toMatchObject({ sound: false, misfits: 0, cut: [{ stream: stream(), how: 'deleted' }] });
  });

  it('leaves everybody else at work, and every projection going', async () => {
    expect((await over.post('/v1/appropriations', issued(ANOTHER))).status).toBe(201);
    await over.caughtUp();
    expect((await over.office.projections.faults()).size).toBe(0);
    expect(await over.appropriationOf(ANOTHER)).not.toBe(appropriationId);
  });

  it('is as it was when it is brought back', async () => {
    kurrentDb.log.setMetadata(stream(), {});
    expect((await over.post('/v1/disbursements', paid('11.00'))).status).toBe(201);
    expect((await over.get('/readyz')).body).toMatchObject({ status: 'ok' });
    expect((await over.get('/v1/audit/verification')).body).toMatchObject({ sound: true, cut: [] });
  });
});

describe('a server that comes back with an older copy', () => {
  it('is noticed by every projection, by readiness, and mended by a rebuild', async () => {
    const over = await officeOverHttp('kurrentdb');
    try {
      const { log } = over.kurrentDb ?? (await startFakeKurrentDb());
      await over.post('/v1/appropriations', issued(PROGRAMME));
      const copied = log.events.length;
      await over.post('/v1/appropriations', issued(ANOTHER));
      await over.caughtUp();
      log.restore(copied);
      await over.post('/v1/appropriations', issued('13062121RXGO3YWDTCKQT'));
      over.kurrentDb?.breakConnections();
      const { names } = over.office.projections;
      for (let look = 0; look < 400; look += 1) {
        if ((await over.office.projections.faults()).size === names.length) break;
        await sleep(25);
      }
      const faults = await over.office.projections.faults();
      expect(new Set([...faults.values()].map(({ code }) => code))).toEqual(new Set(['history-differs']));
      expect(faults.size).toBe(names.length);
      expect((await over.get('/readyz')).status).toBe(503);
      for (const name of names) await over.office.projections.rebuild(name);
      await over.caughtUp();
      expect((await over.get('/readyz')).body).toMatchObject({ status: 'ok' });
      for (const name of names)
        expect([name, (await over.office.projections.compare(name)).differingRows]).toEqual([name, 0]);
    } finally {
      await over.close();
    }
  }, 120_000);
});
