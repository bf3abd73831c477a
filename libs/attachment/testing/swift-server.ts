import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { requiredToolPath } from '@bofu/testing';
import type { S3Settings } from '../src/files/s3-files';

const SECRET = 'persimmon-on-the-wall';

export interface SwiftServer {
  readonly settings: S3Settings;
  stop(): Promise<void>;
}

/**
 * OpenStack Swift with its S3 interface on loopback: a proxy and one server each for accounts, containers and objects,
 * with rings of one device in a folder of their own. Its memcached is nowhere: tokens are not used.
 */
export async function startSwift(bucket: string): Promise<SwiftServer> {
  const bin = requiredToolPath('swift-proxy-server').replace(/swift-proxy-server$/, '');
  const folder = mkdtempSync(join(tmpdir(), 'bofu-swift-'));
  mkdirSync(join(folder, 'devices', 'd1'), { recursive: true });
  const [proxyPort = 0, memcachePort = 0, ...ports] = await freePorts(5);
  const common = (port: number) =>
    `[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = ${port}\nworkers = 0\nuser = ${userInfo().username}\n` +
    `swift_dir = ${folder}\ndevices = ${join(folder, 'devices')}\nmount_check = false\n`;
  const kinds = ['account', 'container', 'object'] as const;
  for (const [at, kind] of kinds.entries()) {
    const port = ports[at] ?? 0;
    const builder = join(folder, `${kind}.builder`);
    const ring = (...asked: string[]) => execFileSync(`${bin}swift-ring-builder`, [builder, ...asked]);
    ring('create', '4', '1', '0');
    ring('add', `r1z1-127.0.0.1:${port}/d1`, '1');
    ring('rebalance');
    writeFileSync(
      join(folder, `${kind}.conf`),
      `${common(port)}[pipeline:main]\npipeline = ${kind}-server\n[app:${kind}-server]\nuse = egg:swift#${kind}\n`,
    );
  }
  writeFileSync(
    join(folder, 'proxy.conf'),
    `${common(proxyPort)}[pipeline:main]
pipeline = catch_errors gatekeeper cache s3api tempauth slo proxy-server
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${memcachePort}
[filter:s3api]
use = egg:swift#s3api
[filter:slo]
use = egg:swift#slo
[filter:tempauth]
use = egg:swift#tempauth
user_bofu_office = ${SECRET} .admin
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
`,
  );
  const servers = [...kinds, 'proxy'].map((kind) =>
    spawn(`${bin}swift-${kind}-server`, [join(folder, `${kind}.conf`)], { stdio: 'ignore' }),
  );
  const stop = async () => {
    await Promise.all(servers.map(ended));
    rmSync(folder, { recursive: true, force: true });
  };
  const origin = `http://127.0.0.1:${proxyPort}`;
  const settings: S3Settings = {
    bucketUrl: `${origin}/${bucket}`,
    ...{ region: 'us-east-1', accessKeyId: 'bofu:office', secretAccessKey: SECRET },
  };
  try {
    const until = performance.now() + UP_WITHIN_MS;
    // All of them first: a proxy that finds one away leaves it aside for a minute.
    for (const port of [...ports, proxyPort]) await listening(port, until);
    await makeBucket(settings, until);
  } catch (error) {
    await stop();
    throw error;
  }
  return { settings, stop };
}

/** Four Pythons on a busy machine take their time. */
const UP_WITHIN_MS = 90_000;

async function listening(port: number, until: number): Promise<void> {
  for (; performance.now() < until; await sleep(250)) {
    const there = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.end());
    });
    if (there) return;
  }
  throw new Error(`nobody listens at ${port}`);
}

async function makeBucket(
  { bucketUrl, region, accessKeyId, secretAccessKey }: S3Settings,
  until: number,
): Promise<void> {
  const { AwsClient } = await import('aws4fetch');
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 });
  for (; ; await sleep(250)) {
    const answer = await client.fetch(bucketUrl, { method: 'PUT' }).catch(() => null);
    if (answer?.ok) return;
    if (performance.now() > until) throw new Error(`Swift is not up: ${answer?.status ?? 'no answer'}`);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = held.map((server) => (server.address() as { port: number }).port);
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const over = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const late = setTimeout(() => server.kill('SIGKILL'), 5_000);
  await over;
  clearTimeout(late);
}
