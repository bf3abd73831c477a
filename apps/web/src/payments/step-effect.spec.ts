import { nothingEntered, type Entered, type Step } from './payment-steps';
import type { Charge } from './payments';
import type { Payment } from './payments-query';
import { effectsOf } from './step-effect';

const charge = (number: number, situation: Charge['situation'], amount: string, more: Partial<Charge> = {}): Charge =>
  ({
    ...{ charge: number, programmeId: `p${number}`, appropriationId: `a${number}`, situation, amount },
    ...{ returned: '0.00', net: situation === 'paid' ? amount : '0.00', movedFrom: null },
    ...more,
  }) as Charge;

const line = (number: number, of: number, rate: string) => ({
  ...{ line: number, charge: of, rate, times: 1, entry: 'regular', groupId: null, period: '2026-05' },
  heads: { of: 'persons', count: 24 },
});

const payment = (charges: readonly Charge[], more: Partial<Payment> = {}): Payment =>
  ({
    ...{ paymentId: 'p', situation: 'paid', route: 'treasury', reissueOf: null, waitsFor: null, steps: [] },
    ...{ lines: [line(1, 1, '93.00'), line(2, 2, '2.50')], charges },
    ...more,
  }) as unknown as Payment;

const PAID = payment([charge(1, 'paid', '2232.00'), charge(2, 'paid', '60.00')]);

const effects = (step: Step, of: Payment, typed: Partial<Entered> = {}) =>
  effectsOf(step, of, { ...nothingEntered(step, of, '2026-05-29'), ...typed }).map(
    ({ appropriationId, held, before, after, freed }) =>
      [appropriationId, held, ...[before, after, freed].map((fen) => Number(fen) / 100)].join(' '),
  );

describe('what an act would change', () => {
  it('takes a reversed charge off whole and gives it back to its appropriation', () => {
    expect(effects('reverse', PAID)).toEqual(['a1 net 2232 0 2232', 'a2 net 60 0 60']);
    expect(effects('reverse', PAID, { chosen: [2] })).toEqual(['a2 net 60 0 60']);
  });

  it('moves a correction from the one to the other, in part or in whole', () => {
    expect(effects('reclassify', PAID, { from: '2', to: 'b' })).toEqual(['a2 net 60 0 60', 'b net 0 60 -60']);
    expect(effects('reclassify', PAID, { from: '1', to: 'b', amountText: '100' })).toEqual([
      'a1 net 2232 2132 100',
      'b net 0 100 -100',
    ]);
    expect(effects('reclassify', PAID, { from: '1', to: null })).toEqual(['a1 net 2232 0 2232']);
  });

  it('costs what comes back by people, lines, charges or one amount', () => {
    expect(effects('return', PAID, { way: 'headcount', people: '2' })).toEqual([
      'a1 net 2232 2046 186',
      'a2 net 60 55 5',
    ]);
    expect(effects('return', PAID, { way: 'lines', peopleOf: { 2: '4' } })).toEqual(['a2 net 60 50 10']);
    expect(effects('return', PAID, { way: 'charges', amountOf: { 1: '32', 2: '' } })).toEqual(['a1 net 2232 2200 32']);
    const one = payment([charge(1, 'paid', '100.00')]);
    expect(effects('return', one, { way: 'amount', amountText: '30' })).toEqual(['a1 net 100 70 30']);
    expect(effects('return', PAID, { way: 'headcount', people: '' })).toEqual([]);
  });

  it('finds the bearer a correction has left the people with', () => {
    const corrected = payment([
      charge(1, 'moved', '0.00'),
      charge(2, 'paid', '60.00'),
      charge(3, 'paid', '2232.00', { movedFrom: 1 }),
    ]);
    expect(effects('return', corrected, { way: 'lines', peopleOf: { 1: '1' } })).toEqual(['a3 net 2232 2139 93']);
  });

  it('gives no authority back for what bounced to a fund account', () => {
    const bounced = { way: 'headcount', people: '2', by: 'bank' } as const;
    const viaAccount = payment(PAID.charges, { route: 'fund-account' });
    expect(effects('return', viaAccount, bounced)[0]).toBe('a1 net 2232 2046 0');
    expect(effects('return', viaAccount, { ...bounced, by: 'payee' })[0]).toBe('a1 net 2232 2046 186');
    const drawsOn = { paymentId: 'q', returnId: 'r', drawsOn: 'fund-account' } as const;
    expect(effects('reverse', payment(PAID.charges, { reissueOf: drawsOn }))[0]).toBe('a1 net 2232 0 0');
  });

  it('frees what is in transit, and changes nothing where somebody only signs or pays', () => {
    const transit = payment([charge(1, 'submitted', '2232.00'), charge(2, 'submitted', '60.00')]);
    expect(effects('send-back', transit)).toEqual(['a1 inTransit 2232 0 2232', 'a2 inTransit 60 0 60']);
    expect(effects('void', transit, { chosen: [1] })).toEqual(['a1 inTransit 2232 0 2232']);
    for (const step of ['review', 'approve', 'hand-over', 'pay'] as const) expect(effects(step, transit)).toEqual([]);
  });

  it('shows whoever answers what was asked for, whatever stands in the form', () => {
    const asked = (type: string, what: object, charges: readonly Charge[] = PAID.charges) =>
      payment(charges, {
        waitsFor: type === 'PaymentWithdrawalRequested' ? 'withdrawal' : 'correction',
        steps: [{ type, asked: what }] as unknown as Payment['steps'],
      });
    const reversal = asked('PaymentReversalRequested', { charges: [2], amount: '60.00', to: null, leftBank: true });
    expect(effects('confirm-correction', reversal)).toEqual(['a2 net 60 0 60']);
    const move = { charges: [1], amount: '32.00', to: 'b', leftBank: null };
    expect(effects('confirm-correction', asked('PaymentReclassificationRequested', move))).toEqual([
      'a1 net 2232 2200 32',
      'b net 0 32 -32',
    ]);
    expect(effects('decline-correction', reversal)).toEqual([]);
  });
});
