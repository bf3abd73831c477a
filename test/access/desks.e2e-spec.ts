import { officeOfPeople, type Browser, type OfficeOfPeople } from './people-office';

let office: OfficeOfPeople;
let appropriationId = '';
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const YEAR = Number(TODAY.slice(0, 4));
const PAYEE = { kind: 'special-account', name: '城乡居民养老待遇代发户' };

beforeAll(async () => {
  office = await officeOfPeople();
  const issued = await office.as.clerk.post('/v1/appropriations', {
    ...{ fiscalYear: YEAR, programmeCode: '13060721LX2026PLACE01', programmeName: '零星补助' },
    ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
    ...{ budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
    ...{ amount: '500000.00', effectiveOn: `${YEAR}-01-01` },
  });
  expect(issued.status).toBe(201);
  appropriationId = String(issued.body['appropriationId']);
}, 240_000);
afterAll(() => office?.over.close());

const disbursement = (amount: string, more: object = {}) => ({
  ...{ appropriationId, amount, payee: PAYEE, purpose: '床位补贴', period: null, submittedOn: TODAY },
  ...more,
});
async function submitted(amount: string, more: object = {}): Promise<string> {
  const { status, body } = await office.as.clerk.post('/v1/disbursements', disbursement(amount, more));
  expect([status, body['code']]).toEqual([201, undefined]);
  return String(body['paymentId']);
}
async function read<Body>(browser: Browser, path: string): Promise<Body> {
  const head = String(await office.over.office.store.head());
  const answer = await browser.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${head}`);
  expect([path, answer.status, answer.body['code']]).toEqual([path, 200, undefined]);
  return answer.body as Body;
}
async function step(browser: Browser, paymentId: string, path: string, body: object): Promise<string> {
  const shown = await read<{ revision: string; digest: string }>(browser, `/v1/payments/${paymentId}`);
  const signed = path === 'review' || path === 'approval' ? { digest: shown.digest } : {};
  const answer = await browser.post(
    `/v1/payments/${paymentId}/${path}`,
    { ...signed, ...body },
    { 'if-match': `"${shown.revision}"` },
  );
  return answer.status < 300 ? 'done' : String(answer.body['title']);
}
async function paid(paymentId: string): Promise<void> {
  const { reviewer, approver, cashier } = office.as;
  expect(await step(reviewer, paymentId, 'review', { reviewedOn: TODAY })).toBe('done');
  expect(await step(approver, paymentId, 'approval', { approvedOn: TODAY })).toBe('done');
  expect(await step(cashier, paymentId, 'hand-over', { handedOverOn: TODAY })).toBe('done');
  expect(await step(cashier, paymentId, 'payment', { paidOn: TODAY, voucherNumber: null })).toBe('done');
}

interface Queue {
  readonly items: readonly {
    readonly payment: { readonly paymentId: string };
    readonly isHers: boolean;
    readonly barred: string | null;
    readonly warnings: readonly { readonly code: string }[];
  }[];
  readonly counts: readonly { readonly waitsFor: string; readonly count: number; readonly hers: number }[];
  readonly done: readonly { readonly paymentId: string; readonly label: string }[];
}
const queueOf = (browser: Browser, query = '') => read<Queue>(browser, `/v1/signing-queue${query}`);
const idsIn = ({ items }: Queue) => items.map(({ payment }) => payment.paymentId);

describe('the queue of what waits for a signature', () => {
  it('holds each payment against the last one paid to the same payee, and warns where there is none', async () => {
    const first = await submitted('1000.00');
    expect((await queueOf(office.as.reviewer)).items[0]).toMatchObject({
      ...{ payment: { paymentId: first }, isHers: true, barred: null, difference: null },
      warnings: [{ code: 'nothing-before' }],
    });
    await paid(first);
    // Another payee's, and one that is not paid, are nothing to be held against.
    const elsewhere = await submitted('700.00', { payee: { ...PAYEE, name: '别户' } });
    await submitted('800.00');
    const next = await submitted('1200.00');
    const { items } = await queueOf(office.as.reviewer);
    expect(items.find(({ payment }) => payment.paymentId === next)).toMatchObject({
      difference: {
        against: { paymentId: first },
        total: { before: '1000.00', now: '1200.00', change: '200.00' },
        ...{ heads: null, payee: null, lines: [{ change: 'changed', appropriationId }] },
      },
      warnings: [],
    });
    expect(items.find(({ payment }) => payment.paymentId === elsewhere)).toMatchObject({ difference: null });

    const voucher = await read<object>(office.as.reviewer, `/v1/signing-queue/${next}`);
    expect(voucher).toMatchObject({ bearers: [{ charge: 1, appropriationId, available: '496300.00' }] });
  }, 60_000);

  it('goes by age or by amount, is counted, and remembers what she did last', async () => {
    const { reviewer, approver, clerk } = office.as;
    const byAge = await queueOf(reviewer, '?waitsFor=review');
    const byAmount = await queueOf(reviewer, '?waitsFor=review&order=largest-first');
    expect(idsIn(byAmount)).toHaveLength(3);
    expect(idsIn(byAmount)).toEqual([idsIn(byAge)[2], idsIn(byAge)[1], idsIn(byAge)[0]]);
    expect(byAge.counts).toEqual([{ waitsFor: 'review', count: 3, total: '2700.00', hers: 3, hersTotal: '2700.00' }]);
    expect(byAge.done).toMatchObject([{ label: '复核' }]);
    // The same, seen by whom it does not wait for.
    for (const [other, why] of [
      [approver, null],
      [clerk, '制单人不能复核本人单据'],
    ] as const) {
      const { items, counts } = await queueOf(other);
      expect(items.map(({ isHers, barred }) => [isHers, barred])).toEqual(Array(3).fill([false, why]));
      expect(counts).toMatchObject([{ count: 3, hers: 0 }]);
    }
  });

  it('says of her own why she may not sign it, in the words of the refusal', async () => {
    const { clerk, reviewer } = office.as;
    const [signed, made] = [await submitted('55.00'), await submitted('66.00')];
    expect(await step(reviewer, signed, 'review', { reviewedOn: TODAY })).toBe('done');
    await moveTo('reviewer', 'approver');
    await moveTo('clerk', 'reviewer');
    for (const [browser, paymentId, act, body, words] of [
      [reviewer, signed, 'approval', { approvedOn: TODAY }, '您已在此单上签过：经办、复核、审批须为三个人'],
      [clerk, made, 'review', { reviewedOn: TODAY }, '制单人不能复核本人单据'],
    ] as const) {
      const { items, counts } = await queueOf(browser);
      const own = items.find(({ payment }) => payment.paymentId === paymentId);
      expect(own).toMatchObject({ isHers: true, barred: words });
      expect(await step(browser, paymentId, act, body)).toBe(words);
      expect(counts.find(({ hers }) => hers > 0)).toBeUndefined();
    }
  }, 60_000);
});

/** She leaves her desk for another one. */
async function moveTo(from: 'clerk' | 'reviewer', to: 'reviewer' | 'approver'): Promise<void> {
  const anan = office.as['security-administrator'];
  const grants = (await anan.get('/v1/grants')).body['items'] as Record<string, unknown>[];
  for (const { grantId, personId, revokedOn } of grants)
    if (personId === office.personOf[from] && (revokedOn ?? null) === null)
      await anan.post(`/v1/grants/${String(grantId)}/revocation`, { reason: '转岗' });
  await office.grant(office.personOf[from], to);
}
