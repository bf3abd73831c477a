import { Redis } from 'ioredis';
import { requireTool } from '@bofu/testing';
import { jobsContract } from '../testing/jobs-contract';
import { startRedis, type TestRedis } from '../testing/redis-server';

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
});
