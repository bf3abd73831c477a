import { refusalsOf, type Decider, type DomainEvent } from '@bofu/kernel';
import { deepFreeze, SOMEBODY, specOf } from './decider-spec';

type Filled = DomainEvent<'Filled', { litres: number; from?: string | undefined }>;
interface Tank {
  readonly litres: number;
  readonly fillings: ReadonlyMap<number, { litres: number }>;
}
type Fill = { litres: number };

const refuse = refusalsOf<{ overflow: { room: number } }>();
const filled = (litres: number): Filled => ({ type: 'Filled', data: { litres } });

const tank: Decider<Tank, Fill, Filled> = {
  initial: { litres: 0, fillings: new Map() },
  decide: ({ litres }, fill) => {
    if (fill.litres === 0) return [];
    if (litres + fill.litres > 10) refuse('overflow', { room: 10 - litres });
    return [filled(fill.litres)];
  },
  evolve: ({ litres, fillings }, { data }) => ({
    litres: litres + data.litres,
    fillings: new Map(fillings).set(fillings.size, { litres: data.litres }),
  }),
};

describe('a decider that keeps its promises', () => {
  it('is described by what it decides', () =>
    specOf(tank)
      .given([filled(4)])
      .when({ litres: 6 })
      .then([filled(6)]));
  it('may have nothing to say', () => specOf(tank).given([]).when({ litres: 0 }).thenNothing());
  it('refuses with its code and facts', () =>
    specOf(tank)
      .given([filled(4)])
      .when({ litres: 7 })
      .thenRefuses('overflow', { room: 6 }));
});

describe('who acts', () => {
  const ownOnly: typeof tank = {
    ...tank,
    decide: (state, fill, { personId }) => (personId === 'owner' ? tank.decide(state, fill, SOMEBODY) : []),
    evolve: (state, event, { personId }) => (personId === 'owner' ? tank.evolve(state, event, SOMEBODY) : state),
  };
  const owner = { ...SOMEBODY, personId: 'owner' };

  it('is somebody, unless the command says', () => {
    specOf(ownOnly).given([]).when({ litres: 1 }).thenNothing();
    specOf(ownOnly)
      .given([])
      .when({ litres: 1 }, owner)
      .then([filled(1)]);
  });
  it('is somebody, unless the event of the history says', () => {
    const after = (event: Filled & { by?: typeof owner }) => specOf(ownOnly).given([event]).when({ litres: 7 }, owner);
    after(filled(4)).then([filled(7)]);
    after({ ...filled(4), by: owner }).thenRefuses('overflow', { room: 6 });
  });
});

describe('a sentence that is not true', () => {
  const when = (litres: number) =>
    specOf(tank)
      .given([filled(4)])
      .when({ litres });
  it.each<[string, () => void]>([
    ['another event', () => when(6).then([filled(5)])],
    ['nothing, though it decided', () => when(6).thenNothing()],
    ['a refusal, though it decided', () => when(6).thenRefuses('overflow')],
    ['an event, though it refused', () => when(7).then([filled(7)])],
    ['nothing, though it refused', () => when(7).thenNothing()],
    ['another code', () => when(7).thenRefuses('underflow')],
    ['other facts', () => when(7).thenRefuses('overflow', { room: 5 })],
  ])('fails: %s', (_name, sentence) => expect(sentence).toThrow());
});

describe('a decider that breaks its promises', () => {
  const broken = (change: Partial<typeof tank>) => specOf({ ...tank, ...change }).given([filled(1)]);
  it.each<[string, Partial<typeof tank>, RegExp]>([
    [
      'decide writes on the command',
      { decide: (_state, command) => ((command.litres += 1), [filled(command.litres)]) },
      /read only/,
    ],
    [
      'decide writes on a map in the state',
      { decide: ({ fillings }) => ((fillings as Map<number, { litres: number }>).set(9, { litres: 9 }), []) },
      /frozen Map/,
    ],
    [
      'evolve writes on what a map in the state holds',
      {
        evolve: (state, { data }) => (
          state.fillings.forEach((held) => (held.litres += 1)),
          tank.evolve(state, filled(data.litres), SOMEBODY)
        ),
      },
      /read only/,
    ],
    [
      'evolve writes on the event',
      { evolve: (state, { data }) => (Object.assign(data, { litres: 0 }), state) },
      /read only/,
    ],
    [
      'an event holds what JSON drops',
      { decide: () => [{ type: 'Filled', data: { litres: 1, from: undefined } }] },
      /from/,
    ],
    ['an event holds what JSON changes', { decide: () => [filled(Number.NaN)] }, /NaN/],
    [
      'a defect is not taken for a refusal',
      {
        decide: () => {
          throw new RangeError('out of range');
        },
      },
      /out of range/,
    ],
  ])('is caught: %s', (_name, change, message) => {
    // The second event of the history makes evolve meet a state that has been through evolve.
    expect(() =>
      broken(change)
        .when({ litres: 1 })
        .then([filled(1)]),
    ).toThrow(message);
  });
});

describe('freezing', () => {
  it('reaches maps in arrays in objects, and leaves reading and copying alone', () => {
    const frozen = deepFreeze({ list: [new Map([['a', { n: 1 }]])] });
    const [map] = frozen.list;
    expect(() => map!.set('b', { n: 2 })).toThrow(/frozen Map/);
    expect(() => map!.delete('a')).toThrow(/frozen Map/);
    expect(() => map!.clear()).toThrow(/frozen Map/);
    expect(Object.isFrozen(map!.get('a'))).toBe(true);
    expect(new Map(map).set('b', { n: 2 }).size).toBe(2);
  });
});
