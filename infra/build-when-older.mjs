// What `npm start`, `npm run demo` and `npm run bofu` do first: builds where the build is older than what it is made
// from. Where the tools are not installed, as in a release, there is nothing to do: the build came with it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const PROGRAM = join(ROOT, 'dist/apps/cli/src/main.js');
const STAMP = join(ROOT, 'dist/built');
const SOURCES = [
  'apps',
  'libs',
  'test/bench',
  'docs/openapi.json',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** When a file or anything below a folder was last touched; a folder remembers what was taken out of it. */
const touched = (path) => {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => touched(join(path, name))));
};

const upToDate = () =>
  existsSync(PROGRAM) &&
  existsSync(STAMP) &&
  SOURCES.every((source) => touched(join(ROOT, source)) < statSync(STAMP).mtimeMs);

const canBuild = existsSync(join(ROOT, 'node_modules/@nestjs/cli'));

if (!canBuild && !existsSync(PROGRAM)) {
  console.error('尚未构建，且未安装构建工具；请先运行：npm ci && npm run build');
  process.exit(1);
}
if (canBuild && !upToDate()) {
  console.error('正在构建，约需十几秒…');
  // Written into the sources, so before the clock starts.
  const { makeInterfaceTypes } = await import('../apps/web/build/interface-types.mjs');
  await makeInterfaceTypes();
  const begun = new Date();
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    // What the tools say is no part of what the command prints.
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(STAMP, '');
  // What was edited meanwhile is newer than the build.
  utimesSync(STAMP, begun, begun);
}
