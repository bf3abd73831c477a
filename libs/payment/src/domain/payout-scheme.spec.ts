import { parseBusinessDate, parseYuan } from '@bofu/kernel';
import { specOf } from '@bofu/testing';
import { payoutSchemeDecider, type PayoutSchemeCommand, type PayoutSchemeEvent } from './payout-scheme';

const line = (appropriationId: string, rate: string, fiscalYear: number | null = 2021) => ({
  appropriationId,
  rateFen: parseYuan(rate),
  fiscalYear,
});

const define: PayoutSchemeCommand = {
  type: 'define-payout-scheme',
  name: '基础养老金',
  lines: [line('A', '93.00'), line('B', '15.00'), line('C', '2.50'), line('D', '2.50')],
  headcount: 75_587,
  payee: { kind: 'persons-by-bank', name: '代发户' },
  effectiveOn: parseBusinessDate('2021-01-04'),
};

const defined: PayoutSchemeEvent = {
  type: 'PayoutSchemeDefined',
  data: {
    schemeId: 's',
    name: '基础养老金',
    fiscalYear: 2021,
    lines: [
      { appropriationId: 'A', rateFen: '9300' },
      { appropriationId: 'B', rateFen: '1500' },
      { appropriationId: 'C', rateFen: '250' },
      { appropriationId: 'D', rateFen: '250' },
    ],
    totalRateFen: '11300',
    headcount: 75_587,
    payee: { kind: 'persons-by-bank', name: '代发户' },
    effectiveOn: parseBusinessDate('2021-01-04'),
  },
};

const spec = specOf(payoutSchemeDecider('s'));

describe('a payout scheme', () => {
  it('says who bears what of one payment, and what a person receives', () =>
    spec.given([]).when(define).then([defined]));

  it('is revised as a whole', () =>
    spec
      .given([defined])
      .when({ ...define, type: 'revise-payout-scheme', headcount: 75_600 })
      .then([{ type: 'PayoutSchemeRevised', data: { ...defined.data, headcount: 75_600 } }]));

  it('is defined once, and revised only where there is one', () => {
    spec.given([defined]).when(define).thenRefuses('scheme-exists', { schemeId: 's' });
    spec
      .given([])
      .when({ ...define, type: 'revise-payout-scheme' })
      .thenRefuses('scheme-not-found', { schemeId: 's' });
  });

  it.each<[string, Partial<PayoutSchemeCommand>, string]>([
    ['nothing', { lines: [] }, 'scheme-without-lines'],
    ['an unknown appropriation', { lines: [line('X', '1.00', null)] }, 'scheme-appropriation-unknown'],
    ['an appropriation twice', { lines: [line('A', '1.00'), line('A', '2.00')] }, 'appropriation-twice-in-scheme'],
    ['two years', { lines: [line('A', '1.00'), line('B', '1.00', 2022)] }, 'scheme-across-fiscal-years'],
    ['a rate of nothing', { lines: [line('A', '0.00')] }, 'amount-not-positive'],
    ['nobody', { headcount: 0 }, 'headcount-not-positive'],
    ['a day of another year', { effectiveOn: parseBusinessDate('2022-01-04') }, 'scheme-outside-fiscal-year'],
  ])('is refused where it draws on %s', (_what, change, code) =>
    spec
      .given([])
      .when({ ...define, ...change })
      .thenRefuses(code),
  );
});
