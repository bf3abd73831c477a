import { randomUUID } from 'node:crypto';
import { officeOverHttp, type OfficeUnderTest, type StoreKind } from './office-over-http';

const [A, B] = ['13062121BHNLI8GFGL4GA', '13062121VLAKGQ3T8BFUX'];

const issued = (programmeCode: string, amount: string) => ({
  fiscalYear: 2021,
  programmeCode,
  programmeName: '基础养老金补贴',
  unitCode: '356001',
  unitName: '本级',
  fundingLevel: 'district',
  fundingLevelBasis: 'stated',
  budgetType: 'general-public',
  documentNumber: null,
  issuedAs: 'regular',
  amount,
  effectiveOn: '2021-01-01',
});

interface Item {
  readonly number: number;
  readonly position: string;
  readonly eventId: string;
  readonly type: string;
  readonly label: string;
  readonly summary: string;
  readonly stream: string;
  readonly amount: string | null;
  readonly businessDate: string;
  readonly recordedAt: string;
  readonly lateDays: number | null;
  readonly appropriationIds: string[];
  readonly paymentId: string | null;
}

describe.each<StoreKind>(['postgres', 'kurrentdb', 'memory'])('the event log over HTTP, events in %s', (kind) => {
  let office: OfficeUnderTest;
  let position = '';
  let paymentId = '';
  let a = '';
  let b = '';

  const recorded = async (path: string, body: object, headers?: Record<string, string>) => {
    const answer = await office.post(path, body, headers);
    expect([path, Math.floor(answer.status / 100), answer.body['code']]).toEqual([path, 2, undefined]);
    position = answer.body['position'] as string;
    return answer;
  };
  const get = async (path: string) => office.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
  const list = async (query: string): Promise<{ items: Item[]; next: string | null }> => {
    const { status, body } = await get(`/v1/events?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return body as unknown as { items: Item[]; next: string | null };
  };
  const numbers = ({ items }: { items: Item[] }) => items.map(({ number }) => number);

  beforeAll(async () => {
    office = await officeOverHttp(kind);
    a = String((await recorded('/v1/appropriations', issued(A, '100000.00'))).body['appropriationId']);
    b = String((await recorded('/v1/appropriations', issued(B, '50000.00'))).body['appropriationId']);
    await recorded(
      `/v1/appropriations/${a}/supplements`,
      { amount: '55910.00', effectiveOn: '2021-10-27', documentNumber: '保财社〔2020〕114号', reason: '不足部分' },
      { 'if-match': '"rev-0"' },
    );
    const submitted = await recorded('/v1/payout-runs', {
      lines: [
        { appropriationId: a, rate: '93.00' },
        { appropriationId: b, rate: '15.00' },
      ],
      headcount: 10,
      run: 'regular',
      payee: { kind: 'special-account', name: '财政专户' },
      purpose: '基础养老金',
      period: '2021-10',
      submittedOn: '2021-10-28',
    });
    paymentId = String(submitted.body['paymentId']);
    await recorded(
      `/v1/payments/${paymentId}/payment`,
      { paidOn: '2021-10-29', voucherNumber: '2021-0001' },
      { 'if-match': submitted.headers.get('etag') ?? '' },
    );
  });
  afterAll(() => office.close());

  it('numbers everything in the order of recording, the latest first by default', async () => {
    // Numbers are the store's own: its founding, the first of all, is no agency's event.
    const recordedFor = (await office.eventsAfter(null)).flatMap(({ agency }, at) =>
      agency === office.office.directory.agencyIds()[0] ? [at + 1] : [],
    );
    expect(recordedFor[0]).toBeGreaterThan(1);
    expect(numbers(await list('order=asc'))).toEqual(recordedFor);
    expect(numbers(await list(''))).toEqual([...recordedFor].reverse());
    expect((await list('order=asc&moneyOnly=true')).items.map(({ type }) => type)).toEqual([
      'AppropriationIssued',
      'AppropriationIssued',
      'AppropriationSupplemented',
      'FundsCommitted',
      'FundsCommitted',
      'CommitmentSettled',
      'CommitmentSettled',
    ]);
  });

  it('says each in Chinese with its figures, its dates and who is concerned', async () => {
    const { items } = await list('order=asc');
    const supplement = items.find(({ type }) => type === 'AppropriationSupplemented');
    expect(supplement).toMatchObject({
      type: 'AppropriationSupplemented',
      stream: `appropriation-${a}`,
      version: '1',
      label: '追加',
      summary: '追加：55,910.00 元，保财社〔2020〕114号，不足部分',
      amount: '55910.00',
      businessDate: '2021-10-27',
      by: { name: '王经办', post: 'clerk', channel: 'service' },
      appropriationIds: [a],
      paymentId: null,
    });
    expect(supplement?.lateDays).toBeGreaterThan(365);
    const [submitted, paid] = items.filter(({ stream }) => stream === `payment-${paymentId}`);
    expect(submitted).toMatchObject({
      label: '提交付款',
      summary: '提交付款：所属期 2021-10，10 人，1,080.00 元，财政专户，基础养老金，期初补录',
      appropriationIds: [a, b],
    });
    expect(paid).toMatchObject({
      summary: '登记已支付：1,080.00 元，支付凭证号 2021-0001，期初补录',
      appropriationIds: [a, b],
      businessDate: '2021-10-29',
    });
  });

  it('is filtered by appropriation, payment, type and whether money moved', async () => {
    const of = async (query: string) => (await list(`order=asc&${query}`)).items.map(({ type }) => type);
    expect(await of(`appropriationId=${b}&moneyOnly=true`)).toEqual([
      'AppropriationIssued',
      'FundsCommitted',
      'CommitmentSettled',
    ]);
    expect(await of(`appropriationId=${b}`)).toHaveLength(5);
    expect(await of(`paymentId=${paymentId}`)).toHaveLength(6);
    expect(await of('type=AppropriationIssued')).toEqual(['AppropriationIssued', 'AppropriationIssued']);
    expect(await of(`appropriationId=${randomUUID()}`)).toEqual([]);
  });

  it.each(['asc', 'desc'])('gives pages that new events do not move (%s)', async (order) => {
    const before = numbers(await list('order=asc'));
    const first = await list(`order=${order}&limit=4`);
    await recorded('/v1/appropriations', issued(`13062121${order.toUpperCase().padEnd(13, '0')}`, '1.00'));
    const seen = numbers(first);
    for (let { next } = first; next !== null;) {
      const page = await list(`order=${order}&limit=4&cursor=${next}`);
      seen.push(...numbers(page));
      next = page.next;
    }
    expect(seen).toEqual(order === 'asc' ? before : [...before].reverse());
    expect(numbers(await list('limit=1'))[0]).toBeGreaterThan(Math.max(...before));
  });

  it('can be asked as it was known at a position or at an instant', async () => {
    const { items } = await list('order=asc');
    // By itself in its command: what was known then ends with it.
    const one = items.find(({ type }) => type === 'AppropriationSupplemented')!;
    const upToIt = items.slice(0, items.indexOf(one) + 1);
    expect(numbers(await list(`order=asc&knownAt=${one.position}`))).toEqual(numbers({ items: upToIt }));

    // Two may have been recorded in the same millisecond.
    const by = items.filter(({ recordedAt }) => recordedAt <= one.recordedAt);
    const instant = encodeURIComponent(one.recordedAt);
    expect(numbers(await list(`order=asc&knownAt=${instant}`))).toEqual(by.map(({ number }) => number));
    expect((await office.get(`/v1/events/at?instant=${instant}`)).body).toMatchObject({
      instant: one.recordedAt,
      position: by.at(-1)?.position,
      number: by.at(-1)?.number,
      event: { eventId: by.at(-1)?.eventId },
    });
  });

  it('knows nothing before the first event, and everything at the end of days', async () => {
    const at = async (instant: string) => (await office.get(`/v1/events/at?instant=${instant}`)).body;
    for (const early of ['0000-01-01T00:00:00Z', '2020-12-31T00:00:00.123456789-08:00'])
      expect(await at(early)).toEqual({ instant: early, position: null, number: null, event: null });
    expect((await list('knownAt=2020-01-01T00:00:00Z')).items).toEqual([]);
    expect(await at('9999-12-31T23:59:59Z')).toMatchObject({ number: (await list('limit=1')).items[0]?.number });
  });

  it.each([
    ['/v1/events/at?instant=2021-06-30', 400, 'invalid-instant'],
    ['/v1/events/at', 422, 'missing-field'],
    ['/v1/events?order=up', 422, 'invalid-enum'],
    ['/v1/events?moneyOnly=1', 422, 'invalid-enum'],
    ['/v1/events?cursor=x', 400, 'invalid-cursor'],
    [`/v1/events/${randomUUID()}`, 404, 'event-not-found'],
    ['/v1/events/7', 404, 'not-found'],
  ])('refuses %s', async (path, status, code) => {
    const answer = await office.get(path);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.body['title']).toMatch(/\p{Script=Han}/u);
  });

  it('shows one event in full, with its neighbours in the stream and what the same request caused', async () => {
    const [supplement] = (await list('type=AppropriationSupplemented')).items;
    const { status, body } = await get(`/v1/events/${supplement?.eventId}`);
    expect(status).toBe(200);
    const ofStream = (await list('order=asc')).items.filter(({ stream }) => stream === supplement?.stream);
    const [, second, next] = numbers({ items: ofStream });
    expect(second).toBe(supplement?.number);
    const neighbours = { previous: ofStream[0]?.number, next };
    expect(body).toMatchObject({ ...supplement, ...neighbours, related: [], data: { amountFen: '5591000' } });
    const metadata = body['metadata'] as Record<string, string>;
    expect([body['hash'], body['previousHash']]).toEqual([metadata['hash'], metadata['previousHash']]);
    expect(body['hash']).toMatch(/^[0-9a-f]{64}$/);
    const { items } = await list(`paymentId=${paymentId}&order=asc`);
    const detail = (await get(`/v1/events/${items[0]!.eventId}`)).body as unknown as { related: Item[] };
    // Two commitments, and the two months the run claims.
    expect(detail.related.map(({ type }) => type).sort()).toEqual([
      'Claimed',
      'Claimed',
      'FundsCommitted',
      'FundsCommitted',
    ]);
  });

  it('verifies', async () => {
    expect((await office.get('/v1/audit/verification')).body).toMatchObject({
      sound: true,
      events: (await list('limit=1')).items[0]?.number,
      streams: new Set((await office.eventsAfter(null)).map(({ stream }) => stream)).size,
      misfits: 0,
      first: null,
    });
  });
});
