import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PROJECT } from '../architecture/planted-workspace';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const BUILT = join(PROJECT, 'dist/web');
const LIMIT = 350 * 1024;

const manifest = (): Record<string, Chunk> =>
  JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8')) as Record<string, Chunk>;

/** Every file that is fetched before these pages show anything: the page, its entry, their chunks, and what these import. */
function loadedFor(chunks: Record<string, Chunk>, ...pages: readonly string[]): string[] {
  const files = new Set(['index.html']);
  const seen = new Set<string>();
  const take = (name: string): void => {
    const chunk = chunks[name];
    if (chunk === undefined) throw new Error(`${name} is not in the manifest`);
    if (seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    (chunk.imports ?? []).forEach(take);
  };
  take('index.html');
  pages.forEach(take);
  return [...files];
}

const sizeOf = (file: string): number => gzipSync(readFileSync(join(BUILT, file)), { level: 9 }).length;
const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);

const WORKBENCH = 'src/workbench/workbench-page.tsx';
const LIST = 'src/programmes/programme-list-page.tsx';
const ROUTES = [
  ...readFileSync(join(PROJECT, 'apps/web/src/routes.tsx'), 'utf8').matchAll(/import\('\.\/([\w/-]+)'\)/g),
].map(([, name]) => `src/${name}.tsx`);

describe('the built screens', () => {
  it('are there: npm run build makes them', () => {
    expect(existsSync(join(BUILT, 'index.html'))).toBe(true);
  });

  it('load the first page and the list together within 350 KB, compressed', () => {
    const sizes = loadedFor(manifest(), WORKBENCH, LIST).map(sizeOf);
    expect(sizes.length).toBeGreaterThan(3);
    // Less would mean that something was not counted.
    expect(sum(sizes)).toBeGreaterThan(150 * 1024);
    expect(sum(sizes)).toBeLessThan(LIMIT);
  });

  it('load each page by itself within 350 KB, compressed', () => {
    const chunks = manifest();
    expect(ROUTES.length).toBeGreaterThan(30);
    const tooLarge = ROUTES.map((route) => [route, sum(loadedFor(chunks, route).map(sizeOf))] as const)
      .filter(([, size]) => size > LIMIT)
      .map(([route, size]) => `${route} ${Math.round(size / 1024)} KB`);
    expect(tooLarge).toEqual([]);
  });

  it('name to the server the files of each page, so that they come with the entry', () => {
    const chunks = manifest();
    const entry = new Set(loadedFor(chunks));
    const named = JSON.parse(readFileSync(join(BUILT, 'page-files.json'), 'utf8')) as { files: string[] }[];
    const needed = ROUTES.map((route) => loadedFor(chunks, route).filter((file) => !entry.has(file)));
    expect(named.map(({ files }) => [...files].sort())).toEqual(needed.map((files) => files.sort()));
  });

  it('send the first questions before the libraries are there', () => {
    const [first = ''] = [
      ...readFileSync(join(BUILT, 'index.html'), 'utf8').matchAll(/<script [^>]*src="\/([^"]+)"/g),
    ].map(([, file]) => file);
    expect(first).toMatch(/first-asked/);
    const code = readFileSync(join(BUILT, first), 'utf8');
    expect(code).toContain('/v1/session');
    expect(code).not.toMatch(/(?:from|import)\s*["'`]\.\//);
    expect(sizeOf(first)).toBeLessThan(30 * 1024);
  });

  it('leave the charts out of the first load', () => {
    const chunks = manifest();
    const charts = Object.keys(chunks).filter((name) => /-chart\.tsx$/.test(name));
    expect(charts.length).toBeGreaterThan(1);
    const drawn = new Set(charts.map((name) => chunks[name]?.file));
    expect(ROUTES.filter((route) => loadedFor(chunks, route).some((file) => drawn.has(file)))).toEqual([]);
  });

  it('have no script inside the page', () => {
    const page = readFileSync(join(BUILT, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(page).not.toMatch(/(?:src|href)="https?:/);
  });
});

describe('what is made from the interface', () => {
  it.each(['interface.ts', 'body-rules.ts'])('%s is made from the document that is checked in', (name) => {
    const [made = ''] = readFileSync(join(PROJECT, 'apps/web/src/api', name), 'utf8').split('\n', 1);

    const digest = createHash('sha256')
      .update(readFileSync(join(PROJECT, 'docs/openapi.json')))
      .digest('hex');
    expect(made).toBe(`// Made from docs/openapi.json ${digest}`);
  });
});
