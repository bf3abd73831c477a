import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { openReadModel } from './open-read-model';

class AddNote1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table note (text text)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table note');
  }
}

describe('a read-model database', () => {
  let testDatabase: TestDatabase;
  beforeEach(async () => {
    testDatabase = await createTestDatabase();
  });
  afterEach(() => testDatabase.drop());

  it('opened by three processes at once is migrated once, others’ tables included', async () => {
    const open = () => openReadModel({ url: testDatabase.url, poolSize: 3, migrations: [AddNote1764000009000] });
    const opened = await Promise.all([open(), open(), open()]);
    const [first] = opened;
    expect(await first.query('select name from bofu_migration order by id')).toEqual([
      { name: 'ReadModelTables1764000001000' },
      { name: 'AddNote1764000009000' },
    ]);
    expect(await first.query('select * from note')).toEqual([]);
    expect(await first.query('show idle_in_transaction_session_timeout')).toEqual([
      { idle_in_transaction_session_timeout: '10s' },
    ]);
    await Promise.all(opened.map((database) => database.destroy()));
  });

  it('that cannot be reached is an error, not a wait', async () => {
    await expect(openReadModel({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow('ECONNREFUSED');
  });
});
