import fc from 'fast-check';
import { fen, parseBusinessDate } from '@bofu/kernel';
import { Charges, type BorneCharge, type ChargeId } from './charges';

const borne = (id: ChargeId, amount: number): BorneCharge => ({
  ...id,
  situation: 'committed',
  amountFen: fen(BigInt(amount)),
  netFen: fen(0n),
  committedOn: parseBusinessDate('2021-01-04'),
  paidOn: null,
  returnIds: [],
});

describe('the charges of an appropriation', () => {
  it('are what a plain map makes of the same steps, and what they were before stays so', () => {
    // More steps than fit among the recent ones, on few enough payments that many are charged again.
    const id = fc.record({
      paymentId: fc.integer({ min: 0, max: 50 }).map(String),
      charge: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(id, fc.nat()), { maxLength: 400 }), (taken) => {
        const plain = new Map<string, BorneCharge>();
        let charges = Charges.none;
        for (const [charge, amount] of taken) {
          const [before, known] = [charges, charges.get(charge)];
          charges = charges.with(borne(charge, amount));
          plain.set(`${charge.paymentId} ${charge.charge}`, borne(charge, amount));
          expect(before.get(charge)).toBe(known);
        }
        expect(new Map([...charges].map((each) => [`${each.paymentId} ${each.charge}`, each]))).toEqual(plain);
        expect([...charges]).toHaveLength(plain.size);
        for (const each of plain.values()) expect(charges.get(each)).toEqual(each);
        expect(charges.get({ paymentId: 'another', charge: 1 })).toBeUndefined();
      }),
      { seed: 2021, numRuns: 100 },
    );
  });
});
