import type { Choice } from './payout-choices';
import type { TrackedReturn } from './payment-story';
import type { Payment } from './payments-query';
import { canBeReissued, disbursementAsReissued, reissueIn, runAsReissued } from './reissued-payment';

const returned = { returnId: 'r1', party: 'bank', end: 'open', open: '3390.00', people: 30 } as TrackedReturn;
const payment = {
  ...{ paymentId: 'p1', route: 'treasury', period: '2021-09', purpose: '9月养老金', payeeAccount: null },
  payee: { kind: 'persons-by-bank', name: '代发户' },
  lines: [{ period: '2021-09' }],
  charges: [
    { situation: 'paid', appropriationId: 'A' },
    { situation: 'moved', appropriationId: 'B' },
  ],
} as unknown as Payment;
const choice = (...groups: readonly string[]) =>
  ({ key: 's', lines: groups.map((group) => ({ group })) }) as unknown as Choice;

describe('a return that is paid anew', () => {
  it('is one the bank sent back and nobody has taken up', () => {
    expect(canBeReissued(returned)).toBe(true);
    expect(canBeReissued({ ...returned, party: 'payee' })).toBe(false);
    for (const end of ['reissued', 'reissuing', 'recovered'] as const)
      expect(canBeReissued({ ...returned, end })).toBe(false);
  });

  it('is named in the address by its payment', () => {
    expect(reissueIn('p1/r1')).toEqual({ paymentId: 'p1', returnId: 'r1' });
    for (const text of [null, '', 'p1', 'p1/', '/r1', 'p1/r1/x']) expect(reissueIn(text)).toBeNull();
  });

  it('begins as a run of those people for their month, of the one group or of groups to be filled in', () => {
    const reissued = { payment, returned };
    expect(runAsReissued(reissued, choice('全体'))).toMatchObject({
      ...{ typedPeople: { 全体: '30' }, askedPeriod: '2021-09', run: 'supplementary', reason: '退票重发' },
      ...{ route: 'treasury', payeeName: '代发户', reissueOf: { paymentId: 'p1', returnId: 'r1' } },
    });
    expect(runAsReissued(reissued, choice('老人', '孤儿')).typedPeople).toEqual({ 老人: '', 孤儿: '' });
  });

  it('begins as a disbursement of what is open, out of the one appropriation that bears it', () => {
    expect(disbursementAsReissued({ payment, returned })).toMatchObject({
      ...{ appropriationId: 'A', amountText: '3,390.00', purpose: '9月养老金（重发）' },
      reissueOf: { paymentId: 'p1', returnId: 'r1' },
    });
  });
});
