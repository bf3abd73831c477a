import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from '@bofu/testing';
import { addressOf, BOFU, bofu, PROJECT, startBofu } from './command-line';
import { dataFolder, playedDemoDatabase } from './played-demo';

jest.setTimeout(240_000);

describe('what is written to a pipe', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-pipes-'));
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await playedDemoDatabase();
    env = { BOFU_DATA_DIR: folder, BOFU_DATABASE_URL: database.url };
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As a shell would: `bofu … | reader`, with the exit code of `bofu` itself. */
  const piped = async (line: string, reader: string) => {
    const child = spawn(
      '/bin/bash',
      ['-c', `"${process.execPath}" "${BOFU}" ${line} | ${reader}; echo "$PIPESTATUS" >&2`],
      {
        env: { PATH: process.env['PATH'], BOFU_PORT: '0', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    await new Promise((resolve) => child.once('close', resolve));
    return { stdout, said: stderr.trimEnd().split('\n') };
  };

  it.each(['events list', 'demo --once --json --until 2021-06-30'])(
    'reaches a slow reader to the last byte: bofu %s',
    async (line) => {
      const whole = await piped(line, 'cat');
      expect(Buffer.byteLength(whole.stdout)).toBeGreaterThan(2 * 65_536);
      // It sleeps until the writer must have filled the pipe and ended, had it not waited.
      const slow = await piped(line, '(sleep 6; cat)');
      expect(slow.said.at(-1)).toBe('0');
      expect(slow.stdout.length).toBe(whole.stdout.length);
      expect(slow.stdout === whole.stdout).toBe(true);
    },
  );

  it.each([
    ['events list', '{"', 3],
    ['report disbursements --year 2021 --format csv', '', 3],
    ['report plan-against-actual --as-of 2021-06-30 --json', '{', 1],
    ['--help', '用法', 1],
  ])('may be left unread: bofu %s | head', async (line, start, lines) => {
    const { stdout, said } = await piped(line, `head -${lines}`);
    expect(stdout.startsWith(start) || stdout.startsWith(`\uFEFF${start}`)).toBe(true);
    expect(said.at(-1)).toBe('0');
    expect(said.join('\n')).not.toMatch(/EPIPE|^ +at /m);
  });
});

describe('a signal', () => {
  const folders: string[] = [];
  const folder = (): string => {
    const made = dataFolder('bofu-signal-');
    folders.push(made);
    return made;
  };
  afterAll(() => {
    for (const each of folders) rmSync(each, { recursive: true, force: true });
  });

  /** Every Postgres of the machine that works on the folder. */
  const postgresOn = (dataDir: string): number[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => {
        try {
          const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
          return command.includes(dataDir) && command.includes('postgres');
        } catch {
          return false;
        }
      });
  const until = async (what: string, holds: () => boolean): Promise<void> => {
    for (let attempt = 0; attempt < 1_200; attempt += 1) {
      if (holds()) return;
      await sleep(50);
    }
    throw new Error(`never happened: ${what}`);
  };
  const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

  it.each(SIGNALS)('%s while the year is played leaves no database running, and ends with 130', async (signal) => {
    const dataDir = folder();
    const { child, ended } = startBofu(['demo', '--once'], { BOFU_DATA_DIR: dataDir });
    let told = '';
    child.stderr?.on('data', (chunk: string) => (told += chunk));
    await until('the file is imported', () => told.includes('导入项目'));
    expect(postgresOn(dataDir)).not.toEqual([]);
    child.kill(signal);
    const { code, stderr } = await ended;
    expect([code, postgresOn(dataDir)]).toEqual([130, []]);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it.each(SIGNALS)('%s while the database is being started leaves none', async (signal) => {
    const dataDir = folder();
    const { child, ended } = startBofu(['start'], { BOFU_DATA_DIR: dataDir });
    await until('the folder is taken', () => existsSync(join(dataDir, 'postgres/application.json')));
    child.kill(signal);
    const { code, stderr } = await ended;
    expect([code, postgresOn(dataDir)]).toEqual([130, []]);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it.each(SIGNALS)('%s ends a server in order', async (signal) => {
    const dataDir = folder();
    const { child, ended } = startBofu(['start'], { BOFU_DATA_DIR: dataDir });
    await addressOf(child);
    child.kill(signal);
    const { code, stderr } = await ended;
    expect([code, postgresOn(dataDir)]).toEqual([0, []]);
    expect(stderr).toContain('正在停止');
  });

  it.each(['api', 'worker'])('SIGHUP ends apps/%s in order', async (app) => {
    const dataDir = folder();
    const child = spawn(process.execPath, [join(PROJECT, `dist/apps/${app}/src/main.js`)], {
      env: { PATH: process.env['PATH'], BOFU_PORT: '0', BOFU_DATA_DIR: dataDir },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await until('the database runs', () => postgresOn(dataDir).length > 0);
    child.kill('SIGHUP');
    expect([await ended, postgresOn(dataDir)]).toEqual([0, []]);
  });
});

describe('a server', () => {
  const folder = dataFolder('bofu-server-');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const occupied = async (): Promise<{ port: number; free: () => void }> => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { port: (server.address() as AddressInfo).port, free: () => server.close() };
  };

  it.each([[['start']], [['demo']], [['demo', '--reset']]])(
    'tries its port before %j does anything, and names one that is free',
    async (args) => {
      const { port, free } = await occupied();
      const dataDir = join(folder, 'untouched');
      mkdirSync(dataDir, { recursive: true });
      try {
        const { code, stdout, stderr } = await bofu(args, { BOFU_DATA_DIR: dataDir, BOFU_PORT: String(port) });
        expect([code, stdout, readdirSync(dataDir)]).toEqual([7, '', []]);
        expect(stderr).toMatch(new RegExp(`^端口 ${port} 已被占用，可换用 (\\d+)：BOFU_PORT=\\1\\n$`));
      } finally {
        free();
      }
    },
  );

  it('says it in the same sentence as a container runs it', async () => {
    const { port, free } = await occupied();
    try {
      const child = spawn(process.execPath, [join(PROJECT, 'dist/apps/api/src/main.js')], {
        env: { PATH: process.env['PATH'], BOFU_DATA_DIR: folder, BOFU_PORT: String(port) },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let told = '';
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => (told += chunk));
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect([code, told]).toEqual([1, expect.stringMatching(/^端口 \d+ 已被占用，可换用 \d+：BOFU_PORT=\d+\n$/)]);
    } finally {
      free();
    }
  });

  it('is refused a folder another one serves from, where a command may look in', async () => {
    const env = { BOFU_DATA_DIR: join(folder, 'shared'), BOFU_PORT: '0' };
    const { child, ended } = startBofu(['start'], env);
    await addressOf(child);
    try {
      const second = await bofu(['start'], env);
      expect([second.code, second.stderr]).toEqual([7, expect.stringMatching(/^数据目录 .* 正被另一进程.*\n$/)]);
      expect((await bofu(['projection', 'status'], env)).code).toBe(0);
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  });
});
