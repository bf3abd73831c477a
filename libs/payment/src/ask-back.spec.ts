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
  const payBy = (voucherNumber: string | null, confirmation: string | null = null) => ({
    ...pay('all', '05-06'),
    voucherNumber,
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

  const disbursed = (amount: string) => office.disburse([lump('A', amount)], { submittedOn: day('05-05') });
});

describe('what has not happened yet', () => {
  it('is not recorded: neither submitted nor paid nor anything else after today in Beijing', async () => {
    const today = recordedOn(office.context());
    const tomorrow = addDays(today, 1);
    const ahead = { date: tomorrow, today };
    expect(await factsOf(office.disburse([lump('A', '9.00')], { submittedOn: tomorrow }))).toEqual(ahead);
    const paymentId = await office.disburse([lump('A', '9.00')], { submittedOn: day('12-30') });
    expect(await factsOf(office.step(paymentId, pay('all', '12-30')))).toBeNull();
    const reason = '事由';
    const steps: readonly StepInput[] = [
      { ...reverse(), reversedOn: tomorrow },
      { type: 'send-back-payment', sentBackOn: tomorrow, reason },
      { type: 'void-payment', charges: 'all', voidedOn: tomorrow, reason },
      { type: 'withdraw-payment', charges: 'all', withdrawnOn: tomorrow, reason },
      { type: 'record-payment-refusal', charges: 'all', refusedBy: 'bank', refusedOn: tomorrow, reason },
      { type: 'pay-payment', charges: 'all', paidOn: tomorrow, voucherNumber: null },
      {
        ...{ type: 'record-payment-return', party: 'bank', returnId: 'r9', returned: { amountFen: yuan('1.00') } },
        ...{ returnedOn: tomorrow, reason },
      },
      {
        ...{ type: 'reclassify-payment', correctionId: 'c9', from: { charge: 1 }, to: 'C', amountFen: null },
        ...{ correctedOn: tomorrow, reason },
      },
    ];
    for (const step of steps)
      expect([step.type, await factsOf(office.step(paymentId, step))]).toEqual([step.type, ahead]);
  });

  it('is today by the clock in Beijing, whatever zone the instant is written in', () => {
    expect(recordedOn({ recordedAt: '2021-03-01T16:00:01Z' })).toBe('2021-03-02');
    expect(recordedOn({ recordedAt: '2021-03-01T23:59:59+08:00' })).toBe('2021-03-01');
  });
});
