import fc from 'fast-check';
import { parseBusinessDate, Refusal, type By } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { payeeDecider, requirePayable, type Payee, type PayeeCommand } from './payee';
import type { PayeeEvent } from './payee-events';

/**
 * Any sequence of lawful and unlawful acts on one payee by four people, one of them at times for another, and at times
 * in single-person mode. After each act what may be paid to is compared with what the events alone say.
 */
const RUNS = Number(process.env['BOFU_PROPERTY_RUNS'] ?? 500);
const SEED = Number(process.env['BOFU_PROPERTY_SEED'] ?? 20_211_031);

const TODAY = parseBusinessDate('2021-03-10');
const ACCOUNTS = ['a1', 'a2', 'a3', 'a4'] as const;
const PEOPLE = ['wang', 'li', 'zhao'] as const;
/** Chen acts in her own name for Wang. */
const DELEGATORS = { 'for-wang': 'wang' };

const office = (personId: string, delegationId: string | null): By => ({
  ...{ ...SOMEBODY, personId, delegationId, post: 'reviewer', mode: 'office' },
});
const actor = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PEOPLE).map((personId) => office(personId, null)) },
  { weight: 2, arbitrary: fc.constant(office('chen', 'for-wang')) },
  { weight: 1, arbitrary: fc.constantFrom(...PEOPLE).map((personId): By => ({ ...SOMEBODY, personId })) },
);
const accountId = fc.constantFrom(...ACCOUNTS);
const said = { reason: '依据文件' };
const proposal = fc
  .tuple(accountId, fc.option(accountId), fc.constantFrom('d1', 'd2', 'd3'))
  .map(([id, replaces, digest]): PayeeCommand => ({
    ...{ type: 'propose-account', accountId: id, bank: '农行', lastFour: '9012', digest, replaces },
    ...{ ...said, confirmation: null, proposedOn: TODAY },
  }));
const confirmation = accountId.map((id): PayeeCommand => ({
  ...{ type: 'confirm-account', accountId: id, confirmedOn: TODAY, delegators: DELEGATORS },
}));
const ending = fc
  .tuple(accountId, fc.constantFrom('decline', 'withdraw', 'retire', 'disclose'))
  .map(([id, how]): PayeeCommand => {
    const asked = { accountId: id, ...said };
    switch (how) {
      case 'decline':
        return { type: 'decline-account', ...asked, declinedOn: TODAY };
      case 'withdraw':
        return { type: 'withdraw-account-proposal', ...asked, withdrawnOn: TODAY };
      case 'retire':
        return { type: 'retire-account', ...asked, retiredOn: TODAY };
      default:
        return { type: 'disclose-account', ...asked, disclosedOn: TODAY };
    }
  });
const command = fc.oneof(
  { weight: 4, arbitrary: proposal },
  { weight: 6, arbitrary: confirmation },
  { weight: 2, arbitrary: ending },
);

interface Recorded {
  readonly event: PayeeEvent;
  readonly by: By;
}

/** Whose hands are in it: she herself, and whoever she acted for. */
const hands = ({ personId, delegationId }: By): readonly string[] =>
  delegationId === null ? [personId] : [personId, DELEGATORS[delegationId as keyof typeof DELEGATORS]];

/** By the events alone: what was confirmed by another than had proposed it, and ended by nothing since. */
function payableByEvents(history: readonly Recorded[]): ReadonlySet<string> {
  const proposers = new Map<string, readonly string[]>();
  const payable = new Set<string>();
  for (const { event, by } of history) {
    if (!('accountId' in event.data)) continue;
    const { accountId: id } = event.data;
    if (event.type === 'PayeeAccountProposed') {
      proposers.set(id, hands(by));
      payable.delete(id);
    }
    const isOther = hands(by).every((hand) => !(proposers.get(id) ?? [hand]).includes(hand));
    if (event.type === 'PayeeAccountConfirmed' && by.mode === 'office' && isOther) payable.add(id);
    if (
      event.type === 'PayeeAccountRetired' ||
      event.type === 'PayeeAccountDeclined' ||
      event.type === 'PayeeAccountProposalWithdrawn'
    )
      payable.delete(id);
  }
  return payable;
}

const decider = payeeDecider('p1');
const REGISTERED: PayeeEvent = {
  type: 'PayeeRegistered',
  data: { payeeId: 'p1', code: 'SK001', name: '第一养老院', kind: 'organisation', registeredOn: TODAY },
};

function payableByDecider(state: Payee): ReadonlySet<string> {
  const mayBePaid = (id: string): boolean => {
    try {
      requirePayable(state, { payeeId: 'p1', accountId: id }, { mode: 'office' }, TODAY);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return false;
    }
  };
  return new Set(ACCOUNTS.filter(mayBePaid));
}

type Decide = (state: Payee, act: PayeeCommand, by: By) => readonly PayeeEvent[];

/** Plays the acts, and says how often something could be paid to. */
function play(acts: readonly (readonly [PayeeCommand, By])[], decide: Decide): number {
  const clerk = office('wang', null);
  let state = decider.evolve(decider.initial, REGISTERED, clerk);
  const history: Recorded[] = [{ event: REGISTERED, by: clerk }];
  let times = 0;
  for (const [act, by] of acts) {
    let events: readonly PayeeEvent[] = [];
    try {
      events = decide(state, act, by);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    for (const event of events) {
      state = decider.evolve(state, event, by);
      history.push({ event, by });
    }
    const [says, told] = [payableByDecider(state), payableByEvents(history)];
    const one = (ids: ReadonlySet<string>) => [...ids].sort().join(' ');
    if (one(says) !== one(told)) throw new Error(`payable: ${one(says)}; by the events: ${one(told)}`);
    times += says.size;
  }
  return times;
}

const acts = fc.array(fc.tuple(command, actor), { minLength: 20, maxLength: 60, size: 'max' });
const check = (decide: Decide, counted: (times: number) => void = () => undefined): void =>
  fc.assert(
    fc.property(acts, (given) => {
      counted(play(given, decide));
    }),
    { numRuns: RUNS, seed: SEED },
  );

describe('whatever happens to the accounts of a payee', () => {
  it('none is paid to that no second person has confirmed, or that has ended', () => {
    let times = 0;
    check(decider.decide, (payable) => (times += payable));
    expect(times).toBeGreaterThan(RUNS);
  });

  it('would be told, were one let through that its own proposer confirms', () => {
    const careless: Decide = (state, act, by) =>
      act.type === 'confirm-account'
        ? decider.decide(state, act, { ...by, personId: 'nobody-else', delegationId: null })
        : decider.decide(state, act, by);
    expect(() => check(careless)).toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ message: expect.stringContaining('by the events') }),
      }),
    );
  });
});
