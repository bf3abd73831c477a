import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { runningProcess } from './running-process';
import { spawnAs, type ServerAccount } from './server-account';

/** How the server's process ended. */
export interface PostgresExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines the server wrote. */
  readonly output: string;
}

export interface Launch {
  readonly binaries: string;
  readonly cluster: string;
  readonly account: ServerAccount | null;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

export interface PostgresServer {
  readonly pid: number;
  readonly exited: Promise<PostgresExit>;
}

const DEFAULT_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const PATIENCE_MS = 15_000;

/**
 * Starts the server process and waits until it takes connections; recovery after a crash takes as long as it takes.
 * Processes of a killed predecessor may need a moment to notice, so "still in use" is asked again for a while.
 */
export async function launchPostgres(launch: Launch): Promise<PostgresServer> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { server, failure } = await attempt(launch);
    if (server) return server;
    if (/Address already in use/.test(failure.output))
      throw new EmbeddedPostgresError('port-taken', { port: launch.port });
    const stillInUse = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;
    if (!stillInUse.test(failure.output) || Date.now() > deadline)
      throw new EmbeddedPostgresError('start-failed', { dataDir: launch.cluster, output: failure.output });
    await sleep(200);
  }
}

type Attempt = { server: PostgresServer; failure?: never } | { server?: never; failure: PostgresExit };

async function attempt({ binaries, cluster, account, port, settings, log }: Launch): Promise<Attempt> {
  const flags = Object.entries({ ...DEFAULT_SETTINGS, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', cluster, '-p', String(port), ...flags], {
    ...spawnAs(account),
    stdio: ['ignore', 'ignore', 'pipe'],
  });

  // Sent when the application ends without having stopped us, while starting as well; Postgres then shuts down by itself.
  const onApplicationExit = () => signalTo(child.pid ?? 0, 'SIGINT');
  if (child.pid !== undefined) process.once('exit', onApplicationExit);

  const lastLines: string[] = [];
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log(line);
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      if (line.includes('database system is ready to accept connections')) resolve();
    });
  });
  const exited = new Promise<PostgresExit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, output: error.message }));
    // `close` waits for everything that holds stderr, which after a kill includes orphaned backends: use `exit`, and
    // give the last lines a turn to arrive.
    child.once('exit', (code, signal) => {
      // The pid may be somebody else's from here on: it is never signalled again.
      process.removeListener('exit', onApplicationExit);
      setTimeout(() => resolve({ code, signal, output: lastLines.join('\n') }), 20);
    });
  });

  const failure = await Promise.race([ready.then(() => null), exited]);
  return failure ? { failure } : { server: { pid: child.pid ?? 0, exited } };
}

/** Fast shutdown (SIGINT): open transactions are rolled back. After ten seconds immediate shutdown (SIGQUIT). */
export async function endPostgres(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signalTo(pid, signal);
    for (let waited = 0; waited < patienceMs; waited += 10) {
      const found = runningProcess(pid);
      if (found === null || found.zombie) return;
      await sleep(10);
    }
  }
}

export function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * A server that outlived its application, which was killed, is stopped and not adopted: so the settings in force are
 * always those of this start. A lock file naming a zombie or a stranger who got the same pid would keep Postgres from
 * starting and is removed; one naming nobody Postgres deals with itself.
 */
export async function stopLeftBehind(cluster: string): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid');
  const pid = pidIn(lockFile);
  const found = pid === null ? null : runningProcess(pid);
  if (pid === null || found === null) return;
  if (!found.zombie && found.command.includes(`-D ${cluster} `)) await endPostgres(pid);
  else rmSync(lockFile, { force: true });
}

function pidIn(lockFile: string): number | null {
  try {
    return Number.parseInt(readFileSync(lockFile, 'utf8'), 10) || null;
  } catch {
    return null;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
