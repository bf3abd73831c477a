import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const PROJECT = resolve(__dirname, '../..');

/**
 * A workspace of its own in a temporary folder, laid out like this one and holding the given files, so that the
 * project's own rules can be seen going red without a wrong file ever lying in the project.
 */
export function plantWorkspace(files: Readonly<Record<string, string>>): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-planted-'));
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const name of ['package.json', 'tsconfig.json']) copyFileSync(join(PROJECT, name), join(folder, name));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a tool installed with the project and answers what it printed as JSON. Findings are an answer, not an error. */
export function askTool<Answer>(script: string, args: readonly string[], cwd: string): Promise<Answer> {
  return new Promise((answer, fail) => {
    const command = [join(PROJECT, 'node_modules', script), ...args];
    execFile(process.execPath, command, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      try {
        answer(JSON.parse(stdout) as Answer);
      } catch {
        fail(new Error(`${script} gave no JSON: ${stderr || stdout || (error?.message ?? '')}`));
      }
    });
  });
}
