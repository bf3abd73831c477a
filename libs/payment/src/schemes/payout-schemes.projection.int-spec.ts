import { parseBusinessDate } from '@bofu/kernel';
import { projectionSpec } from '@bofu/testing';
import type { PayoutSchemeEvent } from '../domain/payout-scheme';
import { payoutSchemesProjection } from './payout-schemes.projection';
import { schemesOnDay } from './scheme-record';

const data = (schemeId: string, headcount: number, effectiveOn: string): PayoutSchemeEvent['data'] => ({
  schemeId,
  name: '基础养老金',
  fiscalYear: 2021,
  lines: [{ appropriationId: '2021-A', rateFen: '9300' }],
  totalRateFen: '9300',
  headcount,
  payee: { kind: 'persons-by-bank', name: '代发户' },
  effectiveOn: parseBusinessDate(effectiveOn),
});
const happened = (schemeId: string, type: PayoutSchemeEvent['type'], headcount: number, effectiveOn: string) => ({
  stream: `payout-scheme-${schemeId}`,
  type,
  data: data(schemeId, headcount, effectiveOn),
});

describe('payout schemes', () => {
  it('keep every version of a scheme', () =>
    projectionSpec(payoutSchemesProjection)
      .given(
        happened('s', 'PayoutSchemeDefined', 100, '2021-01-04'),
        happened('s', 'PayoutSchemeRevised', 120, '2021-07-01'),
      )
      .thenRows('payout_scheme', [
        {
          scheme_id: 's',
          fiscal_year: 2021,
          record: {
            schemeId: 's',
            fiscalYear: 2021,
            version: '1',
            versions: [data('s', 100, '2021-01-04'), data('s', 120, '2021-07-01')],
          },
        },
      ]));

  it('are as of a day what the version in force then says', () => {
    const records = [
      {
        schemeId: 's',
        fiscalYear: 2021,
        version: '1',
        versions: [data('s', 100, '2021-01-04'), data('s', 120, '2021-07-01')],
      },
    ];
    const heads = (on: string) => schemesOnDay(records, parseBusinessDate(on)).map(({ headcount }) => headcount);
    expect([heads('2021-01-03'), heads('2021-06-30'), heads('2021-07-01')]).toEqual([[], [100], [120]]);
  });
});
