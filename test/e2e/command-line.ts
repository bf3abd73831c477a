import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = join(__dirname, '../..');
export const BOFU = join(PROJECT, 'dist/apps/cli/src/main.js');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `bofu …` as a shell would run it, on a data folder of its own; `npm test` has built it before. */
export function startBofu(
  args: readonly string[],
  env: Record<string, string>,
): { child: ChildProcess; ended: Promise<Run> } {
  if (!existsSync(BOFU)) throw new Error(`${BOFU} is not there: run npm run build first`);
  const child = spawn(process.execPath, [BOFU, ...args], {
    env: { PATH: process.env['PATH'], BOFU_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  // A chunk may end in the middle of a character: the stream, not each chunk, is decoded.
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

export const bofu = (args: readonly string[], env: Record<string, string>): Promise<Run> => startBofu(args, env).ended;

/** Waits until the server has told its address on stderr. */
export const addressOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let told = '';
    child.stderr?.on('data', (chunk: string) => {
      told += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`ended before it listened: ${told}`)));
  });
