import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile, type Load } from './measure';

/**
 * The reference limit for appends: Postgres' own load generator inserting the same row into the same kind of table,
 * with no rule and no order to keep. `null` where the machine has no pgbench.
 */
export function findPgbench(): string | null {
  const folders = (process.env['PATH'] ?? '').split(':');
  const debian = '/usr/lib/postgresql';
  if (existsSync(debian)) folders.push(...readdirSync(debian).map((version) => join(debian, version, 'bin')));
  return folders.map((folder) => join(folder, 'pgbench')).find(existsSync) ?? null;
}

export const RAW_TABLE = `
  create schema if not exists raw;
  create table raw.event (
    position bigint generated always as identity primary key,
    stream_id text not null,
    version bigint not null,
    event_id uuid not null unique,
    type text not null,
    data jsonb not null,
    metadata jsonb not null,
    unique (stream_id, version)
  );
`;

// The row's JSON goes in as variables: inside the script every colon before a letter or digit would be taken for one.
const INSERT = `
insert into raw.event (stream_id, version, event_id, type, data, metadata)
values (gen_random_uuid()::text, 0, gen_random_uuid(), 'FundsCommitted', :data, :metadata);
`;

export async function pgbenchRawInsert(
  pgbench: string,
  url: string,
  clients: number,
  seconds: number,
  row: { data: string; metadata: string },
): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-bench-'));
  try {
    const script = join(folder, 'insert.sql');
    writeFileSync(script, INSERT);
    const { hostname, port, username, password, pathname } = new URL(url);
    const variables = ['-D', `data=${row.data}`, '-D', `metadata=${row.metadata}`];
    const args = ['-n', '-M', 'prepared', '-f', script, '-c', String(clients), '-j', '1', '-T', String(seconds)];
    const target = ['-h', hostname, '-p', port, '-U', username, '-l', '--log-prefix', join(folder, 'log')];
    const output = await run(
      pgbench,
      [...args, ...variables, ...target, pathname.slice(1)],
      decodeURIComponent(password),
    );
    const perSecond = Number(/tps = ([\d.]+)/.exec(output)?.[1]);
    if (!Number.isFinite(perSecond)) throw new Error(`pgbench said: ${output}`);
    const latencies = readdirSync(folder)
      .filter((file) => file.startsWith('log'))
      .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
      .map((line) => Number(line.split(' ')[2]) / 1000);
    return { perSecond, p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (command: string, args: string[], password: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, PGPASSWORD: password } });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
  });
