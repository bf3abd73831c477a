import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimDataFolder, clusterIn, createCluster, passwordIn, prepareDataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { installedBinaries, runnableBinaries } from './postgres-binaries';
import {
  endPostgres,
  freePort,
  launchPostgres,
  stopLeftBehind,
  type Launch,
  type PostgresExit,
  type PostgresServer,
} from './postgres-server';
import { serverAccount } from './server-account';

export type { PostgresExit } from './postgres-server';

export interface EmbeddedPostgresOptions {
  /** The server's own folder; made when it is not there. */
  readonly dataDir: string;
  /** On 127.0.0.1. Default: any free one. */
  readonly port?: number;
  /** Settings as in postgresql.conf, over the product's own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Start the server again, on the same port, whenever it ends without having been asked to. Default: no. */
  readonly restart?: boolean;
  readonly onUnexpectedExit?: (exit: PostgresExit) => void;
  /** Takes what the server writes, line by line. */
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Of the superuser `bofu` and the database `postgres`; stays the same over restarts. Holds the password. */
  readonly url: string;
  readonly port: number;
  /** Of the server process at this moment; changes with a restart. */
  readonly pid: number;
  /** Where the data really is: see `prepareDataFolder`. */
  readonly dataDir: string;
  /** Stops in order and gives the data folder free. Can be called more than once. */
  stop(): Promise<void>;
  /** When the server is gone for good: stopped, or ended by itself and not to be restarted. */
  readonly exited: Promise<PostgresExit>;
}

/**
 * Runs a real Postgres as a child of this process, from the binaries of an npm package: nothing to install, nothing
 * reachable from other machines. Throws EmbeddedPostgresError.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const installed = installedBinaries();
  const account = serverAccount();
  const dataDir = prepareDataFolder(options.dataDir, account);
  const claim = claimDataFolder(dataDir);
  try {
    const log = options.log ?? (() => undefined);
    const settings = options.settings ?? {};
    const binaries = runnableBinaries(installed, dataDir, account);
    const cluster = clusterIn(dataDir);
    await stopLeftBehind(cluster);
    const password = passwordIn(dataDir, account);
    if (!existsSync(cluster)) createCluster(binaries, dataDir, account, settings['fsync'] !== 'off');
    const launch = { binaries, cluster, account, settings, log };
    const { port, server } = await launchOnPort(launch, options.port);
    const supervised = supervise(server, { ...launch, port }, options, claim.release);
    return {
      url: `postgres://bofu:${password}@127.0.0.1:${port}/postgres`,
      port,
      dataDir,
      get pid() {
        return supervised.pid();
      },
      stop: supervised.stop,
      exited: supervised.exited,
    };
  } catch (error) {
    claim.release();
    throw error;
  }
}

/** A free port may be gone again before Postgres takes it; only one that was asked for by number is a reason to stop. */
async function launchOnPort(launch: Omit<Launch, 'port'>, wanted?: number) {
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort());
    try {
      return { port, server: await launchPostgres({ ...launch, port }) };
    } catch (error) {
      const canRetry = error instanceof EmbeddedPostgresError && error.code === 'port-taken' && wanted === undefined;
      if (!canRetry || attempt === 5) throw error;
    }
  }
}

function supervise(first: PostgresServer, launch: Launch, options: EmbeddedPostgresOptions, release: () => void) {
  let server = first;
  // A pid that has ended may already be somebody else's: it is never signalled again.
  let running = true;
  const stopAsked = new AbortController();

  const relaunched = async (): Promise<PostgresServer | null> => {
    for (let waitMs = 100; !stopAsked.signal.aborted; waitMs = Math.min(waitMs * 2, 5_000)) {
      try {
        return await launchPostgres(launch);
      } catch (error) {
        launch.log((error as Error).message);
        await sleep(waitMs, undefined, { signal: stopAsked.signal }).catch(() => undefined);
      }
    }
    return null;
  };

  const watch = async (): Promise<PostgresExit> => {
    for (;;) {
      const exit = await server.exited;
      running = false;
      if (stopAsked.signal.aborted) return exit;
      options.onUnexpectedExit?.(exit);
      const next = options.restart ? await relaunched() : null;
      if (next === null) return exit;
      server = next;
      running = true;
      if (stopAsked.signal.aborted) await endPostgres(server.pid);
    }
  };

  const exited = watch().finally(release);

  return {
    pid: () => server.pid,
    exited,
    stop: async () => {
      stopAsked.abort();
      if (running) await endPostgres(server.pid);
      await exited;
    },
  };
}
