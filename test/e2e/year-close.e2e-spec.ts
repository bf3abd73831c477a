import { officeOverHttp, type Answer, type OfficeUnderTest } from './office-over-http';

/** 2021 of a small bureau, closed in January 2022 while 2022 is open already. */

interface StepSeen {
  readonly step: string;
  readonly state: string;
  readonly count: number | null;
  readonly amount: string | null;
  readonly found: string;
  readonly missing: string | null;
}
interface YearSeen {
  readonly steps: readonly StepSeen[];
  readonly balances: readonly {
    readonly appropriationId: string;
    readonly budget: string;
    readonly left: string;
    readonly formedIn: number;
    readonly secondYear: boolean;
  }[];
  readonly carriedIn: readonly {
    readonly appropriationId: string;
    readonly initial: string;
    readonly matched: boolean;
  }[];
  readonly report: { readonly digest: string | null };
  readonly locked: { readonly by: string } | null;
}

const CODES = ['130621215DNXGL8VF04F1', '13062121KAVIR2LVTY5PK', '13062121RXGO3YWDTCKQR'];
let now = '2021-01-05T09:00:00.000+08:00';
let office: OfficeUnderTest;
const [jobs, merged, old] = ['jobs', 'merged', 'old'] as const;
const appropriations: Record<string, string> = {};

const on = (day: string) => {
  now = `${day}T10:00:00.000+08:00`;
};
const ok = async (answer: Promise<Answer>): Promise<Answer['body']> => {
  const { status, body } = await answer;
  expect([Math.floor(status / 100), body['code'], body['title']]).toEqual([2, undefined, undefined]);
  return body;
};
const codeOf = async (answer: Promise<Answer>) => {
  const { status, body } = await answer;
  return [status, body['code']];
};
const as = (actor: string, post = 'reviewer') => ({ 'bofu-actor': encodeURIComponent(actor), 'bofu-post': post });
const act = (what: string, body: object = {}, headers = as('王经办', 'clerk')) =>
  office.post(`/v1/years/2021/${what}`, body, headers);
const year = async (): Promise<YearSeen> => (await ok(office.get('/v1/years/2021/closing'))) as unknown as YearSeen;
const step = async (name: string) => (await year()).steps.find((one) => one.step === name);
const balance = (appropriationId: string | undefined, amount: string, more: object = {}) =>
  act('balances', { appropriationId, disposal: 'carried-over', amount, reason: '项目未完成', ...more });
const sign = async (actor: string, post: string) =>
  act('signatures', { reportDigest: (await year()).report.digest }, as(actor, post));

const issue = async (name: string, programmeCode: string | undefined, amount: string, more: object = {}) => {
  const body = await ok(
    office.post('/v1/appropriations', {
      ...{ programmeCode, programmeName: `项目 ${name}`, fiscalYear: 2021, unitCode: '370001', unitName: '本级' },
      ...{ fundingLevel: 'district', fundingLevelBasis: 'stated', budgetType: 'general-public', documentNumber: null },
      ...{ issuedAs: 'regular', amount, effectiveOn: '2021-01-01', ...more },
    }),
  );
  appropriations[name] = String(body['appropriationId']);
};
const disburse = async (name: string, amount: string, submittedOn: string, more: object = {}): Promise<Answer> =>
  office.post('/v1/disbursements', {
    lines: [{ appropriationId: appropriations[name], amount }],
    payee: { kind: 'organisation', name: '第一中学' },
    purpose: `补助 ${amount}`,
    submittedOn,
    ...more,
  });
const onNow = async (thing: string, what: string, body: object) => {
  const position = String(await office.office.store.head());
  const { headers } = await office.get(`${thing}?minPosition=${position}`);
  return office.post(`${thing}/${what}`, body, { 'if-match': headers.get('etag') ?? '' });
};
const pay = async (paymentId: string, paidOn: string) =>
  ok(onNow(`/v1/payments/${paymentId}`, 'payment', { paidOn, voucherNumber: `P${paidOn}${paymentId.slice(0, 4)}` }));
const paid = async (name: string, amount: string, day: string): Promise<string> => {
  const paymentId = String((await ok(disburse(name, amount, day, { confirmation: '分笔拨付' })))['paymentId']);
  await pay(paymentId, day);
  return paymentId;
};
const standing = async (appropriationId: string | undefined, query: string) =>
  ok(
    office.get(
      `/v1/appropriations/${appropriationId}?${query}&minPosition=${String(await office.office.store.head())}`,
    ),
  );

let inDecember = '';
let caught = '';
beforeAll(async () => {
  office = await officeOverHttp('postgres', { now: () => now });
  for (const [at, name] of ['李复核', '赵监管', '钱财务', '孙局长'].entries())
    await ok(office.post('/v1/people', { name, number: `000${at + 2}`, kind: 'person' }));
  await ok(office.post('/v1/calendars/2021/load-published', {}));
  await ok(office.post('/v1/calendars/2022/load-published', {}));
  await issue(jobs, CODES[0], '1000.00');
  await issue(merged, CODES[1], '500.00');
  await issue(old, CODES[2], '40.00', { issuedAs: 'carry-over', formedIn: 2020 });
}, 120_000);
afterAll(() => office?.close());

it('asks why what comes after the last day for it is submitted all the same', async () => {
  const dates = { lastSubmissionOn: '2021-12-20', financeOn: '2021-12-28', reason: '年末关账通知' };
  expect(await codeOf(act('cut-off', { ...dates, lastSubmissionOn: '2022-01-05' }, as('李复核')))).toEqual([
    422,
    'cut-off-outside-year',
  ]);
  expect(await step('cut-off')).toMatchObject({ state: 'open', missing: '最后提交日未设定（通常为 2021-12-20）' });
  await ok(act('cut-off', dates, as('李复核')));
  expect(await step('cut-off')).toMatchObject({ state: 'done', missing: null });
  on('2021-12-31');
  inDecember = await paid(jobs, '600.00', '2021-12-15');
  const late = await disburse(jobs, '100.00', '2021-12-30');
  expect([late.status, late.body['code'], late.body['title']]).toEqual([
    409,
    'after-cut-off',
    '2021-12-30 已过年末最后提交日 2021-12-20；确须本年支付的，请写明事由后再提交',
  ]);
  caught = String(
    (await ok(disburse(jobs, '100.00', '2021-12-30', { confirmation: '上级 12 月 29 日到文' })))['paymentId'],
  );
});

it('shows twelve steps, and what is in transit stands in the way', async () => {
  const { steps } = await year();
  expect(steps).toHaveLength(12);
  expect(steps.find((one) => one.step === 'in-transit')).toMatchObject({
    state: 'blocking',
    count: 1,
    amount: '100.00',
  });
  expect(steps.find((one) => one.step === 'carry-over')).toMatchObject({ state: 'not-yet', amount: '840.00' });
  expect(await codeOf(balance(appropriations[jobs], '300.00'))).toEqual([422, 'year-not-over']);
});

describe('in January, while 2021 is open', () => {
  beforeAll(async () => {
    on('2022-01-10');
    const why = { fiscalYear: 2021, voidedOn: '2021-12-31', reason: '年末在途统一作废', lateReason: '年末集中作废' };
    await ok(office.post('/v1/payment-voidings', why, as('钱财务', 'cashier')));
    await issue('next', CODES[1], '700.00', { fiscalYear: 2022, effectiveOn: '2022-01-01' });
  });

  it('pays from the authority of 2022, and settles nothing of 2021 without a clearing window', async () => {
    expect(await step('in-transit')).toMatchObject({ state: 'done', count: 0 });
    await paid('next', '50.00', '2022-01-06');
    expect((await standing(appropriations['next'], 'asOf=2022-01-10'))['settled']).toBe('50.00');
  });

  it('carries a balance over, equal on both sides, in one append, with the year it was formed in', async () => {
    expect(await codeOf(balance(appropriations[jobs], '400.01'))).toEqual([422, 'insufficient-appropriation']);
    const before = await office.office.store.head();
    const { carriedTo } = await ok(balance(appropriations[jobs], '400.00'));
    const events = await office.eventsAfter(before);
    expect(new Set(events.map(({ metadata }) => metadata['commandId'])).size).toBe(1);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['BalanceClosedOut', 'AppropriationIssued', 'YearBalanceDisposed']),
    );
    const [out, into] = ['BalanceClosedOut', 'AppropriationIssued'].map(
      (name) => events.find(({ type }) => type === name)?.data as Record<string, unknown>,
    );
    expect([out?.['amountFen'], out?.['effectiveOn'], out?.['carriedTo']]).toEqual(['40000', '2022-01-01', carriedTo]);
    expect(into).toMatchObject({
      ...{ amountFen: '40000', fiscalYear: 2022, formedIn: 2021, issuedAs: 'carry-over', documentNumber: null },
      effectiveOn: '2022-01-01',
    });
    expect((await standing(appropriations[jobs], 'asOf=2021-12-31'))['available']).toBe('400.00');
    expect((await standing(appropriations[jobs], 'asOf=2022-01-01'))['available']).toBe('0.00');
    appropriations['carried'] = String(carriedTo);
  });

  it('pays anew from it what was caught by the turn, and nothing more from the year it left', async () => {
    const anew = await ok(disburse('carried', '100.00', '2022-01-10', { replaces: caught }));
    await pay(String(anew['paymentId']), '2022-01-10');
    expect(await codeOf(disburse(jobs, '0.01', '2021-12-31', { lateReason: '补登', confirmation: '补登' }))).toEqual([
      422,
      'insufficient-appropriation',
    ]);
  });

  it('gives 2021 nothing back for a return of January, and reissues it on the authority of 2022', async () => {
    const back = { by: 'bank', amount: '60.00', returnedOn: '2022-01-07', reason: '户名不符' };
    const { returnId } = await ok(onNow(`/v1/payments/${inDecember}`, 'returns', back));
    const of = (await office.eventsAfter(null)).findLast(({ type }) => type === 'PaymentReturnedByBank')?.data;
    expect(of?.['charges']).toMatchObject([{ restores: 'treasury' }]);
    const id = returnId ?? of?.['returnId'];
    const reissue = { reissueOf: { paymentId: inDecember, returnId: id }, confirmation: '重发' };
    expect(await step('returns')).toMatchObject({ state: 'done' });
    const again = await ok(disburse('carried', '60.00', '2022-01-10', reissue));
    await pay(String(again['paymentId']), '2022-01-10');
    expect((await standing(appropriations['carried'], 'asOf=2022-01-10'))['settled']).toBe('160.00');
    expect((await standing(appropriations[jobs], 'asOf=2022-01-10'))['settled']).toBe('600.00');
  });

  it('asks before money unused in its second year is carried over again, and lists it', async () => {
    expect((await year()).balances.find(({ formedIn }) => formedIn === 2020)).toMatchObject({ secondYear: true });
    expect((await step('next-year'))?.missing).toContain('形成于 2020 年，仍有 40.00 元 未用');
    expect(await codeOf(balance(appropriations[old], '40.00'))).toEqual([409, 'carry-over-second-year']);
    await ok(balance(appropriations[old], '15.00', { confirmation: '上级同意延期' }));
    await ok(balance(appropriations[old], '25.00', { disposal: 'clawed-back', reason: '财政收回' }));
  });

  it('takes the other side that is issued already, if it is one', async () => {
    await issue('side', CODES[1], '120.00', {
      ...{ fiscalYear: 2022, formedIn: 2021, issuedAs: 'carry-over', effectiveOn: '2022-01-01' },
    });
    const to = (name: string) => ({ carriedTo: appropriations[name] });
    expect(await codeOf(balance(appropriations[merged], '120.00', to('next')))).toEqual([422, 'not-carried-over']);
    expect(await codeOf(balance(appropriations[merged], '119.00', to('side')))).toEqual([422, 'carried-to-another']);
    expect((await step('next-year'))?.missing).toContain('未与本年余额对上');
    await ok(balance(appropriations[merged], '120.00', to('side')));
    expect(await codeOf(balance(appropriations[merged], '120.00', to('side')))).toEqual([422, 'not-carried-over']);
    await ok(balance(appropriations[merged], '380.00', { disposal: 'surplus', reason: '目标已完成' }));
    expect(await step('carry-over')).toMatchObject({ state: 'done', count: 0, amount: '0.00' });
    expect((await step('next-year'))?.count).toBe(3);
  });
});

describe('signing and locking', () => {
  it('waits for December', async () => {
    expect(await codeOf(act('signatures', { reportDigest: 'a'.repeat(64) }))).toEqual([409, 'year-december-open']);
    expect(await codeOf(act('lock', {}, as('李复核')))).toEqual([409, 'year-december-open']);
    for (const month of ['2021-12']) {
      const { compared } = (await ok(office.get(`/v1/months/${month}`))) as {
        compared: { line: string; figure: string; side: string; booked: string }[];
      };
      expect(compared).toEqual([]);
      await ok(office.post(`/v1/months/${month}/bank-statement`, statement('600.00', '0.00'), as('王经办', 'clerk')));
      await ok(
        office.post(`/v1/months/${month}/finance-figures`, statement('600.00', '940.00'), as('王经办', 'clerk')),
      );
      await ok(office.post(`/v1/months/${month}/closing`, {}, as('李复核')));
    }
    expect(await step('reconciliation')).toMatchObject({ state: 'open', missing: '财政专户、支出户对账未登记' });
  });

  it('takes three people, of whom none signs twice, and a report nobody has changed', async () => {
    await ok(sign('王经办', 'clerk'));
    expect(await codeOf(sign('王经办', 'approver'))).toEqual([403, 'year-signed-by-same-person']);
    expect(await codeOf(act('signatures', { reportDigest: 'a'.repeat(64) }, as('钱财务', 'cashier')))).toEqual([
      409,
      'year-report-changed',
    ]);
    await ok(sign('钱财务', 'cashier'));
    expect(await codeOf(act('lock', {}, as('李复核')))).toEqual([409, 'year-signature-missing']);
    await ok(sign('孙局长', 'approver'));
    await ok(act('lock', {}, as('李复核')));
    expect((await year()).locked).toMatchObject({ by: '李复核' });
  });

  it('keeps the months shut, and notes afterwards what changes no figure', async () => {
    const reopening = { reason: '列错科目' };
    expect(await codeOf(office.post('/v1/months/2021-12/reopening-proposal', reopening, as('李复核')))).toEqual([
      409,
      'year-locked',
    ]);
    expect(await codeOf(balance(appropriations[jobs], '1.00'))).toEqual([409, 'year-locked']);
    const before = await standing(appropriations['carried'], 'asOf=2022-01-10');
    const done = { applies: true, doneOn: '2022-01-10', reason: '已办' };
    await ok(act('notes', { step: 'carry-over-confirmed', ...done, documentNumber: '满财预〔2022〕7号' }));
    await ok(act('notes', { step: 'self-evaluation', ...done }));
    await ok(act('notes', { step: 'archive', applies: false, doneOn: null, reason: '并入上级档案' }));
    expect(await standing(appropriations['carried'], 'asOf=2022-01-10')).toEqual({ ...before });
    expect(await step('next-year')).toMatchObject({ state: 'done' });
    const final = await step('self-evaluation');
    expect(final).toMatchObject({ state: 'done', count: 0 });
    expect(final?.found).toMatch(/^2022-01-10，已办；\d+ 个项目中 0 个得分齐全，缺 \d+ 项$/);
  });

  it('is opened again by two people, and is signed anew', async () => {
    await ok(act('reopening-proposal', { reason: '结转文号有误' }, as('李复核')));
    expect(await codeOf(act('reopening', {}, as('李复核')))).toEqual([403, 'reopening-needs-second-person']);
    await ok(act('reopening', {}, as('赵监管', 'supervisor')));
    expect((await year()).locked).toBeNull();
    expect(await codeOf(act('lock', {}, as('李复核')))).toEqual([409, 'year-signature-missing']);
    await ok(office.post('/v1/months/2021-12/reopening-proposal', { reason: '列错科目' }, as('李复核')));
  });
});

/** District money alone, tying. */
function statement(out: string, closing: string) {
  const received = (Number(out) + Number(closing)).toFixed(2);
  return { lines: [{ line: 'district', opening: '0.00', received, paid: out, closing }] };
}
