import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@bofu/testing';
import { addressOf, startBofu } from '../e2e/command-line';

export interface ServerProcess {
  readonly address: string;
  readonly databaseUrl: string;
  /** SIGKILL: no order, no farewell. */
  kill(): Promise<void>;
  /** Again on the same books and at the same address. */
  startAgain(): Promise<void>;
  close(): Promise<void>;
}

/** `bofu start`, a process of its own on a real Postgres, that can be killed and comes back as the same office. */
export async function startServerProcess(): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bofu-killed-'));
  const database = await createTestDatabase();
  const start = async (port: string) => {
    const process = startBofu(['start'], {
      BOFU_DATA_DIR: dataDir,
      BOFU_DATABASE_URL: database.url,
      BOFU_STORE: 'postgres',
      BOFU_PORT: port,
    });
    return { ...process, address: await addressOf(process.child) };
  };
  let running = await start('0');
  const { address } = running;
  const end = async (signal: NodeJS.Signals) => {
    running.child.kill(signal);
    await running.ended;
  };
  return {
    address,
    databaseUrl: database.url,
    kill: () => end('SIGKILL'),
    startAgain: async () => {
      running = await start(new URL(address).port);
    },
    close: async () => {
      await end('SIGTERM');
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
