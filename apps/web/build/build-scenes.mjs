// Builds the scenes of the shared components into the folder named: for the tests that open them in a browser.
import { join } from 'node:path';
import { build, mergeConfig } from 'vite';
import screens from './vite.config.mjs';
import { makeInterfaceTypes } from './interface-types.mjs';
import { WEB } from './project.mjs';

const [, , into] = process.argv;
await makeInterfaceTypes();
await build({
  configFile: false,
  ...mergeConfig(screens, { root: join(WEB, 'scenes'), build: { outDir: into, manifest: false, minify: false } }),
});
