import { fen, workingCalendar, type BusinessDate, type Fen } from '@bofu/kernel';
import { day, yuan } from '../../testing/payment-examples';
import type { Restores } from '../domain/payment-events';
import type { PaymentStanding, PaymentStepTaken } from '../payments/payments.query';
import { actsOf, returnsOf, twinsOf, workingDaysSince, type Twin } from './payment-story';

const by = { personId: 'clerk', post: 'clerk', delegationId: null, channel: 'service', mode: 'single-person' } as const;

const step = (
  type: PaymentStepTaken['type'],
  amounts: readonly (readonly [charge: number, amountFen: Fen, restores?: Restores])[] = [],
  change: Partial<PaymentStepTaken> = {},
): PaymentStepTaken => ({
  position: type,
  type,
  on: day('02-10'),
  by,
  recordedAt: '2021-02-10T09:00:00.000+08:00',
  ...{ late: null, secondApproval: null, asked: null, reason: null, confirmation: null, returnId: null },
  charges: amounts.map(([charge, amountFen, restores = null]) => ({ charge, amountFen, restores })),
  ...change,
});

const payment = (paymentId: string, change: Partial<PaymentStanding> = {}): PaymentStanding => ({
  ...{ paymentId, agencyId: 'a', kind: 'payout-run', route: 'treasury', situation: 'paid', waitsFor: null },
  ...{ payee: { kind: 'organisation', name: '某单位' }, payeeAccount: null, purpose: '例', digest: '' },
  ...{ submittedOn: day('02-10'), submittedBy: by, schemeId: null, replaces: null, reissueOf: null },
  ...{ lines: [], charges: [], totalFen: yuan('10.00'), inTransitFen: yuan('0.00'), returnedFen: yuan('0.00') },
  ...{ netFen: yuan('10.00'), claims: [], steps: [], version: 1n, position: paymentId },
  ...change,
});

describe('what each act found and left', () => {
  it('adds up along the way of a payment, whichever way it goes', () => {
    const acts = actsOf([
      step('PaymentSubmitted', [
        [1, yuan('30.00')],
        [2, yuan('20.00')],
        [3, yuan('5.00')],
      ]),
      step('PaymentApproved'),
      step('PaymentRefused', [[3, yuan('5.00')]]),
      step('PaymentPaid', [
        [1, yuan('30.00')],
        [2, yuan('20.00')],
      ]),
      step('PaymentReclassified', [
        [1, fen(-yuan('30.00'))],
        [4, yuan('30.00')],
      ]),
      step('PaymentReturnedByBank', [[4, yuan('12.00')]]),
      step('AdvanceRepaid', [[2, yuan('20.00')]]),
      step('PaymentReversed', [[2, yuan('20.00')]]),
    ]);
    expect(acts.map(({ after }) => [Number(after.inTransitFen) / 100, Number(after.netFen) / 100])).toEqual([
      [55, 0],
      [55, 0],
      [50, 0],
      [0, 50],
      [0, 50],
      [0, 38],
      [0, 38],
      [0, 18],
    ]);
    for (const [at, { before }] of acts.entries())
      expect(before).toEqual(acts[at - 1]?.after ?? { inTransitFen: 0n, netFen: 0n });
  });
});

describe('how payments stand to each other', () => {
  it('is told from what each names', () => {
    const own = payment('own', {
      replaces: 'before',
      reissueOf: { paymentId: 'bounced', returnId: 'r0', drawsOn: 'authority' },
    });
    const others = [
      payment('before'),
      payment('bounced'),
      payment('after', { replaces: 'own' }),
      payment('anew', { reissueOf: { paymentId: 'own', returnId: 'r1', drawsOn: 'authority' } }),
      payment('beside', { schemeId: 's' }),
      own,
    ];
    expect(twinsOf(own, others).map(({ as, returnId, payment: { paymentId } }) => [paymentId, as, returnId])).toEqual([
      ['before', 'replaces', null],
      ['bounced', 'reissue-of', 'r0'],
      ['after', 'replaced-by', null],
      ['anew', 'reissued-by', 'r1'],
      ['beside', 'same-run', null],
    ]);
  });
});

describe('what came of what came back', () => {
  const bounced = (returnId: string, restores: Restores = 'authority') =>
    step('PaymentReturnedByBank', [[1, yuan('30.00'), restores]], { returnId, position: returnId });
  const anew = (change: Partial<PaymentStanding>): Twin => ({
    as: 'reissued-by',
    returnId: 'r1',
    payment: payment('anew', { totalFen: yuan('30.00'), ...change }),
  });
  const tracked = (steps: readonly PaymentStepTaken[], twins: readonly Twin[] = []) =>
    returnsOf(steps, twins, [], () => 7).map(({ end, openFen, workingDays }) => [
      end,
      Number(openFen) / 100,
      workingDays,
    ]);

  it('is open with its age until it is paid anew', () => {
    expect(tracked([bounced('r1')])).toEqual([['open', 30, 7]]);
    expect(tracked([bounced('r1')], [anew({ situation: 'submitted' })])).toEqual([['reissuing', 0, null]]);
    expect(tracked([bounced('r1')], [anew({})])).toEqual([['reissued', 0, null]]);
  });

  it('is open again where the reissue fell through, and for what it leaves', () => {
    for (const situation of ['voided', 'withdrawn', 'sent-back', 'refused', 'reversed'] as const)
      expect(tracked([bounced('r1')], [anew({ situation })])).toEqual([['open', 30, 7]]);
    expect(tracked([bounced('r1')], [anew({ totalFen: yuan('29.00') })])).toEqual([['reissued', 1, 7]]);
    // Of another return.
    expect(tracked([bounced('r2')], [anew({})])).toEqual([['open', 30, 7]]);
  });

  it('is waited for no more once somebody says that nobody is to have it', () => {
    const waived = step('PaymentReissueWaived', [], { returnId: 'r1' });
    expect(tracked([bounced('r1'), bounced('r2'), waived])).toEqual([
      ['waived', 0, null],
      ['open', 30, 7],
    ]);
  });

  it('is recovered where the payee gave it back or the treasury has it', () => {
    const given = step('PaymentReturnedByPayee', [[1, yuan('30.00'), 'authority']], { returnId: 'r1' });
    expect(tracked([given, bounced('r2', 'treasury')])).toEqual([
      ['recovered', 0, null],
      ['recovered', 0, null],
    ]);
  });

  it('counts people once, however many levels bear them', () => {
    const heads = [
      { position: 'r1', group: 'over-70', heads: 3 },
      { position: 'r1', group: 'over-70', heads: 3 },
      { position: 'r1', group: 'others', heads: 2 },
      { position: 'r2', group: null, heads: 9 },
    ];
    const people = (returnId: string, of = heads) => returnsOf([bounced(returnId)], [], of, () => null)[0]?.people;
    expect([people('r1'), people('r2'), people('r1', [])]).toEqual([5, 9, null]);
  });
});

describe('the age of what is open', () => {
  const calendar = workingCalendar([{ year: 2021, holidays: ['2021-10-01' as BusinessDate], makeUpDays: [] }]);

  it('is counted in working days, up to the last day of a loaded year', () => {
    expect(workingDaysSince(calendar, day('09-30'), day('10-05'))).toBe(2);
    expect(workingDaysSince(calendar, day('09-30'), day('09-30'))).toBe(0);
    expect(workingDaysSince(calendar, day('12-30'), day('12-31'))).toBe(1);
    expect(() => workingDaysSince(calendar, day('12-30'), day('2022-01-04'))).toThrow();
  });
});
