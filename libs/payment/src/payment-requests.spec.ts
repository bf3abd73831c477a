import type { z } from 'zod';
import { Refusal } from '@bofu/kernel';
import {
  advanceRepaymentRequest,
  disbursementRequest,
  payoutRunRequest,
  payRequest,
  reclassificationRequest,
  returnRequest,
  reversalRequest,
} from './payment-requests';

const refusalOf = (schema: z.ZodType, body: unknown): string | null => {
  const [issue] = schema.safeParse(body).error?.issues ?? [];
  const refusal: unknown = issue?.code === 'custom' ? issue.params?.['refusal'] : null;
  return refusal instanceof Refusal ? refusal.code : (issue?.code ?? null);
};

const payee = { kind: 'persons-by-bank', name: '代发银行' };
const disbursement = {
  appropriationId: 'A',
  amount: '100.00',
  payee,
  purpose: '拨付',
  period: null,
  submittedOn: '2021-02-10',
};
const run = {
  lines: [
    { appropriationId: 'A', rate: '93.00' },
    { appropriationId: 'B', rate: '2.50' },
  ],
  headcount: 10,
  run: 'regular',
  payee,
  purpose: '二月养老金',
  period: '2021-02',
  submittedOn: '2021-02-10',
};

describe('a disbursement as sent', () => {
  it('is one line, paid by the treasury unless it says otherwise', () =>
    expect(disbursementRequest.parse(disbursement)).toEqual({
      confirmation: null,
      lateReason: null,
      kind: 'disbursement',
      route: 'treasury',
      payee,
      purpose: '拨付',
      submittedOn: '2021-02-10',
      schemeId: null,
      replaces: null,
      reissueOf: null,
      lines: [
        {
          appropriationId: 'A',
          groupId: null,
          period: null,
          entry: 'regular',
          reason: null,
          borneFor: null,
          pays: { amountFen: 10_000n },
        },
      ],
    }));

  it('may be several lines, each with a month and an entry of its own', () => {
    const { appropriationId: _, amount: __, ...rest } = disbursement;
    const lines = [
      { appropriationId: 'A', amount: '1.00', period: '2020-12', entry: 'back-pay', reason: '去年漏拨' },
      { appropriationId: 'B', amount: '2.00' },
    ];
    expect(disbursementRequest.parse({ ...rest, period: '2021-02', lines })).toMatchObject({
      lines: [
        { appropriationId: 'A', period: '2020-12', entry: 'back-pay', reason: '去年漏拨', pays: { amountFen: 100n } },
        { appropriationId: 'B', period: '2021-02', entry: 'regular', reason: null, pays: { amountFen: 200n } },
      ],
    });
    expect(refusalOf(disbursementRequest, { ...disbursement, lines })).toBe('unknown-field');
    expect(refusalOf(disbursementRequest, rest)).toBe('missing-field');
  });
});

describe('a payout run as sent', () => {
  it('pays its heads the rate of each line, once, for its month', () =>
    expect(payoutRunRequest.parse(run)).toMatchObject({
      kind: 'payout-run',
      route: 'treasury',
      schemeId: null,
      lines: [
        {
          appropriationId: 'A',
          groupId: null,
          period: '2021-02',
          entry: 'regular',
          pays: { heads: { of: 'persons', count: 10 }, rateFen: 9_300n, per: 'month', times: 1 },
        },
        { appropriationId: 'B', pays: { rateFen: 250n } },
      ],
    }));

  it('is back-pay where supplementary and early where in advance', () => {
    const entriesOf = (kind: string) =>
      payoutRunRequest.parse({ ...run, run: kind, reason: '漏发' }).lines.map(({ entry, reason }) => [entry, reason]);
    expect(entriesOf('supplementary')).toEqual([
      ['back-pay', '漏发'],
      ['back-pay', '漏发'],
    ]);
    expect(entriesOf('advance')[0]).toEqual(['advance', '漏发']);
  });

  it('may say of each line whom it pays, how many, how often and for whom it is borne', () => {
    const line = {
      ...{ appropriationId: 'A', rate: '50.00', per: 'day', times: 3, groupId: 'g', headcount: 2, of: 'households' },
      ...{ entry: 'deduction', reason: '多领', period: '2021-01', borneFor: 'municipal' },
    };
    expect(payoutRunRequest.parse({ ...run, lines: [line] }).lines).toEqual([
      {
        ...{ appropriationId: 'A', groupId: 'g', period: '2021-01', entry: 'deduction', reason: '多领' },
        borneFor: 'municipal',
        pays: { heads: { of: 'households', count: 2 }, rateFen: 5_000n, per: 'day', times: 3 },
      },
    ]);
  });
});

describe('a step as sent', () => {
  it('is about all charges unless it names some', () => {
    const paid = { paidOn: '2021-02-20', voucherNumber: null };
    const unsaid = { bank: null, confirmation: null, lateReason: null };
    expect(payRequest.parse(paid)).toEqual({ ...paid, ...unsaid, charges: 'all' });
    expect(payRequest.parse({ ...paid, charges: [2] })).toEqual({ ...paid, ...unsaid, charges: [2] });
  });

  it('reverses money that left the bank unless it says that none did', () => {
    const slip = { reversedOn: '2021-03-01', reason: '误登' };
    expect(reversalRequest.parse(slip)).toEqual({
      ...{ ...slip, charges: 'all', leftBank: true, confirmation: null, lateReason: null },
    });
    expect(reversalRequest.parse({ ...slip, leftBank: false })).toMatchObject({ leftBank: false });
  });

  it('corrects a charge by number or by its appropriation', () => {
    const rest = { to: 'C', correctedOn: '2021-03-01', reason: '列错' };
    const body = { ...rest, amountFen: null, confirmation: null, lateReason: null };
    expect(reclassificationRequest.parse({ ...rest, charge: 2 })).toEqual({ ...body, from: { charge: 2 } });
    expect(reclassificationRequest.parse({ ...rest, from: 'A', amount: '1.00' })).toEqual({
      ...body,
      amountFen: 100n,
      from: { appropriationId: 'A' },
    });
    expect(refusalOf(reclassificationRequest, rest)).toBe('missing-field');
    expect(refusalOf(reclassificationRequest, { ...rest, charge: 2, from: 'A' })).toBe('unknown-field');
  });

  it('says in one way what came back', () => {
    const rest = { returnedOn: '2021-03-01', reason: '户名不符' };
    const returned = (how: object) => returnRequest.parse({ by: 'bank', ...rest, ...how });
    expect(returned({ headcount: 3 })).toEqual({
      ...{ ...rest, party: 'bank', returned: { headcount: 3 }, confirmation: null, lateReason: null },
    });
    expect(returned({ lines: [{ line: 2, headcount: 1 }] }).returned).toEqual({ lines: [{ line: 2, count: 1 }] });
    expect(returned({ charges: [{ charge: 4, amount: '2.50' }] }).returned).toEqual({
      charges: [{ charge: 4, amountFen: 250n }],
    });
    expect(returned({ amount: '60.00' }).returned).toEqual({ amountFen: 6_000n });
    expect(refusalOf(returnRequest, { by: 'bank', ...rest })).toBe('missing-field');
    expect(refusalOf(returnRequest, { by: 'bank', ...rest, headcount: 1, amount: '1.00' })).toBe('unknown-field');
  });

  it('names the debtor of an advance', () => {
    const repaid = { charge: 1, debtor: 'district', repaidOn: '2021-04-01', account: '财政专户' };
    expect(advanceRepaymentRequest.parse({ ...repaid, amount: '25.00' })).toEqual({
      ...repaid,
      ...{ amountFen: 2_500n, lateReason: null },
    });
  });
});
