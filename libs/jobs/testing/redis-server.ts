import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { requiredToolPath } from '@bofu/testing';

export interface TestRedis {
  readonly url: string;
  /** With SIGKILL: what was not on disk is gone. */
  kill(): Promise<void>;
  /** On the same port and folder. */
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

/** Settings under which the product takes a Redis. */
export const DURABLE = { appendonly: 'yes', appendfsync: 'everysec', 'maxmemory-policy': 'noeviction' } as const;

/** A real redis-server of this test's own, on a free port of the loopback, in a folder of its own. */
export async function startRedis(
  settings: Readonly<Record<string, string>> = DURABLE,
  user: { readonly name: string; readonly rules: string } | null = null,
): Promise<TestRedis> {
  const program = requiredToolPath('redis-server');
  const folder = mkdtempSync(join(tmpdir(), 'bofu-redis-'));
  const port = await freePort();
  const flags = Object.entries({ port: String(port), bind: '127.0.0.1', dir: folder, save: '', ...settings });
  let server: ChildProcess;

  const start = async () => {
    server = spawn(
      program,
      flags.flatMap(([name, value]) => [`--${name}`, ...value.split(' ')]),
      { stdio: 'ignore' },
    );
    await answers(port);
  };
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  };

  await start();
  if (user) {
    const redis = new Redis(port, '127.0.0.1');
    await redis.call('ACL', 'SETUSER', user.name, ...user.rules.split(' '));
    redis.disconnect();
  }
  return {
    url: user ? `redis://${user.name}:secret@127.0.0.1:${port}` : `redis://127.0.0.1:${port}`,
    start,
    kill,
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on('error', () => undefined);
  try {
    // While it loads its files it answers with an error.
    while ((await redis.ping().catch(() => '')) !== 'PONG') await sleep(50);
  } finally {
    redis.disconnect();
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
