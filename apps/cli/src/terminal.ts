import { styleText } from 'node:util';
import cliProgress from 'cli-progress';
import Table from 'cli-table3';
import { inWords } from '@bofu/api';
import { Refusal } from '@bofu/kernel';
import { EXIT } from './exit-code';

/** Data goes to stdout and nothing else does: what a person is told goes to stderr. */
export const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** A table of plain text, columns set by display width, so that it reads in a terminal, a file and a mail alike. */
export function plainTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  aligns: readonly ('left' | 'right')[] = [],
): string {
  const corners = ['top', 'bottom', 'mid'].flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`]);
  const chars = Object.fromEntries(
    [...corners, 'left', 'left-mid', 'right', 'right-mid', 'mid-mid'].map((part) => [part, '']),
  );
  const table = new Table({
    head: [...head],
    colAligns: [...aligns],
    chars: { ...chars, middle: ' ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1, compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replace(/ +$/gm, '');
}

/** In colour where stdout is a terminal and nobody asked for none (`NO_COLOR`). */
export const coloured = (colour: 'red' | 'yellow' | 'green' | 'blue' | 'gray', text: string): string =>
  process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(colour, text) : text;

export interface Progress {
  to(done: number, total: number): void;
  end(): void;
}

/** A bar where somebody watches; in a log or a pipe one line when the work is done. */
export function progressOf(title: string): Progress {
  if (!process.stderr.isTTY) {
    let last = 0;
    return { to: (done) => (last = done), end: () => tell(`${title}：${last}`) };
  }
  const bar = new cliProgress.SingleBar(
    { format: `${title} [{bar}] {value}/{total}`, hideCursor: true, clearOnComplete: false },
    cliProgress.Presets.legacy,
  );
  let started = false;
  return {
    to: (done, total) => {
      if (!started) bar.start(total, done);
      started = true;
      bar.update(done);
    },
    end: () => {
      if (started) bar.stop();
    },
  };
}

/** Options that are sound each by itself and do not go together. */
export function misused(reason: string): void {
  tell(`用法有误：${reason}`);
  process.exitCode = EXIT.usage;
}

/** What is asked back, and recorded only with a stated reason. */
const ASKED_BACK: ReadonlySet<string> = new Set([
  'same-payment-again',
  'after-cut-off',
  'carry-over-second-year',
  'voucher-used-already',
  'same-document-again',
  'payment-large',
  'change-large',
  'month-skipped',
  'headcount-moved',
  'looks-like-personal-data',
]);

/** Tells a person why a command ended: in one sentence, or, for our own trouble, with its trace. */
export function explain(error: unknown): void {
  tell(inWords(error) ?? `意外错误：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  if (!(error instanceof Refusal)) return;
  if (ASKED_BACK.has(error.code)) tell('核对后确要登记的，写明 --confirmation <事由> 再做一次');
  if (error.code === 'entered-late') tell('确为补登的，写明 --late-reason <事由> 再做一次');
  const { defects } = error.facts as { defects?: { pointer: string; reason: string }[] };
  for (const { pointer, reason } of defects ?? []) tell(`  ${pointer}  ${reason}`);
}
