import { agencyAggregate } from '@bofu/access';
import { programmeAggregate } from '@bofu/budget';
import { openEventStore, runDecision, type CommandContext, type EventStore } from '@bofu/event-store';
import { parseYuan, type Post } from '@bofu/kernel';
import { day, lump, pay, PERSONS, rated, reverse, yuan } from '../testing/payment-examples';
import { paymentOffice } from '../testing/payment-office';
import type { Payment } from './domain/charges';
import { nextSignature } from './domain/signatures';
import { paymentAggregate } from './payment-aggregate';
import { digestOf } from './payment-digest';
import type { StepInput } from './record-step';
import { payoutSchemeAggregate } from './schemes/payout-scheme-aggregate';

let store: EventStore;
let office: ReturnType<typeof paymentOffice>;

beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  office = paymentOffice(store);
  await runDecision(store, office.context(), agencyAggregate('agency-1'), {
    ...{ type: 'register-agency', code: '110', name: '民政局', regionCode: '130607', regionName: '满城区' },
    ...{ parentAgencyId: null, effectiveOn: day('2015-01-01') },
  });
  await office.registerProgramme('pension');
  await office.registerProgramme('medical');
  await office.issue('A', '100000.00');
  await office.issue('B', '100000.00', 'medical');
});
afterEach(() => store.close());

const setTier = (amount: string | null, summedPer: 'payee' | 'programme' | 'both' = 'both', windowDays = 30) =>
  runDecision(store, office.context(), agencyAggregate('agency-1'), {
    ...{ type: 'set-approval-tier', amountFen: amount === null ? null : parseYuan(amount), windowDays, summedPer },
    ...{ effectiveOn: day('2021-01-01'), reason: '内控要求' },
  });

const acting = (post: Post, on = '2023-06-01'): CommandContext => ({
  ...office.context(),
  by: { personId: post, post, delegationId: null, channel: 'page', mode: 'office' },
  recordedAt: `${on}T09:00:00.000+08:00`,
});
const stateOf = async (paymentId: string) => {
  const { stream, decider, codec } = paymentAggregate(paymentId);
  const { events } = await store.readStream(stream);
  const state = events.reduce<Payment>((payment, event) => {
    const decoded = codec.decode(event);
    return decider.evolve(payment, decoded, decoded.data.by);
  }, decider.initial);
  if (state.situation === 'not-submitted') throw new Error(`${paymentId} is not submitted`);
  return state;
};
const sign = async (paymentId: string, type: 'review' | 'approve' | 'second-approve', on?: string) => {
  const digest = digestOf((await stateOf(paymentId)).content);
  const by = { review: 'reviewer', approve: 'approver', 'second-approve': 'supervisor' } as const;
  const signed = type === 'review' ? { reviewedOn: day('12-21') } : { approvedOn: day('12-21') };
  await office.step(paymentId, { type: `${type}-payment`, digest, ...signed } as StepInput, acting(by[type], on));
};
/** Approved on that day by the clock, and what it waits for then. */
const approved = async (paymentId: string, on?: string) => {
  await sign(paymentId, 'review', on);
  await sign(paymentId, 'approve', on);
  return nextSignature(await stateOf(paymentId));
};
const to = (name: string) => ({ payee: { kind: 'organisation', name } as const });
/** To one payee of no importance, of one programme. */
const disbursed = (amount: string, name = '某单位', from = 'A') => office.disburse([lump(from, amount)], to(name));
const reachedBy = async (paymentId: string) =>
  (await stateOf(paymentId)).signatures.secondApproval?.tier?.reached.map(({ per, sumFen }) => `${per} ${sumFen}`);

describe('what is approved for one payee', () => {
  it('needs a second approval from the piece that brings it to the tier on, however the name is written', async () => {
    await setTier('100.00', 'payee');
    expect(await approved(await disbursed('60.00', '第一养老院'))).toBe('hand-over');
    const second = await disbursed('40.00', ' 第一 养老院（本部）');
    expect(await approved(second)).toBe('hand-over');
    const third = await disbursed('40.00', '第一　养老院');
    expect([await approved(third), await reachedBy(third)]).toEqual(['second-approval', ['payee 10000']]);
    expect(await approved(await disbursed('0.01', '第一养老院', 'B'))).toBe('second-approval');
    expect(await approved(await disbursed('99.99', '第二养老院'))).toBe('hand-over');
  });

  it('counts what was approved before the tier was set, and not what lies further back than its window', async () => {
    expect(await approved(await disbursed('60.00'), '2023-05-02')).toBe('hand-over');
    expect(await approved(await disbursed('30.00'), '2023-05-03')).toBe('hand-over');
    await setTier('100.00', 'payee', 30);
    expect(await approved(await disbursed('69.99'), '2023-06-01')).toBe('hand-over');
    expect(await approved(await disbursed('0.01'), '2023-06-01')).toBe('second-approval');
  });

  it.each<[string, StepInput]>([
    ['sent back', { type: 'send-back-payment', sentBackOn: day('02-12'), reason: '人数有误' }],
    ['voided', { type: 'void-payment', charges: 'all', voidedOn: day('02-12'), reason: '年终', turnOfYear: true }],
  ])('counts no more of what was %s', async (_, release) => {
    await setTier('100.00');
    const first = await disbursed('60.00');
    await approved(first);
    await office.step(first, release, acting('approver'));
    expect(await approved(await disbursed('60.00'))).toBe('hand-over');
  });

  it('counts no more of what was withdrawn by two, refused by the bank, or entered as paid and never was', async () => {
    await setTier('100.00');
    const withdrawn = await disbursed('60.00');
    await approved(withdrawn);
    const ask: StepInput = { type: 'withdraw-payment', charges: 'all', withdrawnOn: day('02-12'), reason: '有误' };
    await office.step(withdrawn, ask, acting('clerk'));
    await office.step(withdrawn, { type: 'agree-to-withdrawal', agreedOn: day('02-12') }, acting('reviewer'));

    const refused = await disbursed('60.00');
    expect(await approved(refused)).toBe('hand-over');
    await office.step(refused, { type: 'hand-over-payment', handedOverOn: day('12-22') }, acting('cashier'));
    const refusal: StepInput = {
      ...{ type: 'record-payment-refusal', charges: 'all', refusedBy: 'bank', refusedOn: day('02-13'), reason: '冻结' },
    };
    await office.step(refused, refusal, acting('cashier'));

    const mistaken = await disbursed('60.00');
    expect(await approved(mistaken)).toBe('hand-over');
    await office.step(mistaken, { type: 'hand-over-payment', handedOverOn: day('12-22') }, acting('cashier'));
    await office.step(mistaken, pay(), acting('cashier'));
    await office.step(mistaken, reverse('all', false));

    const real = await disbursed('60.00');
    expect(await approved(real)).toBe('hand-over');
    await office.step(real, { type: 'hand-over-payment', handedOverOn: day('12-22') }, acting('cashier'));
    await office.step(real, pay(), acting('cashier'));
    await office.step(real, reverse('all', true));
    // What had left is counted, whatever became of it.
    expect(await approved(await disbursed('60.00'))).toBe('second-approval');
  });

  it('is one sum for two approvals at once: one of them meets the other', async () => {
    await setTier('100.00', 'payee');
    const payments = await Promise.all(['60.00', '60.01', '60.02'].map((amount) => disbursed(amount)));
    for (const paymentId of payments) await sign(paymentId, 'review');
    await Promise.all(payments.map((paymentId) => sign(paymentId, 'approve')));
    const next = await Promise.all(payments.map(async (paymentId) => nextSignature(await stateOf(paymentId))));
    expect(next.sort()).toEqual(['hand-over', 'second-approval', 'second-approval']);
  });
});

describe('what is approved of one programme', () => {
  it('is summed up over payees, each programme by itself', async () => {
    await setTier('100.00', 'programme');
    expect(await approved(await disbursed('60.00', '甲'))).toBe('hand-over');
    expect(await approved(await disbursed('60.00', '甲', 'B'))).toBe('hand-over');
    const both = await office.disburse([lump('A', '20.00'), lump('B', '40.00')], to('丙'));
    expect([await approved(both), await reachedBy(both)]).toEqual(['second-approval', ['programme 10000']]);
  });
});

describe('a month’s run from a scheme', () => {
  const line = { appropriationId: 'A', groupId: null, rateFen: yuan('10.00'), per: 'month', headcount: null } as const;
  const defined = async (rate = '10.00') => {
    await runDecision(store, office.context(), payoutSchemeAggregate('scheme-1'), {
      ...{ type: 'define-payout-scheme', name: '养老金', headcount: 7, payee: PERSONS, effectiveOn: day('2021-01-01') },
      lines: [{ ...line, rateFen: yuan(rate), fiscalYear: 2021 }],
    });
    await runDecision(store, office.context(), programmeAggregate('pension'), {
      ...{ type: 'set-payment-standard', groupId: null, effectiveOn: day('2021-01-01'), sources: [] },
      ...{ rates: [{ label: '每人每月', amountFen: '1000', per: 'month' }], headcount: 7, cashFlow: 'monthly' },
      ...{ deadline: { kind: 'unstated', printed: '按月' }, recordedOn: day('2021-01-01'), arrearsDueOn: null },
    });
  };
  const run = (heads: number, month: string, rate = '10.00', change: object = {}) =>
    office.run([rated('A', rate, heads, { period: `2021-${month}` as never })], {
      ...{ schemeId: 'scheme-1', submittedOn: day('12-20'), ...change },
    });

  it('stands alone at the standard in force: judged by its own amount, and in nobody’s sum', async () => {
    await setTier('100.00');
    await defined();
    expect(await approved(await run(9, '01'))).toBe('hand-over');
    expect(await approved(await run(9, '02'))).toBe('hand-over');
    expect(await approved(await disbursed('99.99', PERSONS.name))).toBe('hand-over');
    const large = await run(10, '03');
    expect([await approved(large), await reachedBy(large)]).toEqual(['second-approval', ['payment 10000']]);
  });

  it('is summed up at another rate, for another payee, or without a scheme', async () => {
    await setTier('100.00', 'programme');
    await defined();
    expect(await approved(await run(9, '01', '9.00'))).toBe('hand-over');
    expect(await approved(await run(1, '02', '10.00', { payee: { ...PERSONS, name: '另一银行' } }))).toBe('hand-over');
    expect(await approved(await run(1, '03', '10.00', { schemeId: null }))).toBe('second-approval');
    expect(await approved(await run(9, '04'))).toBe('hand-over');
  });

  it('is summed up where the scheme pays another rate than the programme’s standard', async () => {
    await setTier('100.00', 'programme');
    await defined('9.00');
    expect(await approved(await run(9, '01', '9.00'))).toBe('hand-over');
    expect(await approved(await run(1, '02', '10.00'))).toBe('hand-over');
    expect(await approved(await run(1, '03', '9.00'))).toBe('second-approval');
  });
});
