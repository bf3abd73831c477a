import { randomUUID } from 'node:crypto';
import { fold, Refusal, refusalsOf, type Decider, type DomainEvent } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { codecOf } from './codec';
import * as eventData from './event-data';
import { eventId } from './event-identity';
import { streamId, type AppendRequest, type EventStore, type StreamId } from './event-store';
import { AppendOutcomeUnknown, ConcurrencyConflict, StoreUnavailable } from './event-store-errors';
import { firstBreak, hashOf } from './hash-chain';
import { MemoryEventStore } from './memory-event-store';
import { runDecision, runDecisions, SeenVersionOutdated, type Aggregate, type CommandContext } from './run-decision';

/** A purse that takes money in and refuses to give more than it holds: the smallest thing that can be overspent. */
type PurseEvent = DomainEvent<'PutIn', { amount: number }> | DomainEvent<'TakenOut', { amount: number }>;
interface PurseCommand {
  readonly do: 'put' | 'take' | 'nothing' | 'take-twice';
  readonly amount: number;
}
const refuse = refusalsOf<{ 'not-enough': { held: number } }>();

let timesDecided = 0;
const purseDecider: Decider<number, PurseCommand, PurseEvent> = {
  initial: 0,
  decide: (held, command) => {
    timesDecided += 1;
    if (command.do === 'nothing') return [];
    if (command.do === 'put') return [{ type: 'PutIn', data: { amount: command.amount } }];
    const taken: PurseEvent = { type: 'TakenOut', data: { amount: command.amount } };
    const events = command.do === 'take-twice' ? [taken, taken] : [taken];
    return command.amount * events.length > held ? refuse('not-enough', { held }) : events;
  },
  evolve: (held, { type, data }) => (type === 'PutIn' ? held + data.amount : held - data.amount),
};

const { count, dataOf } = eventData;
const purseCodec = codecOf<PurseEvent>({
  PutIn: { parse: dataOf({ amount: count }) },
  TakenOut: { parse: dataOf({ amount: count }) },
});

const aPurse = (): Aggregate<number, PurseCommand, PurseEvent> => ({
  stream: streamId('purse', randomUUID()),
  decider: purseDecider,
  codec: purseCodec,
});
const put = (amount: number): PurseCommand => ({ do: 'put', amount });
const take = (amount: number): PurseCommand => ({ do: 'take', amount });
const context = (more: Partial<CommandContext> = {}): CommandContext => ({
  commandId: randomUUID(),
  agencyId: 'agency-1',
  by: SOMEBODY,
  recordedAt: '2021-03-01T01:02:03Z',
  ...more,
});

const typesIn = async (store: EventStore, stream: StreamId) =>
  (await store.readStream(stream)).events.map(({ type }) => type);

async function heldIn(store: EventStore, purse: Aggregate<number, PurseCommand, PurseEvent>): Promise<number> {
  const { events } = await store.readStream(purse.stream);
  return fold(purseDecider, events.map(purseCodec.decode));
}

/** A store whose appends can be tampered with on their way in and out. */
function storeWith(around: (append: () => Promise<unknown>, requests: readonly AppendRequest[]) => Promise<unknown>) {
  const inner = new MemoryEventStore();
  const store: EventStore = {
    name: 'memory',
    append: (request) => around(() => inner.append(request), [request]) as ReturnType<EventStore['append']>,
    appendAtomic: (requests, options) =>
      around(() => inner.appendAtomic(requests, options), requests) as ReturnType<EventStore['appendAtomic']>,
    readStream: (stream, options) => inner.readStream(stream, options),
    readAll: (options) => inner.readAll(options),
    subscribe: (options) => inner.subscribe(options),
    head: () => inner.head(),
    eventAt: (position) => inner.eventAt(position),
    appendEnd: (position) => inner.appendEnd(position),
    cutStreams: () => inner.cutStreams(),
    close: () => inner.close(),
  };
  return { store, inner };
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('when a command is carried out', () => {
  it('decides on the history and records what was decided', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    expect(await runDecision(store, context(), purse, put(10))).toMatchObject({ version: 0n, repeated: false });
    expect(await runDecision(store, context(), purse, { do: 'take-twice', amount: 4 })).toMatchObject({ version: 2n });
    expect(await heldIn(store, purse)).toBe(2);
  });

  it('records who, when and why beside it', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    const given = context({ correlationId: 'import-1', causationId: 'row-7' });
    await runDecision(store, given, purse, put(10));
    const [event] = (await store.readStream(purse.stream)).events;
    expect(event?.id).toBe(eventId(given.commandId, 0));
    expect(event?.metadata).toEqual({
      commandId: given.commandId,
      commandHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      correlationId: 'import-1',
      causationId: 'row-7',
      recordedAt: '2021-03-01T01:02:03Z',
      schema: '1',
      agency: 'agency-1',
      append: '1/1',
      previousHash: '0'.repeat(64),
      hash: hashOf(event!),
    });
  });

  it('keeps why it was recorded all the same, by who was asked back', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecision(store, context({ confirmation: '是项目编号' }), purse, put(10));
    const [event] = (await store.readStream(purse.stream)).events;
    expect(event?.metadata['confirmation']).toBe('是项目编号');
  });

  it('says in each event whose it is, who did it, and the month it is booked in', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecision(store, context(), purse, put(10));
    const [event] = (await store.readStream(purse.stream)).events;
    expect(event).toMatchObject({
      agency: 'agency-1',
      schema: 1,
      append: { ordinal: 1, count: 1 },
      data: { amount: 10, agencyId: 'agency-1', by: SOMEBODY, bookedIn: null },
    });
  });

  it('answers to another agency as if nothing had ever been, and adds nothing of hers', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecision(store, context(), purse, put(10));
    const other = context({ agencyId: 'agency-2' });
    expect(await failureOf(runDecision(store, other, purse, take(1)))).toMatchObject({ facts: { held: 0 } });
    expect(await failureOf(runDecision(store, other, purse, put(1)))).toMatchObject({ name: 'InvariantViolation' });
    expect(await typesIn(store, purse.stream)).toEqual(['PutIn']);
  });

  it('seals each event together with the one before it, in one command and from one to the next', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecision(store, context(), purse, put(10));
    await runDecision(store, context(), purse, { do: 'take-twice', amount: 4 });
    const { events } = await store.readStream(purse.stream);
    const hashes = events.map(({ metadata }) => metadata['hash']);
    expect(events.map(({ metadata }) => metadata['previousHash'])).toEqual(['0'.repeat(64), hashes[0], hashes[1]]);
    expect([new Set(hashes).size, firstBreak(events)]).toEqual([3, null]);
  });

  it('answers with the position a read can wait for', async () => {
    const store = new MemoryEventStore();
    const { position } = await runDecision(store, context(), aPurse(), put(1));
    expect(position).toBe(await store.head());
  });

  it('records nothing when the outcome is there already, and says where the stream stands', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    const { position } = await runDecision(store, context(), purse, put(1));
    const nothing = await runDecision(store, context(), purse, { do: 'nothing', amount: 0 });
    expect(nothing).toEqual({ version: 0n, position, repeated: false });
  });

  it('says that a stream does not exist where nothing was decided on an absent one', async () => {
    const nothing = await runDecision(new MemoryEventStore(), context(), aPurse(), { do: 'nothing', amount: 0 });
    expect(nothing).toEqual({ version: null, position: null, repeated: false });
  });
});

describe('when the rules refuse', () => {
  it('passes the refusal on and leaves the store as it was', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecision(store, context(), purse, put(10));
    const head = await store.head();
    const refused = await failureOf(runDecision(store, context(), purse, take(11)));
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ code: 'not-enough', facts: { held: 10 } });
    expect(await store.head()).toBe(head);
  });

  it('records nothing of what was decided before on other streams', async () => {
    const store = new MemoryEventStore();
    const [full, empty] = [aPurse(), aPurse()];
    await runDecision(store, context(), full, put(10));
    const head = await store.head();
    const transfer = runDecisions(store, context(), { transfer: 3 }, async ({ decide }) => {
      await decide(full, take(3));
      await decide(empty, take(1));
    });
    expect(await failureOf(transfer)).toMatchObject({ code: 'not-enough', facts: { held: 0 } });
    expect(await store.head()).toBe(head);
  });

  it('leaves the command id free, because nothing was done under it', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    const given = context();
    expect(await failureOf(runDecision(store, given, purse, take(5)))).toBeInstanceOf(Refusal);
    await runDecision(store, context(), purse, put(5));
    expect(await runDecision(store, given, purse, take(5))).toMatchObject({ version: 1n, repeated: false });
  });
});

describe('what a plan has only looked at', () => {
  it('must still stand when the decision is recorded: it is decided anew', async () => {
    const [lock, purse] = [aPurse(), aPurse()];
    let interferences = 0;
    const { store, inner } = storeWith(async (append) => {
      if ((interferences += 1) === 1) await runDecision(inner, context(), lock, put(1));
      return append();
    });
    const seen: number[] = [];
    await runDecisions(store, context(), { unless: 'locked' }, async ({ load, decide }) => {
      seen.push(await load(lock));
      await decide(purse, put(5));
    });
    expect(seen).toEqual([0, 1]);
    expect(await heldIn(store, purse)).toBe(5);
  });
});

describe('when somebody else is first', () => {
  it('decides anew on what is there now', async () => {
    const purse = aPurse();
    let interferences = 0;
    const { store, inner } = storeWith(async (append) => {
      if ((interferences += 1) === 1) await runDecision(inner, context(), purse, take(4));
      return append();
    });
    await runDecision(inner, context(), purse, put(10));
    await runDecision(store, context(), purse, take(5));
    expect(await heldIn(store, purse)).toBe(1);
    expect(await typesIn(store, purse.stream)).toEqual(['PutIn', 'TakenOut', 'TakenOut']);
    expect(firstBreak((await store.readStream(purse.stream)).events)).toBeNull();
  });

  it('refuses where the other has taken what was needed', async () => {
    const purse = aPurse();
    let interferences = 0;
    const { store, inner } = storeWith(async (append) => {
      if ((interferences += 1) === 1) await runDecision(inner, context(), purse, take(8));
      return append();
    });
    await runDecision(inner, context(), purse, put(10));
    expect(await failureOf(runDecision(store, context(), purse, take(5)))).toMatchObject({ facts: { held: 2 } });
    expect(await heldIn(store, purse)).toBe(2);
  });

  it('goes on where others were first twenty-five times in a row', async () => {
    const purse = aPurse();
    let races = 0;
    const { store, inner } = storeWith(async (append) => {
      if ((races += 1) <= 25) await runDecision(inner, context(), purse, put(1));
      return append();
    });
    await runDecision(store, context(), purse, put(5));
    expect(await heldIn(store, purse)).toBe(30);
  });

  it('gives up when its time is over', async () => {
    const purse = aPurse();
    const { store, inner } = storeWith(async (append) => {
      await runDecision(inner, context(), purse, put(1));
      return append();
    });
    const hasty = { ...context(), patienceMs: 60 };
    expect(await failureOf(runDecision(store, hasty, purse, put(5)))).toBeInstanceOf(ConcurrencyConflict);
    expect(new Set(await typesIn(store, purse.stream))).toEqual(new Set(['PutIn']));
    expect(await heldIn(store, purse)).toBe((await typesIn(store, purse.stream)).length);
  });

  it('lets exactly those through that fit, however many come at once', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecision(store, context(), purse, put(10));
    const failures = await Promise.all(
      Array.from({ length: 32 }, () => failureOf(runDecision(store, context(), purse, take(1)))),
    );
    expect(failures.filter((failure) => failure === null)).toHaveLength(10);
    expect(failures.filter((failure) => failure instanceof Refusal)).toHaveLength(22);
    expect(await heldIn(store, purse)).toBe(0);
  });

  it('would be overspent without the expected version: the check above can fail', async () => {
    const purse = aPurse();
    const { store, inner } = storeWith(async (_append, [request]) => {
      for (;;) {
        const last = (await inner.readStream(purse.stream)).events.at(-1);
        const anyway = { ...(request as AppendRequest), expected: last?.version ?? 'no-stream' } as const;
        const failure = await failureOf(inner.append(anyway));
        if (failure === null) return { version: 0n, position: '', repeated: false };
      }
    });
    await runDecision(store, context(), purse, put(10));
    const racers = Array.from({ length: 32 }, () => failureOf(runDecision(store, context(), purse, take(1))));
    await Promise.all(racers);
    expect(await heldIn(store, purse)).toBeLessThan(0);
  });
});

describe('when the caller names the version it has seen', () => {
  it('carries the command out on that version', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecision(store, context(), purse, put(10));
    expect(await runDecision(store, context({ ifVersion: 0n }), purse, take(1))).toMatchObject({ version: 1n });
  });

  it.each([1n, 7n])('refuses version %d, and does not try again', async (ifVersion) => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecision(store, context(), purse, put(10));
    timesDecided = 0;
    const refused = await failureOf(runDecision(store, context({ ifVersion }), purse, take(1)));
    expect(refused).toBeInstanceOf(ConcurrencyConflict);
    expect(refused).toMatchObject({ stream: purse.stream, expected: ifVersion, actual: 0n });
    expect(timesDecided).toBe(0);
  });

  it('does not try again when somebody is first after the look', async () => {
    const purse = aPurse();
    const { store, inner } = storeWith(async (append) => {
      await runDecision(inner, context(), purse, put(1));
      return append();
    });
    await runDecision(inner, context(), purse, put(10));
    const refused = await failureOf(runDecision(store, context({ ifVersion: 0n }), purse, take(1)));
    expect(refused).toBeInstanceOf(ConcurrencyConflict);
    expect(await typesIn(store, purse.stream)).toEqual(['PutIn', 'PutIn']);
  });

  it('still recognises a repeat, whose version has moved on by its own doing', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecision(store, context(), purse, put(10));
    const given = context({ ifVersion: 0n });
    const first = await runDecision(store, given, purse, take(1));
    expect(await runDecision(store, given, purse, take(1))).toEqual({ ...first, repeated: true });
  });

  const pour = (
    store: EventStore,
    given: CommandContext,
    amount: number,
    [from, to]: readonly ReturnType<typeof aPurse>[],
  ) =>
    runDecisions(store, given, { pour: amount }, async ({ decide }) => {
      if (from) await decide(from, take(amount));
      if (to) await decide(to, put(amount));
    });

  it('decides anew where another stream was changed, which the caller has said nothing about', async () => {
    const [seen, other] = [aPurse(), aPurse()];
    let disturbances = 3;
    const { store, inner } = storeWith(async (append) => {
      if (disturbances > 0) await runDecision(inner, context(), other, put(1));
      disturbances -= 1;
      return append();
    });
    await runDecision(inner, context(), seen, put(10));
    expect(await pour(store, context({ ifVersion: 0n }), 4, [seen, other])).toMatchObject({ version: 1n });
    expect(await heldIn(inner, other)).toBe(7);
  });

  it('tells the version of the stream it named, whichever stream the store found changed', async () => {
    const [seen, other] = [aPurse(), aPurse()];
    const { store, inner } = storeWith(async (append, requests) => {
      await runDecision(inner, context(), other, put(1));
      await runDecision(inner, context(), seen, put(1));
      return append().catch(() => {
        throw new ConcurrencyConflict(other.stream, requests[1]?.expected ?? 'no-stream', 8n);
      });
    });
    await runDecision(inner, context(), seen, put(10));
    const refused = await failureOf(pour(store, context({ ifVersion: 0n }), 4, [seen, other]));
    expect(refused).toBeInstanceOf(SeenVersionOutdated);
    expect(refused).toMatchObject({ stream: seen.stream, actual: 1n });
  });

  it('tells of the change and not of the money, where whoever was first has taken both', async () => {
    const [seen, money] = [aPurse(), aPurse()];
    const store = new MemoryEventStore();
    await runDecision(store, context(), seen, put(10));
    await runDecision(store, context(), money, put(5));
    let rivals = 1;
    const refused = runDecisions(store, context({ ifVersion: 0n }), {}, async ({ load, decide }) => {
      await load(seen);
      if (rivals > 0) await pour(store, context({ ifVersion: 0n }), 5, [seen]);
      if (rivals > 0) await runDecision(store, context(), money, take(5));
      rivals -= 1;
      await decide(money, take(5));
    });
    expect(await failureOf(refused)).toBeInstanceOf(SeenVersionOutdated);
  });
});

describe('when the edge hands in the request as received', () => {
  const intent = { method: 'POST', path: '/v1/purses/1', body: { amount: '1.00' } };

  it('tells a repeat by it, whatever has been made of it since', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    const given = context({ intent });
    const first = await runDecision(store, given, purse, put(10));
    // The next day, read by a later version: another command, but the same request.
    const again = await runDecision(store, { ...given, recordedAt: '2021-03-02T00:00:01Z' }, purse, put(11));
    expect(again).toEqual({ ...first, repeated: true });
  });

  it('refuses another request under the same id, though the same command came of it', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    const given = context({ intent });
    await runDecision(store, given, purse, put(10));
    const other = { ...given, intent: { ...intent, body: { amount: '2.00' } } };
    expect(await failureOf(runDecision(store, other, purse, put(10)))).toMatchObject({
      code: 'idempotency-key-reused',
    });
  });
});

describe('when the same command comes again', () => {
  it('answers as the first time and records nothing', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    const given = context();
    const first = await runDecision(store, given, purse, put(10));
    expect(await runDecision(store, given, purse, put(10))).toEqual({ ...first, repeated: true });
    expect(await heldIn(store, purse)).toBe(10);
  });

  it('does so long after, whatever happened since', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecision(store, context(), purse, put(10));
    const given = context();
    const first = await runDecision(store, given, purse, take(10));
    for (let time = 0; time < 5; time += 1) await runDecision(store, context(), purse, put(1));
    const later = { ...given, recordedAt: '2021-12-31T00:00:00Z' };
    expect(await runDecision(store, later, purse, take(10))).toEqual({ ...first, repeated: true });
    expect(await heldIn(store, purse)).toBe(5);
  });

  it('has one effect when it comes many times at once', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    const given = context();
    const results = await Promise.all(Array.from({ length: 16 }, () => runDecision(store, given, purse, put(10))));
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(results.map(({ position }) => position)).size).toBe(1);
    expect(await heldIn(store, purse)).toBe(10);
  });

  it('refuses another content under the same id', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    const given = context();
    await runDecision(store, given, purse, put(10));
    const refused = await failureOf(runDecision(store, given, purse, put(11)));
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ code: 'idempotency-key-reused', facts: { commandId: given.commandId } });
    expect(await heldIn(store, purse)).toBe(10);
  });

  it('refuses another content under the same id when both come at once', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    const given = context();
    const failures = await Promise.all(
      [put(10), put(11)].map((command) => failureOf(runDecision(store, given, purse, command))),
    );
    expect(failures.filter((failure) => failure === null)).toHaveLength(1);
    expect(failures.find((failure) => failure !== null)).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('refuses the same id on another stream where the store can see it', async () => {
    const store = new MemoryEventStore();
    const given = context();
    await runDecision(store, given, aPurse(), put(10));
    const other = aPurse();
    expect(await failureOf(runDecision(store, given, other, put(10)))).toMatchObject({
      code: 'idempotency-key-reused',
    });
    expect((await store.readStream(other.stream)).exists).toBe(false);
  });
});

describe('when the outcome of an append is unknown', () => {
  const lost = () => new AppendOutcomeUnknown(new Error('connection lost'));

  it('asks again and learns that it was recorded', async () => {
    const purse = aPurse();
    let times = 0;
    const { store } = storeWith(async (append) => {
      const result = await append();
      if ((times += 1) <= 2) throw lost();
      return result;
    });
    expect(await runDecision(store, context(), purse, put(10))).toMatchObject({ version: 0n, repeated: true });
    expect(await typesIn(store, purse.stream)).toEqual(['PutIn']);
  });

  it('asks again and records what was not', async () => {
    const purse = aPurse();
    let times = 0;
    const { store } = storeWith(async (append) => {
      if ((times += 1) === 1) throw lost();
      return append();
    });
    expect(await runDecision(store, context(), purse, put(10))).toMatchObject({ version: 0n, repeated: false });
    expect(await typesIn(store, purse.stream)).toEqual(['PutIn']);
  });

  it('asks again about several streams as a whole', async () => {
    const [one, two] = [aPurse(), aPurse()];
    let times = 0;
    const { store } = storeWith(async (append) => {
      const result = await append();
      if ((times += 1) === 1) throw lost();
      return result;
    });
    await runDecisions(store, context(), {}, async ({ decide }) => {
      await decide(one, put(1));
      await decide(two, put(2));
    });
    expect([await heldIn(store, one), await heldIn(store, two)]).toEqual([1, 2]);
    expect(times).toBe(2);
  });

  it('stays unknown when the store cannot be reached afterwards: never “nothing was written”', async () => {
    let times = 0;
    const { store, inner } = storeWith(async (append) => {
      if ((times += 1) > 1) throw new StoreUnavailable(new Error('down'));
      await append();
      throw lost();
    });
    const purse = aPurse();
    expect(await failureOf(runDecision(store, context(), purse, put(10)))).toBeInstanceOf(AppendOutcomeUnknown);
    expect((await inner.readStream(purse.stream)).exists).toBe(true);
    expect(times).toBe(5);
  });

  it('does not ask again when surely nothing was written', async () => {
    let times = 0;
    const { store } = storeWith(() => {
      times += 1;
      return Promise.reject(new StoreUnavailable(new Error('down')));
    });
    expect(await failureOf(runDecision(store, context(), aPurse(), put(10)))).toBeInstanceOf(StoreUnavailable);
    expect(times).toBe(1);
  });
});

describe('when one command decides on several streams', () => {
  const transfer = (
    store: EventStore,
    given: CommandContext,
    from: ReturnType<typeof aPurse>,
    to: ReturnType<typeof aPurse>,
    amount: number,
  ) =>
    runDecisions(store, given, { transfer: amount, from: from.stream, to: to.stream }, async ({ decide }) => {
      await decide(from, take(amount));
      await decide(to, put(amount));
    });

  it('records all, and answers with the version of the first', async () => {
    const store = new MemoryEventStore();
    const [from, to] = [aPurse(), aPurse()];
    await runDecision(store, context(), from, put(10));
    const result = await transfer(store, context(), from, to, 4);
    expect(result).toEqual({ version: 1n, position: await store.head(), repeated: false });
    expect([await heldIn(store, from), await heldIn(store, to)]).toEqual([6, 4]);
    for (const { stream } of [from, to]) expect(firstBreak((await store.readStream(stream)).events)).toBeNull();
  });

  it('answers a repeat with the same version and the same last position', async () => {
    const store = new MemoryEventStore();
    const [from, to] = [aPurse(), aPurse()];
    await runDecision(store, context(), from, put(10));
    const given = context();
    const first = await transfer(store, given, from, to, 4);
    await runDecision(store, context(), from, put(1));
    expect(await transfer(store, given, from, to, 4)).toEqual({ ...first, repeated: true });
    expect([await heldIn(store, from), await heldIn(store, to)]).toEqual([7, 4]);
  });

  it('answers with the first stream’s version where only the others change, also on a repeat', async () => {
    const store = new MemoryEventStore();
    const [looked, changed] = [aPurse(), aPurse()];
    await runDecision(store, context(), looked, put(10));
    await runDecision(store, context(), looked, put(10));
    const given = context();
    const look = () =>
      runDecisions(store, given, {}, async ({ load, decide }) => {
        await decide(changed, put(await load(looked)));
      });
    const first = await look();
    expect(first).toMatchObject({ version: 1n, repeated: false });
    expect(await look()).toEqual({ ...first, repeated: true });
    expect(await heldIn(store, changed)).toBe(20);
  });

  it('sees its own decisions as it goes on', async () => {
    const store = new MemoryEventStore();
    const purse = aPurse();
    await runDecisions(store, context(), {}, async ({ load, decide }) => {
      expect(await decide(purse, put(5))).toBe(5);
      expect(await decide(purse, take(2))).toBe(3);
      expect(await load(purse)).toBe(3);
    });
    expect(await typesIn(store, purse.stream)).toEqual(['PutIn', 'TakenOut']);
  });

  it('may look at several at once, and still knows which it named first', async () => {
    const store = new MemoryEventStore();
    const [one, two] = [aPurse(), aPurse()];
    await runDecision(store, context(), one, put(3));
    const result = await runDecisions(store, context({ ifVersion: 0n }), {}, async ({ load, decide }) => {
      const [held] = await Promise.all([load(one), load(two), load(one)]);
      await Promise.all([decide(two, put(held)), decide(one, take(held))]);
    });
    expect(result.version).toBe(1n);
    expect([await heldIn(store, one), await heldIn(store, two)]).toEqual([0, 3]);
  });

  it('never makes or loses money under transfers that cross', async () => {
    const store = new MemoryEventStore();
    const purses = [aPurse(), aPurse(), aPurse()];
    for (const purse of purses) await runDecision(store, context(), purse, put(5));
    const pairs = [0, 1, 2].flatMap((from) => [1, 2].map((step) => [from, (from + step) % 3] as const));
    await Promise.all(
      [...pairs, ...pairs].map(([from, to]) => failureOf(transfer(store, context(), purses[from]!, purses[to]!, 2))),
    );
    const held = await Promise.all(purses.map((purse) => heldIn(store, purse)));
    expect(held.reduce((sum, amount) => sum + amount)).toBe(15);
    expect(held.every((amount) => amount >= 0)).toBe(true);
  });
});
