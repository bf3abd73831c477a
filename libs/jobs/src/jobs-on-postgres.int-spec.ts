import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { byClerk, openJobOffice, type JobOffice } from '../testing/job-office';
import { jobsContract } from '../testing/jobs-contract';
import { jobKind } from './job-kind';

jobsContract('a queue in Postgres', () => ({
  queueFor: (url) => ({ kind: 'postgres', url }),
  wipe: async ({ database }) => {
    await database.query('drop schema if exists job_queue cascade');
  },
}));

describe('a job whose requester has lost the right to it', () => {
  let database: TestDatabase;
  let office: JobOffice;
  let may = true;
  let begun = 0;
  let stopped = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
    const long = jobKind({
      kind: 'long',
      label: '长任务',
      parameters: z.strictObject({}),
      run: async (_, { signal }) => {
        begun += 1;
        await sleep(20_000, undefined, { signal }).catch(() => (stopped += 1));
        signal.throwIfAborted();
        return { answer: 'secret', file: null };
      },
    });
    const quick = jobKind({
      kind: 'quick',
      label: '短任务',
      parameters: z.strictObject({}),
      run: async () => {
        begun += 1;
        may = false;
        return { answer: 'secret', file: null };
      },
    });
    const queue = { kind: 'postgres', url: database.url } as const;
    office = await openJobOffice({ databaseUrl: database.url, queue, kinds: [long, quick], mayStill: () => may });
    await office.jobs.start({ work: true });
  });
  afterAll(async () => {
    await office?.close();
    await database?.drop();
  });
  beforeEach(() => void ([may, begun, stopped] = [true, 0, 0]));
  const request = (kind: string) => office.jobs.request(byClerk(), { kind, parameters: {} });
  const endOf = async (jobId: string) => {
    const { situation, result } = await office.until(jobId, (job) => job.situation !== 'requested');
    return [situation, result];
  };

  it('is stopped while it runs', async () => {
    const { jobId } = await request('long');
    while (begun === 0) await sleep(20);
    may = false;
    expect(await endOf(jobId)).toEqual(['failed', null]);
    expect(stopped).toBe(1);
  });
  it('is not begun', async () => {
    may = false;
    const { jobId } = await request('long');
    expect(await endOf(jobId)).toEqual(['failed', null]);
    expect(begun).toBe(0);
  });
  it('leaves nothing where it ends in that very moment', async () => {
    const { jobId } = await request('quick');
    expect(await endOf(jobId)).toEqual(['failed', null]);
    expect(begun).toBe(1);
  });
});
