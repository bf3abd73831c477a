import type { Period } from './business-date';

/**
 * The shape every aggregate has. `decide` answers a command with the events that follow from it, an empty list when
 * the outcome is already there, or a `Refusal`; `evolve` folds one recorded event into the state and never refuses.
 * Both are pure: time, ids, rates and calendars arrive in the command. Pattern: Jérémie Chassaing, "Functional Event
 * Sourcing Decider".
 */
export interface Decider<State, Command, Event> {
  readonly initial: State;
  /** `by`: who acts, so that rules about persons are decided on the history and not on a role alone. */
  readonly decide: (state: State, command: Command, by: By) => readonly Event[];
  /** `by`: who had acted. */
  readonly evolve: (state: State, event: Event, by: By) => State;
}

/** A fold over events as they were recorded: each carries who did it. */
export const fold = <State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  events: Iterable<Stamped<Event>>,
  from: State = decider.initial,
): State => {
  let state = from;
  for (const event of events) state = decider.evolve(state, event, event.data.by);
  return state;
};

/** A fact of the domain: its type written out, and data that survives JSON unchanged (no bigint, no undefined). */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Readonly<Data>;
}

/**
 * 岗位: the post somebody acts from. Sign-in gives it; in single-person mode it is the post that the act belongs to.
 * 经办, 复核, 审批, 财务/出纳, 监管, 审计, 系统管理员, 安全管理员, 审计管理员, and `service` for programs.
 */
export const POSTS = [
  'clerk',
  'reviewer',
  'approver',
  'cashier',
  'supervisor',
  'auditor',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
  'service',
] as const;
export type Post = (typeof POSTS)[number];

/** The way an act came in: a page, the command line, or a program. */
export const CHANNELS = ['page', 'command-line', 'service'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Who acts. A person's name and 工号 stand in the person's own events and nowhere else. */
export interface By {
  readonly personId: string;
  readonly post: Post;
  /** The grant under which somebody acts for somebody else; `null` in one's own right. */
  readonly delegationId: string | null;
  readonly channel: Channel;
  /** `single-person`: recorded before the agency had sign-in, when one person held every post. */
  readonly mode: 'single-person' | 'office';
}

/** What every recorded event says beside its own content. */
export interface Stamp {
  /** Whose books: a stable opaque id. The agency's code, name and region are dated facts of the agency. */
  readonly agencyId: string;
  readonly by: By;
  /**
   * 记账月份: the month an act on money is booked in. The month of its business day, unless that month is closed by
   * the time it is recorded. `null` for what has no business day.
   */
  readonly bookedIn: Period | null;
}

/** An event as it is recorded and read back. */
export type Stamped<Event extends DomainEvent> = Event & { readonly data: Stamp };
