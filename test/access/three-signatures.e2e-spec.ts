import { randomUUID } from 'node:crypto';
import { browserAt, officeOfPeople, PASSWORD, signIn, type Browser, type OfficeOfPeople } from './people-office';
import { codeOf, signingIn, type SigningOffice } from './signing-office';

let office: OfficeOfPeople;
let signing: SigningOffice;
let secondApprover: Browser;
let secondClerk: Browser;

beforeAll(async () => {
  office = await officeOfPeople();
  signing = await signingIn(office);
  secondApprover = await joining('钱审批', 'approver2', 'approver');
  secondClerk = await joining('周经办', 'clerk2', 'clerk');
}, 240_000);
afterAll(() => office?.over.close());

async function joining(name: string, login: string, post: 'approver' | 'clerk'): Promise<Browser> {
  const [anan, sys] = [office.as['security-administrator'], office.as['system-administrator']];
  const person = { name, number: null, kind: 'person' };
  const { personId } = (await sys.post('/v1/people', person, { 'bofu-agency': office.agencies.own })).body;
  const { link } = (await anan.post('/v1/accounts', { personId, login })).body;
  await browserAt(office.over.address).post('/v1/password-settings', { link, password: PASSWORD });
  await office.grant(String(personId), post);
  return signIn(office.over.address, login);
}

const typesOf = async (paymentId: string) => (await signing.shown(paymentId)).steps.map(({ type }) => type);

describe('one payment, three people', () => {
  it('goes from the clerk to the reviewer, the approver and the cashier, and each waits for the one before', async () => {
    const { reviewer, approver, cashier } = office.as;
    const { review, approve, handOver, pay, shown, waitingFor } = signing;
    const paymentId = await signing.submitted('1234.50');
    expect((await shown(paymentId)).waitsFor).toBe('review');
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

    const { situation, waitsFor, steps } = await shown(paymentId);
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
    const { reviewer } = office.as;
    const paymentId = await signing.submitted('1234.50');
    const { digest } = await signing.shown(await signing.submitted('1234.50'));
    expect(await signing.step(reviewer, paymentId, 'review', { digest, reviewedOn: '2026-03-11' })).toBe(
      'content-changed',
    );
    expect((await signing.shown(paymentId)).waitsFor).toBe('review');
  });

  it('has one approval where two approvers press at once', async () => {
    const paymentId = await signing.submitted('1234.50');
    await signing.review(office.as.reviewer, paymentId);
    const shown = await signing.shown(paymentId);
    const sign = (browser: Browser) =>
      browser.post(
        `/v1/payments/${paymentId}/approval`,
        { digest: shown.digest, approvedOn: '2026-03-11' },
        { 'if-match': `"${shown.revision}"` },
      );
    const answers = await Promise.all([sign(office.as.approver), sign(secondApprover)]);
    expect(answers.map(codeOf).sort()).toEqual(['done', 'revision-outdated']);
    expect((await typesOf(paymentId)).filter((type) => type === 'PaymentApproved')).toHaveLength(1);
  });

  it('is signed once, however often one press arrives', async () => {
    const paymentId = await signing.submitted('1234.50');
    const shown = await signing.shown(paymentId);
    const headers = { 'if-match': `"${shown.revision}"`, 'idempotency-key': randomUUID() };
    const body = { digest: shown.digest, reviewedOn: '2026-03-11' };
    const presses = Array.from({ length: 8 }, () =>
      office.as.reviewer.post(`/v1/payments/${paymentId}/review`, body, headers),
    );
    expect(new Set((await Promise.all(presses)).map(codeOf))).toEqual(new Set(['done']));
    expect((await typesOf(paymentId)).filter((type) => type === 'PaymentReviewed')).toHaveLength(1);
  });

  it('is one payment, however often it is submitted at once: under one key, and under fifty', async () => {
    const { clerk } = office.as;
    const count = async () =>
      ((await clerk.get(`/v1/payments?${await signing.seen()}`)).body['totals'] as Totals).count;
    type Totals = { readonly count: number };
    const before = await count();
    const same = signing.disbursement('4321.00');
    const key = { 'idempotency-key': randomUUID() };
    const presses = await Promise.all(Array.from({ length: 50 }, () => clerk.post('/v1/disbursements', same, key)));
    expect(new Set(presses.map(({ body }) => body['paymentId'])).size).toBe(1);
    expect(await count()).toBe(before + 1);

    const other = signing.disbursement('4322.00');
    const submissions = await Promise.all(Array.from({ length: 50 }, () => clerk.post('/v1/disbursements', other)));
    const codes = submissions.map(codeOf);
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['done', 'same-payment-again']));
    expect(await count()).toBe(before + 2);
  }, 60_000);

  it('is not for a program: it may enter, and neither reviews nor approves what it or anybody has entered', async () => {
    const [anan, sys] = [office.as['security-administrator'], office.as['system-administrator']];
    const service = { name: '一体化接口', number: null, kind: 'service' };
    const { personId } = (await sys.post('/v1/people', service, { 'bofu-agency': office.agencies.own })).body;
    await office.grant(String(personId), 'clerk');
    const { token } = (await anan.post('/v1/service-tokens', { personId, until: '2099-12-31' })).body;
    const bearer = { authorization: `Bearer ${String(token)}` };
    const program = browserAt(office.over.address);
    const answer = await program.post('/v1/disbursements', signing.disbursement('77.00'), bearer);
    expect(codeOf(answer)).toBe('done');
    const paymentId = String(answer.body['paymentId']);
    const { digest, revision } = await signing.shown(paymentId);
    const headers = { ...bearer, 'if-match': `"${revision}"` };
    for (const [path, body] of [
      ['review', { digest, reviewedOn: '2026-03-11' }],
      ['approval', { digest, approvedOn: '2026-03-11' }],
    ] as const)
      expect(codeOf(await program.post(`/v1/payments/${paymentId}/${path}`, body, headers))).toBe('right-missing');
    expect(await typesOf(paymentId)).toEqual(['PaymentSubmitted']);
  });
});

describe('whoever made a payment, and holds another post since', () => {
  const byOther = { replaces: '' };
  let own = '';

  beforeAll(async () => {
    const { clerk, reviewer } = office.as;
    own = await signing.submitted('1234.50');
    const first = await signing.submitted('99.00');
    const back = { sentBackOn: '2026-03-11', reason: '户名有误' };
    expect(await signing.step(reviewer, first, 'send-back', back)).toBe('done');
    const second = await signing.submitted('99.00', { replaces: first }, secondClerk);
    expect(await signing.step(reviewer, second, 'send-back', back)).toBe('done');
    byOther.replaces = second;

    const anan = office.as['security-administrator'];
    const grants = (await anan.get('/v1/grants')).body['items'] as Record<string, unknown>[];
    for (const { grantId, personId, revokedOn } of grants)
      if (personId === office.personOf.clerk && (revokedOn ?? null) === null)
        await anan.post(`/v1/grants/${String(grantId)}/revocation`, { reason: '转岗' });
    await office.grant(office.personOf.clerk, 'reviewer');
    expect(codeOf(await clerk.post('/v1/disbursements', signing.disbursement('1.00')))).toBe('right-missing');
  });

  const refused = async (paymentId: string) => {
    expect(await signing.review(office.as.clerk, paymentId)).toBe('signed-already');
    expect(await signing.lastEvent()).toMatchObject({ type: 'AttemptRefused', label: '同一人再办被拒' });
    expect(await typesOf(paymentId)).toEqual(['PaymentSubmitted']);
  };

  it('does not review it, and that is on record', () => refused(own));

  it('does not review what another has entered in its place, be it two payments later', async () => {
    const third = await signing.submitted('99.00', byOther, secondClerk);
    await refused(third);
    expect(await signing.review(office.as.reviewer, third)).toBe('done');
  });

  it('does not review what another pays anew after it came back', async () => {
    const { reviewer, approver, cashier } = office.as;
    const others = await signing.submitted('1.00', {}, secondClerk);
    expect(await signing.review(office.as.clerk, others)).toBe('done');
    expect(await signing.review(reviewer, own)).toBe('done');
    expect(await signing.approve(approver, own)).toBe('done');
    expect(await signing.handOver(cashier, own)).toBe('done');
    expect(await signing.pay(cashier, own)).toBe('done');
    const back = { by: 'bank', amount: '1234.50', returnedOn: '2026-03-16', reason: '户名不符' };
    expect(await signing.step(cashier, own, 'returns', back)).toBe('done');
    const { steps } = await signing.shown(own);
    const returnId = (steps.at(-1) as unknown as { returnId: string }).returnId;
    const anew = { reissueOf: { paymentId: own, returnId }, submittedOn: '2026-03-17' };
    const reissued = await signing.submitted('1234.50', anew, secondClerk);
    const digested = ({ digest }: { digest: string }) => ({ digest, reviewedOn: '2026-03-18' });
    expect(await signing.step(office.as.clerk, reissued, 'review', digested)).toBe('signed-already');
    expect(await signing.step(reviewer, reissued, 'review', digested)).toBe('done');
  });
});
