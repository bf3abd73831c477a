import { parseBusinessDate, parsePeriod, parseYuan } from '@bofu/kernel';
import type { StandingLine } from '../payments/payments.query';
import { differenceBetween, isNotable } from './difference';

interface Shaped {
  readonly appropriationId: string;
  readonly programmeId: string;
  readonly heads: number | null;
  readonly rate: string | null;
  readonly amount: string;
  readonly groupId: string | null;
  readonly entry: StandingLine['entry'];
}

const line = (shaped: Partial<Shaped> = {}): StandingLine => {
  const { appropriationId = 'A', programmeId = 'pension', heads = 10, rate = '3.00', amount = '30.00' } = shaped;
  return {
    ...{ line: 1, charge: 1, times: 1, reason: null, borneFor: null },
    ...{ appropriationId, programmeId, groupId: shaped.groupId ?? null, entry: shaped.entry ?? 'regular' },
    heads: heads === null ? null : { of: 'persons', count: heads },
    outstanding: heads,
    rateFen: rate === null ? null : parseYuan(rate),
    ratePer: rate === null ? null : 'month',
    period: parsePeriod('2021-09'),
    amountFen: parseYuan(amount),
  };
};
const payment = (lines: readonly StandingLine[], total: string, payee = '代发户') => ({
  ...{ paymentId: 'p', purpose: '养老金', submittedOn: parseBusinessDate('2021-09-10'), lines },
  payee: { kind: 'special-account', name: payee } as const,
  payeeAccount: null,
  totalFen: parseYuan(total),
});

describe('a payment beside the one before', () => {
  it('is held against it line by line: changed, new, gone and the same', () => {
    const before = payment(
      [line(), line({ appropriationId: 'B', amount: '20.00', rate: '2.00' }), line({ appropriationId: 'C' })],
      '80.00',
    );
    const after = payment(
      [
        line({ heads: 12, amount: '36.00' }),
        line({ appropriationId: 'B', amount: '20.00', rate: '2.00' }),
        line({ appropriationId: 'D', programmeId: 'medical', heads: null, rate: null, amount: '5.00' }),
      ],
      '61.00',
    );
    const { total, heads, payee, lines } = differenceBetween(before, after);
    expect(total).toEqual({ beforeFen: 8000n, nowFen: 6100n });
    expect(heads).toEqual({ before: 10, now: 12 });
    expect(payee).toBeNull();
    expect(lines.map(({ appropriationId, change }) => `${appropriationId} ${change}`)).toEqual([
      ...['A changed', 'B same', 'D new', 'C gone'],
    ]);
    expect(lines[0]).toMatchObject({ before: { heads: 10, amountFen: 3000n }, now: { heads: 12, amountFen: 3600n } });
    expect(lines[3]).toMatchObject({ before: { amountFen: 3000n }, now: null });
  });

  it('knows the same programme in a new year’s appropriation, and no other group or kind', () => {
    const before = payment([line(), line({ groupId: 'over-70' })], '60.00');
    const after = payment(
      [line({ appropriationId: 'A22' }), line({ appropriationId: 'A22', entry: 'back-pay' })],
      '60.00',
      '另一户',
    );
    const { lines, payee } = differenceBetween(before, after);
    expect(lines.map(({ change }) => change)).toEqual(['same', 'new', 'gone']);
    expect(payee).toMatchObject({ before: { name: '代发户' }, now: { name: '另一户' } });
  });

  it('has no heads where neither is paid by heads', () => {
    const lump = line({ heads: null, rate: null });
    expect(differenceBetween(payment([lump], '30.00'), payment([lump], '30.00')).heads).toBeNull();
  });

  it.each([
    [1000, 1009, false],
    [1000, 1010, true],
    [1000, 990, true],
    [1000, 1000, false],
    [0, 1, true],
  ])('from %i heads to %i is worth a look: %s', (before, now, notable) =>
    expect(isNotable({ before, now })).toBe(notable),
  );
});
