import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@bofu/testing';
import { startFakeKurrentDb } from '../../libs/event-store/testing/fake-kurrentdb';
import { bofu } from './command-line';

jest.setTimeout(120_000);

const NOBODY_THERE = 'postgres://bofu:secret@127.0.0.1:1/bofu';

/** Everything is asked on its own: what is away hides nothing of the rest. */
describe('bofu doctor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-doctor-'));
  chmodSync(folder, 0o755);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const askedWith = async (env: Record<string, string>) => {
    const { code, stdout, stderr } = await bofu(['doctor', '--json'], { BOFU_DATA_DIR: folder, ...env });
    return { code, stderr, found: JSON.parse(stdout) as Record<string, unknown> };
  };

  it('tells what is well, in lines and as JSON', async () => {
    const database = await createTestDatabase();
    try {
      const { code, stdout, stderr } = await bofu(['doctor'], {
        BOFU_DATA_DIR: folder,
        BOFU_DATABASE_URL: database.url,
      });
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^版本 +0\.1\.0，Node v\d/);
      expect(stdout).toMatch(/数据库 +postgres.*PostgreSQL 1\d/);
      // Its founding is the first of all events.
      expect(stdout).toMatch(/事件库 +postgres，最后位置 0*1$/m);
      expect(stdout).toMatch(/投影 +ledger：.*已到头/);
    } finally {
      await database.drop();
    }
  });

  it('tells its settings, secrets hidden, and what the rest is worth where the database is away', async () => {
    const kurrentDb = await startFakeKurrentDb();
    try {
      const { code, stderr, found } = await askedWith({
        BOFU_DATABASE_URL: NOBODY_THERE,
        BOFU_STORE: 'kurrentdb',
        BOFU_KURRENTDB_URL: kurrentDb.url,
        BOFU_QUEUE: 'redis',
        BOFU_REDIS_URL: 'redis://127.0.0.1:1',
      });
      expect([code, stderr]).toEqual([7, '不可用：数据库、任务队列、账务\n']);
      expect(found).toMatchObject({
        version: '0.1.0',
        dataDir: folder,
        database: {
          url: 'postgres://bofu:******@127.0.0.1:1/bofu',
          problem: expect.stringContaining('数据库无法连接'),
        },
        store: { kind: 'kurrentdb', head: null },
        server: {
          serverVersion: '26.1.0',
          leader: `127.0.0.1:${kurrentDb.port}`,
          members: [{ at: `127.0.0.1:${kurrentDb.port}`, isAlive: true }],
          cut: [],
        },
        queue: { kind: 'redis', problem: expect.any(String) },
      });
    } finally {
      await kurrentDb.stop();
    }
  });

  it('tells that the bucket of the attachments alone is away, and never its secret', async () => {
    const database = await createTestDatabase();
    const secretFile = join(folder, 's3-secret');
    writeFileSync(secretFile, 'a-secret-that-nobody-reads');
    try {
      const { code, stderr, found } = await askedWith({
        BOFU_DATABASE_URL: database.url,
        BOFU_S3_BUCKET_URL: 'http://127.0.0.1:1/papers',
        BOFU_S3_ACCESS_KEY_ID: 'bofu',
        BOFU_S3_SECRET_KEY_FILE: secretFile,
      });
      expect([code, stderr]).toEqual([7, '不可用：附件\n']);
      expect(found['attachments']).toEqual({
        at: 'http://127.0.0.1:1/papers',
        problem: expect.stringContaining('附件库无法连接') as unknown,
      });
      expect(JSON.stringify(found)).not.toContain('nobody-reads');
    } finally {
      await database.drop();
    }
  });

  it('refuses a bucket that is only half set, or reached in the open', async () => {
    const asked = async (env: Record<string, string>) => {
      const { code, stderr } = await bofu(['doctor'], { BOFU_DATA_DIR: folder, ...env });
      return [code, stderr];
    };
    expect(await asked({ BOFU_S3_BUCKET_URL: 'https://s3.example.gov.cn/papers' })).toEqual([
      2,
      expect.stringContaining('须一同设置'),
    ]);
    const all = { BOFU_S3_ACCESS_KEY_ID: 'bofu', BOFU_S3_SECRET_KEY_FILE: join(folder, 's3-secret') };
    expect(await asked({ ...all, BOFU_S3_BUCKET_URL: 'http://s3.example.gov.cn/papers' })).toEqual([
      2,
      expect.stringContaining('须以 https:// 开头'),
    ]);
    expect(await asked({ ...all, BOFU_S3_BUCKET_URL: 'https://s3.example.gov.cn' })).toEqual([
      2,
      expect.stringContaining('以桶名为路径'),
    ]);
  });

  it('tells that the event store alone is away', async () => {
    const database = await createTestDatabase();
    try {
      const { code, found } = await askedWith({ BOFU_DATABASE_URL: database.url, BOFU_STORE_URL: NOBODY_THERE });
      expect([code, found['database']]).toEqual([7, { url: expect.stringContaining('******') }]);
      expect(found['store']).toMatchObject({ problem: expect.stringContaining('事件库无法连接') });
    } finally {
      await database.drop();
    }
  });

  it('tells that the data folder cannot be used', async () => {
    const taken = mkdtempSync(join(folder, 'taken-'));
    writeFileSync(join(taken, 'postgres'), 'no folder');
    const { code, stderr, found } = await askedWith({ BOFU_DATA_DIR: taken });
    expect([code, stderr]).toEqual([7, '不可用：数据库、事件库、账务\n']);
    expect(found['database']).toMatchObject({ url: '内置', problem: expect.stringContaining('数据目录') });
  });
});

describe('a store whose client is not installed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-no-client-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused in a sentence that says what to run', async () => {
    const hide = join(folder, 'hide.cjs');
    // As Node itself answers where a package is not there.
    writeFileSync(
      hide,
      `const { Module } = require('node:module');
       const resolve = Module._resolveFilename;
       Module._resolveFilename = (request, ...rest) => {
         if (!/^@(kurrent|grpc)\\//.test(request)) return resolve(request, ...rest);
         throw Object.assign(new Error(\`Cannot find module '\${request}'\`), { code: 'MODULE_NOT_FOUND' });
       };`,
    );
    const database = await createTestDatabase();
    try {
      const { code, stdout, stderr } = await bofu(['events', 'list'], {
        BOFU_DATA_DIR: folder,
        BOFU_DATABASE_URL: database.url,
        BOFU_STORE: 'kurrentdb',
        BOFU_KURRENTDB_URL: 'kurrentdb://127.0.0.1:1?tls=false',
        NODE_OPTIONS: `--require=${hide}`,
      });
      expect([code, stdout]).toEqual([7, '']);
      expect(stderr).toMatch(/^事件库的客户端 @kurrent\/kurrentdb-client 未安装，请先运行：npm install .*@1\.3\.1\n$/);
    } finally {
      await database.drop();
    }
  });
});
