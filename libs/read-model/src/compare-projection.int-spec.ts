import type { Database } from './database';
import { setTimeout as sleep } from 'node:timers/promises';
import { derivedId, ONE_AGENCY, streamId, type ExpectedVersion } from '@bofu/event-store';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import { takeLease } from './lease';
import { openReadModel } from './open-read-model';
import type { Projection } from './projection';
import { RebuildUnderWay } from './projection-errors';
import { ProjectionRunner } from './projection-runner';

/** Tables of every kind a comparison meets: a key of one column, of two, none; texts, numbers, blanks, JSON. */
const diary: Projection = {
  name: 'diary',
  version: 1,
  filter: { types: ['Written'] },
  schemaSql: `
    create table entry (number bigint primary key, words text, more jsonb, tags text[] not null);
    create table by_author (author text, day date, entries bigint not null, primary key (author, day));
    create table "Loose Leaf" (words text)`,
  async apply(events, sql) {
    for (const { position, data } of events) {
      const { author, words } = data as { author: string; words: string | null };
      await sql.query('insert into entry values ($1, $2, $3, $4)', [position, words, JSON.stringify(data), [author]]);
      await sql.query(
        `insert into by_author values ($1, '2021-03-01', 1)
         on conflict (author, day) do update set entries = by_author.entries + 1`,
        [author],
      );
      await sql.query('insert into "Loose Leaf" values ($1)', [words]);
    }
  },
};

let testDatabase: TestDatabase;
let database: Database;
let store: MemoryEventStore;
let runner: ProjectionRunner;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = await openReadModel({ url: testDatabase.url, poolSize: 8 });
  store = new MemoryEventStore();
  runner = new ProjectionRunner(store, database, [diary]);
});
afterEach(async () => {
  await runner.stop();
  await database.close();
  await testDatabase.drop();
});

const OWN_WORDS = { schema: '1', agency: ONE_AGENCY, append: '1/1' };

let written = 0;
const write = async (author: string | null, words: string | null, type = 'Written'): Promise<void> => {
  const stream = streamId('diary', String((written += 1)));
  const event = { id: derivedId('diary', String(written)), type, data: { author, words }, metadata: OWN_WORDS };
  await store.append({ stream, expected: 'no-stream' satisfies ExpectedVersion, events: [event] });
};

/** A diary of three entries and an event the projection does not look at, taken in by the live tables. */
const started = async (): Promise<void> => {
  await write('甲', 'one');
  await write('乙', null);
  await write('甲', 'one');
  await write('丙', 'unseen', 'Sealed');
  await runner.start();
  expect((await runner.waitFor('diary', (await store.head())!, 20_000)).reached).toBe(true);
};
const schemas = async () =>
  (await database.query<{ nspname: string }[]>(`select nspname from pg_namespace where nspname like 'diary%'`)).map(
    ({ nspname }) => nspname,
  );

describe('a projection compared with one made from the first event on', () => {
  it('is found the same, all tables and rows, and leaves nothing behind', async () => {
    await started();
    const seen: number[] = [];
    expect(await runner.compare('diary', ({ events }) => seen.push(events))).toEqual({
      projection: 'diary',
      position: await store.head(),
      tables: [
        { table: 'Loose Leaf', rows: 3 },
        { table: 'by_author', rows: 2 },
        { table: 'entry', rows: 3 },
      ],
      differingRows: 0,
      found: [],
    });
    expect(seen).toEqual([3]);
    expect(await schemas()).toEqual(['diary']);
  });

  it('is compared before anything was recorded', async () => {
    await runner.start();
    expect(await runner.compare('diary')).toMatchObject({ position: null, differingRows: 0 });
  });

  const KEY = { number: '2' };
  const BY = { author: '甲', day: '2021-03-01' };
  it.each<[what: string, statement: string, found: object[]]>([
    [
      'a changed number',
      `update diary.by_author set entries = 9007199254740993 where author = '甲'`,
      [{ table: 'by_author', key: BY, column: 'entries', live: '9007199254740993', rebuilt: '2' }],
    ],
    [
      'a blank where there was none, and the other way round',
      `update diary.entry set words = case number when 2 then '' end where number in (1, 2)`,
      [
        { table: 'entry', key: { number: '1' }, column: 'words', live: null, rebuilt: 'one' },
        { table: 'entry', key: KEY, column: 'words', live: '', rebuilt: null },
      ],
    ],
    [
      'two changed cells of one row',
      `update diary.entry set more = '{}', tags = '{x,y}' where number = 2`,
      [
        { table: 'entry', key: KEY, column: 'more', live: '{}', rebuilt: '{"words": null, "author": "乙"}' },
        { table: 'entry', key: KEY, column: 'tags', live: '["x", "y"]', rebuilt: '["乙"]' },
      ],
    ],
    [
      'a row taken out',
      `delete from diary.by_author where author = '甲'`,
      [
        {
          table: 'by_author',
          key: BY,
          column: null,
          live: null,
          rebuilt: '{"day":"2021-03-01","author":"甲","entries":"2"}',
        },
      ],
    ],
    [
      'a changed key',
      `update diary.by_author set day = '2021-03-02' where author = '甲'`,
      [
        { table: 'by_author', key: BY, column: null, live: null },
        { table: 'by_author', key: { ...BY, day: '2021-03-02' }, column: null, rebuilt: null },
      ],
    ],
    [
      'one of two equal rows taken out where there is no key',
      `delete from diary."Loose Leaf" where ctid in (select ctid from diary."Loose Leaf" where words = 'one' limit 1)`,
      [{ table: 'Loose Leaf', key: {}, column: null, live: null, rebuilt: '(one)' }],
    ],
    [
      'a row that stands there twice, its key having been taken off',
      `alter table diary.by_author drop constraint by_author_pkey; insert into diary.by_author select * from diary.by_author where author = '乙'`,
      [{ table: 'by_author', key: {}, column: null, live: '3 rows', rebuilt: '2 rows' }],
    ],
    [
      'a table taken away',
      `drop table diary.by_author`,
      [{ table: 'by_author', key: {}, column: null, live: null, rebuilt: 'table by_author' }],
    ],
    [
      'a table put in',
      `create table diary.by_nobody ()`,
      [{ table: 'by_nobody', key: {}, column: null, live: 'table by_nobody', rebuilt: null }],
    ],
  ])('names %s', async (_what, statement, found) => {
    await started();
    await database.query(statement);
    const comparison = await runner.compare('diary');
    expect(comparison.differingRows).toBeGreaterThan(0);
    expect([...comparison.found].sort(byText)).toEqual(
      [...found].sort(byText).map((each) => expect.objectContaining(each) as object),
    );
  });
  const byText = (a: object, b: object): number => {
    const text = ({ key, column }: { key?: unknown; column?: unknown }) => JSON.stringify([key, column]);
    return text(a) < text(b) ? -1 : 1;
  };

  it('counts all rows that differ and tells of the first twenty', async () => {
    for (let turn = 0; turn < 30; turn += 1) await write('丁', String(turn));
    await started();
    await database.query(`update diary.entry set words = words || '!' where words is not null`);
    const { differingRows, found } = await runner.compare('diary');
    expect([differingRows, found.length]).toEqual([32, 20]);
  });

  it('is compared at one common position while the live one moves on', async () => {
    await started();
    let writing = true;
    const writer = (async () => {
      while (writing) {
        await write('戊', 'more');
        // Not faster than this projection, which writes row by row, can follow.
        await sleep(10);
      }
    })();
    const positions: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const { found, position } = await runner.compare('diary');
      expect(found).toEqual([]);
      positions.push(position ?? '');
    }
    writing = false;
    await writer;
    expect([...positions].sort()).toEqual(positions);
    expect(new Set(positions).size).toBeGreaterThan(1);
  });

  it('is compared where it stopped: what it could not take makes no difference', async () => {
    await started();
    const before = await store.head();
    // An author must have a name: the live tables stop here, and the copy would.
    await write(null, 'later');
    expect(await runner.waitFor('diary', (await store.head())!, 30_000)).toMatchObject({
      reached: false,
      position: before,
      fault: { code: 'poison-event' },
    });
    expect(await runner.compare('diary')).toMatchObject({ position: before, found: [] });
  });

  it('is not rebuilt meanwhile, nor compared while it is being rebuilt', async () => {
    await started();
    const lease = await takeLease(database, 'diary_next', 'somebody', 10_000);
    await expect(runner.compare('diary')).rejects.toBeInstanceOf(RebuildUnderWay);
    await lease?.release();
    let rebuilding: unknown;
    await runner.compare('diary', () => {
      rebuilding ??= runner.rebuild('diary').catch((error: unknown) => error);
    });
    expect(await rebuilding).toBeInstanceOf(RebuildUnderWay);
    await runner.rebuild('diary');
    expect(await runner.compare('diary')).toMatchObject({ found: [] });
  });
});
