import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import type { Migration } from './database';
import { openReadModel } from './open-read-model';

const addNote: Migration = {
  name: 'AddNote1764000009000',
  up: async (sql) => {
    await sql.query('create table note (text text)');
  },
};

describe('a read-model database', () => {
  let testDatabase: TestDatabase;
  beforeEach(async () => {
    testDatabase = await createTestDatabase();
  });
  afterEach(() => testDatabase.drop());

  it('opened by three processes at once is migrated once, others’ tables included', async () => {
    const open = () => openReadModel({ url: testDatabase.url, poolSize: 3, migrations: [addNote] });
    const opened = await Promise.all([open(), open(), open()]);
    const [first] = opened;
    expect(await first.query('select name from bofu_migration order by id')).toEqual([
      { name: 'ReadModelTables1764000001000' },
      { name: 'CheckpointEvent1764000003000' },
      { name: 'HeartbeatTable1764000004000' },
      { name: 'AddNote1764000009000' },
    ]);
    expect(await first.query('select * from note')).toEqual([]);
    expect(await first.query('show idle_in_transaction_session_timeout')).toEqual([
      { idle_in_transaction_session_timeout: '10s' },
    ]);
    await Promise.all(opened.map((database) => database.close()));
  });

  it('that cannot be reached is an error, not a wait', async () => {
    await expect(openReadModel({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow('ECONNREFUSED');
  });
});
