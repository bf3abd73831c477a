import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { openReadModel, type Database } from '@bofu/read-model';
import { commandHeaders, soundBody, startExample, type ExampleApp } from '../testing/example-app';
import { idempotencyClaimant, idempotencyKeyTable } from './idempotency-key.migration';
import type { Claim, Claimant, IdempotencyKeys } from './idempotency-keys';
import { PostgresIdempotencyKeys } from './postgres-idempotency-keys';

let database: TestDatabase;
let dataSource: Database;
let keys: PostgresIdempotencyKeys;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await openReadModel({
    url: database.url,
    migrations: [idempotencyKeyTable, idempotencyClaimant],
  });
  keys = new PostgresIdempotencyKeys(dataSource);
});
afterAll(async () => {
  await keys?.onModuleDestroy();
  await dataSource?.close();
  await database?.drop();
});

const claimantOf = (fingerprint = 'a'): Claimant => ({
  commandId: randomUUID(),
  fingerprint,
  actor: '王经办',
  operation: 'POST /',
});
const ANSWER = { status: 201, headers: { etag: '"rev-1"' }, body: '{"revision":"rev-1"}' };

describe('a key is claimed', () => {
  it('for the first time: mine', async () => {
    expect(await keys.claim(claimantOf())).toEqual({ kind: 'mine', attempt: 1 });
  });

  it('while it is being carried out: running', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    expect(await keys.claim(claimant)).toEqual({ kind: 'running', since: expect.any(Date) as Date });
  });

  it('after success: the answer, byte for byte', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    await keys.keep(claimant.commandId, 1, ANSWER);
    expect(await keys.claim(claimant)).toEqual({ kind: 'answered', answer: ANSWER });
  });

  it('for other content: reused, running or answered', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    expect(await keys.claim({ ...claimant, fingerprint: 'b' })).toEqual({ kind: 'reused' });
    await keys.keep(claimant.commandId, 1, ANSWER);
    expect(await keys.claim({ ...claimant, fingerprint: 'b' })).toEqual({ kind: 'reused' });
  });

  it('after a refusal: free again', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    await keys.release(claimant.commandId, 1);
    expect(await keys.claim(claimant)).toEqual({ kind: 'mine', attempt: 1 });
  });

  it('by many at once: exactly one has it', async () => {
    const claimant = claimantOf();
    const claims = await Promise.all(Array.from({ length: 50 }, () => keys.claim(claimant)));
    expect(claims.filter(({ kind }) => kind === 'mine')).toHaveLength(1);
  });
});

/** A process of its own that claims a command, says so and then does nothing more. */
const claimingProcess = async (claimant: Claimant) => {
  const child = fork(join(__dirname, '../testing/claiming-process.cjs'), [database.url, JSON.stringify(claimant)]);
  await once(child, 'message');
  return child;
};
const seconds = (count: number, { commandId }: Claimant) =>
  dataSource.query(
    `update http.idempotency_key set started_at = now() - make_interval(secs => $1) where command_id = $2`,
    [count, commandId],
  );

describe('a server died while carrying a command out', () => {
  it('is waited for while it lives, however long; killed, its command is free at once, for exactly one of many', async () => {
    const claimant = claimantOf();
    const child = await claimingProcess(claimant);
    await seconds(1_000, claimant);
    const running = await keys.claim(claimant);
    expect(running).toEqual({ kind: 'running', since: expect.any(Date) as Date });
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await presencesAre(1);
    const claims = await Promise.all(Array.from({ length: 20 }, () => keys.claim(claimant)));
    expect(claims.filter(({ kind }) => kind === 'mine')).toEqual([{ kind: 'mine', attempt: 2 }]);
    // Back from the dead it would change nothing of its successor's.
    await keys.release(claimant.commandId, 1);
    await keys.keep(claimant.commandId, 1, { ...ANSWER, status: 500 });
    expect((await keys.claim(claimant)).kind).toBe('running');
    await keys.keep(claimant.commandId, 2, ANSWER);
    expect(await keys.claim(claimant)).toEqual({ kind: 'answered', answer: ANSWER });
  });

  it('never takes over what is answered, whoever answered it', async () => {
    const claimant = claimantOf();
    const other = new PostgresIdempotencyKeys(dataSource);
    await other.claim(claimant);
    await other.keep(claimant.commandId, 1, ANSWER);
    await other.onModuleDestroy();
    expect((await keys.claim(claimant)).kind).toBe('answered');
  });
});

describe('a process that lives', () => {
  it('frees its own command whose outcome it could not note', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    const query = jest.spyOn(dataSource, 'query').mockRejectedValueOnce(new Error('away'));
    await expect(keys.keep(claimant.commandId, 1, ANSWER)).rejects.toThrow('away');
    query.mockRestore();
    expect(await keys.claim(claimant)).toEqual({ kind: 'mine', attempt: 2 });
  });

  it('shows itself again when Postgres has dropped its connection', async () => {
    const own = new PostgresIdempotencyKeys(dataSource);
    await own.claim(claimantOf());
    await dataSource.query(`select pg_terminate_backend(pid) from (${PRESENCES}) presence`);
    await presencesAre(0);
    const claimant = claimantOf();
    await until(async () => (await own.claim(claimant)).kind === 'mine');
    expect((await keys.claim(claimant)).kind).toBe('running');
    await own.onModuleDestroy();
  });

  it('forgets answers after 90 days, and not before', async () => {
    const [old, recent] = [claimantOf(), claimantOf()];
    for (const claimant of [old, recent]) {
      await keys.claim(claimant);
      await keys.keep(claimant.commandId, 1, ANSWER);
    }
    await seconds(91 * 24 * 3600, old);
    await seconds(89 * 24 * 3600, recent);
    const later = new PostgresIdempotencyKeys(dataSource);
    expect((await later.claim(old)).kind).toBe('mine');
    expect((await later.claim(recent)).kind).toBe('answered');
    await later.onModuleDestroy();
  });
});

async function until(there: () => Promise<boolean>): Promise<void> {
  while (!(await there().catch(() => false))) await delay(20);
}
const PRESENCES = `select pid from pg_locks where locktype = 'advisory' and classid = 4015
  and database = (select oid from pg_database where datname = current_database())`;
/** Postgres learns of a connection that broke in its own time, which is short. */
const presencesAre = (count: number) =>
  until(async () => (await dataSource.query<object[]>(PRESENCES)).length === count);

/** The defect the table is there to prevent: a look and then a write, in two steps. */
class LooksBeforeItWrites extends PostgresIdempotencyKeys {
  override async claim(claimant: Claimant): Promise<Claim> {
    const { commandId, actor, operation, fingerprint } = claimant;
    const look = 'select from http.idempotency_key where command_id = $1';
    if ((await dataSource.query<object[]>(look, [commandId])).length > 0) return { kind: 'running', since: new Date() };
    await delay(20);
    await dataSource.query(
      `insert into http.idempotency_key (command_id, actor, operation, fingerprint, attempt) values ($1, $2, $3, $4, 1)
       on conflict (command_id) do update set attempt = excluded.attempt`,
      [commandId, actor, operation, fingerprint],
    );
    return { kind: 'mine', attempt: 1 };
  }
}

describe('50 identical commands arrive together', () => {
  const effectsOf = async (idempotencyKeys: IdempotencyKeys) => {
    let effects = 0;
    const example: ExampleApp = await startExample({
      carryOut: async () => {
        effects += 1;
        return delay(100, BigInt(effects));
      },
      module: { idempotencyKeys },
    });
    try {
      const headers = { 'content-type': 'application/json', ...commandHeaders() };
      const answers = await Promise.all(
        Array.from({ length: 50 }, async () => {
          const answer = await fetch(`http://127.0.0.1:${example.port}/v1/examples`, {
            method: 'POST',
            headers,
            body: JSON.stringify(soundBody),
          });
          return {
            status: answer.status,
            body: await answer.text(),
            replayed: answer.headers.get('idempotent-replayed'),
          };
        }),
      );
      return { effects, answers };
    } finally {
      await example.app.close();
    }
  };

  it('have one effect, and all get the same answer', async () => {
    const { effects, answers } = await effectsOf(keys);
    expect(effects).toBe(1);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1);
  });

  it('would have several, were the key not claimed in one step: the control', async () => {
    expect((await effectsOf(new LooksBeforeItWrites(dataSource))).effects).toBeGreaterThan(1);
  });
});

describe('the store is put back to before a command was carried out', () => {
  it('an answer does not outlive its event: the command is carried out anew, once', async () => {
    let effects = 0;
    const office = (): Promise<ExampleApp> =>
      startExample({
        carryOut: async () => {
          effects += 1;
          return BigInt(effects);
        },
        module: { idempotencyKeys: keys },
      });
    const headers = { 'content-type': 'application/json', ...commandHeaders() };
    const asked = async ({ port }: ExampleApp) => {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/examples`, {
        method: 'POST',
        headers,
        body: JSON.stringify(soundBody),
      });
      const { revision } = (await answer.json()) as { revision: string };
      return { revision, replayed: answer.headers.get('idempotent-replayed') };
    };

    const before = await office();
    const first = { revision: 'rev-1', replayed: null };
    expect([await asked(before), await asked(before)]).toEqual([first, { ...first, replayed: 'true' }]);
    await before.app.close();

    const after = await office();
    const anew = { revision: 'rev-2', replayed: null };
    expect([await asked(after), await asked(after)]).toEqual([anew, { ...anew, replayed: 'true' }]);
    await after.app.close();
  });
});
