import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@bofu/embedded';
import {
  AppendOutcomeUnknown,
  derivedId,
  ONE_AGENCY,
  openEventStore,
  streamId,
  StoreUnavailable,
  type EventStore,
  type Position,
} from '@bofu/event-store';
import { openReadModel } from './open-read-model';
import type { Projection } from './projection';
import { ProjectionRunner } from './projection-runner';

const counted: Projection = {
  name: 'counted',
  version: 1,
  schemaSql:
    'create table line (position text primary key); create table sum (n bigint not null); insert into sum values (0)',
  async apply(events, sql) {
    await sql.query('insert into line select * from unnest($1::text[])', [events.map(({ position }) => position)]);
    await sql.query('update sum set n = n + $1', [events.length]);
  },
};

describe('a Postgres that holds the events and the tables and is killed while both are written', () => {
  let folder: string;
  let postgres: EmbeddedPostgres;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bofu-killed-'));
    postgres = await startEmbeddedPostgres({ dataDir: folder, restart: true });
  });

  afterEach(async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Appends events until told to stop, asking again with the same id after every interruption. */
  async function writeUntil(
    store: EventStore,
    stopped: () => boolean,
    onWritten: (written: number) => void,
  ): Promise<{ written: number; last: Position }> {
    let last = '' as Position;
    let written = 0;
    while (!stopped()) {
      try {
        const { position } = await store.append({
          stream: streamId('account', 'a'),
          expected: written === 0 ? 'no-stream' : BigInt(written - 1),
          events: [
            {
              id: derivedId('event', String(written)),
              type: 'Counted',
              data: {},
              metadata: { schema: '1', agency: ONE_AGENCY, append: '1/1' },
            },
          ],
        });
        last = position;
        written += 1;
        onWritten(written);
      } catch (error) {
        if (!(error instanceof AppendOutcomeUnknown || error instanceof StoreUnavailable)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    return { written, last };
  }

  it('comes back, and every event has its effect once', async () => {
    const store = await openEventStore({ kind: 'postgres', url: postgres.url });
    const database = await openReadModel({ url: postgres.url, poolSize: 5 });
    const runner = new ProjectionRunner(store, database, [counted], { leaseMs: 2_000 });
    await runner.start();

    let done = false;
    let soFar = 0;
    const writing = writeUntil(
      store,
      () => done,
      (written) => {
        soFar = written;
      },
    );
    // Each time in the midst of writing, however fast this machine writes.
    const moreWritten = async (events: number) => {
      for (const enough = soFar + events; soFar < enough;) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    for (let time = 0; time < 4; time += 1) {
      await moreWritten(13);
      const { pid } = postgres;
      process.kill(pid, 'SIGKILL');
      while (postgres.pid === pid) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await moreWritten(1);
    done = true;
    const { written, last } = await writing;
    expect(written).toBeGreaterThan(50);

    expect((await runner.waitFor('counted', last, 120_000)).reached).toBe(true);
    const [sum] = await database.query<{ n: string }[]>('select n from counted.sum');
    const [lines] = await database.query<{ n: string }[]>('select count(*)::text as n from counted.line');
    expect({ sum, lines }).toEqual({ sum: { n: String(written) }, lines: { n: String(written) } });

    await runner.stop();
    await database.close();
    await store.close();
  }, 240_000);
});
