import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createTestDatabase, requireTool, type TestDatabase } from '@bofu/testing';
import { EFFECTS, effectKind, type EffectProcess } from '../../libs/jobs/testing/effects';
import { byClerk, openJobOffice, type JobOffice } from '../../libs/jobs/testing/job-office';
import { startRedis, type TestRedis } from '../../libs/jobs/testing/redis-server';

const SCRIPT = join(__dirname, '../../libs/jobs/testing/job-process.cjs');
const WORKERS = 2;

interface Outcome {
  readonly jobs: number;
  readonly kills: number;
  readonly completed: number;
  readonly lost: number;
  readonly effects: number;
  readonly duplicates: number;
}

interface Run {
  readonly jobs: number;
  readonly kills: number;
  readonly throughInbox: boolean;
}

/** `npm run kill-list` kills as often as is to be shown. */
const [JOBS, KILLS] = process.env['BOFU_KILL_LIST'] === 'whole' ? [1_500, 15] : [500, 5];

/** Requests jobs, lets two processes run them, and kills one of the two again and again until all jobs have ended. */
async function killWorkers(database: TestDatabase, queue: EffectProcess['queue'], run: Run): Promise<Outcome> {
  const office = await openJobOffice({
    databaseUrl: database.url,
    queue,
    kinds: [effectKind(true, () => Promise.reject(new Error('only requested here')))],
  });
  const workers = new Set<ChildProcess>();
  const startWorker = () => {
    const settings: EffectProcess = { databaseUrl: database.url, queue, throughInbox: run.throughInbox };
    const worker = spawn(process.execPath, [SCRIPT, JSON.stringify(settings)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    workers.add(worker);
    worker.once('exit', () => workers.delete(worker));
  };
  try {
    await office.database.query(EFFECTS);
    await office.jobs.start({ work: false });
    for (let n = 0; n < WORKERS; n += 1) startWorker();
    let requested = 0;
    const requestInTurn = async () => {
      while (requested < run.jobs) {
        requested += 1;
        await office.jobs.request(byClerk(), { kind: 'effect', parameters: {} });
      }
    };
    const requesting = Promise.all(Array.from({ length: 20 }, requestInTurn));

    let kills = 0;
    // Every so many effects rather than every so often: the jobs last as long as the kills, however slow the machine.
    while (kills < run.kills) {
      const enough = ((kills + 1) * run.jobs) / (run.kills + 2);
      while ((await effectsIn(office)).rows < enough) await sleep(10);
      await sleep(Math.random() * 20);
      const [victim] = [...workers];
      victim?.kill('SIGKILL');
      kills += 1;
      startWorker();
    }
    await requesting;
    while ((await situations(office)).requested > 0) await sleep(100);
    const { rows, duplicates } = await effectsIn(office);
    const { completed } = await situations(office);
    return { jobs: run.jobs, kills, completed, lost: run.jobs - completed, effects: rows, duplicates };
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    await office.close();
  }
}

async function effectsIn({ database }: JobOffice): Promise<{ rows: number; duplicates: number }> {
  const [found] = await database.query<{ rows: number; duplicates: number }[]>(
    'select count(*)::int as rows, (count(*) - count(distinct job_id))::int as duplicates from effect',
  );
  return found ?? { rows: 0, duplicates: 0 };
}

async function situations({ database }: JobOffice): Promise<{ requested: number; completed: number }> {
  const [found] = await database.query<{ requested: number; completed: number }[]>(
    `select count(*) filter (where situation = 'requested')::int as requested,
       count(*) filter (where situation = 'completed')::int as completed from job_list.job`,
  );
  return found ?? { requested: 0, completed: 0 };
}

function underKills(
  name: string,
  withQueue: (work: (queueFor: (url: string) => EffectProcess['queue']) => Promise<void>) => Promise<void>,
) {
  const outcomeOf = async (run: Run): Promise<Outcome> => {
    const database = await createTestDatabase();
    let outcome: Outcome | undefined;
    try {
      await withQueue(async (queueFor) => {
        const began = performance.now();
        outcome = await killWorkers(database, queueFor(database.url), run);
        const seconds = Math.round((performance.now() - began) / 100) / 10;
        process.stdout.write(`kill -9 of workers on ${name}: ${JSON.stringify({ ...outcome, seconds })}\n`);
      });
    } finally {
      await database.drop();
    }
    if (outcome === undefined) throw new Error('no outcome');
    return outcome;
  };

  it('loses no job and does nothing twice', async () => {
    const outcome = await outcomeOf({ jobs: JOBS, kills: KILLS, throughInbox: true });
    expect(outcome).toEqual({ jobs: JOBS, kills: KILLS, completed: JOBS, lost: 0, effects: JOBS, duplicates: 0 });
  }, 300_000);

  it('would do things twice without the inbox', async () => {
    const { lost, duplicates } = await outcomeOf({ jobs: 300, kills: 5, throughInbox: false });
    expect(lost).toBe(0);
    expect(duplicates).toBeGreaterThan(0);
  }, 300_000);
}

describe('when workers are killed in the middle of their jobs, with the queue in Postgres', () => {
  underKills('postgres', (work) => work((url) => ({ kind: 'postgres', url })));
});

/** Twenty jobs one after the other; what happens to Redis meanwhile is up to the caller. */
async function whileRedis(suffers: (redis: TestRedis, requested: number) => Promise<void>): Promise<Outcome> {
  const database = await createTestDatabase();
  const redis = await startRedis();
  const office = await openJobOffice({
    databaseUrl: database.url,
    queue: { kind: 'redis', url: redis.url },
    kinds: [effectKind(true, () => Promise.reject(new Error('through the inbox only')))],
  });
  try {
    await office.database.query(EFFECTS);
    await office.jobs.start({ work: true });
    for (let requested = 1; requested <= 20; requested += 1) {
      await office.jobs.request(byClerk(), { kind: 'effect', parameters: {} });
      await suffers(redis, requested);
    }
    while ((await situations(office)).requested > 0) await sleep(100);
    const [{ rows, duplicates }, { completed }] = [await effectsIn(office), await situations(office)];
    return { jobs: 20, kills: 0, completed, lost: 20 - completed, effects: rows, duplicates };
  } finally {
    await office.close();
    await redis.stop();
    await database.drop();
  }
}

requireTool('redis-server')('jobs whose Redis', () => {
  const once = { jobs: 20, kills: 0, completed: 20, lost: 0, effects: 20, duplicates: 0 };

  it('is emptied after every fifth request run once each', async () => {
    const emptied = await whileRedis(async ({ url }, requested) => {
      if (requested % 5 !== 0) return;
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    });
    expect(emptied).toEqual(once);
  }, 120_000);

  it('is killed in the middle and comes back later run once each', async () => {
    const killed = await whileRedis(async (redis, requested) => {
      if (requested === 10) await redis.kill();
      if (requested === 20) await redis.start();
    });
    expect(killed).toEqual(once);
  }, 120_000);
});

requireTool('redis-server')('when workers are killed in the middle of their jobs, with the queue in Redis', () => {
  underKills('redis', async (work) => {
    const redis = await startRedis();
    try {
      await work(() => ({ kind: 'redis', url: redis.url }));
    } finally {
      await redis.stop();
    }
  });
});
