import { Redis } from 'ioredis';
import { z } from 'zod';
import { createTestDatabase, requireTool, type TestDatabase } from '@bofu/testing';
import { byClerk, openJobOffice, type JobOffice } from '../testing/job-office';
import { jobsContract } from '../testing/jobs-contract';
import { startRedis, type TestRedis } from '../testing/redis-server';
import { jobAggregate } from './job-aggregate';
import { jobKind } from './job-kind';

requireTool('redis-server')('a queue in a real Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  jobsContract('a queue in Redis', () => ({
    queueFor: () => ({ kind: 'redis', url: redis.url }),
    wipe: async () => {
      const client = new Redis(redis.url);
      await client.flushall();
      client.disconnect();
    },
  }));

  describe('that goes away', () => {
    let database: TestDatabase;
    let office: JobOffice;
    beforeAll(async () => {
      database = await createTestDatabase();
      const done = async () => ({ answer: null, file: null });
      const kinds = [jobKind({ kind: 'easy', label: '容易', parameters: z.strictObject({}), run: done })];
      office = await openJobOffice({ databaseUrl: database.url, queue: { kind: 'redis', url: redis.url }, kinds });
      await office.jobs.start({ work: true });
    });
    afterAll(async () => {
      await office?.close();
      await database?.drop();
    });

    it('keeps no request waiting: it is on record, and runs once Redis is back', async () => {
      await office.jobs.queueAnswers(2_000);
      await redis.kill();
      await expect(office.jobs.queueAnswers(2_000)).rejects.toThrow();
      const { jobId } = await office.jobs.request(byClerk(), { kind: 'easy', parameters: {} });
      expect((await office.store.readStream(jobAggregate(jobId).stream)).events).toHaveLength(1);
      await redis.start();
      expect(await office.until(jobId, ({ situation }) => situation !== 'requested')).toMatchObject({
        situation: 'completed',
      });
      await office.jobs.queueAnswers(2_000);
    });
  });
});
