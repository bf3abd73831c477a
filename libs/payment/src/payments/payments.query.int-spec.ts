import { openEventStore, type BooksSelection, type EventStore, type Position } from '@bofu/event-store';
import { type Database, openReadModel, ProjectionRunner } from '@bofu/read-model';
import { createTestDatabase } from '@bofu/testing';
import { day, giveBack, lump, month, pay, rated, reverse, yuan } from '../../testing/payment-examples';
import { paymentOffice } from '../../testing/payment-office';
import type { StepInput } from '../record-step';
import { viewPayment } from '../payment.view';
import { paymentsProjection } from './payments.projection';
import {
  GetPayment,
  GetPaymentHandler,
  GetPaymentsInTransit,
  GetPaymentsInTransitHandler,
  GetPaymentTotals,
  GetPaymentTotalsHandler,
  ListPayments,
  ListPaymentsHandler,
  type PaymentFilter,
  type PaymentSought,
  type PaymentStanding,
} from './payments.query';
import { actsOf } from '../story/payment-story';
import { GetPaymentWithOthers, GetPaymentWithOthersHandler } from '../story/payment-story.query';

const NOW: BooksSelection = { agencyScope: ['agency-1'], fiscalYear: null, asOf: null, knownAt: null };
const ALL = { order: 'earliest-first', after: null, limit: 100 } as const;
const reason = '缘由';

const correction = (charge: number, to: string, amount: string | null, on: string): StepInput => ({
  type: 'reclassify-payment',
  correctionId: `c${charge}`,
  from: { charge },
  to,
  amountFen: amount === null ? null : yuan(amount),
  correctedOn: day(on),
  reason: '列错指标',
});
const back = (returned: Parameters<typeof giveBack>[0], change: Parameters<typeof giveBack>[1] = {}): StepInput => {
  const { lapsed: _, ...step } = giveBack(returned, change);
  return step;
};

/** Number, appropriation, charged, returned, out: 元. */
const chargesOf = (payment: PaymentStanding | null | undefined) =>
  payment?.charges.map(({ charge, appropriationId, situation, amountFen, returnedFen, netFen }) =>
    [charge, appropriationId, situation, ...[amountFen, returnedFen, netFen].map((fen) => Number(fen) / 100)].join(' '),
  );

describe('payments as they stand', () => {
  let store: EventStore;
  let office: ReturnType<typeof paymentOffice>;
  let database: Database;
  let runner: ProjectionRunner;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const created = await createTestDatabase();
    drop = created.drop;
    database = await openReadModel({ url: created.url, poolSize: 4 });
    store = await openEventStore({ kind: 'memory' });
    office = paymentOffice(store);
    runner = new ProjectionRunner(store, database, [paymentsProjection], { log: () => undefined });
    await runner.start();
    await office.registerProgramme('pension', ['over-70', 'others']);
    await office.registerProgramme('medical');
    for (const [id, programmeId, year] of [
      ['A', 'pension', 2021],
      ['B', 'pension', 2021],
      ['C', 'medical', 2021],
      ['A22', 'pension', 2022],
    ] as const)
      await office.issue(id, '1000.00', programmeId, year);
  });
  afterAll(async () => {
    await runner.stop();
    await database.close();
    await store.close();
    await drop();
  });

  const upToDate = async (): Promise<Position> => {
    const head = await store.head();
    if (head === null) throw new Error('nothing is recorded');
    expect((await runner.waitFor(paymentsProjection.name, head, 20_000)).reached).toBe(true);
    return head;
  };
  const get = (paymentId: string, books: Partial<BooksSelection> = {}) =>
    new GetPaymentHandler(database).execute(new GetPayment({ ...NOW, ...books }, paymentId));
  const list = async (filter: PaymentFilter, books: Partial<BooksSelection> = {}) =>
    (await new ListPaymentsHandler(database).execute(new ListPayments({ ...NOW, ...books }, filter, ALL))).map(
      ({ paymentId }) => paymentId,
    );

  it('follow each charge by both clocks', async () => {
    const paymentId = await office.run([rated('A', '3.00', 10), rated('B', '2.00', 10)]);
    const submittedAt = await upToDate();
    await office.step(paymentId, pay([1], '02-20'));
    await office.step(paymentId, pay([2], '02-22'));
    await office.step(paymentId, back({ lines: [{ line: 1, count: 4 }] }, { returnedOn: day('02-25') }));
    const beforeCorrection = await upToDate();
    await office.step(paymentId, correction(1, 'C', null, '03-01'));
    await upToDate();

    expect(chargesOf(await get(paymentId))).toEqual(['1 A paid 12 12 0', '2 B paid 20 0 20', '3 C paid 18 0 18']);
    expect(await get(paymentId)).toMatchObject({
      situation: 'paid',
      totalFen: yuan('50.00'),
      returnedFen: yuan('12.00'),
      netFen: yuan('38.00'),
      inTransitFen: 0n,
      submittedBy: { personId: 'clerk' },
      version: 4n,
      lines: [{ outstanding: 6 }, { outstanding: 10 }],
      claims: [
        { programmeId: 'pension', groupId: null, period: '2021-02' },
        { programmeId: 'medical', groupId: null, period: '2021-02' },
      ],
    });
    expect((await get(paymentId))?.charges.map(({ paidOn, voucherNumber }) => [paidOn, voucherNumber])).toEqual([
      ['2021-02-20', '凭证1'],
      ['2021-02-22', '凭证2'],
      ['2021-02-20', '凭证1'],
    ]);

    expect(await get(paymentId, { asOf: day('02-09') })).toBeNull();
    expect(chargesOf(await get(paymentId, { asOf: day('02-21') }))).toEqual([
      '1 A paid 30 0 30',
      '2 B submitted 20 0 0',
    ]);
    expect((await get(paymentId, { asOf: day('02-21') }))?.situation).toBe('partly-paid');
    expect(chargesOf(await get(paymentId, { knownAt: submittedAt }))).toEqual([
      '1 A submitted 30 0 0',
      '2 B submitted 20 0 0',
    ]);
    expect(chargesOf(await get(paymentId, { knownAt: beforeCorrection, asOf: day('03-01') }))).toEqual([
      '1 A paid 30 12 18',
      '2 B paid 20 0 20',
    ]);
    expect(await get(paymentId, { agencyScope: ['agency-2'] })).toBeNull();
  });

  it('are named for the step that ended them', async () => {
    const ended = async (...steps: StepInput[]) => {
      const paymentId = await office.disburse([lump('A', '1.00')], { submittedOn: day('05-06') });
      for (const step of steps) await office.step(paymentId, step);
      await upToDate();
      return (await get(paymentId))?.situation;
    };
    const on = day('05-07');
    expect(await ended()).toBe('submitted');
    expect(await ended({ type: 'send-back-payment', sentBackOn: on, reason })).toBe('sent-back');
    expect(await ended({ type: 'withdraw-payment', charges: 'all', withdrawnOn: on, reason })).toBe('withdrawn');
    expect(await ended({ type: 'void-payment', charges: 'all', voidedOn: on, reason })).toBe('voided');
    const refusal = {
      type: 'record-payment-refusal',
      charges: 'all',
      refusedBy: 'bank',
      refusedOn: on,
      reason,
    } as const;
    expect(await ended(refusal)).toBe('refused');
    expect(await ended(pay('all', '05-07'), { ...reverse(), reversedOn: on })).toBe('reversed');
  });

  it('are read with those that have to do with them', async () => {
    const submittedOn = day('09-08');
    const first = await office.run([rated('A', '2.00', 5, { period: month('2021-09') })], {
      schemeId: 's9',
      submittedOn,
    });
    await office.step(first, pay('all', '09-10'));
    await office.step(first, back({ lines: [{ line: 1, count: 2 }] }, { returnedOn: day('09-12'), returnId: 'r9' }));
    const reissueOf = { paymentId: first, returnId: 'r9' };
    const anew = await office.run(
      [rated('A', '2.00', 2, { period: month('2021-09'), entry: 'back-pay', reason: '重发' })],
      { reissueOf, submittedOn: day('09-15') },
    );
    const beside = await office.run([rated('C', '1.00', 1, { period: month('2021-09') })], {
      schemeId: 's9',
      submittedOn,
    });
    await office.run([rated('C', '1.00', 1, { period: month('2021-10') })], {
      schemeId: 's9',
      submittedOn: day('10-08'),
    });
    await upToDate();
    const read = async (paymentId: string, books: Partial<BooksSelection> = {}) =>
      new GetPaymentWithOthersHandler(database).execute(new GetPaymentWithOthers({ ...NOW, ...books }, paymentId));
    const found = await read(first);
    expect(found?.payment.paymentId).toBe(first);
    expect(found?.others.map(({ paymentId }) => paymentId)).toEqual([anew, beside]);
    expect(found?.heads).toMatchObject([{ group: null, heads: 2 }]);
    expect(found?.heads[0]?.position).toBe(found?.payment.steps.at(-1)?.position);
    expect((await read(anew))?.others.map(({ paymentId }) => paymentId)).toEqual([first]);
    const { totalFen, inTransitFen, netFen, steps } = found?.payment ?? {};
    expect(actsOf(steps ?? []).at(-1)?.after).toEqual({ inTransitFen, netFen });
    expect([totalFen, netFen]).toEqual([yuan('10.00'), yuan('6.00')]);
    expect(await read(first, { agencyScope: ['agency-2'] })).toBeNull();
  });

  it('are found by a slip of paper: payee, purpose, voucher, amount and the month the money left', async () => {
    await office.registerProgramme('heating');
    await office.issue('H', '1000.00', 'heating', 2021);
    const submittedOn = day('08-03');
    const fuel = await office.run([rated('H', '1.00', 21, { period: month('2021-08') })], {
      submittedOn,
      schemeId: 's2',
      purpose: '8月取暖补贴_A',
    });
    const other = await office.run([rated('H', '1.00', 22, { period: month('2021-07') })], {
      submittedOn,
      schemeId: 's2',
    });
    await office.step(fuel, { ...pay('all', '09-01'), voucherNumber: '支8-0099' });
    await upToDate();
    const found = async (sought: PaymentSought, books: Partial<BooksSelection> = {}) =>
      (
        await new ListPaymentsHandler(database).execute(
          new ListPayments({ ...NOW, ...books }, { schemeId: 's2' }, ALL, sought),
        )
      ).map(({ paymentId }) => paymentId);
    expect(await found({})).toEqual([fuel, other]);
    expect(await found({ text: '取暖补贴_a' })).toEqual([fuel]);
    // No character stands for others.
    expect(await found({ text: '%' })).toEqual([]);
    expect(await found({ text: '8-0099' })).toEqual([fuel]);
    expect(await found({ text: '8-0099' }, { asOf: day('08-31') })).toEqual([]);
    expect(await found({ leastFen: yuan('21.01') })).toEqual([other]);
    expect(await found({ leastFen: yuan('21.00'), mostFen: yuan('21.99') })).toEqual([fuel]);
    expect(await found({ paidIn: month('2021-09') })).toEqual([fuel]);
    expect(await found({ paidIn: month('2021-08') })).toEqual([]);
    const totals = new GetPaymentTotals(NOW, { schemeId: 's2' }, { text: '取暖' });
    expect(await new GetPaymentTotalsHandler(database).execute(totals)).toMatchObject({
      count: 1,
      totalFen: yuan('21.00'),
    });
  });

  it('are found by year, appropriation, programme, period, situation and scheme, and added up', async () => {
    const submittedOn = day('06-10');
    const june = await office.run([rated('A', '1.00', 5, { period: month('2021-06') })], {
      submittedOn,
      schemeId: 's1',
    });
    const nextYear = await office.run([rated('A22', '1.00', 7, { period: month('2022-01') })], {
      submittedOn: day('2022-01-10'),
      schemeId: 's1',
    });
    await office.step(june, pay('all', '06-12'));
    await upToDate();

    expect(await list({ schemeId: 's1' })).toEqual([june, nextYear]);
    expect(await list({ schemeId: 's1' }, { fiscalYear: 2021 })).toEqual([june]);
    expect(await list({ schemeId: 's1' }, { asOf: day('12-31') })).toEqual([june]);
    expect(await list({ appropriationId: 'A22' })).toEqual([nextYear]);
    expect(await list({ period: month('2021-06') })).toEqual([june]);
    expect(await list({ schemeId: 's1', situations: ['submitted'] })).toEqual([nextYear]);
    expect(await list({ programmeId: 'medical', schemeId: 's1' })).toEqual([]);

    await office.step(june, correction(1, 'C', null, '06-20'));
    await upToDate();
    expect(await list({ programmeId: 'medical', schemeId: 's1' })).toEqual([june]);
    expect(await list({ appropriationId: 'A', schemeId: 's1' })).toEqual([]);
    expect(await list({ appropriationId: 'A', schemeId: 's1' }, { asOf: day('06-19') })).toEqual([june]);

    const totals = new GetPaymentTotals(NOW, { schemeId: 's1' });
    expect(await new GetPaymentTotalsHandler(database).execute(totals)).toEqual({
      count: 2,
      totalFen: yuan('12.00'),
      inTransitFen: yuan('7.00'),
      returnedFen: 0n,
      netFen: yuan('5.00'),
    });
    const inTransit = new GetPaymentsInTransit('agency-1', 2022);
    expect(await new GetPaymentsInTransitHandler(database).execute(inTransit)).toEqual([nextYear]);

    const page = (order: 'earliest-first' | 'latest-first', after: string | null) =>
      new ListPaymentsHandler(database).execute(new ListPayments(NOW, { schemeId: 's1' }, { order, after, limit: 1 }));
    const [latest] = await page('latest-first', null);
    expect(latest?.paymentId).toBe(nextYear);
    expect((await page('latest-first', latest?.position ?? null)).map(({ paymentId }) => paymentId)).toEqual([june]);
  });

  it('say over HTTP who did what, by the name they bear now', async () => {
    const groups = [
      rated('A', '2.00', 3, { groupId: 'over-70', period: month('2021-08') }),
      rated('A', '1.00', 4, { groupId: 'others', period: month('2021-08') }),
    ];
    const paymentId = await office.run(groups, { submittedOn: day('08-10') });
    await office.step(paymentId, pay('all', '08-12'));
    await office.step(paymentId, back({ lines: [{ line: 2, count: 1 }] }, { returnedOn: day('08-15') }));
    await upToDate();
    const payment = await get(paymentId);
    if (payment === null) throw new Error('there is no such payment');
    expect(viewPayment(payment, () => '王经办')).toMatchObject({
      run: 'regular',
      period: '2021-08',
      headcount: 6,
      paidOn: '2021-08-12',
      total: '10.00',
      returned: '1.00',
      net: '9.00',
      submittedBy: { personId: 'clerk', name: '王经办', post: 'clerk' },
      lastReason: '户名不符',
      steps: [
        { label: '提交付款', on: '2021-08-10' },
        { label: '登记已支付', on: '2021-08-12', charges: [{ charge: 1, amount: '10.00' }] },
        { label: '退票（被动退回）', returnId: 'r1', charges: [{ charge: 1, amount: '1.00', restores: 'authority' }] },
      ],
      revision: 'rev-2',
    });
  });
});
