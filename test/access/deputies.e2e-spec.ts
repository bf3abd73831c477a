import { browserAt, officeOfPeople, PASSWORD, signIn, type Browser, type OfficeOfPeople } from './people-office';

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
async function submitted(by: Browser): Promise<string> {
  payees += 1;
  const answer = await by.post('/v1/disbursements', {
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
    const queueOf = async (whose: Browser) => {
      const head = String(await office.over.office.store.head());
      const { body } = await whose.get(`/v1/signing-queue?waitsFor=approval&minPosition=${head}`);
      const { items, counts } = body as {
        items: { payment: { paymentId: string }; barred: string | null }[];
        counts: { waitsFor: string; count: number; hers: number }[];
      };
      const barred = [byDeputy, byHerself].map(
        (id) => items.find(({ payment }) => payment.paymentId === id)?.barred ?? null,
      );
      return [...barred, counts.find(({ waitsFor }) => waitsFor === 'approval')];
    };
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

  it('signs nothing he has submitted in somebody’s stead', async () => {
    const inStead = await standFor(office.personOf.clerk, 'clerk');
    const paymentId = await submitted(deputy);
    await revoke(inStead);
    await office.grant(deputyId, 'reviewer');
    expect(await sign(deputy, paymentId, 'review')).toBe('signed-already');
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
