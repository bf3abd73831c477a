import { parseBusinessDate, type By, type Post } from '@bofu/kernel';
import { SOMEBODY, specOf, stateAfter } from '@bofu/testing';
import { isNewAccount, payeeDecider, requirePayable, type PayeeCommand } from './payee';
import type { PayeeEvent } from './payee-events';

const day = (text: string) => parseBusinessDate(`2021-${text}`);
const decider = payeeDecider('p1');
const spec = specOf(decider);
const acting = (personId: string, post: Post): By => ({ ...SOMEBODY, personId, post, mode: 'office' });
const [clerk, reviewer] = [acting('wang', 'clerk'), acting('li', 'reviewer')];

type Given = PayeeEvent & { readonly by?: By };
const registered: PayeeEvent = {
  type: 'PayeeRegistered',
  data: { payeeId: 'p1', code: 'SK001', name: '第一养老院', kind: 'organisation', registeredOn: day('01-04') },
};
const account = (accountId: string, lastFour = '9012') => ({ accountId, bank: '农行满城支行', lastFour });
const proposed = (accountId: string, replaces: string | null = null, lastFour = '9012') => ({
  type: 'PayeeAccountProposed' as const,
  data: {
    ...{ payeeId: 'p1', ...account(accountId, lastFour), digest: `d-${lastFour}`, replaces },
    ...{ reason: '开户通知', confirmation: null, proposedOn: day('03-01') },
  },
  by: clerk,
});
const confirmed = (accountId: string, by: By = reviewer) => ({
  type: 'PayeeAccountConfirmed' as const,
  data: { payeeId: 'p1', accountId, confirmedOn: day('03-02') },
  by,
});
const confirm = (accountId: string, delegators: Readonly<Record<string, string>> = {}): PayeeCommand => ({
  ...{ type: 'confirm-account', accountId, confirmedOn: day('03-02'), delegators },
});
const propose = ({ data: { payeeId: _, ...data } }: ReturnType<typeof proposed>): PayeeCommand => ({
  ...{ type: 'propose-account', ...data },
});
const bare = ({ type, data }: Given): PayeeEvent => ({ type, data }) as PayeeEvent;

describe('an account', () => {
  it('is proposed, and confirmed by another', () => {
    spec
      .given([registered])
      .when(propose(proposed('a1')), clerk)
      .then([bare(proposed('a1'))]);
    spec
      .given([registered, proposed('a1')])
      .when(confirm('a1'), reviewer)
      .then([bare(confirmed('a1'))]);
  });

  it('is not confirmed by who proposed it, from whatever post, nor by either one’s deputy', () => {
    const own = { payeeId: 'p1', accountId: 'a1' };
    for (const by of [clerk, acting('wang', 'reviewer')])
      spec
        .given([registered, proposed('a1')])
        .when(confirm('a1'), by)
        .thenRefuses('payee-account-own-proposal', own);
    const deputy: By = { ...acting('chen', 'reviewer'), delegationId: 'for-wang' };
    spec
      .given([registered, proposed('a1')])
      .when(confirm('a1', { 'for-wang': 'wang' }), deputy)
      .thenRefuses('payee-account-own-proposal', own);
    spec
      .given([registered, { ...proposed('a1'), by: deputy }])
      .when(confirm('a1', { 'for-wang': 'wang' }), acting('wang', 'reviewer'))
      .thenRefuses('payee-account-own-proposal', own);
  });

  it('takes the place of another when it is confirmed, and not before', () => {
    spec
      .given([registered, proposed('a1'), confirmed('a1'), proposed('a2', 'a1', '3456')])
      .when(confirm('a2'), reviewer)
      .then([
        bare(confirmed('a2')),
        {
          type: 'PayeeAccountRetired',
          data: { payeeId: 'p1', accountId: 'a1', reason: null, replacedBy: 'a2', retiredOn: day('03-02') },
        },
      ]);
  });

  it('is one person’s own doing in single-person mode, and another confirms it once people work there', () => {
    const alone = { ...SOMEBODY, personId: 'wang' };
    const before = [registered, { ...proposed('a1'), by: alone }];
    spec
      .given(before)
      .when(confirm('a1'), alone)
      .then([bare(confirmed('a1'))]);
    const since = [...before, confirmed('a1', alone)];
    spec
      .given(since)
      .when(confirm('a1'), reviewer)
      .then([bare(confirmed('a1'))]);
    spec
      .given(since)
      .when(confirm('a1'), acting('wang', 'reviewer'))
      .thenRefuses('payee-account-own-proposal', { payeeId: 'p1', accountId: 'a1' });
  });

  it('stands once at its payee, for as long as it is not ended', () => {
    spec
      .given([registered, proposed('a1'), confirmed('a1')])
      .when(propose(proposed('a2')), clerk)
      .thenRefuses('payee-account-at-payee-already', { payeeId: 'p1', situation: 'confirmed', ...account('a1') });
  });
});

describe('what may be paid to', () => {
  const payable = (events: readonly Given[], accountId = 'a1', mode: By['mode'] = 'office') => {
    const state = stateAfter(decider, events);
    return () => requirePayable(state, { payeeId: 'p1', accountId }, { mode }, day('03-10')).account.lastFour;
  };

  it('is confirmed by a second person, and has not ended', () => {
    expect(payable([registered, proposed('a1'), confirmed('a1')])()).toBe('9012');
    expect(payable([registered, proposed('a1')])).toThrow(
      expect.objectContaining({ code: 'payee-account-not-payable' }),
    );
    const alone = confirmed('a1', SOMEBODY);
    expect(payable([registered, proposed('a1'), alone], 'a1', 'single-person')()).toBe('9012');
    expect(payable([registered, proposed('a1'), alone])).toThrow(
      expect.objectContaining({ code: 'payee-account-not-payable' }),
    );
  });

  it('is named where another has taken its place', () => {
    const changed = stateAfter(decider, [
      ...[registered, proposed('a1'), confirmed('a1'), proposed('a2', 'a1', '3456'), confirmed('a2')],
      {
        type: 'PayeeAccountRetired',
        data: { payeeId: 'p1', accountId: 'a1', reason: null, replacedBy: 'a2', retiredOn: day('03-02') },
      },
    ]);
    expect(() => requirePayable(changed, { payeeId: 'p1', accountId: 'a1' }, reviewer, day('03-10'))).toThrow(
      expect.objectContaining({
        facts: {
          ...{ payeeId: 'p1', name: '第一养老院', situation: 'retired', ...account('a1') },
          inUse: [account('a2', '3456')],
        },
      }),
    );
  });

  it('counts as new for fewer days than the office has set, the day of its confirmation the first', () => {
    const state = stateAfter(decider, [registered, proposed('a1'), confirmed('a1')]);
    const isNew = (days: number, on: string) =>
      isNewAccount(requirePayable(state, { payeeId: 'p1', accountId: 'a1' }, reviewer, day(on)).account, days, day(on));
    expect([isNew(30, '03-31'), isNew(30, '04-01'), isNew(0, '03-02')]).toEqual([true, false, false]);
  });
});

describe('a payee', () => {
  it('has an account ended, withdrawn or declined once, and is renamed from a day on', () => {
    const given = [registered, proposed('a1')];
    spec
      .given(given)
      .when({ type: 'retire-account', accountId: 'a1', reason: '销户', retiredOn: day('03-03') }, clerk)
      .thenRefuses('payee-account-in-other-state', { accountId: 'a1', situation: 'proposed' });
    spec
      .given(given)
      .when({ type: 'decline-account', accountId: 'a2', reason: '不符', declinedOn: day('03-03') }, reviewer)
      .thenRefuses('payee-account-not-found', { payeeId: 'p1', accountId: 'a2' });
    spec
      .given(given)
      .when({ type: 'rename-payee', name: '养老院', effectiveOn: day('01-03'), reason: '更名' }, clerk)
      .thenRefuses('payee-renamed-too-early', { effectiveOn: '2021-01-03', registeredOn: '2021-01-04' });
  });
});
