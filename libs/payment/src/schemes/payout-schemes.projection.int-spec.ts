import { fenFromDigits, parseBusinessDate } from '@bofu/kernel';
import { projectionSpec } from '@bofu/testing';
import type { PayoutSchemeEvent, SchemeVersionData } from '../domain/payout-scheme';
import { payoutSchemesProjection } from './payout-schemes.projection';
import { schemesInForce, type SchemeVersion } from './schemes-in-force';

const data = (headcount: number, effectiveOn: string): SchemeVersionData => ({
  schemeId: 's',
  name: '基础养老金',
  fiscalYear: Number(effectiveOn.slice(0, 4)),
  lines: [{ appropriationId: 'A', groupId: null, rateFen: '9300', per: 'month', headcount: null }],
  headcount,
  payee: { kind: 'persons-by-bank', name: '代发户' },
  payeeId: null,
  effectiveOn: parseBusinessDate(effectiveOn),
});
const stamp = {
  agencyId: 'agency-1',
  by: { personId: 'clerk', post: 'clerk', delegationId: null, channel: 'service', mode: 'single-person' },
  bookedIn: null,
};
const happened = (type: PayoutSchemeEvent['type'], headcount: number, effectiveOn: string) => ({
  stream: 'payoutScheme-s',
  type,
  data: { ...data(headcount, effectiveOn), ...stamp },
});

describe('payout schemes', () => {
  it('keep every version of a scheme', () =>
    projectionSpec(payoutSchemesProjection)
      .given(happened('PayoutSchemeDefined', 100, '2021-01-04'), happened('PayoutSchemeRevised', 120, '2022-01-04'))
      .thenRows('scheme_version', [
        {
          scheme_id: 's',
          version: '0',
          agency_id: 'agency-1',
          effective_on: '2021-01-04',
          fiscal_year: 2021,
          lines: data(100, '2021-01-04').lines,
          headcount: '100',
          payee: { kind: 'persons-by-bank', name: '代发户' },
          payee_id: null,
        },
        {
          scheme_id: 's',
          version: '1',
          agency_id: 'agency-1',
          effective_on: '2022-01-04',
          fiscal_year: 2022,
          lines: data(120, '2022-01-04').lines,
          headcount: '120',
          payee: { kind: 'persons-by-bank', name: '代发户' },
          payee_id: null,
        },
      ]));
});

describe('the schemes in force', () => {
  const version = (headcount: number, effectiveOn: string, at: bigint): SchemeVersion => {
    const { lines, ...rest } = data(headcount, effectiveOn);
    const priced = lines.map(({ rateFen, ...line }) => ({ ...line, rateFen: fenFromDigits(rateFen) }));
    return { ...rest, lines: priced, version: at };
  };
  const heads = (versions: readonly SchemeVersion[], on: string, fiscalYear: number | null = null) =>
    schemesInForce(versions, parseBusinessDate(on), fiscalYear).map(({ headcount }) => headcount);

  it('are those written down for that day, though recorded later than what comes after it', () => {
    const versions = [version(100, '2021-01-04', 0n), version(130, '2021-09-01', 1n), version(120, '2021-07-01', 2n)];
    expect(['2021-01-03', '2021-06-30', '2021-07-01', '2021-09-01'].map((on) => heads(versions, on))).toEqual([
      [],
      [100],
      [120],
      [130],
    ]);
  });

  it('of a year stay what they were when the scheme goes on into the next', () => {
    const versions = [version(100, '2021-01-04', 0n), version(120, '2022-01-04', 1n)];
    expect(heads(versions, '2021-12-31', 2021)).toEqual([100]);
    expect(heads(versions, '2022-03-01', 2021)).toEqual([100]);
    expect(heads(versions, '2022-03-01', 2022)).toEqual([120]);
  });
});
