import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What some tests need besides the project's own packages: the command looked for, and the Debian package it is in. */
const TOOLS = {
  hledger: { commands: ['hledger'], debianPackage: 'hledger' },
  'bean-check': { commands: ['bean-check'], debianPackage: 'beancount' },
  'redis-server': { commands: ['redis-server'], debianPackage: 'redis-server' },
  chromium: { commands: ['chromium', 'chromium-browser', 'google-chrome'], debianPackage: 'chromium' },
} as const;

export type DebianTool = keyof typeof TOOLS;

type Suite = (name: string, tests: () => void) => void;

/** Where the tool is, by `PATH`; `null` where it is not installed. */
export function toolPath(tool: DebianTool, path = process.env['PATH'] ?? ''): string | null {
  const places = path.split(delimiter).filter((folder) => folder !== '');
  const candidates = TOOLS[tool].commands.flatMap((command) => places.map((folder) => join(folder, command)));
  return candidates.find(isExecutable) ?? null;
}

/**
 * `describe` for tests that need a tool: `requireTool('hledger')('the journal', () => { … })`. Where the tool is absent
 * they are left out, with the reason printed and the tests counted as skipped; with `CI=true` its absence is a failure,
 * because there nobody would read the reason.
 */
export function requireTool(
  tool: DebianTool,
  { path, ci = process.env['CI'] === 'true' }: { path?: string; ci?: boolean } = {},
  { describe: run, it: test }: { describe: jest.Describe; it: jest.It } = { describe, it },
): Suite {
  if (toolPath(tool, path) !== null) return (name, tests) => run(name, tests);
  const reason = `${tool} is not installed (Debian package ${TOOLS[tool].debianPackage})`;
  if (ci)
    return (name) =>
      run(name, () => {
        test(`has ${tool}`, () => {
          throw new Error(reason);
        });
      });
  const { skip: leaveOut } = run;
  return (name, tests) => {
    process.stdout.write(`${name}: NOT RUN, ${reason}\n`);
    leaveOut(name, tests);
  };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
