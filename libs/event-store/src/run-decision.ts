import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import canonicalize from 'canonicalize';
import {
  fold,
  invariant,
  parseBusinessDate,
  Refusal,
  type BusinessDate,
  type By,
  type Decider,
  type DomainEvent,
  type Stamp,
} from '@bofu/kernel';
import type { Codec } from './codec';
import { eventId } from './event-identity';
import type {
  AppendRequest,
  EventStore,
  ExpectedVersion,
  NewEvent,
  Position,
  RecordedEvent,
  StreamCheck,
  StreamId,
} from './event-store';
import { AppendOutcomeUnknown, ConcurrencyConflict, EventIdReused, StoreUnavailable } from './event-store-errors';
import { bookedMonth, type MonthLock } from './domain/month-lock';
import { Folds, type CarriedOut, type Fold } from './folds';
import { sealed, type Addition } from './hash-chain';
import { monthLockAggregate } from './month-lock-aggregate';

/** Who does what, and when: handed in by the edge (HTTP, CLI, import), never fetched by the domain. */
export interface CommandContext {
  /** Made before the first attempt and kept for every retry: the same id never has a second effect. */
  readonly commandId: string;
  /** Whose books. */
  readonly agencyId: string;
  /** Who acts, from which post and by which way in. */
  readonly by: By;
  /** 登记时点: an RFC 3339 instant. */
  readonly recordedAt: string;
  /** Ties together everything one request or one import caused. Default: the command's own id. */
  readonly correlationId?: string;
  /** The event or command this one follows from. */
  readonly causationId?: string;
  /** The first event decided is what all the others of the append follow from: an approval, and what it books. */
  readonly firstCausesTheRest?: boolean;
  /** The version of the first stream the caller has seen (`If-Match`): another one there is `SeenVersionOutdated`. */
  readonly ifVersion?: bigint;
  /**
   * On what the edge let the act in: streams that must stand so when it is recorded, or it is refused as it says. What
   * the act writes or looks at itself is guarded anyway.
   */
  readonly standing?: readonly Standing[];
  /**
   * Asked of every stream the act has decided something on, with what it has come to: refuses what whoever acts may not
   * touch. What it looks at is guarded like what the act looks at itself.
   */
  readonly within?: ((stream: StreamId, load: Decisions['load']) => Promise<void>) | undefined;
  /** How long the command may go on deciding anew where others were faster each time. Default 10 s. */
  readonly patienceMs?: number;
  /** Why it is recorded all the same, by who was asked back. It stands in the metadata of what has no place for it in its data. */
  readonly confirmation?: string;
  /** The request as the edge received it: a repeat is told by this, where it is there, and by nothing made since. */
  readonly intent?: object;
}

/** A stream that must stand where it was found, and the refusal owed where it does not. */
export interface Standing extends StreamCheck {
  readonly otherwise: () => Refusal;
}
const EIGHT_HOURS_MS = 8 * 60 * 60 * 1_000;

/** 登记日: the business day it is in Beijing when an act is recorded. China has one zone without daylight saving. */
export const recordedOn = ({ recordedAt }: Pick<CommandContext, 'recordedAt'>): BusinessDate =>
  parseBusinessDate(new Date(Date.parse(recordedAt) + EIGHT_HOURS_MS).toISOString().slice(0, 10));

/** One stream and the rules it lives by. */
export interface Aggregate<State, Command, Event extends DomainEvent> {
  readonly stream: StreamId;
  readonly decider: Decider<State, Command, Event>;
  readonly codec: Codec<Event>;
  /**
   * Whose it is. Default: the acting agency's. What is the whole installation's is the root agency's, and `null` stands
   * for whoever's it is found to be.
   */
  readonly agencyId?: string | null;
}

/** What a plan can do: look at streams and take decisions on them. Everything decided is recorded together or not at all. */
export interface Decisions {
  readonly load: <State, Command, Event extends DomainEvent>(
    aggregate: Aggregate<State, Command, Event>,
  ) => Promise<State>;
  readonly decide: <State, Command, Event extends DomainEvent>(
    aggregate: Aggregate<State, Command, Event>,
    command: Command,
  ) => Promise<State>;
}

export interface DecisionResult {
  /** Version of the stream the plan looked at first, after the command. `null` while that stream does not exist. */
  readonly version: bigint | null;
  /** Position a read can wait for; `null` when nothing has ever been recorded there. */
  readonly position: Position | null;
  /** True when this command had been carried out before and nothing was recorded again. */
  readonly repeated: boolean;
}

/** The same command id came with other content: the caller's mistake, and never carried out. */
export interface CommandRefusals {
  'idempotency-key-reused': { commandId: string };
}

/** How long one command goes on deciding anew after others were faster, unless its caller says otherwise. */
const PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 100;
const ATTEMPTS_ON_UNKNOWN_OUTCOME = 5;

interface Loaded {
  readonly decider: Decider<unknown, unknown, DomainEvent>;
  readonly codec: Codec<DomainEvent>;
  readonly agencyId: string;
  /** Another agency's: nothing is ever added to it. */
  readonly isForeign: boolean;
  readonly last: RecordedEvent | undefined;
  state: unknown;
  readonly decided: Decided[];
}

/** An event as it goes into the store: with whose it is and who did it; the month it is booked in follows from its day. */
interface Decided {
  readonly type: string;
  readonly schema: number;
  readonly day: BusinessDate | null;
  readonly data: object & Omit<Stamp, 'bookedIn'>;
}

class CarriedOutBefore extends Error {
  constructor(
    readonly before: CarriedOut,
    readonly version: bigint | null,
  ) {
    super('this command has been carried out before');
  }
}

/** Others wait for their turn on this stream: who comes now waits behind them, or they would never have theirs. */
class Crowded extends Error {
  constructor(readonly stream: StreamId) {
    super(`others wait for ${stream}`);
  }
}

/** The first stream has moved on from the version the caller had seen: for the caller to look again, never retried. */
export class SeenVersionOutdated extends ConcurrencyConflict {}

/** The fingerprint by which a repeat is told from a different command under the same id (RFC 8785, SHA-256). */
export const fingerprintOf = (command: unknown): string =>
  createHash('sha256')
    .update(
      canonicalize(
        JSON.parse(
          JSON.stringify(command, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
        ),
      ) ?? '',
    )
    .digest('hex');

/**
 * The one place that loads, folds, decides and appends, for one stream or several at once. A conflict is decided
 * anew on fresh state for as long as the command's time lasts; where that finds the first stream no longer as the caller had seen
 * it, the caller is told. An unknown outcome is asked again with the same ids until the store says which it was.
 *
 * @param intent the command, where the context has no request as received: a repeat must match it, another content
 *   under the same id is refused
 */
export async function runDecisions(
  store: EventStore,
  context: CommandContext,
  intent: object,
  plan: (decisions: Decisions) => Promise<void>,
): Promise<DecisionResult> {
  const commandHash = fingerprintOf(context.intent ?? intent);
  const attemptOnce = () => attemptDecisions(store, context, commandHash, plan, contested);
  const until = performance.now() + (context.patienceMs ?? PATIENCE_MS);
  let contested: StreamId | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await (contested === null ? attemptOnce() : inTurn(store, contested, attemptOnce));
    } catch (error) {
      if (error instanceof CarriedOutBefore && error.before.commandHash === commandHash)
        return { version: error.version, position: await lastPositionOf(store, error.before), repeated: true };
      // Event ids are made of the command's: where one is taken by other content, so is the command id.
      if (error instanceof CarriedOutBefore || error instanceof EventIdReused)
        throw new Refusal('idempotency-key-reused', { commandId: context.commandId });
      if (error instanceof Crowded) {
        contested = error.stream;
        attempt -= 1;
        continue;
      }
      // A refusal may be owed to whoever was first on the version the caller had seen: that is then the thing to tell.
      if (error instanceof Refusal && context.ifVersion !== undefined && attempt === 1) continue;
      const canRetry = error instanceof ConcurrencyConflict && !(error instanceof SeenVersionOutdated);
      if (!canRetry || performance.now() >= until) throw error;
      contested = error.stream;
      // Not all of a crowd again at the same moment: others may come from other processes, whose turns nobody keeps.
      if (attempt > 1) await sleep(Math.random() * Math.min(2 ** attempt, LONGEST_PAUSE_MS));
    }
  }
}

/** Where the command's last event stands: those it recorded in other streams follow the one that was found. */
async function lastPositionOf(store: EventStore, { position, commandId }: CarriedOut): Promise<Position> {
  for await (const { events } of store.readAll({ after: position }))
    return events.findLast(({ metadata }) => metadata['commandId'] === commandId)?.position ?? position;
  return position;
}

const turnsOf = new WeakMap<EventStore, Map<StreamId, Promise<unknown>>>();

/**
 * Those who lost a race for a stream try again one after the other instead of all at once, so that each of them gets
 * an answer on the money and not a conflict. The expected version stays the guard; this only makes the crowd orderly.
 */
async function inTurn<Result>(store: EventStore, stream: StreamId, work: () => Promise<Result>): Promise<Result> {
  const turns = turnsOf.get(store) ?? new Map<StreamId, Promise<unknown>>();
  turnsOf.set(store, turns);
  const mine = (turns.get(stream) ?? Promise.resolve()).then(work, work);
  turns.set(stream, mine);
  try {
    return await mine;
  } finally {
    if (turns.get(stream) === mine) turns.delete(stream);
  }
}

/** `runDecisions` for the common case: one command on one stream. */
export const runDecision = <State, Command extends object, Event extends DomainEvent>(
  store: EventStore,
  context: CommandContext,
  aggregate: Aggregate<State, Command, Event>,
  command: Command,
): Promise<DecisionResult> =>
  runDecisions(store, context, { stream: aggregate.stream, command }, async ({ decide }) => {
    await decide(aggregate, command);
  });

/**
 * What a plan would come to on the books as they were at a position: nothing is recorded, and a refusal is the plan's
 * own. Every stream is read up to there, so that the answer is of one moment.
 */
export async function rehearse<Result>(
  store: EventStore,
  { agencyId, by }: Pick<CommandContext, 'agencyId' | 'by'>,
  knownAt: Position | null,
  plan: (decisions: Decisions) => Promise<Result>,
): Promise<Result> {
  const states = new Map<StreamId, unknown>();
  const load = async (aggregate: Aggregate<unknown, unknown, DomainEvent>): Promise<unknown> => {
    const { stream, decider, codec, agencyId: stated = agencyId } = aggregate;
    if (states.has(stream)) return states.get(stream);
    const { events } = await store.readStream(stream);
    const known = events.filter(({ position }) => knownAt !== null && position <= knownAt).map(codec.decode);
    const isForeign = known.some(({ data }) => stated !== null && data.agencyId !== stated);
    const state = isForeign ? decider.initial : fold(decider, known);
    states.set(stream, state);
    return state;
  };
  const decide = async (aggregate: Aggregate<unknown, unknown, DomainEvent>, command: unknown): Promise<unknown> => {
    let state = await load(aggregate);
    for (const event of aggregate.decider.decide(state, command, by))
      state = aggregate.decider.evolve(state, event, by);
    states.set(aggregate.stream, state);
    return state;
  };
  return plan({ load, decide } as unknown as Decisions);
}

async function attemptDecisions(
  store: EventStore,
  context: CommandContext,
  commandHash: string,
  plan: (decisions: Decisions) => Promise<void>,
  inTurnOf: StreamId | null,
): Promise<DecisionResult> {
  const loading = new Map<StreamId, Promise<Loaded>>();

  const read = async (aggregate: Aggregate<unknown, unknown, DomainEvent>, isFirst: boolean): Promise<Loaded> => {
    if (inTurnOf === null && turnsOf.get(store)?.has(aggregate.stream)) throw new Crowded(aggregate.stream);
    const { last, state, carriedOut, agencyId, isForeign } = await folded(store, context, aggregate);
    const own = carriedOut.get(context.commandId);
    if (own) {
      const first = isFirst ? null : await [...loading.values()][0];
      throw new CarriedOutBefore(own, first ? versionOf(first) : own.version);
    }
    if (isFirst && context.ifVersion !== undefined && last?.version !== context.ifVersion)
      throw new SeenVersionOutdated(aggregate.stream, context.ifVersion, expectedAfter(last));
    return { decider: aggregate.decider, codec: aggregate.codec, agencyId, isForeign, last, state, decided: [] };
  };

  const ownLock = monthLockAggregate(context.agencyId) as unknown as Aggregate<unknown, unknown, DomainEvent>;
  // Read in the same breath as what the plan looks at first, and looked at only where something is booked in a month.
  let lockAhead: Promise<Loaded> | null = null;

  // By the order of asking, and one reading for all who ask for the same: a plan may look at several streams at once.
  const load = (aggregate: Aggregate<unknown, unknown, DomainEvent>): Promise<Loaded> => {
    const isFirst = loading.size === 0;
    const ahead = aggregate.stream === ownLock.stream ? lockAhead : null;
    const entry = loading.get(aggregate.stream) ?? ahead ?? read(aggregate, isFirst);
    if (isFirst && aggregate.stream !== ownLock.stream) {
      lockAhead = read(ownLock, false);
      lockAhead.catch(() => undefined);
    }
    loading.set(aggregate.stream, entry);
    return entry;
  };

  const decisions: Decisions = {
    load: async <State, Command, Event extends DomainEvent>(aggregate: Aggregate<State, Command, Event>) =>
      (await load(aggregate as unknown as Aggregate<unknown, unknown, DomainEvent>)).state as State,
    decide: async <State, Command, Event extends DomainEvent>(
      aggregate: Aggregate<State, Command, Event>,
      command: Command,
    ) => {
      const entry = await load(aggregate as unknown as Aggregate<unknown, unknown, DomainEvent>);
      const events = entry.decider.decide(entry.state, command, context.by);
      for (const event of events) {
        invariant(!entry.isForeign, `${aggregate.stream} is another agency's`);
        entry.state = entry.decider.evolve(entry.state, event, context.by);
        entry.decided.push(stamped(event, entry, context.by));
      }
      if (events.length > 0) await context.within?.(aggregate.stream, decisions.load);
      return entry.state as State;
    },
  };
  const lockOf = async (agencyId: string): Promise<MonthLock> =>
    (await load(monthLockAggregate(agencyId) as unknown as Aggregate<unknown, unknown, DomainEvent>))
      .state as MonthLock;
  const locks = new Map<string, MonthLock>();
  try {
    await plan(decisions);
    // What happened on a day is booked in a month: the lock looked at now must stand in the append like all the rest.
    for (const { agencyId, decided } of await Promise.all([...loading.values()]))
      if (decided.some(({ day }) => day !== null)) locks.set(agencyId, await lockOf(agencyId));
  } catch (error) {
    if (!(error instanceof Crowded)) await lookIntoAbsent(store, loading);
    throw error;
  }

  const loaded = await Promise.all([...loading].map(async ([stream, entry]) => ({ stream, ...(await entry) })));
  let ordinal = 0;
  const additions: Addition[] = [];
  for (const { stream, last, decided, agencyId } of loaded) {
    if (decided.length === 0) continue;
    const lock = locks.get(agencyId) ?? [];
    const events = decided.map((event): NewEvent => {
      const id = eventId(context.commandId, ordinal);
      ordinal += 1;
      return {
        id,
        type: event.type,
        data: {
          ...event.data,
          bookedIn: event.day === null ? null : bookedMonth(lock, event.day),
        } as unknown as NewEvent['data'],
        metadata: {
          agency: event.data.agencyId,
          schema: String(event.schema),
          commandId: context.commandId,
          commandHash,
          correlationId: context.correlationId ?? context.commandId,
          causationId:
            context.firstCausesTheRest && ordinal > 1
              ? eventId(context.commandId, 0)
              : (context.causationId ?? context.commandId),
          recordedAt: context.recordedAt,
          ...(context.confirmation !== undefined &&
            !('confirmation' in event.data) && { confirmation: context.confirmation }),
        },
      };
    });
    additions.push({ stream, last, events });
  }
  const requests = sealed(additions);
  // What was only looked at must still stand when the decision is recorded: an end, a lock, a name already taken.
  const looked = loaded
    .filter(({ decided }) => decided.length === 0)
    .map(({ stream, last }): StreamCheck => ({ stream, expected: expectedAfter(last) }));
  const standing = (context.standing ?? []).filter(({ stream }) => !loading.has(stream));
  const checks = [...looked, ...standing.map(({ stream, expected }): StreamCheck => ({ stream, expected }))];

  const [first] = loaded;
  const unchanged = first ? versionOf(first) : null;
  if (requests.length === 0) {
    await lookIntoAbsent(store, loading);
    return { version: unchanged, position: first?.last?.position ?? null, repeated: false };
  }
  const { versions, position, repeated } = await appendKnowing(store, requests, checks).catch((error: unknown) => {
    const fallen = error instanceof ConcurrencyConflict && standing.find(({ stream }) => stream === error.stream);
    throw fallen ? fallen.otherwise() : error;
  });
  const at = requests.findIndex(({ stream }) => stream === first?.stream);
  return { version: at === -1 ? unchanged : (versions[at] ?? null), position, repeated };
}

/**
 * An append on a stream's absence is refused where it was deleted. Whatever else comes of that absence, a refusal above
 * all, must not be told of a stream that only seems never to have been.
 *
 * @throws StreamCut
 */
async function lookIntoAbsent(store: EventStore, loading: ReadonlyMap<StreamId, Promise<Loaded>>): Promise<void> {
  for (const [stream, entry] of loading) {
    const loaded = await entry.catch(() => null);
    if (loaded?.last === undefined && loaded !== null) await store.readStream(stream, { limit: 1 });
  }
}

interface Folded extends Omit<Fold, 'last' | 'evolve'> {
  readonly last: RecordedEvent | undefined;
  readonly isForeign: boolean;
}

/** A stream as it stands: what was folded before, and what came since. */
async function folded(
  store: EventStore,
  context: CommandContext,
  { stream, decider, codec, agencyId: stated = context.agencyId }: Aggregate<unknown, unknown, DomainEvent>,
): Promise<Folded> {
  const folds = Folds.of(store);
  const known = folds.get(stream, decider);
  const { events } = await store.readStream(stream, {
    trustAbsence: true,
    ...(known && { from: known.last.version }),
  });
  const stands = known && events[0]?.id === known.last.id && events[0].metadata['hash'] === known.last.metadata['hash'];
  if (known && !(stands && (stated ?? known.agencyId) === known.agencyId)) {
    folds.forget(stream);
    return folded(store, context, { stream, decider, codec, agencyId: stated });
  }

  const last = events.at(-1);
  const agencyId = known?.agencyId ?? stated ?? events[0]?.agency ?? context.agencyId;
  const carriedOut = known?.carriedOut ?? new Map<string, CarriedOut>();
  let state = known ? known.state : decider.initial;
  let isForeign = false;
  for (const recorded of known ? events.slice(1) : events) {
    const { commandId, commandHash } = recorded.metadata;
    const { position, version } = recorded;
    if (commandId !== undefined) carriedOut.set(commandId, { commandId, commandHash, position, version });
    if (isForeign) continue;
    const event = codec.decode(recorded);
    // Another agency's thing answers exactly like one that never was.
    isForeign = event.data.agencyId !== agencyId;
    state = isForeign ? decider.initial : decider.evolve(state, event, event.data.by);
  }
  if (last && !isForeign) folds.keep(stream, { evolve: decider.evolve, agencyId, last, state, carriedOut });
  return { last, state, carriedOut, agencyId, isForeign };
}

function stamped(event: DomainEvent, { codec, agencyId }: Loaded, by: By): Decided {
  const schema = codec.schemaOf(event.type);
  return { type: event.type, schema, day: codec.businessDayOf(event), data: { ...event.data, agencyId, by } };
}

const versionOf = ({ last }: Pick<Loaded, 'last'>): bigint | null => last?.version ?? null;
const expectedAfter = (last: RecordedEvent | undefined): ExpectedVersion => last?.version ?? 'no-stream';

/**
 * Appends, and on an unknown outcome asks again with the same ids: the store then says what had happened. Once the
 * outcome was unknown, a store that cannot be reached leaves it so; only an answer ends the doubt.
 */
async function appendKnowing(store: EventStore, requests: readonly AppendRequest[], checks: readonly StreamCheck[]) {
  let doubt: AppendOutcomeUnknown | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [only, ...others] = requests;
      if (only && others.length === 0 && checks.length === 0) {
        const { version, position, repeated } = await store.append(only);
        return { versions: [version], position, repeated };
      }
      return await store.appendAtomic(requests, { checks });
    } catch (error) {
      if (error instanceof AppendOutcomeUnknown) doubt = error;
      if (doubt === null || !(error instanceof AppendOutcomeUnknown || error instanceof StoreUnavailable)) throw error;
      if (attempt >= ATTEMPTS_ON_UNKNOWN_OUTCOME) throw doubt;
      await sleep(50 * 2 ** attempt);
    }
  }
}
