import { parseBusinessDate } from '@bofu/kernel';
import { payoutCalendar } from './payout-calendar';
import type { Payment } from './programme-facts';

const CENTRAL = '2021-13062121RXGO3YWDTCKQR';

/** A payout run of September as the interface gives it, with what matters here. */
const run = (facts: {
  run: 'regular' | 'supplementary';
  headcount: number;
  amount: string;
  returned: string;
}): Payment => {
  const { amount, returned, ...rest } = facts;
  const charge = { appropriationId: CENTRAL, rate: '93.00', amount, returned };
  return {
    kind: 'payout-run',
    situation: 'paid',
    period: '2021-09',
    submittedOn: '2021-09-27',
    total: amount,
    returned,
    charges: [charge],
    ...rest,
  } as unknown as Payment;
};

const september = (...payments: Payment[]) =>
  payoutCalendar(2021, parseBusinessDate('2021-10-26'), CENTRAL, payments, true)[8];

describe('a month of the payout calendar', () => {
  const returned = run({ run: 'regular', headcount: 75_557, amount: '7029591.00', returned: '2790.00' });

  it('is paid in full', () =>
    expect(september(run({ run: 'regular', headcount: 75_587, amount: '7029591.00', returned: '0.00' }))).toMatchObject(
      {
        word: '已付',
        amount: '7029591.00',
        headcount: 75_587,
      },
    ));

  it('is short of those whose money came back', () =>
    expect(september(returned)).toMatchObject({ word: '有退票', amount: '7026801.00', headcount: 75_557 }));

  it('is whole again once they are paid again, in money and in people', () =>
    expect(
      september(returned, run({ run: 'supplementary', headcount: 30, amount: '2790.00', returned: '0.00' })),
    ).toMatchObject({ mark: 'green', word: '已重发', amount: '7029591.00', headcount: 75_587 }));

  it('is a gap when it is over without a payment, and not before', () => {
    const months = payoutCalendar(2021, parseBusinessDate('2021-10-26'), CENTRAL, [], true);
    expect([months[8]?.word, months[9]?.word]).toEqual(['未发', '未到']);
  });
});
