import { parseBusinessDate } from '@bofu/kernel';
import { payoutCalendar } from './payout-calendar';
import type { OwedMonth, PaymentMonth } from './programme-facts';

/** Payout runs of September as the interface sums them, one unless told. */
const paidInSeptember = (facts: Partial<PaymentMonth> & { headcount: number; amount: string }): PaymentMonth => ({
  ...{ period: '2021-09', payments: 1, submitted: 0, partlyPaid: 0, paid: 1, firstPaymentId: 'first' },
  ...{ lastSituation: 'paid', returned: '0.00', supplementary: '0.00' },
  ...facts,
});

const owedInSeptember = (paidOn: string | null): OwedMonth => ({
  ...{ period: '2021-09', owed: '7029591.00', paid: '0.00', open: '0.00', submittedOn: '2021-09-27', paidOn },
  ...{ dueOn: '2021-09-30', handOverBy: '2021-09-27' },
});
const september = (month: PaymentMonth) =>
  payoutCalendar(2021, parseBusinessDate('2021-10-26'), [month], true, [owedInSeptember('2021-09-27')])[8];

describe('a month of the payout calendar', () => {
  it('is paid in full', () =>
    expect(september(paidInSeptember({ headcount: 75_587, amount: '7029591.00' }))).toMatchObject({
      word: '已付',
      amount: '7029591.00',
      headcount: 75_587,
      firstPaymentId: 'first',
    }));

  it('is short of those whose money came back', () =>
    expect(september(paidInSeptember({ headcount: 75_557, amount: '7026801.00', returned: '2790.00' }))).toMatchObject({
      word: '有退票',
      amount: '7026801.00',
      headcount: 75_557,
    }));

  it('is whole again once they are paid again', () =>
    expect(
      september(
        paidInSeptember({
          ...{ payments: 2, paid: 2, headcount: 75_587, amount: '7029591.00' },
          ...{ returned: '2790.00', supplementary: '2790.00' },
        }),
      ),
    ).toMatchObject({ mark: 'green', word: '已重发' }));

  it('is in transit, or paid in part, while some of it is, and says how it ended where nothing stands', () => {
    const some = { headcount: 1, amount: '1.00' };
    expect(september(paidInSeptember({ ...some, submitted: 1 }))?.word).toBe('在途');
    expect(september(paidInSeptember({ ...some, submitted: 1, partlyPaid: 1 }))?.word).toBe('部分支付');
    const ended = { ...paidInSeptember(some), ...{ paid: 0, amount: null, headcount: null } };
    expect(september({ ...ended, lastSituation: 'voided' })).toMatchObject({ mark: 'orange', amount: null });
  });

  it('cannot be paid where the forecast says that the money does not suffice, by how much', () => {
    const left = new Map([
      ['2021-09', '0.00'],
      ['2021-10', '-55910.00'],
    ]);
    const months = payoutCalendar(2021, parseBusinessDate('2021-10-26'), [], true, [], left);
    expect([months[8], months[9], months[10]]).toMatchObject([
      { word: '未发', short: null },
      { mark: 'red', word: '缺口', short: '55910.00' },
      { word: '未到', short: null },
    ]);
  });

  it('is not paid where the books say that it does not suffice, and paid where nobody says what is owed', () => {
    const half = paidInSeptember({ headcount: 40_000, amount: '3720000.00' });
    const word = (owed: OwedMonth[]) =>
      payoutCalendar(2021, parseBusinessDate('2021-10-26'), [half], true, owed)[8]?.word;
    expect([word([owedInSeptember(null)]), word([])]).toEqual(['未发足', '已付']);
  });

  it('is a gap when it is over without a payment, and not before', () => {
    const months = payoutCalendar(2021, parseBusinessDate('2021-10-26'), [], true, []);
    expect([months[8]?.word, months[9]?.word]).toEqual(['未发', '未到']);
  });
});
