import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres';
import { installedBinaries, runnableBinaries } from './postgres-binaries';
import { endPostgres } from './postgres-server';
import { runningProcess } from './running-process';
import { serverAccount } from './server-account';

const asRoot = process.getuid?.() === 0;

const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];
const applications: ChildProcess[] = [];
const serversOfApplications: number[] = [];

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-embedded-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
};

const start = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const server = await startEmbeddedPostgres(options);
  servers.push(server);
  return server;
};

afterEach(async () => {
  for (const application of applications.splice(0)) application.kill('SIGKILL');
  for (const pid of serversOfApplications.splice(0)) if (isServerOfTest(pid)) await endPostgres(pid);
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until<Value>(what: string, look: () => Promise<Value | null> | Value | null): Promise<Value> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const value = await look();
    if (value !== null) return value;
    await sleep(50);
  }
  throw new Error(`never happened: ${what}`);
}

const answersAgain = (url: string, sql: string) => until('the server answers', () => query(url, sql).catch(() => null));
const isAlive = (pid: number): boolean => {
  const found = runningProcess(pid);
  return found !== null && !found.zombie;
};
const isServerOfTest = (pid: number): boolean => runningProcess(pid)?.command.includes('bofu-embedded-') ?? false;
const isGone = (pid: number) => until(`process ${pid} ends`, () => (isAlive(pid) ? null : true));

interface Said {
  url: string;
  port: number;
  pid: number;
  dataDir: string;
  code?: string;
  message?: string;
}

/** Another whole process that starts the embedded Postgres; answers with what it said. */
async function application(
  options: object,
  as?: { uid: number; gid: number },
): Promise<{ process: ChildProcess; said: Said }> {
  const child = spawn(process.execPath, [join(__dirname, '../testing/application.cjs'), JSON.stringify(options)], {
    ...as,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  applications.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const said = JSON.parse(line) as Said;
  if (said.pid) serversOfApplications.push(said.pid);
  return { process: child, said };
}

describe('a first start', () => {
  it('gives an ordinary Postgres on the loopback address, with UTF-8 and byte order', async () => {
    const { url } = await start({ dataDir: join(newFolder(), 'data') });
    expect(
      await query(
        url,
        `select current_setting('server_version_num')::int >= 180000 as recent, current_setting('listen_addresses') as address,
           current_setting('jit') as jit, current_setting('unix_socket_directories') as socket,
           current_setting('fsync') as fsync, datcollate, datlocprovider, pg_encoding_to_char(encoding) as encoding,
           (select string_agg(x, '' order by x) from unnest(array['拨', 'b', 'B', '付']) x) as ordered
         from pg_database where datname = current_database()`,
      ),
    ).toEqual([
      {
        recent: true,
        address: '127.0.0.1',
        jit: 'off',
        socket: '',
        fsync: 'on',
        datcollate: 'C.UTF-8',
        datlocprovider: 'b',
        encoding: 'UTF8',
        ordered: 'Bb付拨',
      },
    ]);
  });

  it('keeps its secret and its data to itself, and takes no other password', async () => {
    const { url, dataDir } = await start({ dataDir: join(newFolder(), 'data') });
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    const password = readFileSync(join(dataDir, 'password'), 'utf8');
    expect(url).toContain(password);
    await expect(query(url.replace(password, 'guess'), 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('begins anew where an earlier one was cut short while creating the cluster', async () => {
    const dataDir = join(newFolder(), 'data');
    mkdirSync(join(dataDir, 'cluster.unfinished'), { recursive: true });
    writeFileSync(join(dataDir, 'cluster.unfinished', 'PG_VERSION'), '18');
    const { url } = await start({ dataDir });
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });
});

describe('a later start', () => {
  it('finds the data, on a new port with the same password', async () => {
    const dataDir = join(newFolder(), 'data');
    const first = await start({ dataDir });
    await query(first.url, 'create table kept as select 1 as n');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start({ dataDir });
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  it('is not kept out by a lock file whose pid now belongs to a stranger', async () => {
    const dataDir = join(newFolder(), 'data');
    await (await start({ dataDir })).stop();
    // The stranger must be one Postgres would take for a server of its own: same user, alive.
    const account = serverAccount();
    const stranger = spawn('sleep', ['60'], account ? { uid: account.uid, gid: account.gid, cwd: '/' } : {});
    try {
      writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), `${stranger.pid}\n${dataDir}/cluster\n`);
      writeFileSync(join(dataDir, 'application.json'), JSON.stringify({ pid: process.pid, startMark: 'another life' }));
      const { url } = await start({ dataDir });
      expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
      expect(stranger.exitCode).toBeNull();
      expect(stranger.signalCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });

  it('is not kept out by a server that died and was never taken off the process list', async () => {
    const dataDir = join(newFolder(), 'data');
    await (await start({ dataDir })).stop();
    // `exec` puts a program that reaps nobody in the place of the shell whose child has ended.
    const account = serverAccount();
    const neglectful = spawn('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
      cwd: '/',
    });
    try {
      const zombie = Number(String((await once(neglectful.stdout, 'data'))[0]));
      await until('a zombie', () => (runningProcess(zombie)?.zombie ? true : null));
      writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), `${zombie}\n${dataDir}/cluster\n`);
      expect(await query((await start({ dataDir })).url, 'select 1 as n')).toEqual([{ n: 1 }]);
    } finally {
      neglectful.kill();
    }
  });
});

describe('while it runs', () => {
  it('refuses a second start on the same folder, from this process and from another', async () => {
    const dataDir = join(newFolder(), 'data');
    const { url } = await start({ dataDir });
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data-folder-in-use', facts: { pid: process.pid } });
    const { said } = await application({ dataDir });
    expect(said).toMatchObject({ code: 'data-folder-in-use' });
    expect(said.message).toContain('同一目录只能启动一次');
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('comes back by itself on the same address after kill -9, with everything committed', async () => {
    const exits: unknown[] = [];
    const server = await start({
      dataDir: join(newFolder(), 'data'),
      restart: true,
      onUnexpectedExit: ({ signal }) => exits.push(signal),
    });
    await query(server.url, 'create table kept as select 1 as n');
    for (let time = 1; time <= 2; time += 1) {
      const killed = server.pid;
      process.kill(killed, 'SIGKILL');
      expect(await answersAgain(server.url, 'select n from kept')).toEqual([{ n: 1 }]);
      expect(server.pid).not.toBe(killed);
    }
    expect(exits).toEqual(['SIGKILL', 'SIGKILL']);
    const last = server.pid;
    await server.stop();
    expect(isAlive(last)).toBe(false);
  });

  it('reports the end and stays down where no restart was asked for', async () => {
    const dataDir = join(newFolder(), 'data');
    const server = await start({ dataDir });
    process.kill(server.pid, 'SIGKILL');
    expect(await server.exited).toMatchObject({ signal: 'SIGKILL' });
    await expect(query(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    await server.stop();
    expect(await query((await start({ dataDir })).url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('can be stopped while it is coming back', async () => {
    const server = await start({ dataDir: join(newFolder(), 'data'), restart: true });
    const killed = server.pid;
    process.kill(killed, 'SIGKILL');
    await isGone(killed);
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    await expect(query(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('stops although a client holds a transaction open', async () => {
    const server = await start({ dataDir: join(newFolder(), 'data') });
    const client = new Client({ connectionString: server.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('begin');
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });
});

describe('an application that was killed', () => {
  it('leaves a server behind, which the next start stops before it starts its own', async () => {
    const dataDir = join(newFolder(), 'data');
    const { process: killed, said } = await application({ dataDir });
    await query(said.url, 'create table kept as select 1 as n');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(isAlive(said.pid)).toBe(true);
    const { url, pid } = await start({ dataDir });
    expect(isAlive(said.pid)).toBe(false);
    expect(pid).not.toBe(said.pid);
    expect(await query(url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('together with its server is recovered from', async () => {
    const dataDir = join(newFolder(), 'data');
    const { process: killed, said } = await application({ dataDir });
    await query(said.url, 'create table kept as select 1 as n');
    killed.kill('SIGKILL');
    process.kill(said.pid, 'SIGKILL');
    await once(killed, 'exit');
    const { url } = await start({ dataDir });
    expect(await query(url, 'select n from kept')).toEqual([{ n: 1 }]);
  });
});

describe('an application that ends', () => {
  it('takes its server with it when it stops it', async () => {
    const { process: ending, said } = await application({ dataDir: join(newFolder(), 'data') });
    ending.stdin?.write('stop\n');
    expect(await once(ending, 'exit')).toEqual([0, null]);
    expect(isAlive(said.pid)).toBe(false);
  });

  it('takes its server with it when it forgets to stop it', async () => {
    const { said } = await application({ dataDir: join(newFolder(), 'data'), exitAtOnce: true });
    await isGone(said.pid);
  });
});

describe('a port that was asked for', () => {
  it('is used', async () => {
    const first = await start({ dataDir: join(newFolder(), 'data') });
    await first.stop();
    expect((await start({ dataDir: join(newFolder(), 'data'), port: first.port })).port).toBe(first.port);
  });

  it('and is taken, is a reason not to start', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const address = stranger.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const dataDir = join(newFolder(), 'data');
    try {
      await expect(start({ dataDir, port })).rejects.toMatchObject({ code: 'port-taken', facts: { port } });
    } finally {
      stranger.close();
    }
    expect(await query((await start({ dataDir, port })).url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });
});

describe('a folder', () => {
  it('with other files in it is left alone', async () => {
    const dataDir = newFolder();
    writeFileSync(join(dataDir, 'accounts.xlsx'), '');
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data-folder-holds-other-files' });
    expect(statSync(dataDir).mode & 0o777).toBe(0o755);
  });

  if (asRoot)
    it('that only root can reach is replaced by one the server can use', async () => {
      const closed = newFolder();
      chmodSync(closed, 0o700);
      const { url, dataDir } = await start({ dataDir: join(closed, 'data') });
      folders.push(dataDir);
      expect(dataDir).toMatch(/^\/var\/lib\/bofu\/data-[0-9a-f]{12}$/);
      expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    });
});

if (asRoot)
  describe('an ordinary user', () => {
    it('runs the server under its own name', async () => {
      const folder = newFolder();
      chownSync(folder, 65534, 65534);
      const { said } = await application({ dataDir: join(folder, 'data') }, { uid: 65534, gid: 65534 });
      expect(said.code).toBeUndefined();
      expect(statSync(`/proc/${said.pid}`).uid).toBe(65534);
      expect(await query(said.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    });
  });

describe('the installed binaries', () => {
  it('run without their links having been made at installation', () => {
    const installed = copyOfBinaries(0o755);
    const links = JSON.parse(readFileSync(join(installed, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    for (const { target } of links) rmSync(join(installed, target.replace('native/', '')), { force: true });
    const dataDir = newFolder();
    expect(runnableBinaries(installed, dataDir, serverAccount())).toBe(installed);
  });

  // Root goes everywhere, so the copy is only needed for the account it hands over to.
  if (asRoot)
    it('are copied to the data folder where the server may not go to them', () => {
      const account = serverAccount();
      const installed = copyOfBinaries(0o700);
      const dataDir = newFolder();
      expect(runnableBinaries(installed, dataDir, account)).toBe(join(dataDir, 'binaries'));
      expect(runnableBinaries(installed, dataDir, account)).toBe(join(dataDir, 'binaries'));
    });

  it('are missed with a sentence that says so', () => {
    expect(() => installedBinaries('plan9', 'mips')).toThrow(
      expect.objectContaining({
        code: 'platform-without-postgres',
        message:
          '内置数据库不支持本机平台 plan9-mips，或未安装 @embedded-postgres/plan9-mips；请重新安装依赖，或改用外部 PostgreSQL',
      }),
    );
  });

  function copyOfBinaries(mode: number): string {
    const folder = newFolder();
    cpSync(installedBinaries(), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    chmodSync(folder, mode);
    return join(folder, 'native');
  }
});
