import { officeOfPeople, signIn, type OfficeOfPeople, type PeoplePost } from './people-office';

let office: OfficeOfPeople;
let now = '2021-10-20T10:00:00.000+08:00';
let appropriationId = '';

beforeAll(async () => {
  office = await officeOfPeople(
    async (alone) => {
      await alone('own', '/v1/calendars/2021/load-published', {});
      const issued = await alone('own', '/v1/appropriations', {
        ...{ fiscalYear: 2021, programmeCode: '13060721LX2021PLACE01', programmeName: '零星补助' },
        ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
        ...{ budgetType: 'general-public', issuedAs: 'regular', documentNumber: null },
        ...{ amount: '500000.00', effectiveOn: '2021-01-01' },
      });
      appropriationId = String(issued['appropriationId']);
    },
    { clock: { now: () => now } },
  );
}, 240_000);
afterAll(() => office?.over.close());

const seen = async (post: PeoplePost, path: string) =>
  (await office.as[post].get(`${path}?minPosition=${String(await office.over.office.store.head())}`)).body;
async function step(post: PeoplePost, paymentId: string, path: string, body: object): Promise<void> {
  const shown = await seen(post, `/v1/payments/${paymentId}`);
  const signed = path === 'review' || path === 'approval' ? { digest: shown['digest'] } : {};
  const headers = { 'if-match': `"${String(shown['revision'])}"` };
  const answer = await office.as[post].post(`/v1/payments/${paymentId}/${path}`, { ...signed, ...body }, headers);
  expect([path, answer.status, answer.body['title']]).toEqual([path, 200, undefined]);
}
async function paid(purpose: string, amount: string): Promise<string> {
  const on = '2021-10-20';
  const payee = { kind: 'organisation', name: '养老院' };
  const { status, body } = await office.as.clerk.post('/v1/disbursements', {
    ...{ appropriationId, amount, payee, purpose, period: null, submittedOn: on },
  });
  expect([status, body['title']]).toEqual([201, undefined]);
  const paymentId = String(body['paymentId']);
  await step('reviewer', paymentId, 'review', { reviewedOn: on });
  await step('approver', paymentId, 'approval', { approvedOn: on });
  await step('cashier', paymentId, 'hand-over', { handedOverOn: on });
  await step('cashier', paymentId, 'payment', { paidOn: on, voucherNumber: null });
  return paymentId;
}
const comeBack = (paymentId: string, returnedOn: string) =>
  step('cashier', paymentId, 'returns', { by: 'bank', amount: '30.00', returnedOn, reason: '户名不符' });

describe('what came back and waits', () => {
  it('stands by the day it came back, not by the day it was entered, with the days it has waited', async () => {
    const enteredLast = await paid('先退回', '100.00');
    const enteredFirst = await paid('后退回', '200.00');
    now = '2021-10-22T10:00:00.000+08:00';
    const cashier = await signIn(office.over.address, 'cashier');
    Object.assign(office.as, { cashier });
    await comeBack(enteredFirst, '2021-10-22');
    await comeBack(enteredLast, '2021-10-21');
    now = '2021-10-29T10:00:00.000+08:00';
    const clerk = await signIn(office.over.address, 'clerk');
    const { items } = (await clerk.get('/v1/came-back')).body as { items: Record<string, unknown>[] };
    // The 23rd and 24th are a weekend.
    expect(items).toMatchObject([
      { paymentId: enteredLast, on: '2021-10-21', days: 8, workingDays: 6 },
      { paymentId: enteredFirst, on: '2021-10-22', days: 7, workingDays: 5 },
    ]);
  }, 60_000);
});
