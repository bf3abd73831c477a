import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What some tests need besides the project's own packages: the command looked for, and the Debian package it is in. */
const TOOLS = {
  hledger: { commands: ['hledger'], debianPackage: 'hledger' },
  'bean-check': { commands: ['bean-check'], debianPackage: 'beancount' },
  pdftotext: { commands: ['pdftotext'], debianPackage: 'poppler-utils' },
  'redis-server': { commands: ['redis-server'], debianPackage: 'redis-server' },
  'swift-proxy-server': {
    commands: ['swift-proxy-server'],
    debianPackage: 'swift-proxy, with swift-account, swift-container and swift-object',
  },
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

/** The same for whoever cannot go on without it: an error that says what to install. */
export function requiredToolPath(tool: DebianTool, path?: string): string {
  const found = toolPath(tool, path);
  if (found === null) throw new Error(notInstalled(tool));
  return found;
}

const notInstalled = (tool: DebianTool): string =>
  `${tool} is not installed (Debian package ${TOOLS[tool].debianPackage})`;

/**
 * A suite left out for a reason: counted as skipped, and named again at the end of the run by `test/jest/closing-line.cjs`,
 * which knows it by its title.
 */
export function leaveOut(name: string, reason: string, tests: () => void, run: jest.Describe = describe): void {
  const { skip: skipped } = run;
  skipped(`${name}: NOT RUN, ${reason}`, tests);
}

/**
 * `describe` for tests that need a tool: `requireTool('hledger')('the journal', () => { … })`. Where the tool is absent
 * they are left out, and the run ends with the reason; with `CI=true` its absence is a failure,
 * because there nobody would read the reason.
 */
export function requireTool(
  tool: DebianTool,
  { path, ci = process.env['CI'] === 'true' }: { path?: string; ci?: boolean } = {},
  { describe: run, it: test }: { describe: jest.Describe; it: jest.It } = { describe, it },
): Suite {
  if (toolPath(tool, path) !== null) return (name, tests) => run(name, tests);
  const reason = notInstalled(tool);
  if (ci)
    return (name) =>
      run(name, () => {
        test(`has ${tool}`, () => {
          throw new Error(reason);
        });
      });
  return (name, tests) => leaveOut(name, reason, tests, run);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
