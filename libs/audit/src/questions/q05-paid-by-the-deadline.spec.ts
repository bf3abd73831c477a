import { parseBusinessDate } from '@bofu/kernel';
import type { GivenEvent } from '@bofu/testing';
import { committed, givenEvents, issued, of, scopeOf, settled } from '../../testing/given-events';
import { paidByTheDeadline } from './q05-paid-by-the-deadline';
import { answerTo } from './question';

describe('paid by the deadline', () => {
  const standard = (day: number, effectiveOn = '2021-01-01', cashFlow = 'monthly'): GivenEvent =>
    of(
      'A',
      'PaymentStandardSet',
      { effectiveOn, rates: [], headcount: null, cashFlow, deadline: { kind: 'monthly', day, printed: '每月' } },
      effectiveOn,
    );
  const run = (paymentId: string, kind: 'regular' | 'supplementary'): GivenEvent => ({
    stream: `payment-${paymentId}`,
    type: 'PayoutRunSubmitted',
    data: { paymentId, run: kind, charges: [{ appropriationId: '2021-A' }] },
  });
  const outcomes = (asOf: string, ...events: readonly GivenEvent[]) =>
    answerTo(
      paidByTheDeadline,
      givenEvents(issued('A', '9999'), ...events),
      scopeOf({ asOf: parseBusinessDate(asOf) }),
    ).rows.map(({ period, due, outcome, daysLate }) => [period, due, outcome, daysLate]);

  it('is in time on the last working day, and late on the next', () => {
    const inTime = [committed('A', 'p1', '1', '2021-01-20'), settled('A', 'p1', '1', '2021-01-29')];
    const late = [committed('A', 'p2', '1', '2021-02-20'), settled('A', 'p2', '1', '2021-03-01')];
    expect(outcomes('2021-03-20', standard(30), ...inTime, ...late)).toEqual([
      ['2021-01', '2021-01-29', 'in-time', 0],
      ['2021-02', '2021-02-26', 'late', 3],
    ]);
  });

  it('asks nothing before a month is due, and nothing of who does not pay by the month', () => {
    expect(outcomes('2021-01-28', standard(30))).toEqual([]);
    expect(outcomes('2021-12-31', standard(30, '2021-01-01', 'one-off'))).toEqual([]);
  });

  it('does not take a supplementary run, a committed or a reversed payment for a payment', () => {
    const unpaid = [['2021-01', '2021-01-29', 'unpaid', 2]];
    const paid = [committed('A', 'p1', '1', '2021-01-20'), settled('A', 'p1', '1', '2021-01-25')];
    const reversed = of(
      'A',
      'SettlementReversed',
      { paymentId: 'p1', amountFen: '1', reversedOn: '2021-01-26', reason: '错' },
      '2021-01-26',
    );
    expect(outcomes('2021-01-31', standard(30), run('p1', 'regular'), ...paid)).toMatchObject([
      ['2021-01', '2021-01-29', 'in-time', 0],
    ]);
    expect(outcomes('2021-01-31', standard(30), run('p1', 'supplementary'), ...paid)).toEqual(unpaid);
    expect(outcomes('2021-01-31', standard(30), paid[0]!)).toEqual(unpaid);
    expect(outcomes('2021-01-31', standard(30), ...paid, reversed)).toEqual(unpaid);
  });

  it('goes by the deadline in force in the month', () => {
    expect(outcomes('2021-02-28', standard(30), standard(10, '2021-02-01'))).toMatchObject([
      ['2021-01', '2021-01-29', 'unpaid', 30],
      ['2021-02', '2021-02-10', 'unpaid', 18],
    ]);
  });
});
