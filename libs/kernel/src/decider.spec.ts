import fc from 'fast-check';
import { fold, type By, type Decider, type DomainEvent, type Stamped } from './decider';

type Happened = DomainEvent<'Added', { amount: number }> | DomainEvent<'Cleared', object>;

const tally: Decider<readonly number[], number, Happened> = {
  initial: [],
  decide: (_, amount) => [{ type: 'Added', data: { amount } }],
  evolve: (state, event) => (event.type === 'Added' ? [...state, event.data.amount] : []),
};
const by: By = { personId: 'p1', post: 'clerk', delegationId: null, channel: 'page', mode: 'office' };
const stamp = { agencyId: 'a1', by, bookedIn: null };
const added = (amount: number): Stamped<Happened> => ({ type: 'Added', data: { amount, ...stamp } });
const cleared: Stamped<Happened> = { type: 'Cleared', data: stamp };

describe('folding events', () => {
  it('starts from the initial state and takes the events in their order', () => {
    expect(fold(tally, [])).toBe(tally.initial);
    expect(fold(tally, [added(1), added(2), cleared, added(3), added(4)])).toEqual([3, 4]);
  });

  it('takes any iterable once, as a stream is read', () => {
    function* recorded(): Generator<Stamped<Happened>> {
      yield added(1);
      yield added(2);
    }
    expect(fold(tally, recorded())).toEqual([1, 2]);
  });

  it('continues from a state as if it had never stopped', () => {
    const events = fc.array(fc.oneof(fc.integer().map(added), fc.constant(cleared)));
    fc.assert(
      fc.property(events, events, (first, then) => {
        expect(fold(tally, then, fold(tally, first))).toEqual(fold(tally, [...first, ...then]));
      }),
    );
  });

  it('hands over who acted with each event', () => {
    const actors: Decider<readonly string[], never, Happened> = {
      initial: [],
      decide: () => [],
      evolve: (state, _event, { personId }) => [...state, personId],
    };
    const other = { ...cleared, data: { ...stamp, by: { ...by, personId: 'p2' } } };
    expect(fold(actors, [added(1), other])).toEqual(['p1', 'p2']);
  });

  it('lets a failing evolve through instead of skipping the event', () => {
    const broken = {
      ...tally,
      evolve: () => {
        throw new Error('does not fit');
      },
    };
    expect(() => fold(broken, [added(1)])).toThrow('does not fit');
  });
});
