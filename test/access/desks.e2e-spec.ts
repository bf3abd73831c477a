import { randomUUID } from 'node:crypto';
import { browserAt, officeOfPeople, PASSWORD, signIn, type Browser, type OfficeOfPeople } from './people-office';
import { paperDesk } from './signed-paper';

let office: OfficeOfPeople;
let appropriationId = '';
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const YEAR = Number(TODAY.slice(0, 4));
const PAYEE = { kind: 'special-account', name: '城乡居民养老待遇代发户' };

beforeAll(async () => {
  office = await officeOfPeople(async (alone) => {
    const issued = await alone('own', '/v1/appropriations', {
      ...{ fiscalYear: YEAR, programmeCode: '13060721LX2026PLACE01', programmeName: '零星补助' },
      ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
      ...{ budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
      ...{ amount: '500000.00', effectiveOn: `${YEAR}-01-01` },
    });
    appropriationId = String(issued['appropriationId']);
  });
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
  expect([path, answer.status]).toEqual([path, 200]);
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
});

describe('what came back', () => {
  it('is there until it is entered again or paid anew', async () => {
    const { clerk, reviewer, approver, cashier } = office.as;
    const cameBack = () => read<{ count: number; items: Record<string, unknown>[] }>(clerk, '/v1/came-back');
    const sentBack = await submitted('310.00', { purpose: '退回的一笔' });
    expect(await step(reviewer, sentBack, 'send-back', { sentBackOn: TODAY, reason: '附件不全' })).toBe('done');
    const refused = await submitted('320.00', { purpose: '拒付的一笔' });
    const returned = await submitted('330.00', { purpose: '退票的一笔' });
    for (const paymentId of [refused, returned]) {
      expect(await step(reviewer, paymentId, 'review', { reviewedOn: TODAY })).toBe('done');
      expect(await step(approver, paymentId, 'approval', { approvedOn: TODAY })).toBe('done');
      expect(await step(cashier, paymentId, 'hand-over', { handedOverOn: TODAY })).toBe('done');
    }
    const refusal = { refusedOn: TODAY, refusedBy: 'treasury', reason: '账户冻结' };
    expect(await step(cashier, refused, 'refusals', refusal)).toBe('done');
    expect(await step(cashier, returned, 'payment', { paidOn: TODAY, voucherNumber: null })).toBe('done');
    const back = { by: 'bank', amount: '30.00', returnedOn: TODAY, reason: '户名不符' };
    expect(await step(cashier, returned, 'returns', back)).toBe('done');
    expect(await cameBack()).toMatchObject({
      count: 3,
      items: [
        { paymentId: sentBack, as: 'sent-back', amount: '310.00', reason: '附件不全', isMine: true, by: '人reviewer' },
        { paymentId: refused, as: 'refused', amount: '320.00', reason: '账户冻结' },
        { paymentId: returned, as: 'returned', amount: '30.00', reason: '户名不符' },
      ],
    });
    expect((await cameBack()).items.map(({ days }) => days)).toEqual([0, 0, 0]);
    const again = await submitted('311.00', { purpose: '改过的一笔', replaces: sentBack });
    const { steps } = await read<{ steps: { returnId: string | null }[] }>(clerk, `/v1/payments/${returned}`);
    const reissueOf = { paymentId: returned, returnId: steps.at(-1)?.returnId };
    const anew = await submitted('30.00', { purpose: '重发', reissueOf });
    expect((await cameBack()).items.map(({ paymentId }) => paymentId)).toEqual([refused]);
    const warned = (await queueOf(reviewer)).items.find(({ payment }) => payment.paymentId === again);
    expect(warned?.warnings.map(({ code }) => code)).toContain('entered-again');
    // What is being paid anew is not said to be paid to nobody; what else comes back may be, and is waited for no more.
    const waiver = { returnId: reissueOf.returnId, waivedOn: TODAY, reason: '收款人已注销，款项不再重发' };
    expect(await step(clerk, returned, 'reissue-waivers', waiver)).toContain('一笔退回只重发一次');
    expect(await step(cashier, returned, 'returns', { ...back, amount: '20.00', confirmation: '另一次' })).toBe('done');
    expect((await cameBack()).items.map(({ paymentId }) => paymentId)).toContain(returned);
    const { steps: then } = await read<{ steps: { returnId: string | null }[] }>(clerk, `/v1/payments/${returned}`);
    const { returnId = null } = then.at(-1) ?? {};
    expect(await step(clerk, returned, 'reissue-waivers', { ...waiver, returnId })).toBe('done');
    expect((await cameBack()).items.map(({ paymentId }) => paymentId)).not.toContain(returned);
    const { returns } = await read<{ returns: object[] }>(clerk, `/v1/payments/${returned}/story`);
    expect(returns).toMatchObject([{ end: 'reissuing' }, { end: 'waived', open: '0.00', workingDays: null }]);
    // Not in the way of what follows.
    for (const paymentId of [again, anew])
      expect(await step(clerk, paymentId, 'withdrawal', { withdrawnOn: TODAY, reason: '例子' })).toBe('done');
    const counted = await read<object>(office.as.auditor, `/v1/late-and-reversed?fiscalYear=${YEAR}`);
    expect(counted).toEqual({
      ...{ late: 0, backfilled: 0, reversed: 0, reclassified: 0, returnedByBank: 2, returnedByPayee: 0 },
    });
  }, 60_000);
});

describe('another agency', () => {
  it('has none of it on its desks', async () => {
    const { supervisor } = office.as;
    interface Counted {
      readonly count?: number;
      readonly items?: readonly unknown[];
      readonly returnedByBank?: number;
    }
    const on = async (agency: string) => {
      const asked = async (path: string) => read<Counted>(supervisor, `${path}agency=${agency}`);
      const [{ items: waiting = [] }, { count }, { returnedByBank }] = [
        await asked('/v1/signing-queue?'),
        await asked('/v1/came-back?'),
        await asked(`/v1/late-and-reversed?fiscalYear=${YEAR}&`),
      ];
      return [waiting.length, count, returnedByBank];
    };
    // Three wait for a signature, two for an answer to who asks to withdraw them.
    expect(await on(office.agencies.own)).toEqual([5, 1, 2]);
    expect(await on(office.agencies.child)).toEqual([0, 0, 0]);
  });
});

describe('what is due soon', () => {
  it('is a month without a run, until it has one', async () => {
    const { clerk } = office.as;
    interface Due {
      readonly items: readonly { readonly period: string; readonly dueOn: string; readonly open: string }[];
      readonly next: { readonly period: string } | null;
    }
    const due = () => read<Due>(clerk, '/v1/due-soon');
    expect(await due()).toMatchObject({ items: [], next: null });
    const { items } = await read<{ items: { programmeId: string }[] }>(clerk, '/v1/programmes');
    const programmeId = items[0]?.programmeId ?? '';
    const standard = {
      rates: [{ label: '标准', amount: '10.00', per: 'month' }],
      ...{ headcount: 50, cashFlow: 'monthly', effectiveOn: `${TODAY.slice(0, 7)}-01` },
      deadline: { kind: 'monthly', day: 31, printed: '每月底以前' },
    };
    await paperDesk(office).signed([{ type: 'set-payment-standard', programmeId, content: standard }]);
    const month = TODAY.slice(0, 7);
    const of = ({ items: found, next }: Due) =>
      [...found, ...(next === null ? [] : [next])].find(({ period }) => period === month);
    expect(of(await due())).toMatchObject({ period: month, open: '500.00' });
    const body = {
      lines: [{ appropriationId, rate: '10.00' }],
      ...{ headcount: 50, run: 'regular', period: month, submittedOn: TODAY, purpose: '本月', payee: PAYEE },
    };
    const run = await clerk.post('/v1/payout-runs', body);
    expect(run.status).toBe(201);
    expect(of(await due())).toBeUndefined();
    const withdrawn = { withdrawnOn: TODAY, reason: '例子' };
    expect(await step(clerk, String(run.body['paymentId']), 'withdrawal', withdrawn)).toBe('done');
  }, 60_000);
});

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) =>
  status < 300 ? 'done' : String(body['code']);

describe('a draft', () => {
  const draft = (more: object = {}) => ({
    ...{
      form: 'payout-run',
      fiscalYear: 2021,
      subject: 'scheme-1/2021-10',
      title: '十月',
      entered: { people: { 全体: '20411' } },
    },
    ...more,
  });
  const titlesIn = async (browser: Browser) =>
    ((await browser.get('/v1/drafts')).body['items'] as Record<string, unknown>[]).map(
      ({ title, isMine, by }) => `${String(title)} ${String(by)}${isMine === true ? ' mine' : ''}`,
    );
  let colleague: Browser;

  beforeAll(async () => {
    const [anan, sys] = [office.as['security-administrator'], office.as['system-administrator']];
    const person = { name: '孙经办', number: null, kind: 'person' };
    const { personId } = (await sys.post('/v1/people', person, { 'bofu-agency': office.agencies.own })).body;
    const { link } = (await anan.post('/v1/accounts', { personId, login: 'clerk2' })).body;
    await browserAt(office.over.address).post('/v1/password-settings', { link, password: PASSWORD });
    await office.grant(String(personId), 'clerk');
    colleague = await signIn(office.over.address, 'clerk2');
  });

  it('is kept whole, seen by the clerks of the agency, and changed by nobody else', async () => {
    const { clerk } = office.as;
    const path = `/v1/drafts/${randomUUID()}`;
    expect(codeOf(await clerk.post(path, draft()))).toBe('done');
    expect(codeOf(await clerk.post(path, draft({ entered: { people: { 全体: '20738' } } })))).toBe('done');
    expect((await clerk.get(path)).body).toMatchObject({ entered: { people: { 全体: '20738' } }, isMine: true });
    expect(await titlesIn(clerk)).toEqual(['十月 人clerk mine']);
    expect(await titlesIn(colleague)).toEqual(['十月 人clerk']);
    for (const [act, body] of [
      ['', draft({ title: '改了' })],
      ['/removal', {}],
    ] as const)
      expect(codeOf(await colleague.post(path + act, body))).toBe('draft-of-another');
    expect((await clerk.get(path)).body).toMatchObject({ title: '十月' });
    expect(codeOf(await clerk.post(`${path}/removal`, {}))).toBe('done');
    expect(codeOf(await clerk.post(`${path}/removal`, {}))).toBe('done');
    expect(codeOf(await clerk.get(path))).toBe('draft-not-found');
  });

  it('says who else has begun the same', async () => {
    const { clerk } = office.as;
    const [mine, theirs, other] = [randomUUID(), randomUUID(), randomUUID()];
    await clerk.post(`/v1/drafts/${mine}`, draft());
    await colleague.post(`/v1/drafts/${other}`, draft({ subject: 'scheme-1/2021-11' }));
    const saved = await colleague.post(`/v1/drafts/${theirs}`, draft());
    expect(saved.body['others']).toMatchObject([{ by: '人clerk', title: '十月', isMine: false }]);
    expect((await clerk.post(`/v1/drafts/${mine}`, draft())).body['others']).toMatchObject([{ by: '孙经办' }]);
    for (const [browser, id] of [
      [clerk, mine],
      [colleague, theirs],
      [colleague, other],
    ] as const)
      await browser.post(`/v1/drafts/${id}/removal`, {});
  });

  it('is not kept with an identity number in it, wherever it stands; what was kept before stays', async () => {
    const { clerk } = office.as;
    const path = `/v1/drafts/${randomUUID()}`;
    await clerk.post(path, draft());
    for (const entered of [
      { reason: '补发张某 11010519491231002X' },
      { parts: [{ people: '11010519491231002X' }] },
      { '11010519491231002X': '' },
    ]) {
      const answer = await clerk.post(path, draft({ entered }));
      expect([answer.status, codeOf(answer)]).toEqual([422, 'identity-number']);
      expect(JSON.stringify(answer.body)).not.toContain('19491231');
    }
    expect(codeOf(await clerk.post(path, draft({ title: '11010519491231002X' })))).toBe('identity-number');
    expect((await clerk.get(path)).body).toMatchObject({ entered: { people: { 全体: '20411' } } });
    expect(codeOf(await clerk.post(path, draft({ entered: { note: '长'.repeat(100_001) } })))).toBe('draft-too-large');
    await clerk.post(`${path}/removal`, {});
  });

  it('is of one agency: to another it never was', async () => {
    const { clerk } = office.as;
    const path = `/v1/drafts/${randomUUID()}`;
    await clerk.post(path, draft());
    expect(codeOf(await clerk.post(path, draft({ agency: office.agencies.sibling })))).toBe('agency-unknown');
    expect(codeOf(await clerk.get(`${path}?agency=${office.agencies.sibling}`))).toBe('agency-unknown');
    const { durable } = office.over.office;
    await durable.query('update draft.draft set agency_id = $1', [office.agencies.sibling]);
    expect(await titlesIn(clerk)).toEqual([]);
    expect(codeOf(await clerk.get(path))).toBe('draft-not-found');
    expect(codeOf(await clerk.post(path, draft()))).toBe('draft-of-another');
    await durable.query('delete from draft.draft');
  });
});

describe('whoever has changed her desk', () => {
  it('says of her own why she may not sign it, in the words of the refusal', async () => {
    const { clerk, reviewer } = office.as;
    const [signed, made] = [await submitted('55.00'), await submitted('66.00')];
    expect(await step(reviewer, signed, 'review', { reviewedOn: TODAY })).toBe('done');
    await moveTo('reviewer', 'approver');
    await moveTo('clerk', 'reviewer');
    for (const [browser, paymentId, act, body, words] of [
      [reviewer, signed, 'approval', { approvedOn: TODAY }, '您已在此单上签过：经办、复核、审批、第二次审批须各为一人'],
      [clerk, made, 'review', { reviewedOn: TODAY }, '制单人不能复核本人单据'],
    ] as const) {
      const { items, counts } = await queueOf(browser);
      const own = items.find(({ payment }) => payment.paymentId === paymentId);
      expect(own).toMatchObject({ isHers: true, barred: words });
      expect(await step(browser, paymentId, act, body)).toBe(words);
      // Who asks to withdraw is answered by whoever did not ask.
      expect(counts.find(({ hers, waitsFor }) => hers > 0 && waitsFor !== 'withdrawal')).toBeUndefined();
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

describe('views and columns of a list', () => {
  const filters = { level: 'central', order: '-budget' };
  const settings = async (browser: Browser) => (await browser.get('/v1/list-settings')).body;
  const viewsOf = (name: string, more: object = {}) => ({ name, filters, ...more });
  const of = (list: string) => `/v1/list-settings/${list}`;

  it("are one person's own, whatever desk she is at, and the last word counts view by view", async () => {
    const { clerk, reviewer, approver } = office.as;
    expect(codeOf(await clerk.post(`${of('payments')}/views`, viewsOf('中央')))).toBe('done');
    expect(codeOf(await clerk.post(`${of('payments')}/views`, viewsOf('退票')))).toBe('done');
    expect(codeOf(await clerk.post(`${of('payments')}/views`, viewsOf('中央', { filters: { level: 'city' } })))).toBe(
      'done',
    );
    expect(codeOf(await clerk.post(`${of('programmes')}/columns`, { hidden: ['in-transit'] }))).toBe('done');
    expect(await settings(clerk)).toEqual({
      views: expect.arrayContaining([
        { list: 'payments', name: '中央', filters: { level: 'city' } },
        { list: 'payments', name: '退票', filters },
      ]),
      columns: [{ list: 'programmes', hidden: ['in-transit'] }],
    });
    for (const other of [reviewer, approver]) expect(await settings(other)).toEqual({ views: [], columns: [] });
    // Whoever has signed in is who she is, whatever she says.
    const answer = await reviewer.post(`${of('payments')}/views/removal`, { name: '中央', personId: randomUUID() });
    expect(codeOf(answer)).toBe('done');
    expect(((await settings(clerk))['views'] as unknown[]).length).toBe(2);
    expect(codeOf(await clerk.post(`${of('payments')}/views/removal`, { name: '中央' }))).toBe('done');
    expect(((await settings(clerk))['views'] as { name: string }[]).map(({ name }) => name)).toEqual(['退票']);
  });

  it('hold no identity number, no more than fifty of a list, and none of a list that there is not', async () => {
    const { clerk } = office.as;
    const number = { filters: { q: '11010519491231002X' } };
    expect(codeOf(await clerk.post(`${of('alerts')}/views`, viewsOf('某人', number)))).toBe('identity-number');
    expect(codeOf(await clerk.post(`${of('nothing')}/views`, viewsOf('视图')))).toBe('not-found');
    for (let at = 1; at <= 50; at += 1)
      expect(codeOf(await clerk.post(`${of('alerts')}/views`, viewsOf(`视图 ${at}`)))).toBe('done');
    expect(codeOf(await clerk.post(`${of('alerts')}/views`, viewsOf('视图 51')))).toBe('too-many-views');
    expect(codeOf(await clerk.post(`${of('alerts')}/views`, viewsOf('视图 50')))).toBe('done');
  });

  it('are of the books of one agency', async () => {
    const { clerk } = office.as;
    const elsewhere = viewsOf('别处', { agency: office.agencies.sibling });
    expect(codeOf(await clerk.post(`${of('payments')}/views`, elsewhere))).toBe('agency-unknown');
    const { durable } = office.over.office;
    await durable.query('update list_settings.view set agency_id = $1', [office.agencies.sibling]);
    expect((await settings(clerk))['views']).toEqual([]);
    await durable.query('delete from list_settings.view');
  });
});
