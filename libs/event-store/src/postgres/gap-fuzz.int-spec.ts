import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { placed } from '../append-place';
import { writeRequests } from '../append-validation';
import { streamId, type EventStore } from '../event-store';
import { sendGroups } from './append-statement';
import { openPostgresEventStore } from './postgres-event-store';

const WRITERS = 14;
const LASTS_MS = 5_000;

/**
 * Numbers are drawn before they are committed: a reader that goes on from the last number it saw passes those that
 * turn up later below it. Both readers here read the same load at the same time, one with the safe mark, one without.
 */
describe('when many writers commit out of order, some of them never', () => {
  let database: TestDatabase;
  let store: EventStore;
  const clients: Client[] = [];

  const connected = async (): Promise<Client> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    store = await openPostgresEventStore(database.url, { lockMode: 'shared', pollMs: 5 });
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await store.close();
    await database.drop();
  });

  it('the safe mark misses none, and reading on from the last number misses some', async () => {
    const committed = new Set<string>();
    const rolledBack = new Set<string>();
    let writing = true;

    const write = async () => {
      const client = await connected();
      while (writing) {
        const events = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () => ({
          id: randomUUID(),
          type: 'Fuzzed',
          data: {},
          metadata: {},
        }));
        const request = { stream: streamId('fuzz', randomUUID()), expected: 'no-stream', events } as const;
        const group = { requests: writeRequests(placed([request])), checks: [] };
        await client.query('begin');
        await sendGroups(client, false, [group]);
        await sleep(Math.random() * 8);
        const goesThrough = Math.random() > 0.1;
        await client.query(goesThrough ? 'commit' : 'rollback');
        for (const { id } of events) (goesThrough ? committed : rolledBack).add(id);
        if (Math.random() < 0.3) await sleep(Math.random() * 8);
      }
    };

    const safe: string[] = [];
    const positions: string[] = [];
    const readSafely = async (signal: AbortSignal) => {
      for await (const message of store.subscribe({ signal, batchSize: 100 })) {
        if (message.kind !== 'batch') continue;
        for (const event of message.batch.events) {
          safe.push(event.id);
          positions.push(event.position);
        }
      }
    };

    const naive = new Set<string>();
    const readNaively = async (signal: AbortSignal) => {
      const client = await connected();
      let last = '0';
      while (!signal.aborted) {
        const { rows } = await client.query<{ position: string; event_id: string }>(
          'select position, event_id from event_store.event where position > $1 order by position limit 100',
          [last],
        );
        for (const row of rows) naive.add(row.event_id);
        last = rows.at(-1)?.position ?? last;
        if (rows.length === 0) await sleep(5);
      }
    };

    const done = new AbortController();
    const readers = [readSafely(done.signal), readNaively(done.signal)];
    const writers = Array.from({ length: WRITERS }, write);
    await sleep(LASTS_MS);
    writing = false;
    await Promise.all(writers);
    const head = await store.head();
    while ((positions.at(-1) ?? '') < (head ?? '')) await sleep(10);
    await sleep(100);
    done.abort();
    await Promise.all(readers);

    const missed = (seen: ReadonlySet<string>) => [...committed].filter((id) => !seen.has(id)).length;
    const report = {
      committed: committed.size,
      rolledBack: rolledBack.size,
      missedSafely: missed(new Set(safe)),
      missedNaively: missed(naive),
    };
    process.stdout.write(`gap fuzz: ${JSON.stringify(report)}\n`);
    expect(committed.size).toBeGreaterThan(1_000);
    expect(rolledBack.size).toBeGreaterThan(0);
    expect(report.missedSafely).toBe(0);
    expect(report.missedNaively).toBeGreaterThan(0);
    expect(safe).toHaveLength(committed.size);
    expect(safe.filter((id) => rolledBack.has(id))).toEqual([]);
    expect(positions.toSorted()).toEqual(positions);
    expect(new Set(positions).size).toBe(positions.length);
  });
});
