import { Client } from 'pg';
import { createTestDatabase } from './test-database';

describe('two test databases on one server', () => {
  it('share nothing', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      await run(one.url, 'create table only_here (id int)');
      await expect(run(other.url, 'select * from only_here')).rejects.toThrow('only_here');
      expect(await run(one.url, `select 1 as n`)).toEqual([{ n: 1 }]);
    } finally {
      await Promise.all([one.drop(), other.drop()]);
    }
    await expect(run(one.url, 'select 1')).rejects.toThrow('does not exist');
  });
});

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}
