import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { Refusal, type Decider, type DomainEvent } from '@bofu/kernel';
import { eventId } from './event-identity';
import type {
  AppendRequest,
  EventStore,
  ExpectedVersion,
  NewEvent,
  Position,
  RecordedEvent,
  StreamId,
} from './event-store';
import { AppendOutcomeUnknown, ConcurrencyConflict, EventIdReused, StoreUnavailable } from './event-store-errors';
import { chained } from './hash-chain';

/** Who does what, and when: handed in by the edge (HTTP, CLI, import), never fetched by the domain. */
export interface CommandContext {
  /** Made before the first attempt and kept for every retry: the same id never has a second effect. */
  readonly commandId: string;
  /** The acting person. */
  readonly actor: string;
  /** 登记时点: an RFC 3339 instant. */
  readonly recordedAt: string;
  /** Ties together everything one request or one import caused. Default: the command's own id. */
  readonly correlationId?: string;
  /** The event or command this one follows from. */
  readonly causationId?: string;
  /** The version of the first stream the caller has seen (`If-Match`): anything else is a conflict, not retried. */
  readonly ifVersion?: bigint;
}

/** One stream and the rules it lives by. */
export interface Aggregate<State, Command, Event extends DomainEvent> {
  readonly stream: StreamId;
  readonly decider: Decider<State, Command, Event>;
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

const ATTEMPTS_ON_CONFLICT = 10;
const ATTEMPTS_ON_UNKNOWN_OUTCOME = 5;

interface Loaded {
  readonly decider: Decider<unknown, unknown, DomainEvent>;
  readonly last: RecordedEvent | undefined;
  state: unknown;
  readonly decided: DomainEvent[];
}

class CarriedOutBefore extends Error {
  constructor(
    readonly recorded: RecordedEvent,
    readonly version: bigint | null,
  ) {
    super('this command has been carried out before');
  }
}

/** The fingerprint by which a repeat is told from a different command under the same id (RFC 8785, SHA-256). */
const fingerprintOf = (command: unknown): string =>
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
 * anew on fresh state, a bounded number of times, unless the caller named the version it had seen; an unknown outcome
 * is asked again with the same ids until the store says which it was.
 *
 * @param intent the command as received: a repeat must match it, another content under the same id is refused
 */
export async function runDecisions(
  store: EventStore,
  context: CommandContext,
  intent: object,
  plan: (decisions: Decisions) => Promise<void>,
): Promise<DecisionResult> {
  const commandHash = fingerprintOf(intent);
  const attemptOnce = () => attemptDecisions(store, context, commandHash, plan);
  let contested: StreamId | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await (contested === null ? attemptOnce() : inTurn(store, contested, attemptOnce));
    } catch (error) {
      if (error instanceof CarriedOutBefore && error.recorded.metadata['commandHash'] === commandHash)
        return { version: error.version, position: await lastPositionOf(store, error.recorded), repeated: true };
      // Event ids are made of the command's: where one is taken by other content, so is the command id.
      if (error instanceof CarriedOutBefore || error instanceof EventIdReused)
        throw new Refusal('idempotency-key-reused', { commandId: context.commandId });
      const canRetry = error instanceof ConcurrencyConflict && context.ifVersion === undefined;
      if (!canRetry || attempt >= ATTEMPTS_ON_CONFLICT) throw error;
      contested = error.stream;
    }
  }
}

/** Where the command's last event stands: those it recorded in other streams follow the one that was found. */
async function lastPositionOf(store: EventStore, { position, metadata }: RecordedEvent): Promise<Position> {
  for await (const { events } of store.readAll({ after: position }))
    return events.findLast((event) => event.metadata['commandId'] === metadata['commandId'])?.position ?? position;
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

async function attemptDecisions(
  store: EventStore,
  context: CommandContext,
  commandHash: string,
  plan: (decisions: Decisions) => Promise<void>,
): Promise<DecisionResult> {
  const loading = new Map<StreamId, Promise<Loaded>>();

  const read = async (aggregate: Aggregate<unknown, unknown, DomainEvent>, isFirst: boolean): Promise<Loaded> => {
    const { events } = await store.readStream(aggregate.stream);
    const last = events.at(-1);
    const own = events.findLast((event) => event.metadata['commandId'] === context.commandId);
    if (own) {
      const first = isFirst ? null : await [...loading.values()][0];
      throw new CarriedOutBefore(own, first ? versionOf(first) : own.version);
    }
    if (isFirst && context.ifVersion !== undefined && last?.version !== context.ifVersion)
      throw new ConcurrencyConflict(aggregate.stream, context.ifVersion, expectedAfter(last));
    return {
      decider: aggregate.decider,
      last,
      state: events.reduce<unknown>(
        (state, event) => aggregate.decider.evolve(state, event),
        aggregate.decider.initial,
      ),
      decided: [],
    };
  };

  // By the order of asking, and one reading for all who ask for the same: a plan may look at several streams at once.
  const load = (aggregate: Aggregate<unknown, unknown, DomainEvent>): Promise<Loaded> => {
    const entry = loading.get(aggregate.stream) ?? read(aggregate, loading.size === 0);
    loading.set(aggregate.stream, entry);
    return entry;
  };

  await plan({
    load: async <State, Command, Event extends DomainEvent>(aggregate: Aggregate<State, Command, Event>) =>
      (await load(aggregate as unknown as Aggregate<unknown, unknown, DomainEvent>)).state as State,
    decide: async <State, Command, Event extends DomainEvent>(
      aggregate: Aggregate<State, Command, Event>,
      command: Command,
    ) => {
      const entry = await load(aggregate as unknown as Aggregate<unknown, unknown, DomainEvent>);
      for (const event of entry.decider.decide(entry.state, command)) {
        entry.state = entry.decider.evolve(entry.state, event);
        entry.decided.push(event);
      }
      return entry.state as State;
    },
  });

  const loaded = await Promise.all([...loading].map(async ([stream, entry]) => ({ stream, ...(await entry) })));
  let ordinal = 0;
  const requests: AppendRequest[] = [];
  for (const { stream, last, decided } of loaded) {
    if (decided.length === 0) continue;
    const events = decided.map((event): NewEvent => {
      const id = eventId(context.commandId, ordinal);
      ordinal += 1;
      return {
        id,
        type: event.type,
        data: event.data as NewEvent['data'],
        metadata: {
          commandId: context.commandId,
          commandHash,
          correlationId: context.correlationId ?? context.commandId,
          causationId: context.causationId ?? context.commandId,
          actor: context.actor,
          recordedAt: context.recordedAt,
        },
      };
    });
    requests.push({ stream, expected: expectedAfter(last), events: chained(stream, last, events) });
  }

  const [first] = loaded;
  const unchanged = first ? versionOf(first) : null;
  if (requests.length === 0) return { version: unchanged, position: first?.last?.position ?? null, repeated: false };
  const { versions, position, repeated } = await appendKnowing(store, requests);
  const at = requests.findIndex(({ stream }) => stream === first?.stream);
  return { version: at === -1 ? unchanged : (versions[at] ?? null), position, repeated };
}

const versionOf = ({ last }: Pick<Loaded, 'last'>): bigint | null => last?.version ?? null;
const expectedAfter = (last: RecordedEvent | undefined): ExpectedVersion => last?.version ?? 'no-stream';

/**
 * Appends, and on an unknown outcome asks again with the same ids: the store then says what had happened. Once the
 * outcome was unknown, a store that cannot be reached leaves it so; only an answer ends the doubt.
 */
async function appendKnowing(store: EventStore, requests: readonly AppendRequest[]) {
  let doubt: AppendOutcomeUnknown | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [only, ...others] = requests;
      if (only && others.length === 0) {
        const { version, position, repeated } = await store.append(only);
        return { versions: [version], position, repeated };
      }
      return await store.appendAtomic(requests);
    } catch (error) {
      if (error instanceof AppendOutcomeUnknown) doubt = error;
      if (doubt === null || !(error instanceof AppendOutcomeUnknown || error instanceof StoreUnavailable)) throw error;
      if (attempt >= ATTEMPTS_ON_UNKNOWN_OUTCOME) throw doubt;
      await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
    }
  }
}
