import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@bofu/embedded';
import { createTestDatabase } from '@bofu/testing';
import { Client } from 'pg';
import { startFakeKurrentDb } from '../../libs/event-store/testing/fake-kurrentdb';
import { addressOf, startBofu } from '../e2e/command-line';

/** Longer than one call waits for its answer. `BOFU_KURRENTDB_LATE_SECONDS` asks for another time, such as a minute. */
const LATE_MS = 1_000 * Number(process.env['BOFU_KURRENTDB_LATE_SECONDS'] ?? 12);
const READY_WITHIN_MS = 10_000;

jest.setTimeout(LATE_MS + 90_000);

const BUREAU = {
  ...{ code: '370', name: '人力资源和社会保障局', regionCode: '130607', regionName: '保定市满城区' },
  ...{ parentAgencyId: null, effectiveOn: '2015-04-28' },
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The status and the body of an answer; `null` where nobody listens. */
async function ask(url: string, init: RequestInit = {}): Promise<readonly [number, Record<string, unknown>] | null> {
  const answer = await fetch(url, init).catch(() => null);
  return answer && [answer.status, (await answer.json()) as Record<string, unknown>];
}

interface LateDatabase {
  readonly env: Record<string, string>;
  arrive(): Promise<unknown>;
  registrations(): Promise<number>;
  close(): Promise<unknown>;
}

async function lateKurrentDb(): Promise<LateDatabase> {
  const [database, kurrentDb] = [await createTestDatabase(), await startFakeKurrentDb({ nodes: 3, dead: true })];
  return {
    env: { BOFU_DATABASE_URL: database.url, BOFU_STORE: 'kurrentdb', BOFU_KURRENTDB_URL: kurrentDb.url },
    arrive: async () => {
      for (let node = 0; node < 3; node += 1) await kurrentDb.revive(node);
    },
    registrations: () => Promise.resolve(kurrentDb.log.events.filter(({ type }) => type === 'AgencyRegistered').length),
    close: () => Promise.all([kurrentDb.stop(), database.drop()]),
  };
}

/** One that has stood before and is down. */
async function latePostgres(): Promise<LateDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bofu-late-postgres-'));
  chmodSync(dataDir, 0o755);
  let postgres = await startEmbeddedPostgres({ dataDir });
  await postgres.stop();
  return {
    env: { BOFU_DATABASE_URL: postgres.url, BOFU_STORE: 'postgres' },
    arrive: async () => (postgres = await startEmbeddedPostgres({ dataDir, port: postgres.port })),
    registrations: async () => {
      const books = new Client({ connectionString: postgres.url });
      await books.connect();
      const { rows } = await books.query<{ times: number }>(
        `select count(*)::int as times from event_store.event where type = 'AgencyRegistered'`,
      );
      await books.end();
      return rows[0]!.times;
    },
    close: async () => {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

describe('an office that is started before its database', () => {
  it.each([
    ['kurrentdb', lateKurrentDb],
    ['postgres', latePostgres],
  ] as const)('is alive and not ready without %s, then works by itself, once', async (store, open) => {
    const late = await open();
    const dataDir = mkdtempSync(join(tmpdir(), 'bofu-late-'));
    const address = `http://127.0.0.1:${await freePort()}`;
    const { child, ended } = startBofu(['start'], {
      ...{ BOFU_DATA_DIR: dataDir, BOFU_PORT: new URL(address).port },
      ...late.env,
    });
    const told = addressOf(child);
    told.catch(() => undefined);
    // One command, sent for as long as it takes.
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const register = () => ask(`${address}/v1/agencies`, { method: 'POST', headers, body: JSON.stringify(BUREAU) });
    try {
      while ((await ask(`${address}/livez`)) === null && child.exitCode === null) await sleep(20);
      const until = performance.now() + LATE_MS;
      let looks = 0;
      for (; performance.now() < until; looks += 1) {
        expect(await ask(`${address}/livez`)).toEqual([200, { status: 'ok' }]);
        expect(await ask(`${address}/readyz`)).toMatchObject([503, { status: 'unavailable', store }]);
        expect(await register()).toMatchObject([503, { code: 'store-unavailable' }]);
        await sleep(200);
      }
      expect(looks).toBeGreaterThan(LATE_MS / 1_000);

      await late.arrive();
      const there = performance.now();
      while ((await ask(`${address}/readyz`))?.[0] !== 200 && performance.now() - there < 2 * READY_WITHIN_MS)
        await sleep(50);
      const readyAfter = performance.now() - there;
      expect(await told).toBe(address);
      const first = await register();
      expect(first).toMatchObject([201, { agencyId: expect.any(String) as string }]);
      expect(await register()).toEqual(first);
      process.stdout.write(`office ${LATE_MS / 1_000} s before ${store}: ready after ${Math.round(readyAfter)} ms\n`);
      expect(readyAfter).toBeLessThan(READY_WITHIN_MS);
      expect(await late.registrations()).toBe(1);
    } finally {
      child.kill('SIGTERM');
      await ended;
      await late.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
