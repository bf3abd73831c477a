import { openEventStore, type EventStore } from '@bofu/event-store';
import { day, giveBack, lump, month, pay, rated, reverse, yuan } from '../testing/payment-examples';
import { codeOf, paymentOffice } from '../testing/payment-office';
import type { StepInput } from './record-step';

/** A payment, the claims of its months and the appropriations it charges: together or not at all. */

const reason = '缘由';
const correction = (from: string, to: string, amount: string | null = null): StepInput => ({
  type: 'reclassify-payment',
  correctionId: `c-${from}-${to}`,
  from: { appropriationId: from },
  to,
  amountFen: amount === null ? null : yuan(amount),
  correctedOn: day('03-01'),
  reason,
});
const back = (returned: Parameters<typeof giveBack>[0], change: Parameters<typeof giveBack>[1] = {}): StepInput => {
  const { lapsed: _, ...step } = giveBack(returned, change);
  return step;
};

let store: EventStore;
let office: ReturnType<typeof paymentOffice>;

beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  office = paymentOffice(store);
  await office.registerProgramme('pension', ['over-70', 'others']);
  await office.registerProgramme('medical', ['children']);
  await office.issue('A', '1000.00');
  await office.issue('B', '1000.00');
  await office.issue('C', '1000.00', 'medical');
});
afterEach(() => store.close());

const february = rated('A', '3.00', 10);

describe('the regular run of a month', () => {
  it('exists once for a programme, whoever bears it', async () => {
    const first = await office.run([february]);
    await expect(office.run([rated('B', '3.00', 10)])).rejects.toMatchObject({
      code: 'period-already-paid',
      facts: {
        period: '2021-02',
        programmeId: 'pension',
        programmeName: '项目pension',
        groupId: null,
        paymentId: first,
      },
    });
    expect(await codeOf(office.run([rated('A', '3.00', 10, { period: month('2021-01') })]))).toBeNull();
    expect(await codeOf(office.run([rated('C', '3.00', 10)]))).toBeNull();
  });

  it('exists once for each group, and everybody collides with each', async () => {
    expect(await codeOf(office.run([rated('A', '1.00', 1, { groupId: 'over-70' })]))).toBeNull();
    expect(await codeOf(office.run([rated('A', '1.00', 1, { groupId: 'others' })]))).toBeNull();
    expect(await codeOf(office.run([rated('B', '1.00', 1, { groupId: 'others' })]))).toBe('period-already-paid');
    expect(await codeOf(office.run([february]))).toBe('period-already-paid');
  });

  it('is in its own way neither for everybody nor for a group', async () => {
    const paymentId = await office.run([
      rated('A', '1.00', 1, { groupId: 'over-70' }),
      rated('B', '1.00', 1, { groupId: null }),
    ]);
    expect(await codeOf(office.step(paymentId, pay()))).toBeNull();
  });

  it('is not in the way of back-pay', async () => {
    await office.run([february]);
    expect(await codeOf(office.run([rated('A', '3.00', 2, { entry: 'back-pay', reason })]))).toBeNull();
  });

  it('paid early in December is the run of January, in the next year’s books as well', async () => {
    await office.issue('A22', '1000.00', 'pension', 2022);
    const january = rated('A', '3.00', 10, { period: month('2022-01'), entry: 'advance' });
    await office.run([january], { submittedOn: day('12-30') });
    const again = rated('A22', '3.00', 10, { period: month('2022-01') });
    expect(await codeOf(office.run([again], { submittedOn: day('2022-01-20') }))).toBe('period-already-paid');
  });

  it.each<[string, readonly StepInput[]]>([
    ['it was sent back', [{ type: 'send-back-payment', sentBackOn: day('02-12'), reason }]],
    ['it was withdrawn', [{ type: 'withdraw-payment', charges: 'all', withdrawnOn: day('02-12'), reason }]],
    ['it was voided', [{ type: 'void-payment', charges: 'all', voidedOn: day('2022-01-04'), reason }]],
    [
      'the bank refused it',
      [{ type: 'record-payment-refusal', charges: 'all', refusedBy: 'bank', refusedOn: day('02-12'), reason }],
    ],
    ['it was reversed', [pay(), reverse()]],
    ['all of it came back', [pay(), back({ headcount: 10 })]],
    ['it was moved to another programme', [pay(), correction('A', 'C')]],
  ])('may be entered again when %s', async (_why, steps) => {
    const paymentId = await office.run([february]);
    for (const step of steps) await office.step(paymentId, step);
    expect(await codeOf(office.run([rated('B', '3.00', 10)]))).toBeNull();
  });

  it('stays where it is while anything of it is out', async () => {
    const paymentId = await office.run([february]);
    await office.step(paymentId, pay());
    await office.step(paymentId, back({ headcount: 9 }));
    await office.step(paymentId, correction('A', 'C', '2.00'));
    expect(await codeOf(office.run([rated('B', '3.00', 10)]))).toBe('period-already-paid');
  });

  it('is not doubled by a correction', async () => {
    const moved = await office.run([february]);
    await office.run([rated('C', '3.00', 5, { groupId: 'children' })]);
    await office.step(moved, pay());
    expect(await codeOf(office.step(moved, correction('A', 'C')))).toBe('period-already-paid');
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 30 });
  });

  it('of everybody collides with another’s group, though a group of its own is there too', async () => {
    const both = await office.run([rated('A', '1.00', 1, { groupId: 'over-70' }), rated('C', '1.00', 1)]);
    await office.run([rated('A', '1.00', 1, { groupId: 'others' })]);
    await office.step(both, pay());
    expect(await codeOf(office.step(both, correction('C', 'B')))).toBe('period-already-paid');
  });

  it('may move on to where it once came from', async () => {
    const paymentId = await office.run([february]);
    await office.step(paymentId, pay());
    await office.step(paymentId, correction('A', 'C'));
    await office.step(paymentId, correction('C', 'A'));
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 30 });
    expect(await office.standing('C')).toEqual({ committed: 0, settled: 0 });
    expect(await codeOf(office.run([rated('B', '3.00', 10)]))).toBe('period-already-paid');
  });
});

describe('what a step means for the money', () => {
  it('is nothing for the charges it is not about', async () => {
    const paymentId = await office.run([february, rated('B', '2.00', 10)]);
    await office.step(paymentId, pay([1]));
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 30 });
    expect(await office.standing('B')).toEqual({ committed: 20, settled: 0 });
  });

  it('of a return is authority again, but neither in the next year nor on a fund account', async () => {
    const direct = await office.run([february]);
    await office.step(direct, pay());
    await office.step(direct, back({ headcount: 1 }, { returnId: 'r1' }));
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 27 });
    await office.step(direct, back({ headcount: 1 }, { returnId: 'r2', returnedOn: day('2022-01-05') }));
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 27 });

    const byAccount = await office.disburse([lump('B', '100.00')], { route: 'fund-account' });
    await office.step(byAccount, pay());
    await office.step(byAccount, back({ amountFen: yuan('40.00') }));
    expect(await office.standing('B')).toEqual({ committed: 0, settled: 100 });
    await office.step(byAccount, back({ amountFen: yuan('10.00') }, { returnId: 'r2', party: 'payee' }));
    expect(await office.standing('B')).toEqual({ committed: 0, settled: 90 });
  });

  it('in January: released always, settled only where the office lets it clear', async () => {
    const december = { submittedOn: day('12-30') };
    const first = await office.disburse([lump('A', '100.00')], december);
    expect(await codeOf(office.step(first, pay('all', '2022-01-04')))).toBe('clearing-window-closed');
    await office.step(first, { type: 'void-payment', charges: 'all', voidedOn: day('2022-01-04'), reason });
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 0 });

    const second = await office.disburse([lump('A', '100.00')], december);
    const open = paymentOffice(store, {
      clearingUntil: (_agencyId, year) => (year === 2021 ? day('2022-01-10') : null),
    });
    expect(await codeOf(open.step(second, pay('all', '2022-01-11')))).toBe('clearing-window-closed');
    await open.step(second, pay('all', '2022-01-10'));
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 100 });
  });

  it('of a correction may be a part, and asks for the charge where one appropriation bears several', async () => {
    const paymentId = await office.run([february]);
    await office.step(paymentId, pay());
    await office.step(paymentId, correction('A', 'B', '12.00'));
    await office.step(paymentId, correction('B', 'A', '2.00'));
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 20 });
    expect(await office.standing('B')).toEqual({ committed: 0, settled: 10 });
    expect(await codeOf(office.step(paymentId, correction('A', 'C')))).toBe('charge-to-be-named');
    expect(await codeOf(office.step(paymentId, correction('D', 'C')))).toBe('not-charged-to');
    expect(await codeOf(office.step(paymentId, correction('B', 'nowhere')))).toBe('appropriation-not-found');
  });

  it('of a return entered late goes where a correction has taken the money since', async () => {
    const paymentId = await office.run([february]);
    await office.step(paymentId, pay());
    await office.step(paymentId, correction('A', 'B'));
    const late = (charge: number, on: string) =>
      office.step(paymentId, back({ charges: [{ charge, amountFen: yuan('3.00') }] }, { returnedOn: day(on) }));
    for (const [charge, on] of [
      [1, '02-25'],
      [1, '03-02'],
      [2, '02-25'],
    ] as const)
      expect(await codeOf(late(charge, on))).toBe('return-after-move');
    await late(2, '03-01');
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 0 });
    expect(await office.standing('B')).toEqual({ committed: 0, settled: 27 });
  });
});

describe('a submission', () => {
  it('names appropriations, programmes’ groups and programmes that there are', async () => {
    expect(await codeOf(office.run([rated('X', '1.00', 1)]))).toBe('appropriation-not-found');
    expect(await codeOf(office.run([rated('A', '1.00', 1, { groupId: 'children' })]))).toBe('group-not-found');
  });

  it('pays nothing after the end of a programme, and what is owed from before it', async () => {
    await office.endProgramme('pension', day('07-15'));
    const august = { submittedOn: day('08-20') };
    expect(await codeOf(office.run([rated('A', '1.00', 1, { period: month('2021-08') })], august))).toBe(
      'programme-ended',
    );
    expect(await codeOf(office.disburse([lump('A', '1.00')], august))).toBe('programme-ended');
    expect(await codeOf(office.run([rated('A', '1.00', 1, { period: month('2021-07') })], august))).toBeNull();
    const arrears = rated('A', '1.00', 1, { period: month('2021-06'), entry: 'back-pay', reason });
    expect(await codeOf(office.run([arrears], august))).toBeNull();
  });

  it('replaces what does not stand any more', async () => {
    const first = await office.run([february]);
    const again = [rated('B', '3.00', 10, { period: month('2021-01') })];
    expect(await codeOf(office.run(again, { replaces: first }))).toBe('replaced-payment-stands');
    await office.step(first, { type: 'send-back-payment', sentBackOn: day('02-12'), reason });
    expect(await codeOf(office.run(again, { replaces: first }))).toBeNull();
    expect(await codeOf(office.run([february], { replaces: 'nothing' }))).toBe('payment-not-found');
  });

  it('pays anew what had come back', async () => {
    const first = await office.run([february]);
    await office.step(first, pay());
    const anew = [rated('A', '3.00', 2, { entry: 'back-pay', reason: '账号更正后重发' })];
    const reissueOf = { paymentId: first, returnId: 'r1' };
    expect(await codeOf(office.run(anew, { reissueOf }))).toBe('reissued-return-not-found');
    await office.step(first, back({ headcount: 2 }));
    expect(await codeOf(office.run(anew, { reissueOf }))).toBeNull();
  });

  it('pays a return anew once, up to its amount, and again where that did not stand', async () => {
    const first = await office.run([february]);
    await office.step(first, pay());
    await office.step(first, back({ headcount: 2 }));
    const reissueOf = { paymentId: first, returnId: 'r1' };
    const anew = (heads: number) => [rated('A', '3.00', heads, { entry: 'back-pay', reason: '账号更正后重发' })];
    expect(await codeOf(office.run(anew(3), { reissueOf }))).toBe('reissue-exceeds-return');
    const again = await office.run(anew(2), { reissueOf });
    expect(await codeOf(office.run(anew(1), { reissueOf }))).toBe('return-reissued-already');
    await office.step(again, { type: 'send-back-payment', sentBackOn: day('03-02'), reason });
    expect(await codeOf(office.run(anew(2), { reissueOf }))).toBeNull();
  });

  it('pays nobody what is said to be paid to nobody, and says so of nothing that is being paid', async () => {
    const first = await office.run([february]);
    await office.step(first, pay());
    await office.step(first, back({ headcount: 2 }));
    const reissueOf = { paymentId: first, returnId: 'r1' };
    const waive = (returnId = 'r1') =>
      office.step(first, { type: 'waive-reissue', returnId, waivedOn: day('03-05'), reason: '已死亡，不再发放' });
    const anew = [rated('A', '3.00', 2, { entry: 'back-pay', reason: '账号更正后重发' })];
    expect(await codeOf(waive('r9'))).toBe('reissued-return-not-found');
    const again = await office.run(anew, { reissueOf });
    expect(await codeOf(waive())).toBe('return-reissued-already');
    await office.step(again, { type: 'send-back-payment', sentBackOn: day('03-02'), reason });
    expect(await codeOf(waive())).toBeNull();
    expect((await office.recorded()).at(-1)).toMatchObject({
      type: 'PaymentReissueWaived',
      data: { paymentId: first, returnId: 'r1', totalFen: '600', reason: '已死亡，不再发放' },
    });
    expect(await codeOf(waive())).toBe('reissue-not-waited-for');
    expect(await codeOf(office.run(anew, { reissueOf }))).toBe('reissue-not-waited-for');
  });

  it('takes no authority again for what a fund account still holds', async () => {
    const route = 'fund-account' as const;
    const first = await office.run([february], { route });
    await office.step(first, pay());
    await office.step(first, back({ headcount: 2 }));
    const held = async () => {
      const moved = (await office.recorded()).filter(({ stream }) => stream === 'appropriation-A');
      return moved.slice(1).map(({ type }) => type);
    };
    expect(await held()).toEqual(['FundsCommitted', 'CommitmentSettled']);
    const reissueOf = { paymentId: first, returnId: 'r1' };
    const anew = [rated('A', '3.00', 2, { entry: 'back-pay', reason: '账号更正后重发' })];
    expect(await codeOf(office.run(anew, { reissueOf }))).toBe('reissue-by-another-route');
    const elsewhere = [rated('B', '3.00', 2, { entry: 'back-pay', reason })];
    expect(await codeOf(office.run(elsewhere, { reissueOf, route }))).toBe('reissue-exceeds-return');
    const again = await office.run(anew, { reissueOf, route });
    await office.step(again, pay('all', '03-05'));
    await office.step(again, back({ headcount: 1 }, { returnedOn: day('03-08') }));
    expect(await held()).toEqual(['FundsCommitted', 'CommitmentSettled']);
    const returns = (await office.recorded()).filter(({ type }) => type === 'PaymentReturnedByBank');
    expect(returns.map(({ data }) => (data['charges'] as { restores: string }[])[0]?.restores)).toEqual([
      'fund-account',
      'fund-account',
    ]);
  });
});
