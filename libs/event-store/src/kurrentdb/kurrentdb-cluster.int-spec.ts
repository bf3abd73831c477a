import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFakeKurrentDb, type FakeKurrentDb, type FakeKurrentDbOptions } from '../../testing/fake-kurrentdb';
import { placing } from '../../testing/placing';
import { streamId, type AppendRequest, type EventStore, type NewEvent, type StreamId } from '../event-store';
import { ConcurrencyConflict, StoreUnavailable, StoreUnusable } from '../event-store-errors';
import { openKurrentDbEventStore } from './kurrentdb-event-store';

const event = (): NewEvent => ({
  id: randomUUID(),
  type: 'payment-requested',
  data: { amount: '100.00' },
  metadata: { commandHash: 'h-1' },
});
const aStream = (category = 'payment'): StreamId => streamId(category, randomUUID());
const fresh = (stream = aStream()): AppendRequest => ({ stream, expected: 'no-stream', events: [event()] });
const two = (): AppendRequest[] => [fresh(), fresh(aStream('appropriation'))];

let fake: FakeKurrentDb;
let store: EventStore;
const opened: EventStore[] = [];

function open(url: string, timeoutMs = 10_000): EventStore {
  const another = placing(openKurrentDbEventStore(url, { timeoutMs }));
  opened.push(another);
  return another;
}

async function start(options: FakeKurrentDbOptions = {}): Promise<void> {
  fake = await startFakeKurrentDb(options);
  store = open(fake.url);
}

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await fake.stop();
});

const leads = (): number => fake.leader ?? -1;

describe('a cluster of three', () => {
  beforeEach(() => start({ nodes: 3 }));

  it.each([0, 1, 2])('is found by a url that names node %d only, whoever leads', async (node) => {
    const other = open(fake.urlOf(node));
    await other.appendAtomic(two());
    await fake.resign();
    await other.appendAtomic(two());
    const { stream } = fresh();
    expect((await other.readStream(stream)).exists).toBe(false);
  });

  it('whose leader resigns goes on taking appends to several streams', async () => {
    await store.appendAtomic(two());
    for (let time = 0; time < 3; time += 1) {
      await fake.resign();
      await expect(store.appendAtomic(two())).resolves.toMatchObject({ repeated: false });
    }
  });

  it('whose leader resigns answers the first read after it', async () => {
    const request = fresh();
    await store.append(request);
    await fake.resign();
    expect((await store.readStream(request.stream)).events).toHaveLength(1);
    await fake.resign();
    expect(await store.head()).not.toBeNull();
  });

  it('is waited for while nobody leads, as long as the call has time', async () => {
    const request = fresh();
    await store.append(request);
    const resigning = fake.resign();
    const [written, read] = await Promise.all([store.appendAtomic(two()), store.readStream(request.stream)]);
    expect(written.repeated).toBe(false);
    expect(read.events).toHaveLength(1);
    await resigning;
  });

  it('whose leader dies and stays dead is read and written again, and within two seconds of another one leading', async () => {
    const request = fresh();
    await store.append(request);
    await fake.kill(leads());
    const elected = performance.now();
    await store.appendAtomic(two());
    expect((await store.readStream(request.stream)).events).toHaveLength(1);
    expect(await store.head()).not.toBeNull();
    expect(performance.now() - elected).toBeLessThan(2_000);
  });

  it('whose leader falls silent is left for the one that leads then', async () => {
    await store.append(fresh());
    const silent = leads();
    fake.silence(silent);
    await fake.resign();
    await expect(store.appendAtomic(two())).resolves.toMatchObject({ repeated: false });
    expect(fake.leader).not.toBe(silent);
  });

  it('without a majority refuses within the call, and takes up work with it', async () => {
    await store.append(fresh());
    const [first, second] = [leads(), (leads() + 1) % 3];
    await fake.kill(first);
    await fake.kill(second);
    const hasty = open(fake.url, 1_000);
    await expect(hasty.append(fresh())).rejects.toThrow(StoreUnavailable);
    await fake.revive(second);
    await expect(hasty.append(fresh())).resolves.toMatchObject({ version: 0n });
  });

  it('moves a subscription along, which loses and repeats nothing', async () => {
    const seen: string[] = [];
    const written: string[] = [];
    const ending = new AbortController();
    const following = (async () => {
      let after = {};
      while (!ending.signal.aborted)
        try {
          for await (const message of store.subscribe({ ...after, signal: ending.signal }))
            if (message.kind === 'batch') {
              seen.push(...message.batch.events.map(({ id }) => id));
              after = { after: message.batch.position };
            }
        } catch (error) {
          expect(error).toBeInstanceOf(StoreUnavailable);
        }
    })();
    for (let round = 0; round < 4; round += 1) {
      for (let time = 0; time < 5; time += 1) {
        const request = fresh();
        await store.append(request);
        written.push(...request.events.map(({ id }) => id));
      }
      await fake.resign();
    }
    while (seen.length < written.length) await sleep(20);
    ending.abort();
    await following;
    expect(seen).toEqual(written);
  });

  it('leaves a bounded number of connections behind, however often its leader changes', async () => {
    for (let time = 0; time < 12; time += 1) {
      await store.appendAtomic(two());
      await fake.resign();
    }
    await store.appendAtomic(two());
    for (let look = 0; look < 100 && fake.connections.open > 1; look += 1) await sleep(50);
    expect(fake.connections.opened).toBeGreaterThan(12);
    expect(fake.connections.open).toBeLessThanOrEqual(1);
  });
});

describe('a server that is not there yet', () => {
  it.each([1, 3])('of %d nodes is found once it is, by those who asked before', async (nodes) => {
    await start({ nodes, dead: true });
    const hasty = open(fake.url, 500);
    await expect(hasty.head()).rejects.toThrow(StoreUnavailable);
    await expect(hasty.append(fresh())).rejects.toThrow(StoreUnavailable);
    const reading = store.head();
    for (let node = 0; node < nodes; node += 1) await fake.revive(node);
    expect(await reading).toBeNull();
    await expect(hasty.append(fresh(), { timeoutMs: 10_000 })).resolves.toMatchObject({ repeated: false });
  });
});

describe('a refusal that wrote nothing', () => {
  beforeEach(() => start());

  it.each(['not-ready', 'too-busy'] as const)('because the server is %s is sent again', async (how) => {
    fake.ail(how, 'write', 2);
    await expect(store.appendAtomic(two())).resolves.toMatchObject({ repeated: false });
    fake.ail(how, 'read', 2);
    expect(await store.head()).not.toBeNull();
  });

  it('is told as such when the time is over', async () => {
    const hasty = open(fake.url, 1_000);
    fake.ail('too-busy', 'write', 1_000);
    await expect(hasty.append(fresh())).rejects.toThrow(StoreUnavailable);
    expect(await store.head()).toBeNull();
  });

  it('is not put in doubt by one more attempt for whose answer there is no time', async () => {
    const hasty = open(fake.url, 1_500);
    fake.ail('too-busy', 'write', 1_000);
    fake.appendsLieMs = 60;
    await Promise.all(
      Array.from({ length: 12 }, () => expect(hasty.append(fresh())).rejects.toThrow(StoreUnavailable)),
    );
  });
});

describe('an index behind the write', () => {
  it('leaves an append that comes twice at once with its answer, by one writer and by two', async () => {
    await start({ commitTimeoutMs: 300 });
    const other = open(fake.url);
    fake.log.indexLagMs = 150;
    const request = fresh();
    const answers = await Promise.all([store, other, store, other].map((writer) => writer.append(request)));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
    expect((await store.readStream(request.stream)).events).toHaveLength(1);
  });

  it('does not let a loser look before it can see what it lost to', async () => {
    await start();
    const request = fresh();
    await store.append(request);
    fake.log.indexLagMs = 200;
    const other = open(fake.url);
    const next = (): AppendRequest => ({ ...request, expected: 0n, events: [event()] });
    const settled = await Promise.all(
      [store, other].map(async (writer) => {
        try {
          await writer.append(next());
          return null;
        } catch (error) {
          return { error, seen: (await writer.readStream(request.stream)).events.length };
        }
      }),
    );
    const [lost] = settled.filter((end) => end !== null);
    expect(lost?.error).toBeInstanceOf(ConcurrencyConflict);
    expect(lost?.error).toMatchObject({ expected: 0n, actual: 1n });
    expect(lost?.seen).toBe(2);
  });
});

describe('an account', () => {
  const accounts = {
    'bo@fu': { password: 'pa%ss@w:rd', may: ['read-all', 'write'] },
    reader: { password: 'r', may: ['read-all'] },
    writer: { password: 'w', may: ['write'] },
  } as const;
  beforeEach(() => start({ accounts }));

  it('with percent-escapes in the url reads, writes and follows', async () => {
    const its = open(fake.urlOf(0, 'bo%40fu:pa%25ss%40w%3Ard'));
    const request = fresh();
    await its.append(request);
    expect((await its.readStream(request.stream)).events).toHaveLength(1);
    const [first] = await first2(its);
    expect(first).toBe('batch');
  });

  it.each([
    ['nobody', 'read', async (its: EventStore) => its.head()],
    ['reader:wrong', 'read', async (its: EventStore) => its.head()],
    ['reader:wrong', 'write', async (its: EventStore) => its.append(fresh())],
    ['reader:r', 'write', async (its: EventStore) => its.append(fresh())],
    ['reader:r', 'write to two streams', async (its: EventStore) => its.appendAtomic(two())],
    ['writer:w', 'read all', async (its: EventStore) => its.head()],
    ['writer:w', 'follow', async (its: EventStore) => first2(its)],
  ])('%s that may not %s is told so at once', async (account, _what, trial) => {
    const its = open(account === 'nobody' ? fake.url : fake.urlOf(0, account));
    const began = performance.now();
    const refused = await trial(its).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreUnusable);
    expect(refused).toMatchObject({ why: 'access-denied' });
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

async function first2(its: EventStore): Promise<string[]> {
  const kinds: string[] = [];
  const ending = new AbortController();
  for await (const { kind } of its.subscribe({ signal: ending.signal })) {
    kinds.push(kind);
    if (kinds.length === 2) break;
  }
  return kinds;
}

describe('a server whose clock is a minute ahead', () => {
  it('takes appends: how long one may take is counted and not pointed at', async () => {
    await start({ clockAheadMs: 60_000 });
    await expect(store.append(fresh())).resolves.toMatchObject({ repeated: false });
  });
});

describe('what goes over the wire', () => {
  it('is not compressed, though the server would', async () => {
    await start({ gzip: true });
    await store.append(fresh());
    expect(await store.head()).not.toBeNull();
    expect([...fake.encodingsOffered]).toEqual(['identity']);
  });

  it('comes once for all who follow', async () => {
    await start();
    for (let time = 0; time < 40; time += 1) await store.append(fresh());
    const before = fake.eventsSent;
    const ending = new AbortController();
    const counts = Array.from({ length: 8 }, () => 0);
    const caughtUp = new Set<number>();
    const following = counts.map(async (_none, index) => {
      for await (const message of store.subscribe({ signal: ending.signal })) {
        if (message.kind === 'caught-up') caughtUp.add(index);
        else counts[index] = (counts[index] ?? 0) + message.batch.events.length;
      }
    });
    while (caughtUp.size < 8) await sleep(10);
    expect(fake.subscriptions).toBe(1);
    // The past once as well, beside a look at the end of the log for each.
    expect(fake.eventsSent - before).toBeLessThan(2 * 40 + 8 * 9);
    for (let time = 0; time < 10; time += 1) await store.append(fresh());
    while (counts.some((count) => count < 50)) await sleep(10);
    ending.abort();
    await Promise.all(following);
    expect(counts).toEqual(counts.map(() => 50));
    for (let look = 0; look < 100 && fake.subscriptions > 0; look += 1) await sleep(20);
    expect(fake.subscriptions).toBe(0);
  });

  it('tells whoever follows of its own append as well, which is then not read back', async () => {
    await start();
    const appends = async (): Promise<number> => {
      const before = fake.eventsSent;
      for (let time = 0; time < 40; time += 1)
        expect(await store.append(fresh())).toMatchObject({ version: 0n, repeated: false });
      return fake.eventsSent - before;
    };
    expect(await appends()).toBe(40);
    const ending = new AbortController();
    const messages = store.subscribe({ signal: ending.signal })[Symbol.asyncIterator]();
    for (let told = await messages.next(); !told.done && told.value.kind !== 'caught-up';) told = await messages.next();
    // Each comes over the feed; on a busy machine one or the other is asked for besides.
    expect(await appends()).toBeLessThan(60);
    const request = fresh();
    await store.append(request);
    expect(await store.append(request)).toMatchObject({ version: 0n, repeated: true });
    ending.abort();
    await messages.return?.();
  });
});
