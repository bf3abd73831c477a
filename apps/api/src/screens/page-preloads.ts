import { existsSync, readFileSync } from 'node:fs';

interface PageFiles {
  /** As the screens' own routes write it: `/programmes/:appropriationId`, `/alerts/*`. */
  readonly path: string;
  /** Below the server's root, without a leading slash. */
  readonly files: readonly string[];
}

/**
 * Links that fetch a page's own files together with the entry's: without them the entry would ask for them once it runs,
 * one round trip later on a first visit and a quarter of a second on every other.
 * @param file what the build of the screens wrote of its pages
 * @returns the links of the page at a path, empty where no page of its own is known for it
 * @see https://html.spec.whatwg.org/multipage/links.html#link-type-modulepreload
 */
export function pagePreloads(file: string): (path: string) => string {
  if (!existsSync(file)) return () => '';
  const pages = (JSON.parse(readFileSync(file, 'utf8')) as PageFiles[]).map(({ path, files }) => ({
    address: new RegExp(`^${path.replace(/\/\*$/, '(?:/.*)?').replace(/:\w+/g, '[^/]+')}$`),
    links: files.map(preload).join(''),
  }));
  return (path) => {
    const asked = path.length > 1 ? path.replace(/\/$/, '') : path;
    return pages.find(({ address }) => address.test(asked))?.links ?? '';
  };
}

const preload = (file: string): string =>
  file.endsWith('.css')
    ? `<link rel="preload" as="style" crossorigin href="/${file}">`
    : `<link rel="modulepreload" crossorigin href="/${file}">`;
