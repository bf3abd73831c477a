import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@bofu/embedded';
import {
  AppendOutcomeUnknown,
  openEventStore,
  StoreUnavailable,
  placed,
  streamId,
  type AppendRequest,
  type AppendResult,
  type EventStore,
  type ExpectedVersion,
} from '@bofu/event-store';

const WRITERS = 16;
const KILLS = 10;

/** What was promised to the writers against what the store holds. */
function compare(acknowledged: readonly string[], recorded: readonly string[]) {
  const times = new Map<string, number>();
  for (const id of recorded) times.set(id, (times.get(id) ?? 0) + 1);
  return {
    lost: acknowledged.filter((id) => !times.has(id)).length,
    doubled: [...times.values()].filter((count) => count > 1).length,
  };
}

async function everythingIn(store: EventStore): Promise<{ ids: string[]; payments: string[] }> {
  const ids: string[] = [];
  const payments: string[] = [];
  for await (const { events } of store.readAll())
    for (const { id, data } of events) {
      ids.push(id);
      payments.push(String(data['payment']));
    }
  return { ids, payments };
}

/** The whole server at once, as when a machine's memory runs out: nobody is left to tidy up. */
function killServer(postmaster: number): void {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' });
  for (const pid of [
    postmaster,
    ...children
      .split('\n')
      .map(Number)
      .filter((child) => child > 0),
  ])
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself in the meantime.
    }
}

describe('when Postgres is killed in the middle of appends', () => {
  let dataDir: string;
  let postgres: EmbeddedPostgres;
  let store: EventStore;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'bofu-kill-postgres-'));
    postgres = await startEmbeddedPostgres({ dataDir, restart: true });
    store = await openEventStore({ kind: 'postgres', url: postgres.url });
  });
  afterAll(async () => {
    await store.close();
    await postgres.stop();
    for (const folder of [dataDir, postgres.dataDir]) rmSync(folder, { recursive: true, force: true });
  });

  it('loses nothing acknowledged, writes nothing twice, and settles every doubt', async () => {
    const acknowledged: string[] = [];
    const counts = { kills: 0, acknowledged: 0, unknown: 0, 'unknown and recorded': 0, 'not reached': 0 };
    let writing = true;

    const appendUntilKnown = async (request: AppendRequest): Promise<AppendResult> => {
      let doubted = false;
      for (;;) {
        try {
          const result = await store.append(request, { timeoutMs: 5_000 });
          if (doubted && result.repeated) counts['unknown and recorded'] += 1;
          return result;
        } catch (error) {
          if (error instanceof AppendOutcomeUnknown) {
            counts.unknown += 1;
            doubted = true;
          } else if (error instanceof StoreUnavailable) counts['not reached'] += 1;
          else throw error;
          await sleep(20);
        }
      }
    };

    const write = async () => {
      const stream = streamId('killed', randomUUID());
      let expected: ExpectedVersion = 'no-stream';
      while (writing) {
        const id = randomUUID();
        const event = { id, type: 'Paid', data: { payment: `of ${id}` }, metadata: { commandHash: id } };
        const [request] = placed([{ stream, expected, events: [event] }]);
        if (!request) return;
        const { version } = await appendUntilKnown(request);
        acknowledged.push(id);
        expected = version;
      }
    };

    const writers = Array.from({ length: WRITERS }, write);
    const failed = Promise.all(writers);
    while (counts.kills < KILLS) {
      const enough = acknowledged.length + 200;
      while (acknowledged.length < enough) await Promise.race([sleep(5), failed]);
      await sleep(Math.random() * 50);
      killServer(postgres.pid);
      counts.kills += 1;
    }
    const afterTheLast = acknowledged.length + 200;
    while (acknowledged.length < afterTheLast) await Promise.race([sleep(5), failed]);
    writing = false;
    await failed;

    counts.acknowledged = acknowledged.length;
    const recorded = await everythingIn(store);
    const result = compare(acknowledged, recorded.ids);
    process.stdout.write(`kill -9 of postgres: ${JSON.stringify({ ...counts, ...result })}\n`);
    expect(result).toEqual({ lost: 0, doubled: 0 });
    expect(
      compare(
        acknowledged.map((id) => `of ${id}`),
        recorded.payments,
      ),
    ).toEqual({ lost: 0, doubled: 0 });
    expect(recorded.ids.toSorted()).toEqual(acknowledged.toSorted());
    expect(counts.unknown).toBeGreaterThan(0);
  }, 240_000);

  it('would be noticed if one were lost or doubled', async () => {
    const { ids } = await everythingIn(store);
    expect(ids.length).toBeGreaterThan(KILLS * 200);
    expect(compare(ids, ids.slice(1))).toEqual({ lost: 1, doubled: 0 });
    expect(compare(ids, [...ids, ids[7] ?? ''])).toEqual({ lost: 0, doubled: 1 });
    expect(compare([...ids, randomUUID()], ids)).toEqual({ lost: 1, doubled: 0 });
  });
});
