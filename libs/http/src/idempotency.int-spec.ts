import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { commandHeaders, soundBody, startExample, type ExampleApp } from '../testing/example-app';
import { IdempotencyKeyTable1764000000000 } from './idempotency-key.migration';
import type { Claim, Claimant, IdempotencyKeys } from './idempotency-keys';
import { PostgresIdempotencyKeys } from './postgres-idempotency-keys';

let database: TestDatabase;
let dataSource: DataSource;
let keys: PostgresIdempotencyKeys;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({
    type: 'postgres',
    url: database.url,
    migrations: [IdempotencyKeyTable1764000000000],
    migrationsRun: true,
  }).initialize();
  keys = new PostgresIdempotencyKeys(dataSource);
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

const claimantOf = (fingerprint = 'a'): Claimant => ({
  commandId: randomUUID(),
  fingerprint,
  actor: '王经办',
  operation: 'POST /',
});
const ANSWER = { status: 201, headers: { etag: '"rev-1"' }, body: '{"revision":"rev-1"}' };
const seconds = (count: number, { commandId }: Claimant) =>
  dataSource.query(
    `update http.idempotency_key set started_at = now() - make_interval(secs => $1) where command_id = $2`,
    [count, commandId],
  );

describe('a key is claimed', () => {
  it('for the first time: mine', async () => {
    expect(await keys.claim(claimantOf())).toEqual({ kind: 'mine', attempt: 1 });
  });

  it('while it is being carried out: running', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    expect(await keys.claim(claimant)).toEqual({ kind: 'running' });
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

describe('a server died while carrying a command out', () => {
  it('is waited for: not taken over before a minute', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    await seconds(55, claimant);
    expect(await keys.claim(claimant)).toEqual({ kind: 'running' });
  });

  it('is given up after a minute, by exactly one of many', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    await seconds(61, claimant);
    const claims = await Promise.all(Array.from({ length: 20 }, () => keys.claim(claimant)));
    expect(claims.filter(({ kind }) => kind === 'mine')).toEqual([{ kind: 'mine', attempt: 2 }]);
  });

  it('and, back from the dead, changes nothing of its successor’s', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    await seconds(61, claimant);
    await keys.claim(claimant);
    await keys.release(claimant.commandId, 1);
    await keys.keep(claimant.commandId, 1, { ...ANSWER, status: 500 });
    expect(await keys.claim(claimant)).toEqual({ kind: 'running' });
    await keys.keep(claimant.commandId, 2, ANSWER);
    expect(await keys.claim(claimant)).toEqual({ kind: 'answered', answer: ANSWER });
  });

  it('never takes over what is answered between the look and the take-over', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    await seconds(61, claimant);
    const query = dataSource.query.bind(dataSource);
    const look = jest.spyOn(dataSource, 'query').mockImplementation(async (sql: string, values?: unknown) => {
      const seen = await query<unknown>(sql, values as unknown[]);
      if (sql.startsWith('select fingerprint')) {
        look.mockRestore();
        await keys.keep(claimant.commandId, 1, ANSWER);
      }
      return seen;
    });
    expect(await keys.claim(claimant)).toEqual({ kind: 'running' });
    expect(await keys.claim(claimant)).toEqual({ kind: 'answered', answer: ANSWER });
  });

  it('never takes over what is answered, however old', async () => {
    const claimant = claimantOf();
    await keys.claim(claimant);
    await keys.keep(claimant.commandId, 1, ANSWER);
    await seconds(1_000_000, claimant);
    expect((await keys.claim(claimant)).kind).toBe('answered');
  });
});

/** The defect the table is there to prevent: a look and then a write, in two steps. */
class LooksBeforeItWrites extends PostgresIdempotencyKeys {
  override async claim(claimant: Claimant): Promise<Claim> {
    const { commandId, actor, operation, fingerprint } = claimant;
    const look = 'select from http.idempotency_key where command_id = $1';
    if ((await dataSource.query<object[]>(look, [commandId])).length > 0) return { kind: 'running' };
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
