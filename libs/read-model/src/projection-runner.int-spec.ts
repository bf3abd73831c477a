import type { Database, Sql } from './database';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ONE_AGENCY,
  StoreUnavailable,
  derivedId,
  streamId,
  type ExpectedVersion,
  type Position,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '@bofu/event-store';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import { applyBatch, type Target } from './checkpoint';
import { takeLease } from './lease';
import { openReadModel } from './open-read-model';
import type { ProjectionAlarm } from './projection-fault';
import type { Projection } from './projection';
import { CheckpointMoved } from './projection-errors';
import { ProjectionRunner, type ProjectionRunnerOptions } from './projection-runner';
import { createIfAbsent } from './projection-schema';

/** Adds up, so that an event taken twice or not at all shows at once. */
const tally: Projection = {
  name: 'tally',
  version: 1,
  schemaSql: `
    create table line (position text primary key, account text not null, amount bigint not null);
    create table sum (account text primary key, amount bigint not null)`,
  async apply(events, sql) {
    if (events.some(({ type }) => type === 'Poisoned')) throw new Error('a rule is broken');
    await sql.query('insert into line select * from unnest($1::text[], $2::text[], $3::bigint[])', [
      events.map(({ position }) => position),
      events.map(({ data }) => data['account']),
      events.map(({ data }) => data['amount']),
    ]);
    await sql.query(
      `insert into sum select account, sum(amount) from unnest($1::text[], $2::bigint[]) as _ (account, amount)
       group by account on conflict (account) do update set amount = sum.amount + excluded.amount`,
      [events.map(({ data }) => data['account']), events.map(({ data }) => data['amount'])],
    );
  },
};

let testDatabase: TestDatabase;
let database: Database;
let store: MemoryEventStore;
const runners: ProjectionRunner[] = [];
const databases: Database[] = [];

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase();
  store = new MemoryEventStore();
});

afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
  for (const each of databases.splice(0)) await each.close();
  await testDatabase.drop();
});

async function openDatabase(): Promise<Database> {
  const opened = await openReadModel({ url: testDatabase.url, poolSize: 8 });
  databases.push(opened);
  return opened;
}

function runnerOf(
  projections: readonly Projection[],
  options: ProjectionRunnerOptions & { database?: Database; store?: MemoryEventStore } = {},
): ProjectionRunner {
  const runner = new ProjectionRunner(options.store ?? store, options.database ?? database, projections, options);
  runners.push(runner);
  return runner;
}

async function started(...given: Parameters<typeof runnerOf>): Promise<ProjectionRunner> {
  const runner = runnerOf(...given);
  await runner.start();
  return runner;
}

const versions = new WeakMap<MemoryEventStore, Map<string, ExpectedVersion>>();

/** One event per amount, appended one by one; answers with the last one's position. */
async function append(account: string, amounts: readonly number[], type = 'Counted'): Promise<Position> {
  const known = versions.get(store) ?? new Map<string, ExpectedVersion>();
  versions.set(store, known);
  let last = '' as Position;
  for (const amount of amounts) {
    const expected = known.get(account) ?? 'no-stream';
    const { version, position } = await store.append({
      stream: streamId('account', account),
      expected,
      events: [
        {
          id: derivedId(account, String(expected)),
          type,
          data: { account, amount },
          metadata: { recordedAt: '2021-01-04T00:00:00Z', schema: '1', agency: ONE_AGENCY, append: '1/1' },
        },
      ],
    });
    known.set(account, version);
    last = position;
  }
  return last;
}

interface Tables {
  lines: number;
  sums: Record<string, string>;
}

async function tablesOf(name: string, sql: Sql = database): Promise<Tables> {
  const [lines] = await sql.query<{ n: number }[]>(`select count(*)::int as n from ${name}.line`);
  const sums = await sql.query<{ account: string; amount: string }[]>(`select * from ${name}.sum order by account`);
  return { lines: lines?.n ?? 0, sums: Object.fromEntries(sums.map(({ account, amount }) => [account, amount])) };
}

/** What the tables must say, added up from the store without any of the code under test. */
async function oracle(): Promise<Tables> {
  let lines = 0;
  const sums = new Map<string, number>();
  for await (const { events } of store.readAll())
    for (const { data } of events) {
      lines += 1;
      sums.set(String(data['account']), (sums.get(String(data['account'])) ?? 0) + Number(data['amount']));
    }
  return { lines, sums: Object.fromEntries([...sums].sort().map(([account, amount]) => [account, String(amount)])) };
}

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error(`never happened: ${what}`);
}

const statusOf = async (runner: ProjectionRunner, name = 'tally') => {
  const status = (await runner.status()).find((each) => each.name === name);
  if (!status) throw new Error(`no status of ${name}`);
  return status;
};

describe('a projection that follows the store', () => {
  it('takes what was there and what comes, and goes on where it was after a restart', async () => {
    await append('a', [1, 2, 3]);
    const first = await started([tally]);
    expect(await first.waitFor('tally', await append('b', [4]), 5_000)).toMatchObject({ reached: true });
    expect(await tablesOf('tally')).toEqual({ lines: 4, sums: { a: '6', b: '4' } });
    await first.stop();
    const end = await append('a', [10]);
    const second = await started([tally]);
    expect(await second.waitFor('tally', end, 5_000)).toMatchObject({ reached: true, position: end });
    expect(await tablesOf('tally')).toEqual(await oracle());
  });

  it('takes only what it asked for, and is at the head all the same', async () => {
    const picky: Projection = { ...tally, filter: { streamPrefixes: ['account-a'] } };
    await append('a', [1]);
    const end = await append('b', [2]);
    const runner = await started([picky]);
    expect((await runner.waitFor('tally', end, 5_000)).reached).toBe(true);
    expect(await tablesOf('tally')).toEqual({ lines: 1, sums: { a: '1' } });
    expect(await statusOf(runner)).toMatchObject({ atHead: true, positionsBehind: 0, secondsBehind: 0 });
  });

  it('takes what is recorded in bulk in few batches, when somebody waits for it and at the end', async () => {
    let batches = 0;
    const counted: Projection = {
      ...tally,
      apply: (events, sql) => {
        batches += 1;
        return tally.apply(events, sql);
      },
    };
    const runner = await started([counted]);
    const first = await append('a', [1]);
    expect((await runner.waitFor('tally', first, 5_000)).reached).toBe(true);
    const end = await runner.whileRecording(async () => {
      let last = first;
      for (let amount = 2; amount <= 20; amount += 1) {
        last = await append('a', [amount]);
        await sleep(5);
        if (amount === 10) expect((await runner.waitFor('tally', last, 5_000)).reached).toBe(true);
      }
      return last;
    });
    expect((await runner.waitFor('tally', end, 5_000)).reached).toBe(true);
    expect(await tablesOf('tally')).toEqual(await oracle());
    // One before, and of each half the first event alone and then all the others.
    expect(batches).toBeLessThanOrEqual(1 + 2 * 3);
  });

  it('ends in order while it holds back', async () => {
    const runner = await started([tally]);
    const end = await runner.whileRecording(async () => {
      const last = await append('a', [1]);
      await runner.stop();
      return last;
    });
    const next = await started([tally]);
    expect((await next.waitFor('tally', end, 5_000)).reached).toBe(true);
  });

  it('survives the store’s going away, and what is delivered again', async () => {
    let interruptions = 0;
    class InterruptedStore extends MemoryEventStore {
      override async *subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
        const { after: _dropped, ...fromTheStart } = options;
        // Every second time it forgets where the reader was, as if a broken connection had been replayed.
        for await (const message of super.subscribe(interruptions % 2 ? fromTheStart : options)) {
          yield message;
          interruptions += 1;
          if (interruptions < 5) throw new StoreUnavailable(new Error('gone'));
        }
      }
    }
    store = new InterruptedStore();
    await append('a', [1, 2, 3]);
    const runner = await started([tally]);
    const end = await append('a', [4, 5]);
    expect((await runner.waitFor('tally', end, 10_000)).reached).toBe(true);
    await until('the store was interrupted often enough', () => interruptions >= 5);
    expect(await tablesOf('tally')).toEqual(await oracle());
  });

  it('has every effect once when it dies between applying and committing', async () => {
    let deaths = 0;
    const mortal: Projection = {
      ...tally,
      async apply(events, sql) {
        await tally.apply(events, sql);
        deaths += 1;
        if (deaths <= 3) throw Object.assign(new Error('the connection is gone'), { code: 'ECONNRESET' });
      },
    };
    const end = await append('a', [1, 2, 3]);
    const runner = await started([mortal]);
    expect((await runner.waitFor('tally', end, 10_000)).reached).toBe(true);
    expect(deaths).toBeGreaterThan(3);
    expect(await tablesOf('tally')).toEqual(await oracle());
  });

  it('has every effect once when the database throws everybody out, again and again', async () => {
    const other = await openDatabase();
    const runner = await started([tally]);
    let end = '' as Position;
    for (let round = 0; round < 5; round += 1) {
      end = await append('a', [1, 2, 3, 4, 5, 6, 7, 8]);
      await other.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    }
    await until(
      'it has arrived',
      async () => (await runner.waitFor('tally', end, 1_000).catch(() => null))?.reached ?? false,
    );
    expect(await tablesOf('tally', other)).toEqual(await oracle());
  });
});

describe('a batch', () => {
  const target: Target = { schema: 'tally', version: 1, token: '0' };

  it('that is delivered again is refused as a whole', async () => {
    await append('a', [1, 2]);
    await createIfAbsent(database, tally);
    for await (const batch of store.readAll()) {
      await applyBatch(database, tally, target, null, batch);
      await expect(applyBatch(database, tally, target, null, batch)).rejects.toThrow(CheckpointMoved);
      // From the right place, what is known is left out.
      await applyBatch(database, tally, target, batch.position, batch);
    }
    expect(await tablesOf('tally')).toEqual(await oracle());
  });

  it('of somebody whose lease was taken over is refused, even before the new leader has done anything', async () => {
    await append('a', [1, 2]);
    await createIfAbsent(database, tally);
    const zombie = await takeLease(database, 'tally', 'zombie', 60_000);
    await database.query(`update read_model.projection_lease set until = '-infinity'`);
    const leader = await takeLease(database, 'tally', 'leader', 60_000);
    const [batch] = await batchesOfStore();
    if (!zombie || !leader || !batch) throw new Error('not set up');
    const write = () => applyBatch(database, tally, { ...target, token: zombie.token }, null, batch);
    await expect(write()).rejects.toThrow(CheckpointMoved);
    expect(await tablesOf('tally')).toEqual({ lines: 0, sums: {} });

    // The control: had the take-over not marked the checkpoint with its token, the zombie's write would go in.
    await database.query('update read_model.projection_checkpoint set token = $1', [zombie.token]);
    await write();
    expect(await tablesOf('tally')).toEqual(await oracle());
    await Promise.all([zombie.release(), leader.release()]);
  });

  const batchesOfStore = async () => {
    const batches = [];
    for await (const batch of store.readAll()) batches.push(batch);
    return batches;
  };
});

describe('two processes with the same projection', () => {
  it('of which one works, and the other takes over when it is cut off', async () => {
    const databaseOfFirst = await openDatabase();
    const first = await started([tally], { database: databaseOfFirst, leaseMs: 600 });
    await until('the first leads', async () => (await statusOf(first)).leader !== null);
    const leader = (await statusOf(first)).leader;
    const second = await started([tally], { leaseMs: 600 });
    const middle = await append('a', [1, 2]);
    expect((await second.waitFor('tally', middle, 5_000)).reached).toBe(true);
    expect((await statusOf(second)).leader).toBe(leader);

    await databaseOfFirst.close();
    const end = await append('a', [3]);
    expect((await second.waitFor('tally', end, 10_000)).reached).toBe(true);
    expect((await statusOf(second)).leader).not.toBe(leader);
    expect(await tablesOf('tally')).toEqual(await oracle());
  });

  it('of which the other takes over at once when the first stops in order', async () => {
    const first = await started([tally], { database: await openDatabase(), leaseMs: 600_000 });
    await until('the first leads', async () => (await statusOf(first)).leader !== null);
    const second = await started([tally], { leaseMs: 600_000 });
    await first.stop();
    expect((await second.waitFor('tally', await append('a', [1]), 5_000)).reached).toBe(true);
  });

  it('lose and double nothing while the lead changes between them again and again', async () => {
    const pair = [
      await started([tally], { database: await openDatabase() }),
      await started([tally], { database: await openDatabase() }),
    ] as const;
    let writing = true;
    const writer = async () => {
      let last = '' as Position;
      for (let amount = 1; writing; amount += 1) last = await append('a', [amount]).finally(() => sleep(2));
      return last;
    };
    const written = writer();
    const token = async () =>
      (await database.query<{ token: string }[]>('select token from read_model.projection_lease'))[0]?.token;
    for (let time = 0; time < 4; time += 1) {
      const before = await token();
      await until('the lead changes', async () => {
        await database.query(`update read_model.projection_lease set until = '-infinity'`);
        return (await token()) !== before;
      });
    }
    writing = false;
    expect((await pair[0].waitFor('tally', await written, 10_000)).reached).toBe(true);
    expect(await tablesOf('tally')).toEqual(await oracle());
  });
});

describe('a poison event', () => {
  const twin: Projection = {
    ...tally,
    name: 'twin',
    apply: (events, sql) =>
      tally.apply(
        events.filter(({ type }) => type !== 'Poisoned'),
        sql,
      ),
  };

  it('stops its projection just before it, raises an alarm, and leaves the others going', async () => {
    const alarms: ProjectionAlarm[] = [];
    await append('a', [1, 2, 3]);
    const position = await append('a', [4], 'Poisoned');
    const end = await append('b', [5, 6, 7]);
    const runner = await started([tally, twin], { onAlarm: (alarm) => alarms.push(alarm) });
    expect((await runner.waitFor('twin', end, 10_000)).reached).toBe(true);
    await until('the alarm', () => alarms.length > 0);
    const fault = {
      code: 'poison-event',
      eventId: derivedId('a', '2'),
      type: 'Poisoned',
      stream: 'account-a',
      position,
      message: 'a rule is broken',
    };
    expect(alarms).toEqual([{ projection: 'tally', fault }]);
    expect(await tablesOf('tally')).toEqual({ lines: 3, sums: { a: '6' } });
    expect(await tablesOf('twin')).toEqual({ lines: 6, sums: { a: '6', b: '18' } });
    expect(await statusOf(runner)).toMatchObject({
      state: 'stopped',
      error: fault,
      atHead: false,
      positionsBehind: 4,
    });
    expect(await statusOf(runner, 'twin')).toMatchObject({ state: 'running', error: null, atHead: true });
    // Nobody is kept waiting for what will not come.
    expect(await runner.waitFor('tally', end, 600_000)).toMatchObject({ reached: false });

    await sleep(1_200);
    expect(alarms).toHaveLength(1);
  });

  it('is tried again when asked to, and passes once the fault is mended', async () => {
    let mended = false;
    const mendable: Projection = { ...tally, apply: (events, sql) => (mended ? twin : tally).apply(events, sql) };
    await append('a', [1]);
    await append('a', [4], 'Poisoned');
    const end = await append('a', [5]);
    const alarms: ProjectionAlarm[] = [];
    const runner = await started([mendable], { onAlarm: (alarm) => alarms.push(alarm) });
    expect(await runner.resume('tally')).toBe(false);
    await until('the alarm', () => alarms.length === 1);
    expect(await runner.resume('tally')).toBe(true);
    await until('the second alarm', () => alarms.length === 2);
    mended = true;
    await runner.resume('tally');
    expect((await runner.waitFor('tally', end, 10_000)).reached).toBe(true);
    expect(await tablesOf('tally')).toEqual({ lines: 2, sums: { a: '6' } });
  });

  it('lets a rebuild fail by its name and leaves the live tables as they were', async () => {
    const runner = await started([twin]);
    const end = await append('a', [1]);
    await append('a', [4], 'Poisoned');
    await runner.waitFor('twin', end, 5_000);
    await runner.stop();
    const faulty = await started([{ ...twin, apply: tally.apply.bind(tally) }]);
    await expect(faulty.rebuild('twin')).rejects.toMatchObject({ poison: { eventId: derivedId('a', '0') } });
    expect(await tablesOf('twin')).toEqual({ lines: 1, sums: { a: '1' } });
    expect(await schemas()).toEqual(['twin']);
  });
});

const schemas = async (): Promise<string[]> =>
  (
    await database.query<{ name: string }[]>(
      `select nspname as name from pg_namespace where nspname ~ '^(tally|twin)' order by 1`,
    )
  ).map(({ name }) => name);

describe('a rebuild', () => {
  it('makes the live rows again, row for row, while writers write and readers read', async () => {
    await append(
      'a',
      Array.from({ length: 300 }, (_, index) => index),
    );
    const runner = await started([tally]);
    let writing = true;
    const writer = async (account: string) => {
      let last = '' as Position;
      for (let amount = 1; writing; amount += 1) {
        last = await append(account, [amount]);
        await sleep(2);
      }
      return last;
    };
    const seen: number[] = [];
    const reader = async () => {
      while (writing) seen.push((await tablesOf('tally')).lines);
    };
    const at = append('a', [1]);
    await runner.waitFor('tally', await at, 10_000);
    const work = Promise.all([writer('b'), writer('c'), reader()]);
    const oids = () => database.query<{ oid: string }[]>(`select 'tally.line'::regclass::oid as oid`);
    const before = await oids();
    const progress: number[] = [];
    for (let time = 0; time < 3; time += 1) await runner.rebuild('tally', ({ events }) => progress.push(events));
    await sleep(200);
    writing = false;
    const [lastOfB, lastOfC] = await work;
    expect((await runner.waitFor('tally', lastOfB > lastOfC ? lastOfB : lastOfC, 10_000)).reached).toBe(true);

    expect(await oids()).not.toEqual(before);
    expect(await tablesOf('tally')).toEqual(await oracle());
    expect(seen.length).toBeGreaterThan(10);
    // No reader ever saw fewer rows than before, so none saw an empty or a half-filled table.
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(Math.max(...progress)).toBeGreaterThanOrEqual(301);
    expect(await schemas()).toEqual(['tally']);
  });

  it('has the indexes of the live one, those for readers as well', async () => {
    const indexed: Projection = { ...tally, readersIndexSql: 'create index line_by_amount on line (amount)' };
    const indexes = async () =>
      (
        await database.query<{ definition: string }[]>(
          `select indexdef as definition from pg_indexes where schemaname = 'tally' order by indexname`,
        )
      ).map(({ definition }) => definition);
    const runner = await started([indexed]);
    await runner.waitFor('tally', await append('a', [1, 2, 3]), 5_000);
    const live = await indexes();
    expect(live).toHaveLength(4);
    expect(live).toContainEqual(expect.stringContaining('line_by_amount'));
    await runner.rebuild('tally');
    expect(await indexes()).toEqual(live);
  });

  it('is not kept waiting by a report that reads for long', async () => {
    await append('a', [1, 2]);
    const runner = await started([tally]);
    await runner.waitFor('tally', await append('a', [3]), 5_000);
    const report = database.connection();
    await report.query('begin isolation level repeatable read');
    await report.query('select * from tally.sum');
    await runner.rebuild('tally');
    expect(await tablesOf('tally')).toEqual(await oracle());
    await report.query('rollback');
    await report.release();
    await runner.rebuild('tally');
    expect(await schemas()).toEqual(['tally']);
  });

  it('of one projection is done by one at a time', async () => {
    await append(
      'a',
      Array.from({ length: 200 }, (_, index) => index),
    );
    const runner = await started([tally]);
    const other = runnerOf([tally], { database: await openDatabase() });
    const outcomes = await Promise.allSettled([
      runner.rebuild('tally'),
      other.rebuild('tally'),
      runner.rebuild('tally'),
    ]);
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(failed.map(({ reason }) => (reason as Error).message)).toEqual(
      failed.map(() => 'tally is being rebuilt already'),
    );
    expect(failed.length).toBeLessThan(3);
    expect(await schemas()).toEqual(['tally']);
  });

  it('starts by itself when the projection has a new version, and an older process then stands back', async () => {
    const end = await append('a', [1, 2, 3]);
    const old = await started([tally]);
    await old.waitFor('tally', end, 5_000);
    await old.stop();

    const negated: Projection = {
      ...tally,
      version: 2,
      schemaSql: `${tally.schemaSql}; create table note (text text)`,
      apply: (events, sql) =>
        tally.apply(
          events.map((event) => ({ ...event, data: { ...event.data, amount: -Number(event.data['amount']) } })),
          sql,
        ),
    };
    const renewed = await started([negated]);
    await until('the new version', async () => (await statusOf(renewed)).version === 2);
    expect(await tablesOf('tally')).toEqual({ lines: 3, sums: { a: '-6' } });
    expect(await database.query('select * from tally.note')).toEqual([]);
    await renewed.waitFor('tally', await append('a', [4]), 5_000);
    await renewed.stop();

    const looked = jest.spyOn(store, 'subscribe');
    const older = await started([tally]);
    const missed = await append('a', [5]);
    expect((await older.waitFor('tally', missed, 1_000)).reached).toBe(false);
    expect(await tablesOf('tally')).toEqual({ lines: 4, sums: { a: '-10' } });
    expect(looked).not.toHaveBeenCalled();
  });
});

describe('a read that must see its own write', () => {
  it('gets it, or is told in time how far the projection has come', async () => {
    const runner = await started([tally]);
    const end = await append('a', [1]);
    expect(await runner.waitFor('tally', end, 5_000)).toMatchObject({ reached: true, position: end });
    const never = '99999999999999999999' as Position;
    expect(await runner.waitFor('tally', never, 100)).toMatchObject({
      reached: false,
      position: end,
      fault: null,
      beyondHead: true,
    });
    await expect(runner.waitFor('nothing', end, 100)).rejects.toThrow('no projection named nothing');
  });

  it('gets it too in a process that does not lead', async () => {
    await started([tally], { database: await openDatabase() });
    const other = runnerOf([tally]);
    const end = await append('a', [1]);
    expect(await other.waitFor('tally', end, 5_000)).toMatchObject({ reached: true, position: end });
  });
});

describe('a thousand reads that wait at once', () => {
  it('look at the database as one', async () => {
    const databaseOfReaders = await openDatabase();
    const other = runnerOf([tally], { database: databaseOfReaders });
    const leader = await started([tally]);
    const looked = jest.spyOn(databaseOfReaders, 'query');
    const next = (await append('a', [1])).replace(/.$/, '2') as Position;
    const waits = Array.from({ length: 1_000 }, () => other.waitFor('tally', next, 30_000));
    await sleep(500);
    expect(await append('a', [2])).toBe(next);
    await leader.waitFor('tally', next, 5_000);
    expect((await Promise.all(waits)).every(({ reached }) => reached)).toBe(true);
    expect(looked.mock.calls.length).toBeLessThan(100);
  });
});

describe('the lag', () => {
  it('is seen in events and in seconds, and goes when the projection has caught up', async () => {
    const first = await started([tally]);
    const seen = await append('a', [1]);
    await first.waitFor('tally', seen, 5_000);
    await first.stop();
    const head = await append('a', [2, 3, 4]);
    const watching = runnerOf([tally], { now: () => new Date('2021-01-04T00:01:30Z') });
    expect(await watching.status()).toEqual([
      {
        name: 'tally',
        version: 1,
        state: 'running',
        position: seen,
        head,
        atHead: false,
        positionsBehind: 3,
        secondsBehind: 90,
        updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
        error: null,
        leader: null,
        rebuild: null,
      },
    ]);
    const second = await started([tally]);
    await second.waitFor('tally', head, 5_000);
    expect(await statusOf(second)).toMatchObject({
      atHead: true,
      positionsBehind: 0,
      secondsBehind: 0,
      position: head,
    });
  });
});
