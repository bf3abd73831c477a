import { Refusal, type By, type Decider, type DomainEvent } from '@bofu/kernel';

/** Who acts where a spec does not say. */
export const SOMEBODY: By = {
  personId: 'somebody',
  post: 'clerk',
  delegationId: null,
  channel: 'service',
  mode: 'single-person',
};

/** An event of a history, and who had acted where it matters. */
export type HistoricEvent<Event extends DomainEvent> = Event & { readonly by?: By };

/**
 * Given, when, then for a decider, read like a sentence:
 *
 *     specOf(appropriationDecider('A')).given([issued]).when(command).then([event]);
 *
 * Everybody in it is `SOMEBODY` unless said otherwise: `given([{ ...submitted, by: clerk }]).when(approve, clerk)`.
 *
 * Every run also holds the decider to its promises: state, command and events go in deeply frozen, so that a decider
 * that writes on its input throws; and every event must come back from JSON as it went in.
 */
export const specOf = <State, Command, Event extends DomainEvent>(decider: Decider<State, Command, Event>) => ({
  given: (history: readonly HistoricEvent<Event>[]) => ({
    when: (command: Command, by: By = SOMEBODY): DeciderOutcome<Event> => {
      const state = stateAfter(decider, history);
      deepFreeze(command);
      let decided: readonly Event[];
      try {
        decided = deepFreeze(decider.decide(state, command, by));
      } catch (error) {
        if (error instanceof Refusal) return refused(error);
        throw error;
      }
      requireJsonProof(decided);
      stateAfter(
        decider,
        decided.map((event) => ({ ...event, by })),
        state,
      );
      return accepted(decided);
    },
  }),
});

/** What came of a command; each sentence fails the test unless it is the one that is true. */
export interface DeciderOutcome<Event> {
  then(expected: readonly Event[]): void;
  thenNothing(): void;
  thenRefuses(code: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** The fold of a history by a decider that is given only frozen things. */
export function stateAfter<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  events: readonly HistoricEvent<Event>[],
  from: State = decider.initial,
): State {
  requireJsonProof(events);
  let state = deepFreeze(from);
  for (const event of deepFreeze(events)) state = deepFreeze(decider.evolve(state, event, event.by ?? SOMEBODY));
  return state;
}

const accepted = <Event>(decided: readonly Event[]): DeciderOutcome<Event> => ({
  then: (expected) => expect(decided).toStrictEqual(expected),
  thenNothing: () => expect(decided).toStrictEqual([]),
  thenRefuses: (code) => {
    throw new Error(`expected the refusal ${code}, but decided ${JSON.stringify(decided)}`);
  },
});

const refused = <Event>(refusal: Refusal): DeciderOutcome<Event> => ({
  then: () => unexpectedly(refusal),
  thenNothing: () => unexpectedly(refusal),
  thenRefuses: (code, facts) => {
    expect(refusal.code).toBe(code);
    if (facts !== undefined) expect(refusal.facts).toStrictEqual(facts);
  },
});

function unexpectedly(refusal: Refusal): never {
  const facts = JSON.stringify(refusal.facts, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value} fen` : value,
  );
  throw new Error(`unexpectedly refused: ${refusal.code} ${facts}`, { cause: refusal });
}

function requireJsonProof(events: readonly DomainEvent[]): void {
  for (const { type, data } of events) expect(JSON.parse(JSON.stringify({ type, data }))).toStrictEqual({ type, data });
}

/** Freezes a value and all it holds, in place. `Object.freeze` leaves a Map writable, so its writers are taken away. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Map) {
    for (const writer of ['set', 'delete', 'clear'])
      Object.defineProperty(value, writer, {
        value: () => {
          throw new TypeError(`cannot ${writer} on a frozen Map`);
        },
      });
    for (const [key, held] of value) {
      deepFreeze(key);
      deepFreeze(held);
    }
  }
  Object.freeze(value);
  for (const held of Object.values(value)) deepFreeze(held);
  return value;
}
