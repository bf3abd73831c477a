import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { startCutLine, type CutLine } from '../../testing/cut-line';
import { placing } from '../../testing/placing';
import { placed } from '../append-place';
import { writeRequests } from '../append-validation';
import { streamId, type AppendRequest, type EventStore, type NewEvent } from '../event-store';
import {
  AppendOutcomeUnknown,
  ConcurrencyConflict,
  EventIdReused,
  StoreOfAnotherShape,
  StoreUnavailable,
  Unsupported,
} from '../event-store-errors';
import { sendGroups, type Group } from './append-statement';
import { safePositionOf } from './feed';
import { openPostgresEventStore, type PostgresEventStoreOptions } from './postgres-event-store';

let database: TestDatabase;
let line: CutLine;
const opened: EventStore[] = [];
const clients: Client[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  line = await startCutLine(database.url);
});
afterEach(async () => {
  line.release();
  await Promise.all(opened.splice(0).map((store) => store.close()));
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await line.close();
  await database.drop();
});

async function openStore(options: PostgresEventStoreOptions = {}): Promise<EventStore> {
  const store = placing(await openPostgresEventStore(line.url, options));
  opened.push(store);
  return store;
}

async function connected(): Promise<Client> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  clients.push(client);
  return client;
}

const anEvent = (): NewEvent => ({
  id: randomUUID(),
  type: 'Happened',
  data: { amountFen: '1' },
  metadata: { commandHash: 'h' },
});
const groupOf = (request: AppendRequest): Group => ({ requests: writeRequests(placed([request])), checks: [] });
const aCreation = (events = [anEvent()]): AppendRequest => ({
  stream: streamId('fault', randomUUID()),
  expected: 'no-stream',
  events,
});
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
const idsOf = async (store: EventStore) => {
  const ids: string[] = [];
  for await (const { events } of store.readAll()) ids.push(...events.map(({ id }) => id));
  return ids;
};

describe('when somebody would change history', () => {
  it.each([
    "update event_store.event set data = '{}'",
    'update event_store.event set data = data where false',
    'delete from event_store.event',
    'truncate event_store.event',
    'truncate event_store.event cascade',
  ])('refuses even the owner: %s', async (sql) => {
    const store = await openStore();
    const creation = aCreation();
    await store.append(creation);
    const refused = await failureOf((await connected()).query(sql));
    expect((refused as Error).message).toMatch(/events are only ever added|permission denied/);
    expect((await store.readStream(creation.stream)).events).toMatchObject(creation.events);
  });

  it('would let it happen without the trigger: the check above can fail', async () => {
    const store = await openStore();
    const creation = aCreation();
    await store.append(creation);
    const client = await connected();
    await client.query('alter table event_store.event disable trigger refuse_change');
    await client.query('delete from event_store.event');
    expect((await store.readStream(creation.stream)).exists).toBe(false);
  });
});

describe('when the schema is there already', () => {
  it('opens again, from several processes at once', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore()));
    const creation = aCreation();
    await stores[0]?.append(creation);
    expect(await idsOf(stores[3] as EventStore)).toEqual([creation.events[0]?.id]);
  });

  it('renews functions that another state of the program left behind, and keeps the events', async () => {
    const creation = aCreation();
    await (await openStore()).append(creation);
    const client = await connected();
    await client.query(
      `create or replace function event_store.safe_position() returns bigint language sql as 'select 0::bigint'`,
    );
    await client.query(`update event_store.schema_state set hash = 'another'`);
    expect(await idsOf(await openStore())).toEqual([creation.events[0]?.id]);
  });

  it('refuses to work on what a newer program left behind', async () => {
    await openStore();
    const client = await connected();
    await client.query('update event_store.schema_state set version = version + 1');
    const refused = await failureOf(openPostgresEventStore(database.url));
    expect(refused).toBeInstanceOf(Unsupported);
    expect((refused as Error).message).toContain('schema 3');
  });

  it('refuses to work on what a program left behind that recorded in another way', async () => {
    await openStore();
    const client = await connected();
    await client.query('update event_store.schema_state set version = version - 1');
    expect(await failureOf(openPostgresEventStore(database.url))).toBeInstanceOf(StoreOfAnotherShape);
  });
});

describe('when several processes write', () => {
  const modes: readonly (readonly ['exclusive' | 'shared', 'exclusive' | 'shared'])[] = [
    ['exclusive', 'exclusive'],
    ['shared', 'shared'],
    ['exclusive', 'shared'],
  ];
  it.each(modes)('lets exactly one through from each version (%s and %s lock)', async (one, two) => {
    const stores = await Promise.all([one, two, one, two].map((lockMode) => openStore({ lockMode })));
    const { stream } = aCreation();
    let won = 0;
    for (let round = 0; round < 25; round += 1) {
      const expected = round === 0 ? 'no-stream' : BigInt(round - 1);
      const races = await Promise.all(
        stores.map((store) => failureOf(store.append({ stream, expected, events: [anEvent()] }))),
      );
      expect(races.every((failure) => failure === null || failure instanceof ConcurrencyConflict)).toBe(true);
      won += races.filter((failure) => failure === null).length;
    }
    expect(won).toBe(25);
    expect((await (stores[0] as EventStore).readStream(stream)).events.map(({ version }) => Number(version))).toEqual(
      Array.from({ length: 25 }, (_, index) => index),
    );
  });

  it.each(modes)(
    'takes appends to several streams all or none, however they cross (%s and %s lock)',
    async (one, two) => {
      const stores = await Promise.all([one, two, one, two].map((lockMode) => openStore({ lockMode })));
      const streams = Array.from({ length: 4 }, () => aCreation().stream);
      const notes: string[] = [];
      const crossing = async (store: EventStore, shift: number) => {
        for (let round = 0; round < 10; round += 1) {
          const note = randomUUID();
          for (;;) {
            const requests: AppendRequest[] = [];
            for (let side = 0; side < 3; side += 1) {
              const stream = streams[(shift + round + side * (shift % 2 ? 1 : 3)) % 4] as AppendRequest['stream'];
              const last = (await store.readStream(stream, { direction: 'backwards', limit: 1 })).events[0];
              requests.push({
                stream,
                expected: last?.version ?? 'no-stream',
                events: [{ ...anEvent(), data: { note } }],
              });
            }
            const failure = await failureOf(store.appendAtomic(requests));
            if (failure === null) break;
            expect(failure).toBeInstanceOf(ConcurrencyConflict);
          }
          notes.push(note);
        }
      };
      await Promise.all(stores.map(crossing));
      const seen: unknown[] = [];
      for await (const { events } of (stores[0] as EventStore).readAll())
        seen.push(...events.map(({ data }) => data['note']));
      expect(seen.toSorted()).toEqual([...notes, ...notes, ...notes].toSorted());
    },
  );

  it('gives a subscription what another process appended', async () => {
    const [writer, reader] = [await openStore(), await openStore()];
    const creation = aCreation();
    const done = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const message of reader.subscribe({ signal: done.signal })) {
        if (message.kind === 'batch') seen.push(...message.batch.events.map(({ id }) => id));
        if (seen.length === 1) done.abort();
      }
    })();
    await writer.append(creation);
    await reading;
    expect(seen).toEqual([creation.events[0]?.id]);
  });
});

describe('when an append travels with others', () => {
  it('is refused alone for an id that is recorded elsewhere', async () => {
    const store = await openStore();
    const known = aCreation();
    await store.append(known);
    const thief = aCreation(known.events as NewEvent[]);
    const company = Array.from({ length: 30 }, () => aCreation());
    const all = [...company.slice(0, 15), thief, ...company.slice(15)];
    const failures = await Promise.all(all.map((request) => failureOf(store.append(request))));
    expect(failures[15]).toBeInstanceOf(EventIdReused);
    expect(failures[15]).toMatchObject({ stream: thief.stream, eventId: known.events[0]?.id });
    expect(failures.filter((failure) => failure === null)).toHaveLength(30);
    expect((await store.readStream(thief.stream)).exists).toBe(false);
  });

  it('waits its turn behind an earlier one on the same stream', async () => {
    const store = await openStore();
    const { stream } = aCreation();
    const appends = Array.from({ length: 10 }, (_, index) =>
      store.append({ stream, expected: index === 0 ? 'no-stream' : BigInt(index - 1), events: [anEvent()] }),
    );
    expect((await Promise.all(appends)).map(({ version }) => Number(version))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('is answered before the store closes', async () => {
    const store = await openStore();
    const appends = Promise.all(Array.from({ length: 20 }, () => store.append(aCreation())));
    await store.close();
    expect(await appends).toHaveLength(20);
  });
});

describe('when Postgres does not answer', () => {
  it('says after the time given that the outcome is unknown, and works again later', async () => {
    const store = await openStore();
    const creation = aCreation();
    await store.append(aCreation());
    line.hold();
    expect(await failureOf(store.append(creation, { timeoutMs: 150 }))).toBeInstanceOf(AppendOutcomeUnknown);
    line.release();
    await store.append(creation);
    expect((await store.readStream(creation.stream)).events).toHaveLength(1);
  });

  it('says of an append that still waited its turn that surely nothing was written', async () => {
    const store = await openStore();
    const creation = aCreation();
    await store.append(creation);
    line.hold();
    const sent = failureOf(store.append({ ...creation, expected: 0n, events: [anEvent()] }, { timeoutMs: 400 }));
    const behind = failureOf(store.append({ ...creation, expected: 1n, events: [anEvent()] }, { timeoutMs: 150 }));
    expect(await behind).toBeInstanceOf(StoreUnavailable);
    expect(await sent).toBeInstanceOf(AppendOutcomeUnknown);
  });

  it('says that it cannot be reached where nobody listens', async () => {
    const store = await openStore();
    await line.close();
    const failure = await failureOf(store.append(aCreation()));
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(await failureOf(store.readStream(aCreation().stream))).toBeInstanceOf(StoreUnavailable);
    expect(await failureOf(store.head())).toBeInstanceOf(StoreUnavailable);
    expect(await failureOf(openPostgresEventStore(line.url))).toBeInstanceOf(StoreUnavailable);
    line = await startCutLine(database.url);
  });
});

describe('when an append is under way', () => {
  const START = 2n ** 31n - 5n;
  const sequenceStarts: readonly [where: string, at: bigint | null][] = [
    ['in an empty store', null],
    ['in the middle', 1_000n],
    ['where the numbers pass 31 bits', START],
    ['where the numbers pass 32 bits', START * 2n + 6n],
  ];
  it.each(sequenceStarts)(
    'nobody reads past it, and everybody reads it once it is committed (%s)',
    async (_where, at) => {
      const store = await openStore({ lockMode: 'shared' });
      const [slow, quick] = [await connected(), await connected()];
      if (at !== null) await slow.query(`select setval('event_store.event_position', $1)`, [at.toString()]);
      const before = at === null ? null : aCreation();
      if (before) await store.append(before);
      const base = await safePositionOf(quick);

      const slowly = aCreation(Array.from({ length: 4 }, anEvent));
      await slow.query('begin');
      await sendGroups(slow, false, [groupOf(slowly)]);
      const quickly = aCreation(Array.from({ length: 4 }, anEvent));
      await store.append(quickly);

      expect(await safePositionOf(quick)).toBe(base);
      expect(await idsOf(store)).toEqual(before ? [before.events[0]?.id] : []);
      const { rows } = await quick.query<{ naive: string }>('select max(position) as naive from event_store.event');
      expect(BigInt(rows[0]?.naive ?? 0)).toBe(base + 8n);

      await slow.query('commit');
      expect(await safePositionOf(quick)).toBe(base + 8n);
      expect(await idsOf(store)).toEqual(
        [...(before?.events ?? []), ...slowly.events, ...quickly.events].map(({ id }) => id),
      );
    },
  );

  it('is a hole that nobody waits for once it is rolled back', async () => {
    const store = await openStore({ lockMode: 'shared' });
    const slow = await connected();
    await slow.query('begin');
    await sendGroups(slow, false, [groupOf(aCreation())]);
    const quickly = aCreation();
    await store.append(quickly);
    await slow.query('rollback');
    expect(await idsOf(store)).toEqual([quickly.events[0]?.id]);
    expect(await store.head()).toBe((await store.readStream(quickly.stream)).events[0]?.position);
  });

  it('holds others back under the exclusive lock, and nobody is lost', async () => {
    const store = await openStore();
    const slow = await connected();
    const slowly = aCreation();
    await slow.query('begin');
    await sendGroups(slow, true, [groupOf(slowly)]);
    const quickly = aCreation();
    const appending = store.append(quickly);
    await sleep(50);
    expect(await idsOf(store)).toEqual([]);
    await slow.query('commit');
    await appending;
    expect(await idsOf(store)).toEqual([slowly.events[0]?.id, quickly.events[0]?.id]);
  });

  it('in another database of the same server holds nobody back', async () => {
    const elsewhere = await createTestDatabase();
    const [store, other] = [await openStore(), await openPostgresEventStore(elsewhere.url)];
    const slow = new Client({ connectionString: elsewhere.url });
    await slow.connect();
    await slow.query('begin');
    await sendGroups(slow, true, [groupOf(aCreation())]);
    const creation = aCreation();
    await store.append(creation);
    expect(await idsOf(store)).toEqual([creation.events[0]?.id]);
    await slow.query('rollback');
    await slow.end();
    await other.close();
    await elsewhere.drop();
  });
});
