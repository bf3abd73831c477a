import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@bofu/embedded';
import { alertFigures } from './alerts';
import { appendFigures } from './append';
import { catchUpFigures } from './catch-up';
import { commandFigures } from './commands';
import { demoYearFigures } from './demo-year';
import { knownAtFigures } from './known-at';
import { manyAgenciesFigures } from './many-agencies';
import { kurrentDbFigures } from './kurrentdb';
import type { Figure } from './measure';
import { paperFigures } from './papers';
import { findPgbench } from './pgbench';
import { replayFigures } from './replay';
import { screenFigures } from './screens';
import { searchFigures } from './search';
import { verifyFigures } from './verify';

/**
 * `npm run bench`: how fast the product is, each figure as a ratio to a baseline taken in the same run on the same
 * Postgres (the embedded one, with fsync). Machines differ and are shared: the ratios travel, the absolute figures do
 * not. BENCH_EVENTS and BENCH_SECONDS shrink a run, BENCH_AGENCIES the store of many-agencies (500 unless told).
 */
async function main(): Promise<void> {
  const events = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
  const seconds = Number(process.env['BENCH_SECONDS'] ?? 5);
  const only = process.argv.slice(2);
  const wanted = (name: string): boolean => only.length === 0 || only.includes(name);
  const dataDir = mkdtempSync(join(tmpdir(), 'bofu-bench-'));
  const figures: Figure[] = [];

  const coldStart = performance.now();
  const postgres = await startEmbeddedPostgres({ dataDir });
  const coldMs = performance.now() - coldStart;
  const clearAway = async (): Promise<void> => {
    await postgres.stop();
    rmSync(postgres.dataDir, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void clearAway().finally(() => process.exit(1)));
  try {
    const pgbench = findPgbench();
    process.stderr.write(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`);
    process.stderr.write(`embedded Postgres started cold in ${Math.round(coldMs)} ms\n`);
    if (pgbench === null) process.stderr.write('pgbench: NOT RUN (not found), ratios to it are missing\n');
    if (wanted('append')) figures.push(...(await appendFigures(postgres.url, pgbench, seconds)));
    if (wanted('commands')) figures.push(...(await commandFigures(postgres.url, pgbench, seconds)));
    if (wanted('demo')) figures.push(...(await demoYearFigures(postgres.url, pgbench, seconds)));
    if (wanted('kurrentdb')) figures.push(...(await kurrentDbFigures(postgres.url, seconds)));
    if (wanted('papers')) figures.push(...(await paperFigures(postgres.url)));
    if (wanted('alerts')) figures.push(...(await alertFigures()));
    if (wanted('verify')) figures.push(...(await verifyFigures(postgres.url, events)));
    if (wanted('catch-up')) figures.push(...(await catchUpFigures(postgres.url, events)));
    if (wanted('known-at')) figures.push(...(await knownAtFigures(postgres.url, events)));
    if (wanted('many-agencies')) figures.push(...(await manyAgenciesFigures(postgres.url, events)));
    if (wanted('search')) figures.push(...(await searchFigures(postgres.url, events)));
    if (wanted('screens')) figures.push(...(await screenFigures(postgres.url, events)));
    if (wanted('replay')) figures.push(...(await replayFigures(postgres.url, events)));
  } finally {
    await clearAway();
    // Also where a later part fails: what was measured before it took its time.
    printFigures(figures);
  }
  const out = process.env['BENCH_OUT'];
  if (out !== undefined) writeFileSync(out, `${JSON.stringify({ run: randomUUID(), figures }, null, 2)}\n`);
}

function printFigures(figures: readonly Figure[]): void {
  const number = (value: number | undefined, places = 0): string =>
    value === undefined
      ? ''
      : value.toLocaleString('en', { maximumFractionDigits: places, minimumFractionDigits: places });
  const rows = figures.map(({ name, perSecond, p50Ms, p99Ms, ratio, baseline, target, note }) => [
    name,
    number(perSecond),
    number(p50Ms, 1),
    number(p99Ms, 1),
    number(ratio, 2),
    baseline ?? '',
    target ?? '',
    note ?? '',
  ]);
  const table = [['work', 'per second', 'p50 ms', 'p99 ms', 'ratio', 'to', 'target', 'note'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  for (const row of table)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()}\n`,
    );
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
