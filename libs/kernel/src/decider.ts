/**
 * The shape every aggregate has. `decide` answers a command with the events that follow from it, an empty list when
 * the outcome is already there, or a `Refusal`; `evolve` folds one recorded event into the state and never refuses.
 * Both are pure: time, ids, rates and calendars arrive in the command. Pattern: Jérémie Chassaing, "Functional Event
 * Sourcing Decider".
 */
export interface Decider<State, Command, Event> {
  readonly initial: State;
  readonly decide: (state: State, command: Command) => readonly Event[];
  readonly evolve: (state: State, event: Event) => State;
}

export const fold = <State, Command, Event>(
  decider: Decider<State, Command, Event>,
  events: Iterable<Event>,
  from: State = decider.initial,
): State => {
  let state = from;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};

/** A fact of the domain: its type written out, and data that survives JSON unchanged (no bigint, no undefined). */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Readonly<Data>;
}
