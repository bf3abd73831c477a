import { execFile } from 'node:child_process';

/** What a tool said of a file: nothing and exit code 0 where it accepts it. */
export interface Verdict {
  readonly accepted: boolean;
  readonly said: string;
}

const run = (command: string, args: readonly string[], cwd?: string): Promise<Verdict> =>
  new Promise((resolve, reject) => {
    // Both tools read a file in the encoding of their surroundings, and a test run may have none.
    const env = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
    execFile(command, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(new Error(`${command} cannot be run`, { cause: error }));
      else resolve({ accepted: error === null, said: `${stdout}${stderr}` });
    });
  });

export const hledgerCheck = (file: string): Promise<Verdict> =>
  run('hledger', ['-f', file, 'check', '-s', 'ordereddates', 'payees']);

export const beanCheck = (file: string): Promise<Verdict> => run('bean-check', ['--no-cache', file]);

/** Commands as somebody would type them, in the folder given; the first that fails ends them. */
export const typed = (commands: string, folder: string): Promise<Verdict> =>
  run('bash', ['-euo', 'pipefail', '-c', commands], folder);
