import {
  commandFor,
  inTheWayOf,
  movedOnIn,
  nothingEntered,
  returnedText,
  returnFrom,
  stepsPossible,
  waysToReturn,
  type Entered,
  type Step,
} from './payment-steps';
import type { Post } from '@bofu/kernel';
import type { Payment } from './payments-query';

type ChargeSituation = Payment['charges'][number]['situation'];

/** Two bearers of a month of 24 people, as the interface gives it, with what matters here. */
const month = (
  situation: Payment['situation'],
  [first, second]: readonly [ChargeSituation, ChargeSituation],
  returned = '0.00',
): Payment => {
  const out = (charge: ChargeSituation, net: string) => (charge === 'paid' ? net : '0.00');
  const line = { heads: { of: 'persons', count: 24 }, times: 1, entry: 'regular', groupId: null, period: '2026-05' };
  return {
    paymentId: 'p-1',
    revision: 'rev-3',
    situation,
    lines: [
      { ...line, line: 1, charge: 1, rate: '93.00' },
      { ...line, line: 2, charge: 2, rate: '2.50' },
    ],
    charges: [
      { charge: 1, situation: first, amount: '2232.00', returned: '0.00', net: out(first, '2232.00') },
      {
        charge: 2,
        situation: second,
        amount: '60.00',
        returned,
        net: out(second, returned === '0.00' ? '60.00' : '57.50'),
      },
    ],
  } as unknown as Payment;
};
const IN_TRANSIT = month('submitted', ['submitted', 'submitted']);
const HALF_PAID = month('partly-paid', ['paid', 'submitted']);
const PAID = month('paid', ['paid', 'paid']);

const filled = (step: Step, payment: Payment, typed: Partial<Entered> = {}): Entered => ({
  ...nothingEntered(step, payment, '2026-05-29'),
  reason: '核对后',
  ...typed,
});

describe('what can be done with a payment', () => {
  it.each([
    ['in transit', IN_TRANSIT, ['pay', 'send-back', 'withdraw', 'void', 'refuse']],
    ['paid in part', HALF_PAID, ['pay', 'withdraw', 'void', 'refuse', 'return', 'reclassify', 'reverse']],
    ['paid', PAID, ['return', 'reclassify', 'reverse']],
    ['reversed', month('reversed', ['reversed', 'reversed']), []],
  ])('%s', (_, payment, steps) => expect(stepsPossible(payment, null)).toEqual(steps));

  const waiting = (waitsFor: Payment['waitsFor'], signed: readonly string[] = []): Payment => ({
    ...IN_TRANSIT,
    waitsFor,
    submittedBy: { personId: 'wang' } as Payment['submittedBy'],
    steps: signed.map((personId) => ({ type: 'PaymentReviewed', by: { personId } }) as Payment['steps'][number]),
  });
  const at = (personId: string, post: Post) => ({ personId, posts: [{ post }] });

  it.each([
    ['the reviewer signs', waiting('review'), at('li', 'reviewer'), ['review', 'send-back', 'void']],
    ['the clerk may take it back', waiting('review'), at('wang', 'clerk'), ['withdraw']],
    ['the approver waits for her', waiting('review'), at('zhao', 'approver'), ['send-back', 'void']],
    ['the approver signs', waiting('approval', ['li']), at('zhao', 'approver'), ['approve', 'send-back', 'void']],
    ['the cashier hands it over', waiting('hand-over', ['li']), at('sun', 'cashier'), ['hand-over']],
    ['and it is paid after that', waiting('payment', ['li']), at('sun', 'cashier'), ['pay', 'refuse']],
    ['what is paid comes back to the cashier', { ...PAID, waitsFor: null }, at('sun', 'cashier'), ['return']],
    [
      'and is corrected at the clerk’s request',
      { ...PAID, waitsFor: null },
      at('wang', 'clerk'),
      ['reclassify', 'reverse'],
    ],
    ['an auditor only looks', { ...PAID, waitsFor: null }, at('qian', 'auditor'), []],
  ] as const)('in an office: %s', (_, payment, atWork, steps) => expect(stepsPossible(payment, atWork)).toEqual(steps));

  it.each([
    ['another answers', at('li', 'reviewer'), ['agree-to-withdrawal', 'decline-withdrawal']],
    ['nobody of another post', at('qian', 'auditor'), []],
    ['whoever has another post waits', at('sun', 'cashier'), []],
  ] as const)('where somebody asks to withdraw it: %s', (_, atWork, steps) => {
    const asked = { type: 'PaymentWithdrawalRequested', by: { personId: 'zhao' } } as Payment['steps'][number];
    expect(stepsPossible({ ...waiting('withdrawal'), steps: [asked] }, atWork)).toEqual(steps);
  });

  it.each([
    ['another answers', at('li', 'reviewer'), ['confirm-correction', 'decline-correction']],
    ['nobody of another post', at('qian', 'auditor'), []],
    ['whoever has another post waits', at('sun', 'cashier'), ['return']],
  ] as const)('where somebody asks to correct it: %s', (_, atWork, steps) => {
    const asked = { type: 'PaymentReversalRequested', by: { personId: 'zhao' } } as Payment['steps'][number];
    expect(stepsPossible({ ...PAID, waitsFor: 'correction', steps: [asked] }, atWork)).toEqual(steps);
  });

  it('is signed with the digest of what is shown', () => {
    const payment = { ...waiting('approval', ['li']), digest: 'd'.repeat(64) };
    expect(inTheWayOf('approve', payment, filled('approve', payment, { reason: '' }))).toBeNull();
    expect(commandFor('approve', payment, filled('approve', payment))).toMatchObject({
      url: '/v1/payments/p-1/approval',
      body: { digest: payment.digest, approvedOn: '2026-05-29' },
    });
  });

  it('is to reverse only what has not come back in part', () => {
    const entered = nothingEntered('reverse', month('paid', ['paid', 'paid'], '2.50'), '2026-05-29');
    expect(entered.chosen).toEqual([1]);
  });
});

describe('a step on some of the charges', () => {
  it('names those that were chosen, and none where it is about all of them', () => {
    const all = filled('pay', IN_TRANSIT, { voucher: ' 支2026-031 ' });
    expect(commandFor('pay', IN_TRANSIT, all)).toEqual({
      url: '/v1/payments/p-1/payment',
      ifMatch: '"rev-3"',
      body: { paidOn: '2026-05-29', voucherNumber: '支2026-031' },
    });
    expect(commandFor('pay', IN_TRANSIT, { ...all, chosen: [2] }).body).toMatchObject({ charges: [2] });
    expect(inTheWayOf('pay', IN_TRANSIT, { ...all, chosen: [] })).toBe('请选择办理哪几项');
  });

  it('is paid without a voucher, and released for a reason only', () => {
    expect(commandFor('pay', HALF_PAID, filled('pay', HALF_PAID)).body).toEqual({
      paidOn: '2026-05-29',
      voucherNumber: null,
    });
    expect(inTheWayOf('void', HALF_PAID, filled('void', HALF_PAID, { reason: ' ' }))).toBe('请填写事由');
  });

  it('names the bank whose voucher it is, and says again what was asked back', () => {
    const banked = filled('pay', HALF_PAID, { voucher: '0031', bank: ' 农业银行 ' });
    expect(commandFor('pay', HALF_PAID, banked).body).toMatchObject({ voucherNumber: '0031', bank: '农业银行' });
    const stated = { confirmation: '已核对' };
    for (const step of ['pay', 'send-back', 'withdraw', 'void', 'refuse', 'return', 'reclassify', 'reverse'] as const)
      expect([step, commandFor(step, PAID, filled(step, PAID), stated).body]).toEqual([
        step,
        expect.objectContaining(stated),
      ]);
  });

  it('is reversed once somebody has said whether the money had left the bank', () => {
    expect(inTheWayOf('reverse', PAID, filled('reverse', PAID))).toBe('请说明款项是否已从银行付出');
    const said = filled('reverse', PAID, { leftBank: false, chosen: [2] });
    expect(inTheWayOf('reverse', PAID, said)).toBeNull();
    expect(commandFor('reverse', PAID, said).body).toEqual({
      charges: [2],
      leftBank: false,
      reversedOn: '2026-05-29',
      reason: '核对后',
    });
  });
});

describe('what came back', () => {
  const body = (payment: Payment, typed: Partial<Entered>) =>
    commandFor('return', payment, filled('return', payment, typed)).body;

  it('is said in people, in people of each line, in amounts of each charge', () => {
    expect(waysToReturn(PAID)).toEqual(['headcount', 'lines', 'charges']);
    expect(body(PAID, { way: 'headcount', people: '1' })).toMatchObject({ headcount: 1 });
    expect(body(PAID, { way: 'lines', peopleOf: { 2: '3人', 1: '' } })).toMatchObject({
      lines: [{ line: 2, headcount: 3 }],
    });
    expect(body(PAID, { way: 'charges', amountOf: { 2: '2.5' } })).toMatchObject({
      charges: [{ charge: 2, amount: '2.50' }],
    });
  });

  it('is entered where a correction has taken the money, once the server says where', () => {
    const facts = { paymentId: 'p-1', charge: 1, movedTo: [3], movedOn: '2026-05-20' };
    const problem = { title: '', status: 422, code: 'return-after-move', traceId: 't', facts };
    const moved = movedOnIn(problem)!;
    expect(moved).toEqual({ movedTo: [3], movedOn: '2026-05-20' });
    expect(movedOnIn({ ...problem, code: 'before-payment' })).toBeNull();
    const typed = filled('return', PAID, { way: 'headcount', people: '1', on: '2026-05-10', reason: '户名不符 ' });
    expect(commandFor('return', PAID, returnFrom(moved, typed)).body).toMatchObject({
      ...{ headcount: 1, returnedOn: '2026-05-20', reason: '2026-05-10 实际退回；户名不符' },
    });
  });

  it('is reckoned before it is recorded', () => {
    expect(returnedText(PAID, filled('return', PAID, { way: 'headcount', people: '2' }))).toBe('共退回 191.00 元');
    expect(returnedText(PAID, filled('return', PAID, { way: 'lines', peopleOf: { 2: '3' } }))).toBe('共退回 7.50 元');
    expect(returnedText(PAID, filled('return', PAID, { way: 'charges', amountOf: { 1: '60', 2: '2.50' } }))).toBe(
      '共退回 62.50 元',
    );
  });

  it('of one charge is an amount', () => {
    expect(waysToReturn(HALF_PAID)).toEqual(['headcount', 'lines', 'amount']);
    expect(body(HALF_PAID, { way: 'amount', amountText: '93' })).toMatchObject({ amount: '93.00' });
  });

  it.each([
    ['nothing', { way: 'charges' }],
    ['a wrong amount beside a right one', { way: 'charges', amountOf: { 1: '60', 2: '两块五' } }],
    ['no number of people', { way: 'headcount', people: '0' }],
  ] as const)('is not said by %s', (_, typed) =>
    expect(inTheWayOf('return', PAID, filled('return', PAID, typed))).toBe('请填写退回的人数或金额'),
  );
});

describe('a correction', () => {
  it('moves one charge, in whole or in part', () => {
    const chosen = filled('reclassify', PAID, { from: '2', to: 'a-9' });
    expect(inTheWayOf('reclassify', PAID, { ...chosen, to: null })).toBe('请选择正确的项目');
    expect(commandFor('reclassify', PAID, chosen).body).toEqual({
      charge: 2,
      to: 'a-9',
      correctedOn: '2026-05-29',
      reason: '核对后',
    });
    expect(commandFor('reclassify', PAID, { ...chosen, amountText: '20' }).body).toMatchObject({ amount: '20.00' });
  });
});
