import { openEventStore, recordedOn, type EventStore } from '@bofu/event-store';
import { addDays, Refusal } from '@bofu/kernel';
import { day, lump, month, pay, rated, reverse, yuan } from '../testing/payment-examples';
import { codeOf, paymentOffice } from '../testing/payment-office';
import type { StepInput } from './record-step';

let store: EventStore;
let office: ReturnType<typeof paymentOffice>;

beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  office = paymentOffice(store, {}, 'agency-1', null);
  await office.registerProgramme('pension', ['over-70']);
  await office.registerProgramme('medical');
  await office.issue('A', '5000.00');
  await office.issue('C', '5000.00', 'medical');
});
afterEach(() => store.close());

const factsOf = (act: Promise<unknown>) =>
  act.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.facts : Promise.reject(error as Error)),
  );

describe('a payment as large as the office asks about', () => {
  const from = (amount: string | null) =>
    paymentOffice(
      store,
      { largePaymentFen: (_, on) => (amount !== null && on >= '2021-04-01' ? yuan(amount) : null) },
      'agency-1',
      null,
    );
  const large = [lump('A', '2000.00')];

  it('is asked back from that amount and day on, and recorded with the reason that is given', async () => {
    const asking = from('2000.00');
    const now = { submittedOn: day('04-12') };
    expect(await codeOf(asking.disburse(large, now))).toBe('payment-large');
    expect(await factsOf(asking.disburse(large, now))).toEqual({ totalFen: 200_000n, fromFen: 200_000n });
    expect(await asking.standing('A')).toEqual({ committed: 0, settled: 0 });
    await asking.disburse(large, { ...now, confirmation: '一季度合并支付，已核对' });
    await asking.disburse([lump('A', '1999.99')], now);
    await asking.disburse([lump('C', '2000.00', { programmeId: 'medical' })], { submittedOn: day('03-31') });
  });

  it('is asked about as a whole, however it is charged', async () => {
    const parts = [lump('A', '1500.00'), lump('C', '600.00', { programmeId: 'medical' })];
    expect(await codeOf(from('2000.00').disburse(parts, { submittedOn: day('04-12') }))).toBe('payment-large');
  });

  it('is no question where nothing is set, nor of a month’s regular run', async () => {
    await from(null).disburse(large, { submittedOn: day('04-12') });
    await from('1.00').run([rated('A', '113.00', 10, { period: month('2021-04') })], { submittedOn: day('04-12') });
  });
});

describe('the same payment again', () => {
  const alike = [lump('A', '1234.56')];

  it('is asked back with the first one’s number, and recorded with the reason that is given', async () => {
    const first = await office.disburse(alike, { submittedOn: day('04-12') });
    const again = () => office.disburse(alike, { submittedOn: day('04-19') });
    expect(await codeOf(again())).toBe('same-payment-again');
    expect(await factsOf(again())).toEqual({ paymentId: first, submittedOn: '2021-04-12' });
    const second = await office.disburse(alike, { submittedOn: day('04-19'), confirmation: '两家分院，已核对' });
    const recorded = (await office.recorded()).filter(({ type }) => type === 'PaymentSubmitted');
    expect(recorded.map(({ data }) => data['confirmation'])).toEqual([null, '两家分院，已核对']);
    expect(await factsOf(again())).toEqual({ paymentId: second, submittedOn: '2021-04-19' });
  });

  it('is asked of a supplementary run too', async () => {
    const run = () => office.run([{ ...rated('A', '3.00', 10), entry: 'back-pay', reason: '补发' }]);
    await run();
    expect(await codeOf(run())).toBe('same-payment-again');
  });

  it('is no question for another payee, amount, programme or period, after some weeks, nor when the first came back', async () => {
    const first = await office.disburse(alike, { submittedOn: day('04-12') });
    const other = { kind: 'organisation', name: '乙单位' } as const;
    await office.disburse(alike, { submittedOn: day('04-12'), payee: other });
    await office.disburse([lump('A', '1234.57')], { submittedOn: day('04-12') });
    await office.disburse([lump('C', '1234.56')], { submittedOn: day('04-12') });
    await office.disburse([{ ...lump('A', '12.56'), period: month('2021-03') }], { submittedOn: day('04-12') });
    await office.disburse([{ ...lump('A', '12.56'), period: month('2021-04') }], { submittedOn: day('04-12') });
    await office.step(first, { type: 'send-back-payment', sentBackOn: day('04-13'), reason: '有误' });
    const second = await office.disburse(alike, { submittedOn: day('04-13') });
    await office.disburse(alike, { submittedOn: day('05-13') });
    expect(await codeOf(office.disburse(alike, { submittedOn: day('05-14') }))).toBe('same-payment-again');
    expect(second).not.toBe(first);
  });

  it('of two clerks who press at once, one is asked', async () => {
    const both = await Promise.all([1, 2].map(() => codeOf(office.disburse(alike, { submittedOn: day('04-12') }))));
    expect(both.toSorted()).toEqual([null, 'same-payment-again'].toSorted());
  });
});

describe('a voucher number', () => {
  const payBy = (voucherNumber: string | null, confirmation: string | null = null, bank: string | null = null) => ({
    ...pay('all', '05-06'),
    voucherNumber,
    bank,
    confirmation,
  });

  it('is of one payment, and asked back for another until the first was reversed', async () => {
    const [p, q, r] = [await disbursed('100.00'), await disbursed('200.00'), await disbursed('300.00')];
    await office.step(p, payBy('支2021-0077'));
    expect(await factsOf(office.step(q, payBy('支 2021-0077')))).toEqual({
      voucherNumber: '支 2021-0077',
      paymentId: p,
    });
    await office.step(q, payBy('支2021-0077', '一张凭证付两笔'));
    expect(await codeOf(office.step(r, payBy('支2021-0077')))).toBe('voucher-used-already');
    await office.step(q, { ...reverse(), reversedOn: day('05-07') });
    expect(await codeOf(office.step(r, payBy('支2021-0077')))).toBeNull();
  });

  it('may cover several charges of one payment, and is not asked where there is none', async () => {
    const two = await office.run([rated('A', '3.00', 10), rated('C', '2.00', 10)]);
    for (const charge of [1, 2]) await office.step(two, { ...payBy('支2021-0080'), charges: [charge] });
    for (const amount of ['1.00', '2.00']) await office.step(await disbursed(amount), payBy(null));
    expect((await office.standing('A')).settled).toBe(33);
  });

  it('is each bank’s own, and asked back wherever one of two banks is not said', async () => {
    const [p, q, r, s] = [
      await disbursed('1.00'),
      await disbursed('2.00'),
      await disbursed('3.00'),
      await disbursed('4.00'),
    ];
    const by = (paymentId: string, bank: string | null, confirmation: string | null = null) =>
      factsOf(office.step(paymentId, payBy('0031', confirmation, bank)));
    const usedBy = (paymentId: string) => ({ voucherNumber: '0031', paymentId });
    expect(await by(p, '农业银行')).toBeNull();
    expect(await by(q, '农 业银行')).toEqual(usedBy(p));
    expect(await by(q, '邮储银行')).toBeNull();
    expect(await by(r, null)).toEqual(usedBy(p));
    expect(await by(r, null, '已核对')).toBeNull();
    for (const bank of ['农业银行', '邮储银行', '工商银行', null]) expect(await by(s, bank)).toEqual(usedBy(r));
    expect(await by(s, '工商银行', '已核对')).toBeNull();
    expect(await by(await disbursed('5.00'), '农业银行')).toEqual(usedBy(s));
    const paid = (await office.recorded()).filter(({ type }) => type === 'PaymentPaid');
    expect(paid.map(({ data }) => data['bank'])).toEqual(['农业银行', '邮储银行', null, '工商银行']);
  });

  it('of two clerks who press at once without a bank and with one, one is asked', async () => {
    const [p, q] = [await disbursed('1.00'), await disbursed('2.00')];
    const both = await Promise.all([
      codeOf(office.step(p, payBy('0031', null, '农业银行'))),
      codeOf(office.step(q, payBy('0031'))),
    ]);
    expect(both.toSorted()).toEqual([null, 'voucher-used-already'].toSorted());
  });

  const disbursed = (amount: string) => office.disburse([lump('A', amount)], { submittedOn: day('05-05') });
});

describe('a number that looks like a person’s', () => {
  const PHONE = '13812345678';
  const asks = (field: string, line: number | null = null) => ({
    ...{ field, line, looksLike: 'mobile-number', ending: '5678' },
  });
  const submission = { submittedOn: day('05-05') };

  it('is asked about in the purpose, the payee’s name and a line’s reason, and recorded with a stated reason', async () => {
    const payee = { kind: 'organisation', name: `某单位 ${PHONE}` } as const;
    const line = { ...lump('A', '1.00'), entry: 'back-pay', reason: `补发，联系${PHONE}` } as const;
    const purpose = { ...submission, purpose: `拨付，联系${PHONE}` };
    expect(await factsOf(office.disburse([lump('A', '1.00')], purpose))).toEqual(asks('purpose'));
    expect(await factsOf(office.disburse([lump('A', '1.00')], { ...submission, payee }))).toEqual(asks('payee'));
    expect(await factsOf(office.disburse([lump('C', '2.00'), line], submission))).toEqual(asks('reason', 2));
    expect(await office.recorded()).not.toContainEqual(expect.objectContaining({ type: 'PaymentSubmitted' }));
    await office.disburse([line], { ...purpose, confirmation: '单位的热线电话' });
  });

  it('is no question of a voucher’s number or bank', async () => {
    const paymentId = await office.disburse([lump('A', '1.00')], submission);
    const step = { ...pay('all', '05-06'), voucherNumber: PHONE, bank: `农业银行${PHONE}` };
    expect(await codeOf(office.step(paymentId, step))).toBeNull();
  });

  it('is asked about in the reason of every step, and the stated reason goes on record', async () => {
    const reason = `户名不符，${PHONE}`;
    const [on, returned] = [day('05-07'), { amountFen: yuan('1.00') }];
    const steps: readonly StepInput[] = [
      { type: 'send-back-payment', sentBackOn: on, reason },
      { type: 'withdraw-payment', charges: 'all', withdrawnOn: on, reason },
      { type: 'void-payment', charges: 'all', voidedOn: on, reason },
      { type: 'record-payment-refusal', charges: 'all', refusedBy: 'bank', refusedOn: on, reason },
      { type: 'reverse-payment', charges: 'all', leftBank: true, reversedOn: on, reason },
      { ...{ type: 'record-payment-return', party: 'bank', returnId: 'r', returned }, returnedOn: on, reason },
      {
        ...{ type: 'reclassify-payment', correctionId: 'c', from: { charge: 1 }, to: 'C', amountFen: null },
        ...{ correctedOn: on, reason },
      },
    ];
    for (const [at, step] of steps.entries()) {
      const paymentId = await office.disburse([lump('A', `${at + 3}.00`)], submission);
      if (at > 3) await office.step(paymentId, { ...pay('all', '05-06'), voucherNumber: null });
      expect([step.type, await factsOf(office.step(paymentId, step))]).toEqual([step.type, asks('reason')]);
      await office.step(paymentId, { ...step, confirmation: '单位的热线电话' } as StepInput);
      expect((await office.recorded()).filter(({ data }) => data['confirmation'] === '单位的热线电话')).toHaveLength(
        at + 1,
      );
    }
  });

  it('is not let by in the stated reason itself', async () => {
    const confirmation = `确非个人信息 ${PHONE}`;
    expect(await factsOf(office.disburse([lump('A', '1.00')], { ...submission, confirmation }))).toEqual(
      asks('confirmation'),
    );
  });
});

describe('what has not happened yet', () => {
  it('is not recorded: neither submitted nor paid nor anything else after today in Beijing', async () => {
    const today = recordedOn(office.context());
    const tomorrow = addDays(today, 1);
    const ahead = { date: tomorrow, today };
    expect(await factsOf(office.disburse([lump('A', '9.00')], { submittedOn: tomorrow }))).toEqual(ahead);
    const paymentId = await office.disburse([lump('A', '9.00')], { submittedOn: day('12-30') });
    expect(await factsOf(office.step(paymentId, pay('all', '12-30')))).toBeNull();
    const stated = { reason: '事由', confirmation: null };
    const steps: { readonly [Type in StepInput['type']]: Omit<Extract<StepInput, { type: Type }>, 'type'> } = {
      'review-payment': { digest: '', reviewedOn: tomorrow },
      'approve-payment': { digest: '', approvedOn: tomorrow },
      'second-approve-payment': { digest: '', approvedOn: tomorrow },
      'hand-over-payment': { handedOverOn: tomorrow },
      'pay-payment': { charges: 'all', paidOn: tomorrow, voucherNumber: null, bank: null },
      'send-back-payment': { sentBackOn: tomorrow, ...stated },
      'withdraw-payment': { charges: 'all', withdrawnOn: tomorrow, ...stated },
      'void-payment': { charges: 'all', voidedOn: tomorrow, ...stated },
      'agree-to-withdrawal': { agreedOn: tomorrow },
      'decline-withdrawal': { declinedOn: tomorrow, ...stated },
      'confirm-correction': { confirmedOn: tomorrow },
      'decline-correction': { declinedOn: tomorrow, ...stated },
      'record-payment-refusal': { charges: 'all', refusedBy: 'bank', refusedOn: tomorrow, ...stated },
      'reverse-payment': { charges: 'all', leftBank: true, reversedOn: tomorrow, ...stated },
      'reclassify-payment': {
        ...{ correctionId: 'c9', from: { charge: 1 }, to: 'C', amountFen: null },
        ...{ correctedOn: tomorrow, ...stated },
      },
      'record-payment-return': {
        ...{ party: 'bank', returnId: 'r9', returned: { amountFen: yuan('1.00') } },
        ...{ returnedOn: tomorrow, ...stated },
      },
      'waive-reissue': { returnId: 'r9', waivedOn: tomorrow, ...stated },
      'record-advance-repayment': {
        ...{ charge: 1, debtor: 'central', amountFen: yuan('1.00'), repaidOn: tomorrow, account: '财政专户' },
      },
    };
    for (const [type, step] of Object.entries(steps)) {
      const act = office.step(paymentId, { type, ...step } as StepInput);
      expect([type, await factsOf(act)]).toEqual([type, ahead]);
    }
  });

  it('is today by the clock in Beijing, whatever zone the instant is written in', () => {
    expect(recordedOn({ recordedAt: '2021-03-01T16:00:01Z' })).toBe('2021-03-02');
    expect(recordedOn({ recordedAt: '2021-03-01T23:59:59+08:00' })).toBe('2021-03-01');
  });
});
