// Which files the screens are built into: the first questions by themselves, then what every page needs, what many
// share, and each page.
import { join } from 'node:path';
import { WEB } from './project.mjs';

const FIRST_ASKED = join(WEB, 'src/first-asked.ts');

/** In front of everything else. */
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

/** Our modules behind the first questions, and the two libraries that send and keep them. */
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

export const screenFiles = {
  plugins: [firstAsked],
  build: {
    rolldownOptions: {
      input: [join(WEB, 'index.html'), FIRST_ASKED],
      output: {
        // A file takes its few milliseconds even from the browser's own store: some tens of small ones are felt.
        codeSplitting: {
          groups: [
            { debugName: 'first-asked', name: (id, chunks) => (isNeededToAsk(id, chunks) ? 'first-asked' : null) },
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'frame', tags: ['$initial'] },
            { name: 'shared', test: /web.src.(?:api|books|forms|marks|pages|table)./, minShareCount: 5 },
          ],
        },
      },
    },
  },
};
