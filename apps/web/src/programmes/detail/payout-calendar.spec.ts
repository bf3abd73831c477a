import { formatYuan, parseBusinessDate, parseYuan } from '@bofu/kernel';
import { payoutCalendar } from './payout-calendar';
import type { OwedMonth, Payment } from './programme-facts';

const CENTRAL = 'central';

/** A payout run of September as the interface gives it, with what matters here. */
const run = (facts: {
  run: 'regular' | 'supplementary';
  headcount: number;
  amount: string;
  returned: string;
}): Payment => {
  const { amount, returned, ...rest } = facts;
  const net = formatYuan(parseYuan(amount) - parseYuan(returned));
  const charge = { appropriationId: CENTRAL, situation: 'paid', amount, returned, net };
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

const owedInSeptember = (paidOn: string | null): OwedMonth => ({
  ...{ period: '2021-09', owed: '7029591.00', paid: '0.00', open: '0.00', submittedOn: '2021-09-27', paidOn },
});
const september = (...payments: Payment[]) =>
  payoutCalendar(2021, parseBusinessDate('2021-10-26'), CENTRAL, payments, true, [owedInSeptember('2021-09-27')])[8];

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

  it('is not paid where the books say that it does not suffice, and paid where nobody says what is owed', () => {
    const half = run({ run: 'regular', headcount: 40_000, amount: '3720000.00', returned: '0.00' });
    const word = (owed: OwedMonth[]) =>
      payoutCalendar(2021, parseBusinessDate('2021-10-26'), CENTRAL, [half], true, owed)[8]?.word;
    expect([word([owedInSeptember(null)]), word([])]).toEqual(['未发足', '已付']);
  });

  it('is a gap when it is over without a payment, and not before', () => {
    const months = payoutCalendar(2021, parseBusinessDate('2021-10-26'), CENTRAL, [], true, []);
    expect([months[8]?.word, months[9]?.word]).toEqual(['未发', '未到']);
  });
});
