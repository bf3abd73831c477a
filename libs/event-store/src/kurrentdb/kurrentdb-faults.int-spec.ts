import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import {
  streamId,
  type AppendRequest,
  type EventStore,
  type ExpectedVersion,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type SubscriptionMessage,
} from '../event-store';
import {
  AppendOutcomeUnknown,
  ConcurrencyConflict,
  EventIdReused,
  StoreUnavailable,
  StoreUnusable,
  StreamCut,
} from '../event-store-errors';
import { startFakeKurrentDb, type FakeKurrentDb, type FakeKurrentDbOptions } from '../../testing/fake-kurrentdb';
import { placing } from '../../testing/placing';
import { openKurrentDbEventStore } from './kurrentdb-event-store';

const TIMEOUT_MS = 1_200;

const payment = streamId('payment', '1');
const receipt = streamId('receipt', '1');

const event = (facts: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'payment-requested',
  data: { amount: '100.00' },
  metadata: { commandId: 'c-1', commandHash: 'h-1' },
  ...facts,
});

const append = (expected: ExpectedVersion, ...events: NewEvent[]): AppendRequest => ({
  stream: payment,
  expected,
  events,
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

let fake: FakeKurrentDb;
let store: EventStore;

async function start(options?: FakeKurrentDbOptions, timeoutMs = TIMEOUT_MS): Promise<void> {
  fake = await startFakeKurrentDb(options);
  store = placing(openKurrentDbEventStore(fake.url, { timeoutMs }));
}

// Jest fails a test during which a promise is rejected that nobody looks after, or an 'error' nobody listens to.
afterEach(async () => {
  await store.close();
  await fake.stop();
});

describe('a server that goes silent', () => {
  beforeEach(() => start());

  it('leaves an append with an unknown outcome within our own time, and the same append again finds it', async () => {
    await store.append(append('no-stream', event()));
    const request = append(0n, event(), event());
    fake.silence();
    await expect(store.append(request)).rejects.toThrow(AppendOutcomeUnknown);
    fake.speak();
    const { version } = await store.append(request, { timeoutMs: 10_000 });
    expect(version).toBe(2n);
    expect((await store.readStream(payment)).events.slice(1).map(({ id }) => id)).toEqual(
      request.events.map(({ id }) => id),
    );
  });

  it('is told from a slow one by the time the caller gives', async () => {
    fake.silence();
    const speaking = setTimeout(() => fake.speak(), TIMEOUT_MS + 300);
    await expect(store.append(append('no-stream', event()), { timeoutMs: 10_000 })).resolves.toMatchObject({
      version: 0n,
    });
    clearTimeout(speaking);
  });

  it('cannot be read, which is said as such', async () => {
    await store.append(append('no-stream', event()));
    fake.silence();
    await expect(store.readStream(payment)).rejects.toThrow(StoreUnavailable);
    await expect(store.head()).rejects.toThrow(StoreUnavailable);
    await expect(store.readAll()[Symbol.asyncIterator]().next()).rejects.toThrow(StoreUnavailable);
  });

  it('gives every one of many large appends an unknown or a known end, and breaks no process when it comes down', async () => {
    await store.append(append('no-stream', event()));
    fake.silence();
    const filling = 'x'.repeat(60_000);
    const outcomes = Array.from({ length: 60 }, (_unused, index) =>
      store
        .append({
          stream: streamId('payment', `many-${index}`),
          expected: 'no-stream',
          events: [event({ data: { filling } })],
        })
        .catch((error: unknown) => error),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    fake.breakConnections();
    for (const outcome of await Promise.all(outcomes))
      expect([AppendOutcomeUnknown, StoreUnavailable]).toContain((outcome as Error).constructor);
    fake.speak();
    const comeBack = await store.append(append(0n, event()), { timeoutMs: 20_000 });
    expect(comeBack).toMatchObject({ version: 1n, repeated: false });
    fake.breakConnections();
  });
});

describe('an acknowledgement that gets lost', () => {
  beforeEach(() => start());

  it('is looked up by the ids, with one copy recorded', async () => {
    const request = append('no-stream', event(), event());
    fake.loseNextAcknowledgement();
    await expect(store.append(request)).resolves.toMatchObject({ version: 1n, repeated: false });
    await expect(store.append(request)).resolves.toMatchObject({ version: 1n, repeated: true });
    expect((await store.readStream(payment)).events).toHaveLength(2);
  });

  it('is looked up across streams', async () => {
    const requests = [
      append('no-stream', event()),
      { stream: receipt, expected: 'no-stream', events: [event()] } as const,
    ];
    fake.loseNextAcknowledgement();
    await expect(store.appendAtomic(requests)).resolves.toMatchObject({ versions: [0n, 0n], repeated: false });
    await expect(store.appendAtomic(requests)).resolves.toMatchObject({ versions: [0n, 0n], repeated: true });
    expect((await store.readStream(receipt)).events).toHaveLength(1);
  });
});

describe('nobody at the address', () => {
  beforeEach(async () => {
    await start();
    await store.close();
    store = placing(
      openKurrentDbEventStore(`kurrentdb://127.0.0.1:${await freePort()}?tls=false`, { timeoutMs: TIMEOUT_MS }),
    );
  });

  it('means that nothing was written', async () => {
    await expect(store.append(append('no-stream', event()))).rejects.toThrow(StoreUnavailable);
    await expect(
      store.appendAtomic([append('no-stream', event()), { stream: receipt, expected: 'no-stream', events: [event()] }]),
    ).rejects.toThrow(StoreUnavailable);
  });

  it('is said by every read', async () => {
    await expect(store.readStream(payment)).rejects.toThrow(StoreUnavailable);
    await expect(store.head()).rejects.toThrow(StoreUnavailable);
    await expect(store.readAll()[Symbol.asyncIterator]().next()).rejects.toThrow(StoreUnavailable);
    const messages = store.subscribe({ signal: new AbortController().signal });
    await expect(messages[Symbol.asyncIterator]().next()).rejects.toThrow(StoreUnavailable);
  });
});

describe('event ids that come again', () => {
  beforeEach(() => start());

  it.each<[string, Partial<NewEvent>]>([
    ['other data', { data: { amount: '999.00' } }],
    ['another type', { type: 'payment-returned' }],
    ['another command', { metadata: { commandId: 'c-1', commandHash: 'h-2' } }],
  ])('with %s are refused, though the server takes them for a repeat', async (_what, change) => {
    const first = event();
    await store.append(append('no-stream', first));
    await expect(store.append(append('no-stream', { ...first, ...change }))).rejects.toThrow(EventIdReused);
    expect((await store.readStream(payment)).events).toMatchObject([first]);
  });

  it('with other data across streams are refused as well', async () => {
    const [first, second] = [event(), event()];
    const other = { stream: receipt, expected: 'no-stream', events: [second] } as const;
    await store.appendAtomic([append('no-stream', first), other]);
    const changed = { ...other, events: [{ ...second, data: { amount: '1.00' } }] };
    await expect(store.appendAtomic([append('no-stream', first), changed])).rejects.toThrow(EventIdReused);
  });

  it('at the same time are written by one caller and a repeat for all others', async () => {
    const request = append('no-stream', event(), event());
    const results = await Promise.all(Array.from({ length: 8 }, () => store.append(request)));
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(results.map(({ position }) => position)).size).toBe(1);
    expect((await store.readStream(payment)).events).toHaveLength(2);
  });

  it('in one stream of two only are no repeat', async () => {
    const first = append('no-stream', event());
    await store.append(first);
    const error: unknown = await store
      .appendAtomic([first, { stream: receipt, expected: 'no-stream', events: [event()] }])
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConcurrencyConflict);
    expect(error).toMatchObject({ stream: payment, expected: 'no-stream', actual: 0n });
    expect((await store.readStream(receipt)).exists).toBe(false);
  });
});

describe('a payload that JSON cannot carry', () => {
  beforeEach(() => start());

  it('is refused at once, where the client alone would never answer', async () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    for (const data of [{ amount: 100n }, loop])
      await expect(store.append(append('no-stream', event({ data: data as NewEvent['data'] })))).rejects.toMatchObject({
        code: 'invalid-event',
      });
  });
});

describe('an event type that a server does not take with others', () => {
  it('is refused as what it is, and not asked for again and again', async () => {
    await start();
    const requests = [
      append('no-stream', event({ type: 'with a blank' })),
      { stream: receipt, expected: 'no-stream', events: [event()] } as const,
    ];
    await expect(store.appendAtomic(requests)).rejects.toMatchObject({ code: 'invalid-event' });
    expect(await store.head()).toBeNull();
  });
});

describe.each(['22.10.0', '25.1.4', '26.0.3'])('a server before 26.1 (%s)', (serverVersion) => {
  beforeEach(() => start({ serverVersion }));

  it('is refused in a sentence that names both versions, for reading as for writing, and at once', async () => {
    const began = performance.now();
    for (const trial of [() => store.append(append('no-stream', event())), () => store.readStream(payment)]) {
      const refused: unknown = await trial().catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(StoreUnusable);
      expect(refused).toMatchObject({
        why: 'server-too-old',
        message: expect.stringContaining(serverVersion) as string,
      });
      expect((refused as Error).message).toContain('26.1');
    }
    expect(performance.now() - began).toBeLessThan(TIMEOUT_MS);
  });
});

describe('a stream somebody deleted for good', () => {
  beforeEach(async () => {
    await start();
    await store.append(append('no-stream', event()));
    fake.log.tombstone(payment);
  });

  it('can be neither read nor written', async () => {
    await expect(store.readStream(payment)).rejects.toThrow(StreamCut);
    await expect(store.append(append(0n, event()))).rejects.toThrow(StreamCut);
    await expect(
      store.appendAtomic([{ stream: receipt, expected: 'no-stream', events: [event()] }, append(0n, event())]),
    ).rejects.toThrow(StreamCut);
  });
});

describe("the server's own events", () => {
  beforeEach(() => start());

  it('are no business of the store: an untouched server is empty', async () => {
    fake.recordSystemEvents(100);
    expect(await store.head()).toBeNull();
    expect(await batches(store)).toEqual([]);
  });

  it('are passed over by reads, subscriptions and the head', async () => {
    fake.recordSystemEvents(3);
    const { position } = await store.append(append('no-stream', event()));
    fake.recordSystemEvents(40);
    expect(await store.head()).toBe(position);
    expect((await batches(store)).flat()).toHaveLength(1);
    const messages = await collect(store, undefined, ({ kind }) => kind === 'caught-up');
    expect(eventsOf(messages)).toHaveLength(1);
  });
});

describe('a subscription', () => {
  beforeEach(() => start({}, 10_000));

  it('that is lost says so, and another after the last position loses nothing and repeats nothing', async () => {
    let version: ExpectedVersion = 'no-stream';
    const seen: RecordedEvent[] = [];
    let after: Position | undefined;
    let losses = 0;
    for (let round = 0; round < 6; round += 1) {
      for (let each = 0; each < 5; each += 1) ({ version } = await store.append(append(version, event(), event())));
      const target: ExpectedVersion = version;
      try {
        for await (const message of follow(store, after)) {
          if (message.kind !== 'batch') continue;
          seen.push(...message.batch.events);
          after = message.batch.position;
          if (message.batch.events.some((recorded) => recorded.version === target)) fake.breakConnections();
        }
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnavailable);
        losses += 1;
      }
    }
    expect(losses).toBe(6);
    expect(seen.map((recorded) => recorded.version)).toEqual(
      Array.from({ length: 60 }, (_unused, index) => BigInt(index)),
    );
  });

  it('gives all in order to a reader slower than the writer, in batches no larger than asked for', async () => {
    const total = 3_000;
    let version: ExpectedVersion = 'no-stream';
    for (let written = 0; written < total; written += 20)
      ({ version } = await store.append(append(version, ...Array.from({ length: 20 }, () => event()))));
    const seen: bigint[] = [];
    for await (const message of follow(store, undefined, 100)) {
      if (message.kind === 'caught-up') break;
      expect(message.batch.events.length).toBeLessThanOrEqual(100);
      seen.push(...message.batch.events.map((recorded) => recorded.version));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(seen).toEqual(Array.from({ length: total }, (_unused, index) => BigInt(index)));
  });

  it('lets the server wait while nobody reads on', async () => {
    const total = 12_000;
    let version: ExpectedVersion = 'no-stream';
    for (let written = 0; written < total; written += 1_000)
      ({ version } = await store.append(append(version, ...Array.from({ length: 1_000 }, () => event()))));
    const sentBefore = fake.eventsSent;
    const messages = follow(store, undefined, 10)[Symbol.asyncIterator]();
    await expect(messages.next()).resolves.toMatchObject({ value: { kind: 'batch' } });
    for (let sent = -1; sent !== fake.eventsSent; await new Promise((resolve) => setTimeout(resolve, 500)))
      sent = fake.eventsSent;
    expect(fake.eventsSent - sentBefore).toBeLessThan(total / 2);
    await messages.return?.();
  });

  it('ends when the store is closed', async () => {
    const messages = follow(store)[Symbol.asyncIterator]();
    await expect(messages.next()).resolves.toMatchObject({ value: { kind: 'caught-up' } });
    const next = messages.next();
    await store.close();
    await expect(next).resolves.toMatchObject({ done: true });
  });
});

const follow = (from: EventStore, after?: Position, batchSize = 1_000): AsyncIterable<SubscriptionMessage> =>
  from.subscribe({ signal: new AbortController().signal, batchSize, ...(after === undefined ? {} : { after }) });

async function collect(
  from: EventStore,
  after: Position | undefined,
  until: (message: SubscriptionMessage) => boolean,
) {
  const messages: SubscriptionMessage[] = [];
  for await (const message of follow(from, after)) {
    messages.push(message);
    if (until(message)) break;
  }
  return messages;
}

const eventsOf = (messages: readonly SubscriptionMessage[]): RecordedEvent[] =>
  messages.flatMap((message) => (message.kind === 'batch' ? message.batch.events : []));

async function batches(from: EventStore): Promise<(readonly RecordedEvent[])[]> {
  const found: (readonly RecordedEvent[])[] = [];
  for await (const batch of from.readAll()) found.push(batch.events);
  return found;
}
