import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { officeOverHttp, type OfficeUnderTest, type StoreKind } from './office-over-http';

const FILE = readFileSync(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
const CODES = {
  central: '13062121RXGO3YWDTCKQR',
  provincial: '13062121U3EVR9QTHBUG9',
  municipal: '13062121VLAKGQ3T8BFUX',
  district: '13062121BHNLI8GFGL4GA',
};

const DUE = ['01-29', '02-26', '03-30', '04-30', '05-28', '06-30', '07-30', '08-30', '09-30', '10-29'];

type Level = keyof typeof CODES;

const pensionRun = (ids: Record<Level, string>, month: number) => ({
  lines: [
    { appropriationId: ids.central, rate: '93.00' },
    { appropriationId: ids.provincial, rate: '15.00' },
    { appropriationId: ids.municipal, rate: '2.50' },
    { appropriationId: ids.district, rate: '2.50' },
  ],
  headcount: 75587,
  run: 'regular',
  payee: { kind: 'special-account', name: '城乡居民基本养老保险基金财政专户' },
  purpose: `2021年${month}月基础养老金`,
  period: `2021-${String(month).padStart(2, '0')}`,
  submittedOn: `2021-${DUE[month - 1]}`,
});

describe.each<StoreKind>(['postgres', 'kurrentdb', 'memory'])('the pension year over HTTP, events in %s', (kind) => {
  let office: OfficeUnderTest;
  let position = '';
  const ids: Record<Level, string> = { central: '', provincial: '', municipal: '', district: '' };

  beforeAll(async () => {
    office = await officeOverHttp(kind);
  });
  afterAll(() => office.close());

  const payRun = async (month: number) => {
    const submitted = await office.post('/v1/payout-runs', pensionRun(ids, month));
    expect(submitted.status).toBe(201);
    const { paymentId } = submitted.body;
    const paid = await office.post(
      `/v1/payments/${String(paymentId)}/payment`,
      { paidOn: `2021-${DUE[month - 1]}`, voucherNumber: null },
      { 'if-match': submitted.headers.get('etag') ?? '' },
    );
    expect(paid.status).toBe(200);
    position = paid.body['position'] as string;
    return String(paymentId);
  };
  const available = async (id: string): Promise<string> =>
    (await office.get(`/v1/appropriations/${id}?minPosition=${position}`)).body['available'] as string;

  it('takes in the 22 programmes and explains the 211,900.00 元 by budget type', async () => {
    const body = { fileName: '2021.json', contentBase64: FILE.toString('base64') };
    const first = await office.post('/v1/programme-imports', body);
    expect(first.status).toBe(201);
    const { body: years } = await office.get(`/v1/fiscal-years?minPosition=${String(first.body['position'])}`);
    expect(years).toEqual({ years: [2021] });
    expect(first.body).toMatchObject({
      programmes: 22,
      total: '158727300.00',
      reconciliation: {
        declared: '158515400.00',
        difference: '211900.00',
        explained: [{ budgetType: 'state-capital-operations', amount: '211900.00', sequences: [6, 9] }],
        unexplained: '0.00',
      },
      repeated: false,
    });
    const again = await office.post('/v1/programme-imports', body);
    expect(again.body).toMatchObject({ programmes: 22, repeated: true });
    position = again.body['position'] as string;
    for (const level of Object.keys(CODES) as Level[]) ids[level] = await office.appropriationOf(CODES[level]);
  });

  it('plans what the document plans at its four checkpoints', async () => {
    const { body } = await office.get(`/v1/plan-against-actual?fiscalYear=2021&minPosition=${position}`);
    const { total, programmes } = body as unknown as {
      total: { checkpoints: { on: string; planned: string }[] };
      programmes: { checkpoints: { printedShare: string | null }[] }[];
    };
    expect(total.checkpoints.map(({ on, planned }) => [on, planned])).toEqual([
      ['2021-03-31', '39666225.00'],
      ['2021-06-30', '79348450.00'],
      ['2021-10-31', '118939675.00'],
      ['2021-12-31', '158727300.00'],
    ]);
    expect(programmes).toHaveLength(22);
    const blanks = programmes.flatMap(({ checkpoints }) =>
      checkpoints.filter(({ printedShare }) => printedShare === null),
    );
    expect(blanks).toHaveLength(12);
  });

  it('pays nine months of 8,541,331.00 元 each', async () => {
    for (let month = 1; month <= 9; month += 1) await payRun(month);
    expect(await available(ids.central)).toBe('6973681.00');
    expect(await available(ids.provincial)).toBe('5535755.00');
    expect(await available(ids.municipal)).toBe('1965292.50');
    expect(await available(ids.district)).toBe('529292.50');
  });

  it('refuses October as a whole, 55,910.00 元 short, and charges nobody', async () => {
    const before = await office.office.store.head();
    const key = { 'idempotency-key': randomUUID() };
    const { status, headers, body } = await office.post('/v1/payout-runs', pensionRun(ids, 10), key);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({
      code: 'payout-run-short',
      facts: {
        required: '8541331.00',
        shortfalls: [
          {
            appropriationId: ids.central,
            available: '6973681.00',
            required: '7029591.00',
            short: '55910.00',
            payableHeadcount: 74985,
          },
        ],
      },
    });
    expect(String(body['title'])).toContain('55,910.00');
    expect(await office.office.store.head()).not.toBe(before);
    expect((await office.post('/v1/payout-runs', pensionRun(ids, 10), key)).body).toMatchObject({ code: body['code'] });
    position = (await office.office.store.head()) ?? '';
    for (const [id, left] of [
      [ids.central, '6973681.00'],
      [ids.provincial, '5535755.00'],
      [ids.municipal, '1965292.50'],
      [ids.district, '529292.50'],
    ] as const)
      expect(await available(id)).toBe(left);

    // No money moved, and that it was tried is on record: once, although it was sent twice.
    const since = await office.eventsAfter(before);
    expect(since.map(({ type }) => type)).toEqual(['AttemptRefused']);
    expect(since[0]?.stream).toMatch(/^attempt-/);
    const { body: people } = await office.get('/v1/people');
    const wang = (people['items'] as { personId: string; name: string }[]).find(({ name }) => name === '王经办');
    expect(since[0]?.data).toMatchObject({
      by: { personId: wang?.personId, post: 'clerk', channel: 'service' },
      attempted: 'submit-payout-run',
      code: 'payout-run-short',
      attemptedOn: '2021-10-29',
      period: '2021-10',
      headcount: 75587,
      requiredFen: '854133100',
      shortfalls: [{ appropriationId: ids.central, shortFen: '5591000', payableHeadcount: 74985 }],
    });
  });

  it('lets October through after a supplement', async () => {
    const { headers } = await office.get(`/v1/appropriations/${ids.central}`);
    const supplement = {
      amount: '14115092.00',
      effectiveOn: '2021-10-28',
      documentNumber: '保财社〔2021〕88号',
      reason: '追加中央补助',
    };
    const blind = await office.post(`/v1/appropriations/${ids.central}/supplements`, supplement);
    expect([blind.status, blind.body['code']]).toEqual([428, 'precondition-required']);
    const done = await office.post(`/v1/appropriations/${ids.central}/supplements`, supplement, {
      'if-match': headers.get('etag') ?? '',
    });
    expect(done.status).toBe(200);
    const stale = await office.post(`/v1/appropriations/${ids.central}/supplements`, supplement, {
      'if-match': headers.get('etag') ?? '',
    });
    expect(stale.status).toBe(412);
    await payRun(10);
    expect(await available(ids.central)).toBe('14059182.00');
  });

  it('refuses a second regular run of a month', async () => {
    const { status, body } = await office.post('/v1/payout-runs', pensionRun(ids, 10));
    expect([status, body['code']]).toEqual([409, 'period-already-paid']);
  });

  it('makes one payment of a double click, and none of a key used for something else', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = {
      appropriationId: ids.provincial,
      amount: '100.00',
      payee: { kind: 'organisation', name: '某乡镇人民政府' },
      purpose: '双击',
      period: null,
      submittedOn: '2021-11-01',
    };
    const clicks = await Promise.all(Array.from({ length: 8 }, () => office.post('/v1/disbursements', body, key)));
    expect(new Set(clicks.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(clicks.map((click) => click.body['paymentId'])).size).toBe(1);
    const other = await office.post('/v1/disbursements', { ...body, amount: '200.00' }, key);
    expect([other.status, other.body['code']]).toEqual([422, 'idempotency-key-reused']);
    position = clicks[0]!.body['position'] as string;
    const { body: page } = await office.get(
      `/v1/payments?appropriationId=${ids.provincial}&minPosition=${position}&limit=200`,
    );
    const made = (page['items'] as { purpose: string }[]).filter(({ purpose }) => purpose === '双击');
    expect(made).toHaveLength(1);
  });

  it('returns thirty people, moves a charge, and shows every line in the ledger with its balance', async () => {
    const list = await office.get('/v1/payments?limit=1');
    const [january] = list.body['items'] as { paymentId: string; revision: string }[];
    const returned = await office.post(
      `/v1/payments/${january!.paymentId}/returns`,
      { by: 'bank', headcount: 30, returnedOn: '2021-11-02', reason: '账号有误' },
      { 'if-match': `"${january!.revision}"` },
    );
    expect(returned.status).toBe(200);
    position = returned.body['position'] as string;
    expect(await available(ids.central)).toBe('14061972.00');
    const { body } = await office.get(`/v1/payments/${january!.paymentId}?minPosition=${position}`);
    expect(body).toMatchObject({ returned: '3390.00', net: '8537941.00', headcount: 75557 });

    let cursor: string | null = '';
    const lines: { type: string; availableAfter: string }[] = [];
    while (cursor !== null) {
      const page: { body: Record<string, unknown> } = await office.get(
        `/v1/appropriations/${ids.central}/ledger?limit=7${cursor && `&cursor=${cursor}`}`,
      );
      lines.push(...(page.body['items'] as { type: string; availableAfter: string }[]));
      cursor = page.body['next'] as string | null;
    }
    // Issued, ten months committed and settled, one supplement, one return.
    expect(lines).toHaveLength(1 + 20 + 1 + 1);
    expect(lines.at(-1)).toMatchObject({ type: 'FundsReturnedByBank', availableAfter: '14061972.00' });
  });

  it('says how far the read models reach', async () => {
    const { body } = await office.get('/v1/projections');
    const items = body['items'] as { name: string; state: string }[];
    expect(items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ledger', 'payments', 'plan_against_actual', 'programme_facts']),
    );
    expect((await office.get('/readyz')).body).toMatchObject({ status: 'ok', store: kind });
  });
});
