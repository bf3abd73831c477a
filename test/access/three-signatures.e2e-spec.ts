import { randomUUID } from 'node:crypto';
import { browserAt, officeOfPeople, PASSWORD, signIn, type Browser, type OfficeOfPeople } from './people-office';

let office: OfficeOfPeople;
let appropriationId = '';
let secondApprover: Browser;

const issue = {
  fiscalYear: 2026,
  programmeCode: '13060721LX2026PLACE01',
  programmeName: '零星补助',
  unitCode: '110001',
  unitName: '本级',
  fundingLevel: 'district',
  fundingLevelBasis: 'stated',
  budgetType: 'general-public',
  documentNumber: null,
  issuedAs: 'regular',
  amount: '500000.00',
  effectiveOn: '2026-01-05',
};

beforeAll(async () => {
  office = await officeOfPeople();
  const issued = await office.as.clerk.post('/v1/appropriations', issue);
  expect(codeOf(issued)).toBe('done');
  appropriationId = String(issued.body['appropriationId']);
  const { supervisor } = office.as;
  // The examples are of spring.
  const backfill = await supervisor.post(`/v1/agencies/${office.agencies.own}/backfill`, { reason: '例子在以前' });
  expect(codeOf(backfill)).toBe('done');
  const [anan, sys] = [office.as['security-administrator'], office.as['system-administrator']];
  const person = { name: '钱审批', number: null, kind: 'person' };
  const { personId } = (await sys.post('/v1/people', person, { 'bofu-agency': office.agencies.own })).body;
  const { link } = (await anan.post('/v1/accounts', { personId, login: 'approver2' })).body;
  await browserAt(office.over.address).post('/v1/password-settings', { link, password: PASSWORD });
  await office.grant(String(personId), 'approver');
  secondApprover = await signIn(office.over.address, 'approver2');
}, 240_000);
afterAll(() => office?.over.close());

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) =>
  status < 300 ? 'done' : String(body['code']);

let payees = 0;
async function submitted(): Promise<string> {
  payees += 1;
  const answer = await office.as.clerk.post('/v1/disbursements', {
    appropriationId,
    amount: '1234.50',
    payee: { kind: 'organisation', name: `第${payees}养老院` },
    purpose: '床位补贴',
    period: null,
    submittedOn: '2026-03-10',
  });
  expect(codeOf(answer)).toBe('done');
  return String(answer.body['paymentId']);
}

interface Shown {
  readonly revision: string;
  readonly digest: string;
  readonly waitsFor: string | null;
  readonly situation: string;
  readonly steps: readonly { readonly type: string; readonly by: { readonly name: string; readonly post: string } }[];
}

async function shownTo(browser: Browser, paymentId: string): Promise<Shown> {
  const head = String(await office.over.office.store.head());
  return (await browser.get(`/v1/payments/${paymentId}?minPosition=${head}`)).body as unknown as Shown;
}

/** As whoever it is sees the payment: a step on what she was shown. */
async function step(browser: Browser, paymentId: string, path: string, body: (shown: Shown) => object, key?: string) {
  const shown = await shownTo(browser, paymentId);
  const headers = { 'if-match': `"${shown.revision}"`, ...(key !== undefined && { 'idempotency-key': key }) };
  return codeOf(await browser.post(`/v1/payments/${paymentId}/${path}`, body(shown), headers));
}

async function waitingFor(signature: string): Promise<unknown[]> {
  const head = String(await office.over.office.store.head());
  const { body } = await office.as.clerk.get(`/v1/payments?limit=200&waitsFor=${signature}&minPosition=${head}`);
  return (body['items'] as Record<string, unknown>[]).map(({ paymentId }) => paymentId);
}

const review = (browser: Browser, paymentId: string) =>
  step(browser, paymentId, 'review', ({ digest }) => ({ digest, reviewedOn: '2026-03-11' }));
const approve = (browser: Browser, paymentId: string) =>
  step(browser, paymentId, 'approval', ({ digest }) => ({ digest, approvedOn: '2026-03-11' }));
const handOver = (browser: Browser, paymentId: string) =>
  step(browser, paymentId, 'hand-over', () => ({ handedOverOn: '2026-03-12' }));
const pay = (browser: Browser, paymentId: string) =>
  step(browser, paymentId, 'payment', () => ({ paidOn: '2026-03-13', voucherNumber: null }));

describe('one payment, three people', () => {
  it('goes from the clerk to the reviewer, the approver and the cashier, and each waits for the one before', async () => {
    const { clerk, reviewer, approver, cashier } = office.as;
    const paymentId = await submitted();
    expect((await shownTo(reviewer, paymentId)).waitsFor).toBe('review');
    expect(await waitingFor('review')).toContain(paymentId);
    expect(await waitingFor('approval')).not.toContain(paymentId);
    expect(await pay(cashier, paymentId)).toBe('not-handed-over');
    expect(await approve(approver, paymentId)).toBe('signature-out-of-turn');
    expect(await review(reviewer, paymentId)).toBe('done');
    expect(await waitingFor('approval')).toContain(paymentId);
    expect(await handOver(cashier, paymentId)).toBe('signature-out-of-turn');
    expect(await approve(approver, paymentId)).toBe('done');
    expect(await pay(cashier, paymentId)).toBe('not-handed-over');
    expect(await handOver(cashier, paymentId)).toBe('done');
    expect(await waitingFor('payment')).toContain(paymentId);
    expect(await pay(cashier, paymentId)).toBe('done');

    const { situation, waitsFor, steps } = await shownTo(clerk, paymentId);
    expect([situation, waitsFor]).toEqual(['paid', null]);
    for (const signature of ['review', 'approval', 'hand-over', 'payment'])
      expect(await waitingFor(signature)).not.toContain(paymentId);
    expect(steps.map(({ type, by }) => `${type} ${by.name} ${by.post}`)).toEqual([
      'PaymentSubmitted 人clerk clerk',
      'PaymentReviewed 人reviewer reviewer',
      'PaymentApproved 人approver approver',
      'PaymentHandedOver 人cashier cashier',
      'PaymentPaid 人cashier cashier',
    ]);
  });

  it('is signed as it was shown, and no other content', async () => {
    const paymentId = await submitted();
    const other = await submitted();
    const { digest } = await shownTo(office.as.reviewer, other);
    const wrong = await step(office.as.reviewer, paymentId, 'review', () => ({ digest, reviewedOn: '2026-03-11' }));
    expect(wrong).toBe('content-changed');
    expect((await shownTo(office.as.reviewer, paymentId)).waitsFor).toBe('review');
  });

  it('has one approval where two approvers press at once', async () => {
    const paymentId = await submitted();
    await review(office.as.reviewer, paymentId);
    const shown = await shownTo(office.as.approver, paymentId);
    const sign = (browser: Browser) =>
      browser.post(
        `/v1/payments/${paymentId}/approval`,
        { digest: shown.digest, approvedOn: '2026-03-11' },
        { 'if-match': `"${shown.revision}"` },
      );
    const answers = await Promise.all([sign(office.as.approver), sign(secondApprover)]);
    expect(answers.map(codeOf).sort()).toEqual(['done', 'revision-outdated']);
    const { steps } = await shownTo(office.as.approver, paymentId);
    expect(steps.filter(({ type }) => type === 'PaymentApproved')).toHaveLength(1);
  });

  it('is signed once, however often one press arrives', async () => {
    const paymentId = await submitted();
    const key = randomUUID();
    const shown = await shownTo(office.as.reviewer, paymentId);
    const headers = { 'if-match': `"${shown.revision}"`, 'idempotency-key': key };
    const body = { digest: shown.digest, reviewedOn: '2026-03-11' };
    const presses = Array.from({ length: 8 }, () =>
      office.as.reviewer.post(`/v1/payments/${paymentId}/review`, body, headers),
    );
    expect(new Set((await Promise.all(presses)).map(codeOf))).toEqual(new Set(['done']));
    const { steps } = await shownTo(office.as.reviewer, paymentId);
    expect(steps.filter(({ type }) => type === 'PaymentReviewed')).toHaveLength(1);
  });

  it('is neither reviewed nor approved by who made it, whose post has changed in between, and that is on record', async () => {
    const paymentId = await submitted();
    const anan = office.as['security-administrator'];
    const clerk = office.personOf.clerk;
    const grants = (await anan.get('/v1/grants')).body['items'] as Record<string, unknown>[];
    for (const { grantId, personId, revokedOn } of grants)
      if (personId === clerk && (revokedOn ?? null) === null)
        await anan.post(`/v1/grants/${String(grantId)}/revocation`, { reason: '转岗' });
    await office.grant(clerk, 'reviewer');
    const attempted = 'PaymentSubmitted';
    expect(await review(office.as.clerk, paymentId)).toBe('signed-already');
    const { steps } = await shownTo(office.as.reviewer, paymentId);
    expect(steps.map(({ type }) => type)).toEqual([attempted]);
    const head = String(await office.over.office.store.head());
    const log = (await office.as.auditor.get(`/v1/events?limit=20&order=desc&minPosition=${head}`)).body;
    expect((log['items'] as Record<string, unknown>[])[0]).toMatchObject({
      type: 'AttemptRefused',
      label: '同一人再办被拒',
    });
  });
});
