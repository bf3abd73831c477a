import fc from 'fast-check';
import { fen, parseBusinessDate } from '@bofu/kernel';
import { ChargedPayments, type ChargedPayment } from './charged-payments';

const payment = (amount: number): ChargedPayment => ({
  situation: 'committed',
  amountFen: fen(BigInt(amount)),
  netFen: fen(0n),
  committedOn: parseBusinessDate('2021-01-04'),
  paidOn: null,
  claimedPeriod: null,
  returnIds: [],
});

describe('the payments of an appropriation', () => {
  it('are what a plain map makes of the same steps, and what they were before stays so', () => {
    // More steps than fit among the recent ones, on few enough ids that many are charged again.
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 150 }).map(String), fc.nat()), { maxLength: 400 });
    fc.assert(
      fc.property(steps, (taken) => {
        const plain = new Map<string, ChargedPayment>();
        let payments = ChargedPayments.none;
        for (const [id, amount] of taken) {
          const [before, known] = [payments, payments.get(id)];
          payments = payments.with(id, payment(amount));
          plain.set(id, payment(amount));
          expect(before.get(id)).toBe(known);
        }
        expect(new Map(payments)).toEqual(plain);
        expect([...payments]).toHaveLength(plain.size);
        for (const [id] of plain) expect([payments.has(id), payments.get(id)]).toEqual([true, plain.get(id)]);
        expect(payments.has('another')).toBe(false);
      }),
      { seed: 2021, numRuns: 100 },
    );
  });
});
