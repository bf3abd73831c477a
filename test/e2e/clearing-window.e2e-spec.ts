import { officeOverHttp, type Answer, type OfficeUnderTest } from './office-over-http';

/** 清算期: January pays what December submitted against the old year, as long as the window lasts and until the year is locked. */

let now = '2021-12-15T10:00:00.000+08:00';
let office: OfficeUnderTest;
let appropriationId = '';
let agencyId = '';
let [inWindow, afterwards] = ['', ''];

const on = (day: string) => {
  now = `${day}T10:00:00.000+08:00`;
};
const ok = async (answer: Promise<Answer>): Promise<Answer['body']> => {
  const { status, body } = await answer;
  expect([Math.floor(status / 100), body['code'], body['title']]).toEqual([2, undefined, undefined]);
  return body;
};
const codeOf = async (answer: Promise<Answer>) => (await answer).body['code'] ?? 'done';
const as = (actor: string, post = 'reviewer') => ({ 'bofu-actor': encodeURIComponent(actor), 'bofu-post': post });
const disburse = (amount: string, submittedOn: string, more: object = {}) =>
  office.post('/v1/disbursements', {
    ...{ lines: [{ appropriationId, amount }], purpose: `补助 ${amount}`, submittedOn },
    ...{ payee: { kind: 'organisation', name: '第一中学' }, ...more },
  });
const submitted = async (amount: string, day: string) => String((await ok(disburse(amount, day)))['paymentId']);
const pay = async (paymentId: string, paidOn: string) => {
  const path = `/v1/payments/${paymentId}`;
  const { headers } = await office.get(`${path}?minPosition=${String(await office.office.store.head())}`);
  const body = { paidOn, voucherNumber: `P${paidOn}${paymentId.slice(0, 4)}` };
  return office.post(`${path}/payment`, body, { 'if-match': headers.get('etag') ?? '' });
};
const setWindow = (until: string | null) =>
  office.post(`/v1/agencies/${agencyId}/clearing-windows`, { fiscalYear: 2021, until, reason: '财政部门年末清算通知' });
const settled = async (asOf: string) => {
  const seen = `asOf=${asOf}&minPosition=${String(await office.office.store.head())}`;
  return (await ok(office.get(`/v1/appropriations/${appropriationId}?${seen}`)))['settled'];
};

beforeAll(async () => {
  office = await officeOverHttp('memory', { now: () => now });
  agencyId = String(((await office.get('/v1/agencies')).body['items'] as { agencyId: string }[])[0]?.agencyId);
  for (const [at, name] of ['李复核', '钱财务', '孙局长'].entries())
    await ok(office.post('/v1/people', { name, number: `000${at + 2}`, kind: 'person' }));
  for (const year of [2021, 2022]) await ok(office.post(`/v1/calendars/${year}/load-published`, {}));
  const issued = await ok(
    office.post('/v1/appropriations', {
      ...{ programmeCode: '130621215DNXGL8VF04F1', programmeName: '助学', fiscalYear: 2021, unitCode: '370001' },
      ...{ unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated', budgetType: 'general-public' },
      ...{ documentNumber: null, issuedAs: 'regular', amount: '100.00', effectiveOn: '2021-01-01' },
    }),
  );
  appropriationId = String(issued['appropriationId']);
  await ok(pay(await submitted('10.00', '2021-12-15'), '2021-12-15'));
  on('2021-12-30');
  inWindow = await submitted('30.00', '2021-12-30');
  afterwards = await submitted('20.00', '2021-12-30');
}, 120_000);
afterAll(() => office?.close());

it('is off until the office sets it, within January', async () => {
  on('2022-01-05');
  expect(await codeOf(pay(inWindow, '2022-01-05'))).toBe('clearing-window-closed');
  expect(await codeOf(setWindow('2022-02-10'))).toBe('clearing-window-outside-january');
  await ok(setWindow('2022-01-10'));
});

it('pays against the old year within it: on the day the bank paid, and December stays as it was', async () => {
  await ok(pay(inWindow, '2022-01-05'));
  expect([await settled('2021-12-31'), await settled('2022-01-05')]).toEqual(['10.00', '40.00']);
});

it('refuses what the bank pays a day after it, with its last day', async () => {
  on('2022-01-11');
  const late = await pay(afterwards, '2022-01-11');
  expect([late.status, late.body['code'], late.body['title']]).toEqual([
    422,
    'clearing-window-closed',
    '2022-01-11 晚于 2021 年清算期的最后一日 2022-01-10',
  ]);
  expect(await settled('2022-01-11')).toBe('40.00');
});

it('once the year is locked nothing is paid against it, however long the window', async () => {
  const act = (what: string, body: object = {}, headers = as('王经办', 'clerk')) =>
    office.post(`/v1/years/2021/${what}`, body, headers);
  const why = { fiscalYear: 2021, voidedOn: '2021-12-31', reason: '年末在途统一作废', lateReason: '年末集中作废' };
  await ok(office.post('/v1/payment-voidings', why, as('钱财务', 'cashier')));
  await ok(act('balances', { appropriationId, disposal: 'surplus', amount: '60.00', reason: '目标已完成' }));
  const figures = (closing: string, received: string) => ({
    lines: [{ line: 'district', opening: '0.00', received, paid: '10.00', closing }],
  });
  const month = '/v1/months/2021-12';
  await ok(office.post(`${month}/bank-statement`, figures('0.00', '10.00'), as('王经办', 'clerk')));
  await ok(office.post(`${month}/finance-figures`, figures('90.00', '100.00'), as('王经办', 'clerk')));
  await ok(office.post(`${month}/closing`, {}, as('李复核')));
  for (const [actor, post] of [
    ['王经办', 'clerk'],
    ['钱财务', 'cashier'],
    ['孙局长', 'approver'],
  ] as const) {
    const { report } = (await ok(office.get('/v1/years/2021/closing'))) as { report: { digest: string } };
    await ok(act('signatures', { reportDigest: report.digest }, as(actor, post)));
  }
  await ok(act('lock', {}, as('李复核')));

  await ok(setWindow('2022-01-20'));
  const stated = { lateReason: '补登', confirmation: '补登' };
  expect(await codeOf(disburse('1.00', '2021-12-31', stated))).toBe('insufficient-appropriation');
  // What was voided before the lock is in transit no more.
  expect(await codeOf(pay(afterwards, '2022-01-11'))).not.toBe('done');
  expect(await settled('2022-01-20')).toBe('40.00');
});
