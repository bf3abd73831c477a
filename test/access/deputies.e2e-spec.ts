import { randomUUID } from 'node:crypto';
import { browserAt, officeOfPeople, PASSWORD, signIn, type Browser, type OfficeOfPeople } from './people-office';
import { paperDesk } from './signed-paper';

let office: OfficeOfPeople;
let appropriationId = '';
let deputy: Browser;
let deputyId = '';

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) =>
  status < 300 ? 'done' : String(body['code']);
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
  office = await officeOfPeople(async (alone) => {
    appropriationId = String((await alone('own', '/v1/appropriations', issue))['appropriationId']);
  });
  const { supervisor } = office.as;
  await supervisor.post(`/v1/agencies/${office.agencies.own}/backfill`, { reason: '例子在以前' });
  const [anan, sys] = [office.as['security-administrator'], office.as['system-administrator']];
  const person = { name: '冯代理', number: null, kind: 'person' };
  deputyId = String((await sys.post('/v1/people', person, { 'bofu-agency': office.agencies.own })).body['personId']);
  const { link } = (await anan.post('/v1/accounts', { personId: deputyId, login: 'deputy' })).body;
  await browserAt(office.over.address).post('/v1/password-settings', { link, password: PASSWORD });
  deputy = await signIn(office.over.address, 'deputy');
}, 240_000);
afterAll(() => office?.over.close());

interface Granted {
  readonly grantId: string;
  readonly personId: string;
  readonly situation: string;
}
const administrator = () => office.as['security-administrator'];
const grantsOf = async (personId: string) =>
  ((await administrator().get('/v1/grants')).body['items'] as Granted[]).filter(
    (grant) => grant.personId === personId && grant.situation === 'confirmed',
  );
const standFor = (delegatorId: string, post: 'reviewer' | 'approver' | 'clerk') =>
  office.grant(deputyId, post, { until: '2099-12-31', delegatorId });
const revoke = async (grantId: string) =>
  expect(codeOf(await administrator().post(`/v1/grants/${grantId}/revocation`, { reason: '期满' }))).toBe('done');

let payees = 0;
async function submitted(by: Browser, more: object = {}): Promise<string> {
  payees += 1;
  const answer = await by.post('/v1/disbursements', {
    appropriationId,
    amount: '1234.50',
    payee: { kind: 'organisation', name: `第${payees}养老院` },
    purpose: '床位补贴',
    period: null,
    submittedOn: '2026-03-10',
    ...more,
  });
  expect(codeOf(answer)).toBe('done');
  return String(answer.body['paymentId']);
}
const shown = async (paymentId: string) => {
  const head = String(await office.over.office.store.head());
  return (await office.as.auditor.get(`/v1/payments/${paymentId}?minPosition=${head}`)).body;
};
async function sign(by: Browser, paymentId: string, what: 'review' | 'approval') {
  const { revision, digest } = await shown(paymentId);
  const on = what === 'review' ? { reviewedOn: '2026-03-11' } : { approvedOn: '2026-03-11' };
  const headers = { 'if-match': `"${String(revision)}"` };
  return codeOf(await by.post(`/v1/payments/${paymentId}/${what}`, { digest, ...on }, headers));
}

/** Why each of them is greyed on somebody's desk, and what is counted there. */
async function barredOn(whose: Browser, waitsFor: string, paymentIds: readonly string[]) {
  const head = String(await office.over.office.store.head());
  const { body } = await whose.get(`/v1/signing-queue?waitsFor=${waitsFor}&minPosition=${head}`);
  const { items, counts } = body as {
    items: { payment: { paymentId: string }; barred: string | null }[];
    counts: { waitsFor: string; count: number; hers: number }[];
  };
  const barred = paymentIds.map((id) => items.find(({ payment }) => payment.paymentId === id)?.barred ?? null);
  return [...barred, counts.find((each) => each.waitsFor === waitsFor)];
}

describe('a deputy', () => {
  it('signs in his own name what neither of the two has signed, while he stands in', async () => {
    const grantId = await standFor(office.personOf.reviewer, 'reviewer');
    const paymentId = await submitted(office.as.clerk);
    expect(await sign(deputy, paymentId, 'review')).toBe('done');
    const { steps } = (await shown(paymentId)) as { steps?: { type: string; by: { name: string } }[] };
    expect(steps?.map(({ type, by }) => `${type} ${by.name}`)).toEqual([
      'PaymentSubmitted 人clerk',
      'PaymentReviewed 冯代理',
    ]);
    const stream = await office.over.office.store.readStream(`payment-${paymentId}` as never);
    expect(stream.events.at(-1)?.data['by']).toMatchObject({ personId: deputyId, delegationId: grantId });
    await revoke(grantId);
    expect(await sign(deputy, await submitted(office.as.clerk), 'review')).toBe('right-missing');
  });

  it('signs nothing of whom he stands in for, nor does she after him', async () => {
    const inHerStead = await standFor(office.personOf.reviewer, 'reviewer');
    const [byDeputy, byHerself] = [await submitted(office.as.clerk), await submitted(office.as.clerk)];
    expect(await sign(deputy, byDeputy, 'review')).toBe('done');
    expect(await sign(office.as.reviewer, byHerself, 'review')).toBe('done');
    // She becomes an approver.
    await revoke(inHerStead);
    for (const { grantId } of await grantsOf(office.personOf.reviewer)) await revoke(grantId);
    await office.grant(office.personOf.reviewer, 'approver');
    expect(await sign(office.as.reviewer, byDeputy, 'approval')).toBe('signed-already');
    const again = await standFor(office.personOf.reviewer, 'approver');
    const queueOf = (whose: Browser) => barredOn(whose, 'approval', [byDeputy, byHerself]);
    // Greyed on his desk for what she has done, and on hers for what he has.
    const himself = '您已在此单上签过：经办、复核、审批、第二次审批须各为一人';
    const another = '代理关系中的另一人已在此单上签过：代理人与被代理人视为一人';
    expect(await queueOf(deputy)).toMatchObject([himself, another, { count: 3, hers: 0 }]);
    expect(await queueOf(office.as.reviewer)).toMatchObject([another, himself, { count: 3, hers: 0 }]);
    expect(await queueOf(office.as.approver)).toMatchObject([null, null, { count: 3, hers: 3 }]);
    expect(await sign(deputy, byHerself, 'approval')).toBe('signed-already');
    expect(await sign(deputy, byDeputy, 'approval')).toBe('signed-already');
    await revoke(again);
    expect(await sign(office.as.approver, byHerself, 'approval')).toBe('done');
  });

  let hisOwn = '';
  it('signs nothing he has submitted in somebody’s stead', async () => {
    const inStead = await standFor(office.personOf.clerk, 'clerk');
    hisOwn = await submitted(deputy);
    await revoke(inStead);
    await office.grant(deputyId, 'reviewer');
    expect(await sign(deputy, hisOwn, 'review')).toBe('signed-already');
  });

  it('nor what somebody has entered again for it: greyed on his desk, and not counted', async () => {
    const at = async (paymentId: string) => ({ 'if-match': `"${String((await shown(paymentId))['revision'])}"` });
    const { approver, clerk } = office.as;
    const sentBack = { sentBackOn: '2026-03-11', reason: '附件不全' };
    expect(codeOf(await approver.post(`/v1/payments/${hisOwn}/send-back`, sentBack, await at(hisOwn)))).toBe('done');
    const again = await submitted(clerk, { replaces: hisOwn });
    const before = '您是本笔所代替的付款的制单人，不能复核本笔';
    const [barred, counted] = (await barredOn(deputy, 'review', [again])) as [string, { count: number; hers: number }];
    expect([barred, counted.count - counted.hers]).toEqual([before, 1]);
    expect(await sign(deputy, again, 'review')).toBe('signed-already');
  });

  it('nor a paper in the place of one he has made', async () => {
    for (const { grantId } of await grantsOf(deputyId)) await revoke(grantId);
    const inStead = await standFor(office.personOf.clerk, 'clerk');
    const desk = paperDesk(office);
    const content = { amount: '7.00', effectiveOn: '2026-03-05', documentNumber: null, reason: '不足' };
    const entries = [{ type: 'supplement-appropriation', appropriationId, content }];
    const made = String((await desk.submit(entries, {}, deputy)).body['paperId']);
    await revoke(inStead);
    await office.grant(deputyId, 'reviewer');
    expect(codeOf(await deputy.post(`/v1/papers/${made}/return`, { reason: '文号有误' }))).toBe('done');
    const again = String((await desk.submit(entries, { replaces: made })).body['paperId']);
    const { barred } = await desk.shown(again, deputy);
    expect(barred).toBe('您是本单据所代替的单据的制单人，不能复核本单据');
    expect(codeOf(await desk.sign(deputy, again, 'review'))).toBe('budget-paper-signed-already');
  });

  it('agrees to nothing that whom he stands in for has asked: greyed on his desk, and not counted', async () => {
    for (const { grantId } of await grantsOf(deputyId)) await revoke(grantId);
    // The reviewer has become an approver above.
    const { approver, reviewer: other } = office.as;
    const paymentId = await submitted(office.as.clerk);
    const at = async () => ({ 'if-match': `"${String((await shown(paymentId))['revision'])}"` });
    const voiding = { voidedOn: '2026-03-12', reason: '户名有误' };
    expect(codeOf(await approver.post(`/v1/payments/${paymentId}/voiding`, voiding, await at()))).toBe('done');
    await standFor(office.personOf.approver, 'approver');
    const own = '申请与同意须为两个人：这一申请是您提出的，请由另一人办理';
    for (const whose of [deputy, approver])
      expect(await barredOn(whose, 'withdrawal', [paymentId])).toMatchObject([own, { count: 1, hers: 0 }]);
    expect(await barredOn(other, 'withdrawal', [paymentId])).toMatchObject([null, { count: 1, hers: 1 }]);
    const agree = async (by: Browser) =>
      codeOf(await by.post(`/v1/payments/${paymentId}/withdrawal/agreement`, { agreedOn: '2026-03-12' }, await at()));
    expect(await agree(deputy)).toBe('own-request');
    expect(await agree(other)).toBe('done');
  });

  it('confirms no account that whom he stands in for has proposed: greyed on his desk', async () => {
    for (const { grantId } of await grantsOf(deputyId)) await revoke(grantId);
    const { clerk, reviewer: other } = office.as;
    const inStead = await standFor(office.personOf.clerk, 'clerk');
    const payee = { code: 'SK001', name: '第一养老院', kind: 'organisation' };
    const payeeId = String((await clerk.post('/v1/payees', payee)).body['payeeId']);
    const accountId = randomUUID();
    await clerk.post(`/v1/account-numbers/${accountId}`, { number: '110000000000010' });
    const proposal = { accountId, bank: '农行满城支行', reason: '开户通知书' };
    expect(codeOf(await deputy.post(`/v1/payees/${payeeId}/accounts`, proposal))).toBe('done');
    await revoke(inStead);
    // He has proposed it in her stead: neither of the two confirms it, whatever they become.
    for (const personId of [deputyId, office.personOf.clerk, office.personOf.reviewer]) {
      for (const { grantId } of await grantsOf(personId)) await revoke(grantId);
      await office.grant(personId, 'reviewer');
    }
    const barredFor = async (whose: Browser) => {
      const head = String(await office.over.office.store.head());
      const { body } = await whose.get(`/v1/payees?minPosition=${head}`);
      return (body['items'] as { accounts: { barred: string | null }[] }[])[0]?.accounts[0]?.barred;
    };
    const another = '账户须由提出人以外的另一人确认，代理人也不行';
    expect([await barredFor(deputy), await barredFor(clerk), await barredFor(other)]).toEqual([
      ...[another, another, null],
    ]);
    const confirm = async (whose: Browser) =>
      codeOf(await whose.post(`/v1/payees/${payeeId}/accounts/${accountId}/confirmation`, {}));
    for (const whose of [deputy, clerk]) expect(await confirm(whose)).toBe('payee-account-own-proposal');
    expect(await confirm(other)).toBe('done');
    expect(await barredFor(deputy)).toBeNull();
  });
});

describe('a job of somebody whose right was taken', () => {
  it('is stopped and hands nothing out; that of somebody else is done', async () => {
    const request = async (by: Browser) => {
      const report = { report: 'execution-progress', format: 'csv', fiscalYear: 2026 };
      const answer = await by.post('/v1/jobs/report-exports', report);
      expect(answer.status).toBe(202);
      return String(answer.body['jobId']);
    };
    const [his, hers] = [await request(deputy), await request(office.as.clerk)];
    for (const { grantId } of await grantsOf(deputyId)) await revoke(grantId);
    await office.over.office.startJobs('always');
    const ended = async (jobId: string) => {
      for (let at = 0; at < 300; at += 1) {
        const { body } = await office.as.clerk.get(`/v1/jobs/${jobId}`);
        if (body['situation'] === 'completed' || body['situation'] === 'failed') return body;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('the job does not end');
    };
    expect(await ended(hers)).toMatchObject({ situation: 'completed' });
    expect(await ended(his)).toMatchObject({ situation: 'failed' });
    expect(codeOf(await office.as.clerk.get(`/v1/jobs/${his}/result`))).toBe('job-not-completed');
    expect(codeOf(await deputy.get(`/v1/jobs/${his}/result`))).toBe('right-missing');
  }, 60_000);
});
