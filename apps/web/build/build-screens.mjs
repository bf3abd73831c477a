// Builds the screens into dist/web, unless what is there was made from the very same files.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writePageFiles } from './page-files.mjs';
import { BUILT, digestOfInputs } from './project.mjs';

const STAMP = join(BUILT, 'made-from.txt');
const digest = digestOfInputs();
const upToDate = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest;

if (!upToDate) {
  // Loaded only now: two heavy tools, and most runs need neither.
  const { makeInterfaceTypes } = await import('./interface-types.mjs');
  const { build, mergeConfig } = await import('vite');
  const { default: config } = await import('./vite.config.mjs');
  const { screenFiles } = await import('./screen-files.mjs');
  rmSync(STAMP, { force: true });
  await makeInterfaceTypes();
  await build({ configFile: false, ...mergeConfig(config, screenFiles) });
  writePageFiles();
  compress(join(BUILT, 'assets'));
  writeFileSync(STAMP, digest);
}

/** A county's line is slow, so what is served lies compressed beside the original. */
function compress(folder) {
  for (const name of readdirSync(folder))
    if (/\.(?:js|css|svg)$/.test(name)) {
      const file = join(folder, name);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    }
}
