import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedEvent } from '@bofu/event-store';
import { officeOverHttp, type Answer, type OfficeUnderTest } from './office-over-http';

/** A September that is closed on 4 October 2021, and what comes to it afterwards. */
const FILE = readFileSync(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
const DISTRICT = '13062121BHNLI8GFGL4GA';

interface Check {
  readonly check: string;
  readonly count: number;
  readonly amount: string;
  readonly blocks: boolean;
  readonly behind: readonly { readonly id: string; readonly explanation: string | null }[];
}
interface MonthSeen {
  readonly situation: string;
  readonly isNext: boolean;
  readonly closedBy: string | null;
  readonly reopening: { readonly proposedBy: string } | null;
  readonly later: { readonly count: number; readonly paid: string } | null;
  readonly checks: readonly Check[];
  readonly compared: readonly {
    readonly line: string;
    readonly figure: string;
    readonly side: string;
    readonly booked: string;
    readonly difference: string;
  }[];
  readonly report: {
    readonly stands: boolean | null;
    readonly knownAt: string | null;
    readonly total: { readonly paidInMonth: string };
  };
}

let now = '2021-01-05T09:00:00.000+08:00';
let office: OfficeUnderTest;
let district = '';

const on = (day: string) => {
  now = `${day}T10:00:00.000+08:00`;
};
const ok = async (answer: Promise<Answer>): Promise<Answer> => {
  const { status, body, headers } = await answer;
  expect([Math.floor(status / 100), body['code'], body['title']]).toEqual([2, undefined, undefined]);
  return { status, body, headers };
};
const codeOf = async (answer: Promise<Answer>) => {
  const { status, body } = await answer;
  return [status, body['code']];
};
const month = async (period = '2021-09'): Promise<MonthSeen> =>
  (await ok(office.get(`/v1/months/${period}`))).body as unknown as MonthSeen;
const check = async (name: string, period?: string) => (await month(period)).checks.find((one) => one.check === name);
const as = (actor: string) => ({ 'bofu-actor': encodeURIComponent(actor), 'bofu-post': 'reviewer' });
const act = (what: string, body: object = {}, headers = as('王经办')) =>
  office.post(`/v1/months/2021-09/${what}`, body, headers);

const disburse = async (yuan: string, submittedOn: string): Promise<string> => {
  const { body } = await ok(
    office.post('/v1/disbursements', {
      lines: [{ appropriationId: district, amount: yuan }],
      payee: { kind: 'organisation', name: '第一中学' },
      purpose: `补助 ${yuan}`,
      submittedOn,
      confirmation: '分笔拨付',
    }),
  );
  return String(body['paymentId']);
};
/** On what stands there now. */
const onNow = async (thing: string, step: string, body: object) => {
  const { headers } = await ok(office.get(`${thing}?minPosition=${String(await office.office.store.head())}`));
  return ok(office.post(`${thing}/${step}`, body, { 'if-match': headers.get('etag') ?? '' }));
};
const pay = (paymentId: string, paidOn: string, voucherNumber: string | null) =>
  onNow(`/v1/payments/${paymentId}`, 'payment', { paidOn, voucherNumber });
const lastOf = async (paymentId: string): Promise<RecordedEvent | undefined> =>
  (await office.eventsAfter(null)).findLast(({ data }) => data['paymentId'] === paymentId);

/** The statement that ties with what the books say of the district's money. */
const statement = (paid: string, closing: string) => {
  const received = (Number(paid) + Number(closing)).toFixed(2);
  return { lines: [{ line: 'district', opening: '0.00', received, paid, closing }] };
};

let unvouched = '';
let returned = '';
let inTransit = '';
beforeAll(async () => {
  office = await officeOverHttp('postgres', { now: () => now });
  await ok(office.post('/v1/people', { name: '李复核', number: '0002', kind: 'person' }));
  await ok(office.post('/v1/calendars/2021/load-published', {}));
  await ok(office.post('/v1/programme-imports', { fileName: '2021.json', contentBase64: FILE.toString('base64') }));
  district = await office.appropriationOf(DISTRICT);
  on('2021-09-28');
  unvouched = await disburse('200.00', '2021-09-07');
  await pay(unvouched, '2021-09-08', null);
  returned = await disburse('100.00', '2021-09-09');
  await pay(returned, '2021-09-10', 'P001');
  inTransit = await disburse('50.00', '2021-09-28');
}, 120_000);
afterAll(() => office?.close());

it('is not closed before it is over', async () => {
  on('2021-09-30');
  expect(await codeOf(act('closing'))).toEqual([422, 'month-not-over']);
});

it('is not closed while something blocks it, and is told what, with the payments behind it', async () => {
  on('2021-10-04');
  const { status, body } = await act('closing');
  expect([status, body['code']]).toEqual([409, 'month-blocked']);
  expect(body['title']).toBe('2021 年 9 月还不能结账：付款超过十个工作日没有回单 1 项，银行或财政的对账数未录入 2 项');
  expect(await check('receipt-missing')).toMatchObject({
    count: 1,
    amount: '200.00',
    blocks: true,
    behind: [{ id: unvouched }],
  });
  expect(await check('in-transit')).toMatchObject({
    count: 1,
    amount: '50.00',
    blocks: false,
    behind: [{ id: inTransit }],
  });
  expect(await month()).toMatchObject({ situation: 'open', isNext: true, later: null });
});

it('is held against the bank and the finance bureau, and a difference is explained at its amount', async () => {
  await ok(act('bank-statement', statement('300.50', '0.00')));
  expect(
    await codeOf(act('finance-figures', { lines: [{ ...statement('1.00', '0.00').lines[0], paid: '2.00' }] })),
  ).toEqual([422, 'figures-do-not-tie']);
  await ok(act('finance-figures', statement('300.00', '0.00')));
  const { compared } = await month();
  const balances = compared.filter(({ figure, difference }) => figure === 'balance' && difference !== '0.00');
  expect(balances.length).toBeGreaterThan(0);
  const lines = ['central', 'provincial', 'municipal', 'district'].flatMap((line) => {
    const of = compared.filter((one) => one.line === line && one.side === 'finance');
    const [paid, balance] = ['paid', 'balance'].map((figure) => of.find((one) => one.figure === figure)?.booked ?? '');
    return statement(paid ?? '', balance ?? '').lines.map((stated) => ({ ...stated, line }));
  });
  await ok(act('finance-figures', { lines }));
  expect((await month()).compared.filter(({ difference }) => difference !== '0.00')).toMatchObject([
    { side: 'bank', figure: 'paid', difference: '0.50' },
  ]);
  const about = { kind: 'difference', line: 'district', figure: 'paid', side: 'bank' };
  await ok(act('explanations', { about, reason: '银行误记手续费' }));
  expect(await codeOf(act('explanations', { about, reason: '再说一次' }))).toEqual([409, 'nothing-to-explain']);
  expect(await check('difference-unexplained')).toMatchObject({ count: 0, blocks: false });
  await ok(act('explanations', { about: { kind: 'receipt', paymentId: unvouched }, reason: '回单在途' }));
  expect(await check('receipt-missing')).toMatchObject({ count: 0, behind: [{ explanation: '回单在途' }] });
});

it('leaves no lock where what was booked in between blocks it', async () => {
  const { store } = office.office;
  const append = store.appendAtomic.bind(store);
  let slipped = false;
  const spy = jest.spyOn(store, 'appendAtomic').mockImplementation(async (requests, options) => {
    if (requests.some(({ stream }) => stream.startsWith('months-')) && !slipped) {
      slipped = true;
      await pay(inTransit, '2021-09-29', null);
    }
    return append(requests, options);
  });
  try {
    const { status, body } = await act('closing');
    expect([slipped, status, body['code']]).toEqual([true, 409, 'month-blocked']);
    // A payment of 29 September has time for its receipt yet.
    expect(body['title']).toBe('2021 年 9 月还不能结账：三方对账差异未说明 3 项');
  } finally {
    spy.mockRestore();
  }
  expect(await month()).toMatchObject({ situation: 'open', isNext: true });
  expect((await lastOf(inTransit))?.data['bookedIn']).toBe('2021-09');
  await onNow(`/v1/payments/${inTransit}`, 'reversal', { reversedOn: '2021-09-30', leftBank: false, reason: '误登' });
});

/** 资金执行进度表 at the end of September: the line under its title, and all that follows. */
const executionProgress = async (knownAt: string | null) => {
  const query = new URLSearchParams({ fiscalYear: '2021', asOf: '2021-09-30', ...(knownAt !== null && { knownAt }) });
  const response = await fetch(`${office.address}/v1/reports/execution-progress.csv?${query.toString()}`, {
    headers: { connection: 'close' },
  });
  const [, heading = '', ...rest] = (await response.text()).split('\r\n');
  return { status: response.status, heading, rest };
};

describe('once it is closed', () => {
  let closed: MonthSeen;
  let handedIn: Awaited<ReturnType<typeof executionProgress>>;
  beforeAll(async () => {
    on('2021-10-04');
    await ok(act('closing'));
    closed = await month();
    handedIn = await executionProgress(closed.report.knownAt);
  });

  it('says who closed it, and what was in it', () => {
    expect(closed).toMatchObject({
      situation: 'closed',
      closedBy: '王经办',
      later: { count: 0, paid: '0.00' },
      report: { stands: true, total: { paidInMonth: '300.00' } },
    });
  });

  it('takes a return of September that is entered on 5 October into October, and stays as it was', async () => {
    on('2021-10-05');
    const back = { by: 'bank', amount: '100.00', returnedOn: '2021-09-29', reason: '户名不符' };
    await onNow(`/v1/payments/${returned}`, 'returns', back);
    const event = await lastOf(returned);
    expect(event?.data).toMatchObject({ returnedOn: '2021-09-29', bookedIn: '2021-10' });
    const { report, later, checks } = await month();
    expect(report).toEqual(closed.report);
    expect(checks.map(({ check: name, count }) => [name, count])).toEqual(
      closed.checks.map(({ check: name, count }) => [name, count]),
    );
    expect(later).toMatchObject({ count: 1, paid: '-100.00' });
  });

  it('says so in the report of the month, and gives the one that was handed in again', async () => {
    expect([handedIn.status, handedIn.heading]).toEqual([200, expect.stringContaining('月结：2021-09 结账时点')]);
    expect(await executionProgress(closed.report.knownAt)).toEqual(handedIn);
    const asKnownNow = await executionProgress(null);
    expect(asKnownNow.heading).toContain('月结：2021-09 已结账，其后登记 1 笔，支出 -100.00 元，预算 0.00 元');
    expect(asKnownNow.rest).not.toEqual(handedIn.rest);
  });

  it('takes a change of budget dated back into October too', async () => {
    const supplement = { amount: '1000.00', effectiveOn: '2021-09-15', documentNumber: null, reason: '追加' };
    await onNow(`/v1/appropriations/${district}`, 'supplements', supplement);
    const event = (await office.eventsAfter(null)).findLast(({ type }) => type === 'AppropriationSupplemented');
    expect(event?.data).toMatchObject({ effectiveOn: '2021-09-15', bookedIn: '2021-10' });
    expect((await month()).later).toMatchObject({ count: 2, paid: '-100.00', budget: '1000.00' });
  });

  it('is shown among the months of its year, and the next one waits its turn', async () => {
    const items = (await ok(office.get('/v1/months?fiscalYear=2021'))).body['items'] as (MonthSeen & {
      month: string;
    })[];
    expect(items.map(({ situation }) => situation)).toEqual([
      ...Array.from({ length: 8 }, () => 'locked-before'),
      'closed',
      ...Array.from({ length: 3 }, () => 'not-over'),
    ]);
    on('2021-12-01');
    const { body } = await office.post('/v1/months/2021-11/closing', {}, as('王经办'));
    expect([body['code'], body['title']]).toEqual(['month-out-of-order', '月结须按月份先后办理：请先结 2021 年 10 月']);
  });

  it('takes no more statements and no second closing', async () => {
    expect(await codeOf(act('bank-statement', statement('300.00', '0.00')))).toEqual([409, 'month-closed']);
    expect(await codeOf(act('closing'))).toEqual([409, 'month-closed']);
  });

  it('is opened again by two people, and not by one twice', async () => {
    expect(await codeOf(act('reopening'))).toEqual([409, 'reopening-not-proposed']);
    await ok(act('reopening-proposal', { reason: '列错资金级次' }));
    expect(await codeOf(act('reopening'))).toEqual([403, 'reopening-needs-second-person']);
    expect(await month()).toMatchObject({ situation: 'reopening-proposed', reopening: { proposedBy: '王经办' } });
    await ok(act('reopening', {}, as('李复核')));
    expect(await month()).toMatchObject({ situation: 'open', isNext: true, closedBy: null });
  });

  it('is booked into again once it is open', async () => {
    on('2021-10-06');
    const late = await disburse('10.00', '2021-09-20');
    expect((await lastOf(late))?.data['bookedIn']).toBe('2021-09');
  });
});
