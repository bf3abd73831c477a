import { join } from 'node:path';
import { defineConfig } from 'vite';
import { BUILT, PROJECT, WEB } from './project.mjs';

export default defineConfig({
  root: WEB,
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  clearScreen: false,
  resolve: { alias: { '@bofu/kernel': join(PROJECT, 'libs/kernel/src/index.ts') } },
  oxc: { jsx: { runtime: 'automatic' } },
  // The server puts a fresh one into every page it hands out.
  html: { cspNonce: 'BOFU_NONCE' },
  build: {
    outDir: BUILT,
    emptyOutDir: true,
    target: 'chrome87',
    // Nothing inlined: the page's own policy allows files from this host and no data in their place.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      // `use client` marks files for servers that render React; there is none here.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
