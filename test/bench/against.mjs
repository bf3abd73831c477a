// `npm run bench:against -- <checkout> [parts of the bench]`: the bench of this checkout and of another one, taken in
// turn, so that a machine that is shared or grows warm is as unfair to one as to the other. Both are built before.
// Prints for each line that both have the medians and how the new one stands to the old: 1.00 is as fast, 0.90 a tenth
// slower. ROUNDS (default 5) and what the bench itself reads (BENCH_EVENTS, BENCH_SECONDS) say how much is run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [other, ...parts] = process.argv.slice(2);
const rounds = Number(process.env['ROUNDS'] ?? 5);
const BENCH = 'dist/test/bench/main.js';
const here = resolve(import.meta.dirname, '../..');
if (other === undefined || !existsSync(join(resolve(other), BENCH)))
  throw new Error(`npm run bench:against -- <a checkout with ${BENCH}> [parts]`);

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
/** Of a line that says how much it is about: what of it is the same work in both. */
const lineOf = (name) => name.replace(/ \(.*\)$/, '').replace(/^all \d+ /, 'all ');

function figuresOf(checkout) {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-against-'));
  const out = join(folder, 'figures.json');
  try {
    const { status, stderr } = spawnSync(process.execPath, [BENCH, ...parts], {
      cwd: checkout,
      env: { ...process.env, BENCH_OUT: out },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the bench of ${checkout} failed: ${stderr}`);
    return JSON.parse(readFileSync(out, 'utf8')).figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const taken = { old: new Map(), new: new Map() };
for (let round = 1; round <= rounds; round += 1) {
  for (const [which, checkout] of [
    ['old', resolve(other)],
    ['new', here],
  ])
    for (const { name, perSecond } of figuresOf(checkout)) {
      const line = lineOf(name);
      taken[which].set(line, [...(taken[which].get(line) ?? []), perSecond]);
    }
  process.stderr.write(`round ${round} of ${rounds}\n`);
}

const shown = (value) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 });
process.stdout.write(`${rounds} rounds, medians\n  new:old       old       new  line\n`);
for (const [line, values] of taken.new) {
  const before = taken.old.get(line);
  if (before === undefined) continue;
  const [was, is] = [median(before), median(values)];
  const stands = (is / was).toFixed(2);
  process.stdout.write(`${stands.padStart(9)} ${shown(was).padStart(9)} ${shown(is).padStart(9)}  ${line}\n`);
}
