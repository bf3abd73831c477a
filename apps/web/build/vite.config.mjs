import { join } from 'node:path';
import { defineConfig } from 'vite';
import { BUILT, PROJECT, WEB } from './project.mjs';

const FIRST_ASKED = join(WEB, 'src/first-asked.ts');

/** The first questions stand by themselves in front of everything else. */
const firstAsked = {
  name: 'first-asked',
  transformIndexHtml: {
    order: 'post',
    handler(_page, { bundle }) {
      const { fileName } = Object.values(bundle).find(({ facadeModuleId }) => facadeModuleId === FIRST_ASKED);
      const attrs = { type: 'module', crossorigin: true, src: `/${fileName}` };
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
    },
  },
};

/** What the first questions need: our modules behind them, and the two libraries that send and keep them. */
const neededToAsk = new Set();
function isNeededToAsk(id, chunks) {
  const take = (module) => {
    if (neededToAsk.has(module) || module.includes('node_modules')) return;
    neededToAsk.add(module);
    chunks.getModuleInfo(module)?.importedIds.forEach(take);
  };
  take(FIRST_ASKED);
  return neededToAsk.has(id) || /node_modules.(?:@tanstack.query-core|openapi-fetch)/.test(id);
}

export default defineConfig({
  root: WEB,
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  clearScreen: false,
  plugins: [firstAsked],
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
      input: [join(WEB, 'index.html'), FIRST_ASKED],
      output: {
        // A file takes its few milliseconds even from the browser's own store: some tens of small ones are felt.
        codeSplitting: {
          groups: [
            {
              debugName: 'first-asked',
              name: (id, chunks) => (isNeededToAsk(id, chunks) ? 'first-asked' : null),
            },
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'frame', tags: ['$initial'] },
            { name: 'shared', test: /web.src.(?:api|books|forms|marks|pages|table)./, minShareCount: 5 },
          ],
        },
      },
      // `use client` marks files for servers that render React; there is none here.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
