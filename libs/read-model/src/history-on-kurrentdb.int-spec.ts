import type { Database } from './database';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStore, placed, streamId, type EventStore } from '@bofu/event-store';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { startFakeKurrentDb, type FakeKurrentDb } from '../../event-store/testing/fake-kurrentdb';
import { openReadModel } from './open-read-model';
import type { Projection } from './projection';
import { ProjectionRunner } from './projection-runner';

/** How many events each account has. */
const accounts: Projection = {
  name: 'accounts',
  version: 1,
  schemaSql: 'create table account (stream text primary key, events int not null)',
  async apply(events, sql) {
    for (const { stream } of events)
      await sql.query(
        'insert into account values ($1, 1) on conflict (stream) do update set events = account.events + 1',
        [stream],
      );
  },
};

let testDatabase: TestDatabase;
let database: Database;
let fake: FakeKurrentDb;
let store: EventStore;
let runner: ProjectionRunner;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = await openReadModel({ url: testDatabase.url, poolSize: 8 });
  fake = await startFakeKurrentDb();
  store = await openEventStore({ kind: 'kurrentdb', url: fake.url });
  for (const name of ['a', 'b']) await record(name);
  runner = await started();
});
afterEach(async () => {
  await runner.stop();
  await store.close();
  await fake.stop();
  await database.close();
  await testDatabase.drop();
});

async function started(): Promise<ProjectionRunner> {
  const begun = new ProjectionRunner(store, database, [accounts]);
  await begun.start();
  return begun;
}

async function record(name: string): Promise<void> {
  const event = { id: randomUUID(), type: 'Counted', data: {}, metadata: { hash: randomUUID() } };
  await store.appendAtomic(placed([{ stream: streamId('account', name), expected: 'no-stream', events: [event] }]));
}

async function rows(): Promise<string[]> {
  const head = await store.head();
  if (head !== null) await runner.waitFor('accounts', head, 10_000);
  const found = await database.query<{ stream: string }[]>('select stream from accounts.account order by stream');
  return found.map(({ stream }) => stream);
}

async function fault(): Promise<string | undefined> {
  for (let look = 0; look < 200; look += 1) {
    const found = (await runner.faults()).get('accounts');
    if (found) return found.code;
    await sleep(25);
  }
  return undefined;
}

describe('a projection', () => {
  it('goes on for everybody else where a stream was deleted, and a projection begun anew does too', async () => {
    fake.log.softDelete('account-b');
    await record('c');
    expect(await rows()).toEqual(['account-a', 'account-b', 'account-c']);
    expect((await runner.faults()).size).toBe(0);
  });

  it('goes on from an event that was scavenged, because what was done to its stream is on record', async () => {
    expect(await rows()).toHaveLength(2);
    await runner.stop();
    fake.log.softDelete('account-b');
    fake.log.scavenge();
    runner = await started();
    await record('c');
    expect(await rows()).toEqual(['account-a', 'account-b', 'account-c']);
    expect((await runner.faults()).size).toBe(0);
  });

  it('stops where the event it stands at is gone and nothing says why', async () => {
    expect(await rows()).toHaveLength(2);
    await runner.stop();
    fake.log.softDelete('account-a');
    fake.log.restore(fake.log.events.findIndex(({ stream }) => stream === 'account-b'));
    await record('c');
    fake.log.softDelete('account-a');
    runner = await started();
    expect(await fault()).toBe('history-differs');
  });

  it('notices a server that came back with an older copy and went on, and a rebuild mends it', async () => {
    const copied = fake.log.events.length;
    await record('lost');
    expect(await rows()).toHaveLength(3);
    fake.log.restore(copied);
    // The same size, so that positions coincide.
    await record('kept');
    fake.breakConnections();
    expect(await fault()).toBe('history-differs');
    await runner.rebuild('accounts');
    expect(await rows()).toEqual(['account-a', 'account-b', 'account-kept']);
  });
});
