import { randomUUID } from 'node:crypto';
import { pagesOf } from '../../libs/reporting/testing/read-pdf';
import { officeOfPeople, type OfficeOfPeople } from './people-office';
import { codeOf, signingIn, type SigningOffice } from './signing-office';

let office: OfficeOfPeople;
let signing: SigningOffice;

beforeAll(async () => {
  office = await officeOfPeople();
  signing = await signingIn(office);
}, 240_000);
afterAll(() => office?.over.close());

interface Listed {
  readonly items: readonly {
    readonly code: string;
    readonly payeeId: string;
    readonly accounts: readonly {
      readonly accountId: string;
      readonly lastFour: string;
      readonly situation: string;
      readonly isNew: boolean;
    }[];
  }[];
}
const listed = async (q = '', browser = office.as.auditor): Promise<Listed> =>
  (await browser.get(`/v1/payees?${await signing.seen()}${q === '' ? '' : `&q=${encodeURIComponent(q)}`}`))
    .body as unknown as Listed;

const reason = { reason: '开户通知书' };
const register = async (code: string, name: string): Promise<string> => {
  const body = await signing.ok(office.as.clerk.post('/v1/payees', { code, name, kind: 'organisation' }));
  return String(body['payeeId']);
};
const propose = async (payeeId: string, number: string, more: object = {}) => {
  const { clerk } = office.as;
  const accountId = randomUUID();
  await signing.ok(clerk.post(`/v1/account-numbers/${accountId}`, { number }));
  const body = { accountId, bank: '农行满城支行', ...reason, ...more };
  return { accountId, outcome: codeOf(await clerk.post(`/v1/payees/${payeeId}/accounts`, body)) };
};
const at = (payeeId: string, accountId: string, act: string) => `/v1/payees/${payeeId}/accounts/${accountId}/${act}`;
const confirm = async (payeeId: string, accountId: string, browser = office.as.reviewer) =>
  codeOf(await browser.post(at(payeeId, accountId, 'confirmation'), {}));
const confirmedAt = async (payeeId: string, number: string, more: object = {}): Promise<string> => {
  const { accountId, outcome } = await propose(payeeId, number, more);
  expect([outcome, await confirm(payeeId, accountId)]).toEqual(['done', 'done']);
  return accountId;
};

describe('the register of payees', () => {
  it('is found by code, name and initials, and shows no more of a number than its end', async () => {
    const payeeId = await register('SK001', '城乡养老代发户');
    await confirmedAt(payeeId, '1300 1234-5678 9012');
    for (const q of ['sk0', '养老代', 'cxylDF'])
      expect((await listed(q)).items).toMatchObject([{ code: 'SK001', accounts: [{ lastFour: '9012', isNew: true }] }]);
    expect((await listed('不存在')).items).toEqual([]);
    // In the box at the top as well, on the books it is of and on no others.
    const searched = async (q: string) => {
      const { body } = await office.as.auditor.get(`/v1/search?q=${encodeURIComponent(q)}&${await signing.seen()}`);
      return (body['items'] as { kind: string; id: string }[]).filter(({ kind }) => kind === 'payee');
    };
    for (const q of ['SK001', '养老代', 'cxyldf']) expect(await searched(q)).toMatchObject([{ id: payeeId }]);
    const elsewhere = `/v1/search?q=SK001&agency=${office.agencies.none}`;
    expect(codeOf(await office.as.auditor.get(elsewhere))).not.toBe('done');
    expect(codeOf(await office.as['security-administrator'].get('/v1/search?q=SK001'))).not.toBe('done');
    expect(JSON.stringify(await listed())).not.toContain('123456789012');
    const again = { code: 'SK001', name: '别户', kind: 'organisation' };
    expect(codeOf(await office.as.clerk.post('/v1/payees', again))).toBe('payee-code-taken');
  });

  it('keeps a number out of every event and of what is kept of commands', async () => {
    const payeeId = await register('SK002', '第二养老院');
    await confirmedAt(payeeId, '6228480000001234');
    const events: string[] = [];
    for await (const batch of office.over.office.store.readAll())
      for (const event of batch.events) events.push(JSON.stringify([event.data, event.metadata]));
    const rows = await office.over.office.durable.query('select * from payee_account.number');
    const kept = await office.over.office.database.query('select * from http.idempotency_key');
    expect(events.join()).toContain('"lastFour":"1234"');
    for (const where of [events.join(), JSON.stringify(rows), JSON.stringify(kept)])
      expect(where).not.toContain('6228480000001234');
  });

  it('shows the whole number to who has said why, and to nobody else', async () => {
    const payeeId = await register('SK003', '第三养老院');
    const accountId = await confirmedAt(payeeId, '955880000000003');
    const { cashier, reviewer, clerk } = office.as;
    const number = at(payeeId, accountId, 'number');
    expect(codeOf(await cashier.get(number))).toBe('payee-account-not-disclosed');
    expect(codeOf(await cashier.post(at(payeeId, accountId, 'disclosure'), { reason: '填写凭证' }))).toBe('done');
    expect((await cashier.get(number)).body).toEqual({ number: '955880000000003' });
    expect(codeOf(await reviewer.get(number))).toBe('payee-account-not-disclosed');
    expect(codeOf(await clerk.get(number))).toBe('right-missing');
    expect(JSON.stringify(await signing.lastEvent())).toMatch(/PayeeAccountDisclosed.*填写凭证/);
  });

  it('asks about an account that is another payee’s too', async () => {
    const shared = '440000000000777';
    await confirmedAt(await register('SK004', '第四养老院'), shared);
    const other = await register('SK005', '第五养老院');
    expect((await propose(other, shared)).outcome).toBe('payee-account-of-another-payee');
    expect((await propose(other, shared, { confirmation: '两院合用一个账户' })).outcome).toBe('done');
  });
});

describe('a payment to an account of the register', () => {
  const pays = (payeeId: string, accountId: string) => ({ payee: { payeeId, accountId } });

  it('waits for the confirmation by another person', async () => {
    const payeeId = await register('SK010', '第十养老院');
    const { accountId } = await propose(payeeId, '110000000000010');
    const { clerk } = office.as;
    const asked = signing.disbursement('100.00', pays(payeeId, accountId));
    expect(codeOf(await clerk.post('/v1/disbursements', asked))).toBe('payee-account-not-payable');
    expect(await confirm(payeeId, accountId, clerk)).toBe('right-missing');
    expect(await confirm(payeeId, accountId)).toBe('done');
    expect(codeOf(await clerk.post('/v1/disbursements', asked))).toBe('done');
  });

  it('needs the second approval while the account is new, whatever the sum', async () => {
    const { reviewer, approver, cashier, supervisor } = office.as;
    const payeeId = await register('SK011', '十一养老院');
    const accountId = await confirmedAt(payeeId, '110000000000011');
    const paymentId = await signing.submitted('1.00', pays(payeeId, accountId));
    expect(await signing.review(reviewer, paymentId)).toBe('done');
    expect(await signing.approve(approver, paymentId)).toBe('done');
    expect(await signing.handOver(cashier, paymentId)).toBe('second-approval-needed');
    const again = await signing.step(supervisor, paymentId, 'second-approval', ({ digest }) => ({
      ...{ digest, approvedOn: '2026-03-11' },
    }));
    expect([again, await signing.handOver(cashier, paymentId)]).toEqual(['done', 'done']);
    // What is printed names the account by its end.
    const printed = await fetch(
      `${office.over.address}/v1/vouchers.pdf?payments=${paymentId}&${await signing.seen()}`,
      {
        headers: { cookie: [...cashier.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      },
    );
    const [page = []] = pagesOf(Buffer.from(await printed.arrayBuffer()));
    const text = page.join('\n').replace(/ +/g, ' ');
    expect(printed.status).toBe(200);
    expect(text).toContain('收款账户');
    expect(text).toContain('农行满城支行 尾号 0011');
    expect(text).not.toContain('110000000000011');
  });

  it('is stopped where the account has changed since it was approved, and told which one is in use', async () => {
    const { reviewer, approver, cashier, supervisor } = office.as;
    const rules = { newAccountDays: 0, effectiveOn: '2026-01-01', reason: '例子' };
    const setRules = (registeredOnly: boolean) =>
      supervisor.post(`/v1/agencies/${office.agencies.own}/payee-rules`, { ...rules, registeredOnly });
    expect(codeOf(await setRules(false))).toBe('done');
    const payeeId = await register('SK012', '十二养老院');
    const accountId = await confirmedAt(payeeId, '110000000000012');
    const paymentId = await signing.submitted('1.00', pays(payeeId, accountId));
    expect(await signing.review(reviewer, paymentId)).toBe('done');
    expect(await signing.approve(approver, paymentId)).toBe('done');
    await confirmedAt(payeeId, '110000000003456', { replaces: accountId });
    const { revision } = await signing.shown(paymentId);
    const { body } = await cashier.post(
      `/v1/payments/${paymentId}/hand-over`,
      { handedOverOn: '2026-03-12' },
      { 'if-match': `"${revision}"` },
    );
    expect(body['code']).toBe('payee-account-not-payable');
    expect(body['title']).toMatch(/尾号 0012）已停用.*尾号 3456/);

    expect(codeOf(await setRules(true))).toBe('done');
    const written = signing.disbursement('1.00');
    expect(codeOf(await office.as.clerk.post('/v1/disbursements', written))).toBe('payee-not-registered');
    expect(codeOf(await setRules(false))).toBe('done');
  });
});
