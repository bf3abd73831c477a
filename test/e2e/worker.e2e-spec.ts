import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOffice } from '@bofu/api';
import { jobAggregate } from '@bofu/jobs';
import { createTestDatabase, requireTool, type TestDatabase } from '@bofu/testing';
import { startRedis } from '../../libs/jobs/testing/redis-server';
import { PROJECT } from './command-line';

const WORKER = join(PROJECT, 'dist/apps/worker/src/main.js');

interface Worker {
  readonly told: () => string;
  readonly stop: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<number | null>;
}

function startWorker(env: Record<string, string>): Worker {
  if (!existsSync(WORKER)) throw new Error(`${WORKER} is not there: run npm run build first`);
  const child = spawn(process.execPath, [WORKER], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (told += chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code));
  });
  return { told: () => told, stop: (signal) => child.kill(signal), ended };
}

describe('the worker, a process of its own', () => {
  let database: TestDatabase;
  const dataDir = mkdtempSync(join(tmpdir(), 'bofu-worker-'));
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const env = () => ({ BOFU_DATABASE_URL: database.url, BOFU_DATA_DIR: dataDir });

  it('runs what another process has put on record, and ends in order when asked to', async () => {
    const configuration = { store: { kind: 'postgres', url: null }, host: '127.0.0.1', port: 0, dataDir } as const;
    const office = await openOffice(
      { ...configuration, databaseUrl: database.url },
      { logger: { log: () => undefined, warn: () => undefined, error: () => undefined } },
    );
    const worker = startWorker(env());
    try {
      const recordedAt = '2021-10-29T09:00:00.000+08:00';
      const by = {
        personId: randomUUID(),
        post: 'clerk',
        delegationId: null,
        channel: 'service',
        mode: 'single-person',
      } as const;
      const agencyId = randomUUID();
      const context = { commandId: randomUUID(), agencyId, by, recordedAt };
      const parameters = { agencyId, format: 'cloudevents', fiscalYear: null, asOf: null, knownAt: null };
      const { jobId } = await office.jobs.request(context, { kind: 'audit-export', parameters });
      const typesOf = async () =>
        (await office.store.readStream(jobAggregate(jobId).stream)).events.map(({ type }) => type);
      let types = await typesOf();
      while (types.length < 2) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        types = await typesOf();
      }
      expect([types, worker.told()]).toEqual([['JobRequested', 'JobCompleted'], expect.any(String)]);
    } finally {
      await office.close();
      worker.stop('SIGTERM');
    }
    expect(await worker.ended).toBe(0);
  }, 240_000);

  requireTool('redis-server')('with its queue in Redis', () => {
    it('refuses one that would lose jobs, in a Chinese sentence', async () => {
      const redis = await startRedis({ appendonly: 'no', 'maxmemory-policy': 'allkeys-lru' });
      try {
        const worker = startWorker({ ...env(), BOFU_QUEUE: 'redis', BOFU_REDIS_URL: redis.url });
        expect(await worker.ended).toBe(1);
        expect(worker.told()).toContain('Redis 会丢失后台任务，不予使用');
        expect(worker.told()).not.toMatch(/^ +at /m);
      } finally {
        await redis.stop();
      }
    }, 240_000);
  });
});
