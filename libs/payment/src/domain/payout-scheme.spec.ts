import { parseBusinessDate, parseYuan } from '@bofu/kernel';
import { specOf } from '@bofu/testing';
import {
  payoutSchemeDecider,
  type PayoutSchemeCommand,
  type PayoutSchemeEvent,
  type SchemeLine,
} from './payout-scheme';

const line = (appropriationId: string, rate: string, change: Partial<SchemeLine> = {}): SchemeLine => ({
  appropriationId,
  groupId: null,
  rateFen: parseYuan(rate),
  per: 'month',
  headcount: null,
  fiscalYear: 2021,
  ...change,
});

const define: PayoutSchemeCommand = {
  type: 'define-payout-scheme',
  name: '基础养老金',
  lines: [line('A', '93.00'), line('B', '15.00')],
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
      { appropriationId: 'A', groupId: null, rateFen: '9300', per: 'month', headcount: null },
      { appropriationId: 'B', groupId: null, rateFen: '1500', per: 'month', headcount: null },
    ],
    headcount: 75_587,
    payee: { kind: 'persons-by-bank', name: '代发户' },
    payeeId: null,
    effectiveOn: parseBusinessDate('2021-01-04'),
  },
};

const spec = specOf(payoutSchemeDecider('s'));

describe('a payout scheme', () => {
  it('says who bears what of one payment to a person', () => spec.given([]).when(define).then([defined]));

  it('is revised as a whole', () =>
    spec
      .given([defined])
      .when({ ...define, type: 'revise-payout-scheme', headcount: 75_600 })
      .then([{ type: 'PayoutSchemeRevised', data: { ...defined.data, headcount: 75_600 } }]));

  it('goes on into the next year with that year’s appropriations', () =>
    spec
      .given([defined])
      .when({
        ...define,
        type: 'revise-payout-scheme',
        lines: [line('A22', '98.00', { fiscalYear: 2022 })],
        effectiveOn: parseBusinessDate('2022-01-04'),
      })
      .then([
        {
          type: 'PayoutSchemeRevised',
          data: {
            ...defined.data,
            fiscalYear: 2022,
            lines: [{ appropriationId: 'A22', groupId: null, rateFen: '9800', per: 'month', headcount: null }],
            effectiveOn: parseBusinessDate('2022-01-04'),
          },
        },
      ]));

  it('has a line for each group, with its own rate and number', () => {
    const lines = [
      line('A', '100.00', { groupId: 'over-70', headcount: 3 }),
      line('A', '95.00', { groupId: 'others', headcount: 4 }),
    ];
    const recorded = [
      { appropriationId: 'A', groupId: 'over-70', rateFen: '10000', per: 'month', headcount: 3 },
      { appropriationId: 'A', groupId: 'others', rateFen: '9500', per: 'month', headcount: 4 },
    ] as const;
    spec
      .given([])
      .when({ ...define, lines })
      .then([{ type: 'PayoutSchemeDefined', data: { ...defined.data, lines: recorded } }]);
  });

  it('is defined once, and revised only where there is one', () => {
    spec.given([defined]).when(define).thenRefuses('scheme-exists', { schemeId: 's' });
    spec
      .given([])
      .when({ ...define, type: 'revise-payout-scheme' })
      .thenRefuses('scheme-not-found', { schemeId: 's' });
  });

  it.each<[string, Partial<PayoutSchemeCommand>, string]>([
    ['nothing', { lines: [] }, 'scheme-without-lines'],
    ['an unknown appropriation', { lines: [line('X', '1.00', { fiscalYear: null })] }, 'scheme-appropriation-unknown'],
    ['an appropriation twice', { lines: [line('A', '1.00'), line('A', '2.00')] }, 'appropriation-twice-in-scheme'],
    [
      'everybody beside a group',
      { lines: [line('A', '1.00'), line('A', '2.00', { groupId: 'over-70' })] },
      'appropriation-twice-in-scheme',
    ],
    [
      'two years',
      { lines: [line('A', '1.00'), line('B', '1.00', { fiscalYear: 2022 })] },
      'scheme-across-fiscal-years',
    ],
    ['a rate of nothing', { lines: [line('A', '0.00')] }, 'amount-not-positive'],
    ['nobody', { headcount: 0 }, 'headcount-not-positive'],
    ['a group of nobody', { lines: [line('A', '1.00', { headcount: 0 })] }, 'headcount-not-positive'],
    ['a day of another year', { effectiveOn: parseBusinessDate('2022-01-04') }, 'scheme-outside-fiscal-year'],
  ])('is refused where it draws on %s', (_what, change, code) =>
    spec
      .given([])
      .when({ ...define, ...change })
      .thenRefuses(code),
  );
});
