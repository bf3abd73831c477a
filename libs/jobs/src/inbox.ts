import type { Database, Sql } from '@bofu/read-model';

/**
 * Takes the key and does the work in one transaction, or finds the key taken and does nothing: a queue may deliver a
 * job twice, two workers may even be at it at once, and its effect happens once. Answers whether it was done now.
 */
export const throughInbox = (
  database: Database,
  jobId: string,
  key: string,
  work: (sql: Sql) => Promise<void>,
): Promise<boolean> =>
  database.transaction(async (sql) => {
    // Unlike a projection's rows this is not made again from events: once the job counts as completed it must be there.
    await sql.query('set local synchronous_commit to on');
    // A second transaction waits here until the first has ended, and finds the key if it was committed.
    const [taken] = await sql.query<object[]>(
      'insert into jobs.job_inbox (job_id, key) values ($1, $2) on conflict do nothing returning key',
      [jobId, key],
    );
    if (!taken) return false;
    await work(sql);
    return true;
  });
