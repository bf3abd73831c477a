import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import {
  startFakeKurrentDb,
  type FakeKurrentDb,
  type FakeKurrentDbOptions,
} from '../../libs/event-store/testing/fake-kurrentdb';
import { bofu } from './command-line';

jest.setTimeout(120_000);

const accounts = {
  bofu: { password: 'right', may: ['read-all', 'write'] },
  writer: { password: 'w', may: ['write'] },
  reader: { password: 'r', may: ['read-all'] },
} as const;

/** Who asks, what the server is, and what the operator is told. */
const UNUSABLE: readonly (readonly [string, string | undefined, FakeKurrentDbOptions, RegExp])[] = [
  ['a wrong password', 'bofu:wrong', { accounts }, /账户|密码/],
  ['nobody', undefined, { accounts }, /账户|密码/],
  ['an account that may not read', 'writer:w', { accounts }, /权限|\$all/],
  ['an account that may not write', 'reader:r', { accounts }, /权限/],
  ['a server that is too old', undefined, { serverVersion: '25.1.4' }, /25\.1\.4.*26\.1/],
];

describe('an office on a KurrentDB that will not have it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-unusable-'));
  let database: TestDatabase;
  let fake: FakeKurrentDb | null = null;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => fake?.stop());
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const listed = (url: string) =>
    bofu(['events', 'list'], {
      ...{ BOFU_DATA_DIR: folder, BOFU_DATABASE_URL: database.url },
      ...{ BOFU_STORE: 'kurrentdb', BOFU_KURRENTDB_URL: url },
    });

  it.each(UNUSABLE)(
    'because of %s, is told so in a sentence, and ends with 7',
    async (_what, account, server, said) => {
      fake = await startFakeKurrentDb(server);
      const { code, stdout, stderr } = await listed(fake.urlOf(0, account));
      expect([code, stdout]).toEqual([7, '']);
      expect(stderr).toMatch(said);
      expect(stderr).not.toMatch(/^\s+at |Error:/m);
      expect(stderr).not.toContain('right');
    },
  );

  it('is told nothing of the kind where its account may read and write', async () => {
    fake = await startFakeKurrentDb({ accounts });
    expect(await listed(fake.urlOf(0, 'bofu:right'))).toMatchObject({ code: 0, stderr: '' });
  });
});
