// Which files each page needs beyond the entry's own. The server names them in the page it hands out, so that they come
// with the entry and not after it has run.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT, WEB } from './project.mjs';

const PAGE = /\{\s*(?:path: '([^']*)'|index: true),\s*lazy: \(\) => import\('\.\/([\w/-]+)'\)/g;

/** Every page of the routes with its files, in the order in which the routes are tried. */
export function filesOfPages(routes, manifest) {
  const pages = [...routes.matchAll(PAGE)];
  if (pages.length !== routes.split('import(').length - 1) throw new Error('a page of routes.tsx was not understood');
  const entry = filesOf('index.html', manifest);
  return pages.map(([, path = '', module]) => ({
    path: `/${path.replace(/^\//, '')}`,
    files: [...filesOf(`src/${module}.tsx`, manifest)].filter((file) => !entry.has(file)),
  }));
}

function filesOf(name, manifest, files = new Set(), seen = new Set()) {
  if (seen.has(name)) return files;
  seen.add(name);
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`${name} is not in the manifest`);
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
  for (const each of chunk.imports ?? []) filesOf(each, manifest, files, seen);
  return files;
}

export function writePageFiles() {
  const routes = readFileSync(join(WEB, 'src/routes.tsx'), 'utf8');
  const manifest = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8'));
  writeFileSync(join(BUILT, 'page-files.json'), JSON.stringify(filesOfPages(routes, manifest)));
}
