import type { Database } from './database';
import { setTimeout as sleep } from 'node:timers/promises';
import { derivedId, placed, streamId, type EventStore, type NewEvent, type Position } from '@bofu/event-store';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import { openReadModel } from './open-read-model';
import type { Projection } from './projection';
import type { ProjectionAlarm } from './projection-fault';
import { ProjectionRunner } from './projection-runner';

const WHEN = '2021-01-04T00:00:00Z';

/** Adds up, so that an event taken twice or not at all shows at once. */
const total: Projection = {
  name: 'total',
  version: 1,
  schemaSql: 'create table sum (one boolean primary key default true, amount bigint not null, events int not null)',
  async apply(events, sql) {
    for (const { data, type } of events) {
      if (type === 'Poisoned') throw new Error('a rule is broken');
      await sql.query(
        `insert into sum (amount, events) values ($1, 1)
         on conflict (one) do update set amount = sum.amount + excluded.amount, events = sum.events + 1`,
        [data['amount']],
      );
    }
  },
};

let testDatabase: TestDatabase;
let database: Database;
const runners: ProjectionRunner[] = [];

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = await openReadModel({ url: testDatabase.url, poolSize: 8 });
});
afterEach(async () => {
  await stopAll();
  await database.close();
  await testDatabase.drop();
});

const stopAll = async (): Promise<void> => {
  for (const runner of runners.splice(0)) await runner.stop();
};

async function started(store: EventStore, alarms: ProjectionAlarm[] = [], log: string[] = []) {
  const runner = new ProjectionRunner(store, database, [total], {
    onAlarm: (alarm) => alarms.push(alarm),
    log: (message) => log.push(message),
  });
  runners.push(runner);
  await runner.start();
  return runner;
}

/** One append of one event per amount, each append to a stream of its own. */
async function record(store: EventStore, name: string, amounts: readonly number[], poisoned = -1): Promise<Position> {
  const events = amounts.map((amount, index): NewEvent => ({
    id: derivedId(name, String(index)),
    type: index === poisoned ? 'Poisoned' : 'Counted',
    data: { amount },
    metadata: { recordedAt: WHEN, hash: derivedId('hash', name, String(index)).replaceAll('-', '') },
  }));
  const requests = placed([{ stream: streamId('account', name), expected: 'no-stream' as const, events }]);
  return (await store.appendAtomic(requests)).position;
}

async function storeWith(...names: string[]): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  for (const name of names) await record(store, name, [1]);
  return store;
}

const seen = async (runner: ProjectionRunner, store: EventStore): Promise<void> => {
  const head = (await store.head())!;
  expect(await runner.waitFor('total', head, 10_000)).toMatchObject({ reached: true });
};

const rows = async (): Promise<{ amount: number; events: number } | undefined> => {
  const [row] = await database.query<{ amount: number; events: number }[]>(
    'select amount::int as amount, events from total.sum',
  );
  return row;
};

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error(`never happened: ${what}`);
}

const faultOf = async (runner: ProjectionRunner) => (await runner.faults()).get('total');

describe('tables that were made from other events than the store holds', () => {
  const cases: [string, () => Promise<MemoryEventStore>][] = [
    ['an empty store', () => storeWith()],
    ['an older state of the same store', () => storeWith('a', 'b')],
    ['another store, as long', () => storeWith('x', 'y', 'z')],
    ['another store that has gone further', () => storeWith('a', 'b', 'z', 'y')],
  ];
  it.each(cases)('are noticed at the start, and not gone on with: %s', async (_what, other) => {
    const first = await storeWith('a', 'b', 'c');
    await seen(await started(first), first);
    await stopAll();

    const store = await other();
    const alarms: ProjectionAlarm[] = [];
    const runner = await started(store, alarms);
    // Known when the start is done, and before anything is answered from these tables.
    expect(await faultOf(runner)).toMatchObject({ code: 'history-differs', position: await first.head() });
    const next = await record(store, 'later', [5]);
    expect(await runner.waitFor('total', next, 60_000)).toMatchObject({
      reached: false,
      fault: { code: 'history-differs' },
    });
    expect(await runner.waitFor('total', '' as Position, 0)).toMatchObject({ fault: { code: 'history-differs' } });
    expect(await runner.status()).toMatchObject([{ state: 'stopped', atHead: false }]);
    expect(await rows()).toEqual({ amount: 3, events: 3 });
    await until('the alarm', () => alarms.length === 1);
    expect(alarms).toMatchObject([{ projection: 'total', fault: { code: 'history-differs' } }]);

    await stopAll();
    const again = await started(store);
    expect(await faultOf(again)).toMatchObject({ code: 'history-differs' });
    await again.rebuild('total');
    await seen(again, store);
    let events = 0;
    for await (const batch of store.readAll()) events += batch.events.length;
    expect(await rows()).toEqual({ amount: events + 4, events });
    const last = await record(store, 'last', [7]);
    expect(await again.waitFor('total', last, 10_000)).toMatchObject({ reached: true });
  });

  it('are noticed although the event has the same id: its hash is another', async () => {
    const store = await storeWith('a', 'b');
    await seen(await started(store), store);
    await stopAll();
    await database.query(`update read_model.projection_checkpoint set event_hash = 'another' where name = 'total'`);
    expect(await faultOf(await started(store))).toMatchObject({ code: 'history-differs' });
  });

  it('are none where all that differs is that more has been recorded', async () => {
    const store = await storeWith('a', 'b');
    await seen(await started(store), store);
    await stopAll();
    await record(store, 'c', [1]);
    const runner = await started(store);
    await seen(runner, store);
    expect(await faultOf(runner)).toBeUndefined();
    expect(await rows()).toEqual({ amount: 3, events: 3 });
  });
});

describe('a checkpoint that does not fit its rows', () => {
  const setBack = `update read_model.projection_checkpoint set position = '00000000000000000001' where name = 'total'`;

  it('is noticed at the start, counts nothing twice, and is mended by a rebuild', async () => {
    const store = await storeWith('a', 'b', 'c');
    await seen(await started(store), store);
    await stopAll();
    await database.query(setBack);
    const runner = await started(store);
    expect(await faultOf(runner)).toMatchObject({ code: 'rows-differ' });
    await runner.rebuild('total');
    await record(store, 'd', [1]);
    await seen(runner, store);
    expect(await rows()).toEqual({ amount: 4, events: 4 });
  });

  it('is noticed while the projection runs', async () => {
    const store = await storeWith('a', 'b', 'c');
    const runner = await started(store);
    await seen(runner, store);
    await database.query(setBack);
    await record(store, 'd', [1]);
    await until('the stop', async () => (await faultOf(runner)) !== undefined);
    expect(await faultOf(runner)).toMatchObject({ code: 'rows-differ' });
    expect(await rows()).toEqual({ amount: 3, events: 3 });
  });

  it.each([
    ['lost', `delete from read_model.projection_checkpoint where name = 'total'`],
    ['lost with its lease', `delete from read_model.projection_checkpoint; delete from read_model.projection_lease`],
  ])('but is %s: the projection is made anew', async (_what, loss) => {
    const store = await storeWith('a', 'b', 'c');
    await seen(await started(store), store);
    await stopAll();
    await database.query(loss);
    await seen(await started(store), store);
    expect(await rows()).toEqual({ amount: 3, events: 3 });
  });

  it('but has no tables at all is mended by a rebuild', async () => {
    const store = await storeWith('a', 'b', 'c');
    await seen(await started(store), store);
    await stopAll();
    await database.query('drop schema total cascade');
    const runner = await started(store);
    expect(await faultOf(runner)).toMatchObject({ code: 'rows-differ' });
    await runner.rebuild('total');
    await seen(runner, store);
    expect(await rows()).toEqual({ amount: 3, events: 3 });
  });
});

describe('what one command recorded', () => {
  it('is shown whole or not at all, also where an event of it is poison', async () => {
    const store = await storeWith('a');
    await record(store, 'b', [10, 20, 30], 1);
    await record(store, 'c', [100]);
    const runner = await started(store);
    await until('the stop', async () => (await faultOf(runner)) !== undefined);
    expect(await faultOf(runner)).toMatchObject({ code: 'poison-event', eventId: derivedId('b', '1') });
    expect(await rows()).toEqual({ amount: 1, events: 1 });
    expect(await runner.status()).toMatchObject([{ position: '00000000000000000001' }]);
  });
});

describe('a lease', () => {
  it('that lies further ahead than any is given for is void, and said to be', async () => {
    const store = await storeWith('a');
    await seen(await started(store), store);
    await stopAll();
    await database.query(
      `update read_model.projection_lease set until = clock_timestamp() + interval '10 days', holder = 'a dead process'`,
    );
    await record(store, 'b', [1]);
    const log: string[] = [];
    await seen(await started(store, [], log), store);
    expect(log).toEqual([expect.stringContaining('lies too far ahead and is void')]);
  });
});

describe('a read at a position that was reached before the process began', () => {
  it('is not kept waiting for a look at the database', async () => {
    const store = await storeWith('a', 'b');
    await seen(await started(store), store);
    await stopAll();
    const runner = await started(store);
    const timers = jest.spyOn(globalThis, 'setTimeout');
    try {
      await seen(runner, store);
      expect(timers.mock.calls.map(([, delay]) => delay)).not.toContain(50);
    } finally {
      timers.mockRestore();
    }
  });
});
