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

/** Every file that the first page and the list fetch: the page, its entry, their chunks, and what these import. */
function firstLoad(): string[] {
  const manifest = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
  const files = new Set(['index.html']);
  const seen = new Set<string>();
  const take = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`${name} is not in the manifest`);
    if (seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    (chunk.imports ?? []).forEach(take);
  };
  take('index.html');
  take('src/workbench/workbench-page.tsx');
  take('src/programmes/programme-list-page.tsx');
  return [...files];
}

describe('the built screens', () => {
  it('are there: npm run build makes them', () => {
    expect(existsSync(join(BUILT, 'index.html'))).toBe(true);
  });

  it('load their list within 350 KB, compressed', () => {
    const sizes = firstLoad().map((file) => gzipSync(readFileSync(join(BUILT, file))).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(sizes.length).toBeGreaterThan(3);
    // Less would mean that something was not counted.
    expect(total).toBeGreaterThan(150 * 1024);
    expect(total).toBeLessThan(LIMIT);
  });

  it('leave the chart out of the first load', () => {
    expect(firstLoad().filter((file) => file.includes('chart'))).toEqual([]);
  });

  it('have no script inside the page', () => {
    const page = readFileSync(join(BUILT, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(page).not.toMatch(/(?:src|href)="https?:/);
  });
});

describe('the types of the interface', () => {
  it('are made from the document that is checked in', () => {
    const [made = ''] = readFileSync(join(PROJECT, 'apps/web/src/api/interface.ts'), 'utf8').split('\n', 1);

    const digest = createHash('sha256')
      .update(readFileSync(join(PROJECT, 'docs/openapi.json')))
      .digest('hex');
    expect(made).toBe(`// Made from docs/openapi.json ${digest}`);
  });
});
